namespace Ethico.Ops.Domain.Migration;

public sealed record UpperTransform : Transform
{
    public const string Word = "upper";

    public override string Name => Word;

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(static text => text.ToUpperInvariant());
}
