using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Separator">Compared exactly.</param>
/// <param name="Part">From 1; a missing part is empty.</param>
public sealed record SplitPartTransform(string Separator, int Part) : Transform
{
    public const string Word = "splitPart";

    internal override Refusal? Check(TransformColumns columns) =>
        Separators.Check(Word, Separator) ?? (Part < 1 ? TransformRefusals.ArgumentWrong(Word, "parts count from 1.") : null);

    internal override TransformStep Compile(TransformColumns columns) => (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) =>
    {
        var n = 0;
        foreach (var range in value.Text.AsSpan().Split(Separator))
            if (++n == Part)
                return TransformValue.Of(value.Text[range].Trim());
        return TransformValue.Blank;
    };
}
