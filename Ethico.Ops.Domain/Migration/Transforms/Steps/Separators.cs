using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What may stand between parts.</summary>
internal static class Separators
{
    public const int Most = 20;

    public static Refusal? Check(string transform, string separator) =>
        separator is { Length: >= 1 and <= Most }
            ? ConstantText.Check(transform, separator)
            : TransformRefusals.ArgumentWrong(transform, $"the separator has 1 to {Most} characters.");
}
