namespace Ethico.Ops.Domain.Migration;

/// <summary>Each hit of the sensitive-data rules becomes •••, before anything is staged.</summary>
public sealed record MaskTransform : Transform
{
    public const string Word = "mask";

    public override string Name => Word;

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(columns.Finder.Mask);
}
