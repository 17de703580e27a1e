namespace Ethico.Ops.Domain.Migration;

/// <summary>The cell as it is: one column feeding several targets.</summary>
public sealed record CopyTransform : Transform
{
    public const string Word = "copy";

    internal override TransformStep Compile(TransformColumns columns) =>
        static (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) => value;
}
