namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a chain finds its columns in a row: the feed's own, and any other of the file that a step names.</summary>
internal sealed class TransformColumns
{
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

    public TransformColumns(IReadOnlyList<string> feed, IReadOnlyList<string> file, SensitiveFinder finder)
    {
        for (var i = 0; i < file.Count; i++)
            positions.TryAdd(file[i], i);
        Feed = feed;
        File = file;
        Finder = finder;
    }

    public IReadOnlyList<string> Feed { get; }

    public IReadOnlyList<string> File { get; }

    public SensitiveFinder Finder { get; }

    public bool Has(string column) => positions.ContainsKey(column);

    public int At(string column) => positions[column];

    /// <summary>The cleaned cell; a row shorter than its header reads as empty there.</summary>
    public static string Cell(ReadOnlySpan<string> row, int at, ref TransformFaults faults) =>
        at < row.Length ? CleanText.Of(row[at] ?? "", ref faults) : "";
}
