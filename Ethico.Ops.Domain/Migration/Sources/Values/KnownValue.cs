using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A source word and what it means.</summary>
/// <param name="Target">One of our codes, or the standard name of a category.</param>
/// <param name="Outcome">Of a status that says how the case ended.</param>
/// <param name="IsReview">Marked * in the tables: shown, must be confirmed.</param>
internal sealed record KnownValue(ValueName Name, string Target, string? Outcome, bool IsReview)
{
    public static KnownValue Read(string written, string target, string? outcome = null) =>
        new(ValueName.Of(written.TrimEnd('*')), target, outcome, written.EndsWith('*'));
}
