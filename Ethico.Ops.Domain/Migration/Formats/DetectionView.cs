namespace Ethico.Ops.Domain.Migration;

/// <summary>What step 2 shows: the facts as found, and rows and lines as far as they may be seen.</summary>
/// <param name="IsWhole">False while only the beginning of the files was read.</param>
/// <param name="Version">Of the detection this was made from; 0 for a look under another choice.</param>
/// <param name="Profile">Counts of the whole, no content; null until it was read.</param>
public sealed record DetectionView(
    bool IsWhole, int Version, FormatChoice Choice, DetectedFormat First, int Files, IReadOnlyList<string> Masked, SourceProposal Source, DetectionCounts? Profile)
{
    /// <summary>How the files behind the first are read, in their order.</summary>
    public IReadOnlyList<FurtherFile> Further { get; init; } = [];

    public bool IsMasked(string column) => Masked.Contains(column, StringComparer.Ordinal);

    /// <param name="targets">What a column feeds, where a mapping stands already.</param>
    public static DetectionView Of(DetectionDocument document, int version, FileProfile? profile, Func<string, IReadOnlyCollection<string>> targets)
    {
        var first = document.Files[0];
        var known = (profile?.Columns ?? []).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var plain = first.Format.Columns.Select(c => SampleMasking.IsPlain(known.GetValueOrDefault(c), targets(c))).ToArray();
        return new(
            document.IsWhole, version, document.Choice,
            first with
            {
                FirstRows = [.. first.FirstRows.Select(r => new SourceRow(r.Number, r.Line, [.. r.Cells.Select((cell, i) => SampleMasking.Cell(cell, i < plain.Length && plain[i]))], null))],
                Lines = [.. first.Lines.Select(SampleMasking.Line)],
            },
            document.Files.Count,
            [.. first.Format.Columns.Where((_, i) => !plain[i])],
            document.Source,
            profile is null ? null : new(profile.Rows, profile.TooLong, profile.TooShort, profile.OtherFaults, profile.BlankLines))
        {
            Further = [.. document.Files.Skip(1).Select((f, i) => new FurtherFile(i + 2, f.Format, f.Facts))],
        };
    }
}
