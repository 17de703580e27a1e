namespace Ethico.Ops.Domain.Migration;

public sealed record LowerTransform : Transform
{
    public const string Word = "lower";

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(static text => text.ToLowerInvariant());
}
