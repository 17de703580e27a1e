namespace Ethico.Ops.Domain.Migration;

/// <summary>What a pass is made with beside the mapping: the same for all its rows, and for every re-check after it.</summary>
/// <param name="Columns">The file's, in its order.</param>
/// <param name="Today">In the source's zone, when the pass began; a re-check judges "later than tomorrow" by the same day.</param>
public sealed record RowSetting(RunId Run, IReadOnlyList<string> Columns, TimeZoneInfo Zone, DateOnly Today, TenantReferences Tenant, SensitiveFinder Finder)
{
    private readonly Dictionary<string, int> numbers = Columns.Select((name, i) => (name, i + 1)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Of plain digits but for some powers of ten without their plus sign, as the profile of the file says.</summary>
    public IReadOnlyCollection<string> DigitColumns { get; init; } = [];

    /// <summary>From 1; 0: the file has no such column.</summary>
    public int NumberOf(string column) => numbers.GetValueOrDefault(column);
}
