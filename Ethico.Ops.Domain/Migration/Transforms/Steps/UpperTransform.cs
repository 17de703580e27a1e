namespace Ethico.Ops.Domain.Migration;

public sealed record UpperTransform : Transform
{
    public const string Word = "upper";

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(static text => text.ToUpperInvariant());
}
