using System.Globalization;

namespace Ethico.Ops.Domain.Shared;

/// <summary>What the second of two saves is told: who was quicker, when, and with what, as far as each is known.</summary>
/// <param name="Who">A person of the house, or "The night's run"; null where nobody knows.</param>
/// <param name="Fields">In a person's words; none where only the save is known.</param>
public sealed record SaveConflict(string? Who, DateTimeOffset? At, IReadOnlyList<string> Fields)
{
    /// <param name="what">What was saved, as "client file".</param>
    /// <param name="changes">By person; none: nothing is known of it.</param>
    public static Refusal Of(string what, params IReadOnlyList<SaveConflict> changes)
    {
        var at = When(changes.Max(c => c.At));
        var (who, fields) = changes switch
        {
            [] => ("Somebody", ""),
            [{ Fields: [] } one] => (one.Who ?? "Somebody", ""),
            [var one] => (one.Who ?? "Somebody", ": " + string.Join(", ", one.Fields)),
            _ => (string.Join(" and ", changes.Select(c => c.Fields.Count == 0 ? c.Who ?? "somebody" : $"{c.Who ?? "somebody"} ({string.Join(", ", c.Fields)})")), ""),
        };
        return new("conflict", $"{who} changed this {what} meanwhile{at}{fields}. Look at the new state; what you typed is still here.");
    }

    /// <summary>Nothing is left to save over.</summary>
    /// <param name="what">What was saved, as "contact".</param>
    /// <param name="ended">What became of it, as "removed".</param>
    /// <param name="by">Null: nothing is known of it.</param>
    public static Refusal Gone(string what, string ended, SaveConflict? by) =>
        new("conflict", $"{by?.Who ?? "Somebody"} {ended} this {what} meanwhile{When(by?.At)}. What you typed is still here.");

    private static string When(DateTimeOffset? at) =>
        at is { } instant ? string.Create(CultureInfo.InvariantCulture, $", on {instant.UtcDateTime:d MMM yyyy HH:mm} UTC") : "";
}
