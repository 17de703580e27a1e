namespace Ethico.Ops.Domain.Migration;

public sealed record StripHtmlTransform : Transform
{
    public const string Word = "stripHtml";

    public override string Name => Word;

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(Markup.Strip);
}
