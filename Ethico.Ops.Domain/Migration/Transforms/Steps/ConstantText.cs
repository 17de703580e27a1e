using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Text a person typed into a mapping obeys the rules of a cell.</summary>
internal static class ConstantText
{
    public const int Most = 4_000;

    public static Refusal? Check(string transform, string? text)
    {
        if (text is not { Length: >= 1 and <= Most })
            return TransformRefusals.ArgumentWrong(transform, $"the text has 1 to {Most:N0} characters.");
        var faults = default(TransformFaults);
        return string.Equals(CleanText.Of(text, ref faults), text, StringComparison.Ordinal)
            ? null
            : TransformRefusals.ArgumentWrong(transform, "the text holds control characters.");
    }
}
