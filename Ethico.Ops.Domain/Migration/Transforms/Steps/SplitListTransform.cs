using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Parts are trimmed, empty ones dropped.</summary>
public sealed record SplitListTransform(string Separator) : Transform
{
    public const string Word = "splitList";

    internal override Refusal? Check(TransformColumns columns) => Separators.Check(Word, Separator);

    internal override TransformStep Compile(TransformColumns columns) =>
        (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) => TransformValue.Of(
            value.Text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
