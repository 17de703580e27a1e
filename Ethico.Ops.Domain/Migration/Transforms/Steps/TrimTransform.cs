namespace Ethico.Ops.Domain.Migration;

public sealed record TrimTransform : Transform
{
    public const string Word = "trim";

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(WhiteSpace.Trim);
}
