namespace Ethico.Ops.Domain.Migration;

/// <summary>Shown in every mapping because it is always on: each cell is cleaned when it is read, so here is nothing left to do.</summary>
public sealed record CleanTextTransform : Transform
{
    public const string Word = "cleanText";

    internal override TransformStep Compile(TransformColumns columns) =>
        static (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) => value;
}
