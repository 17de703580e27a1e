namespace Ethico.Ops.Domain.Migration;

public sealed record StripHtmlTransform : Transform
{
    public const string Word = "stripHtml";

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(Markup.Strip);
}
