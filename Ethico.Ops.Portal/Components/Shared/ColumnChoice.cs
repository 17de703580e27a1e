namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// The columns of a list that an address asks for, "score,band": nothing means all of them. What the rows are called always stands, and
/// is what an address says that asks for nothing else.
/// </summary>
/// <param name="Columns">What there is to choose from, in the order of the list; the first always stands.</param>
/// <param name="Text">As in the address.</param>
public sealed record ColumnChoice(IReadOnlyList<FilterOption> Columns, string? Text)
{
    public const string Name = "columns";

    /// <summary>The columns somebody may take away.</summary>
    public IEnumerable<FilterOption> Optional => Columns.Skip(1);

    public bool IsGiven => Given.Count > 0;

    /// <summary>True where the address names a column there is not, or that this role does not have.</summary>
    public bool HasUnknown => Words.Except(Columns.Select(c => c.Value), StringComparer.Ordinal).Any();

    public bool Shows(string column) => !IsGiven || Given.Contains(column);

    /// <summary>The address with that column taken away, or put back in its place.</summary>
    public string? Toggled(string column)
    {
        var wanted = Optional.Where(c => Shows(c.Value) != string.Equals(c.Value, column, StringComparison.Ordinal)).Select(c => c.Value).ToList();
        return wanted.Count == Optional.Count() ? null : wanted.Count == 0 ? Columns[0].Value : string.Join(',', wanted);
    }

    private IEnumerable<string> Words => Text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private HashSet<string> Given => [.. Words.Where(w => Columns.Any(c => string.Equals(c.Value, w, StringComparison.Ordinal)))];
}
