namespace Ethico.Ops.Domain.Migration;

/// <summary>"Last, First", or the last word as last name.</summary>
public sealed record SplitNameTransform : Transform
{
    public const string Word = "splitName";

    internal override TransformStep Compile(TransformColumns columns) =>
        static (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) => TransformValue.Of(NameText.Split(value.Text));
}
