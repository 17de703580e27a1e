namespace Ethico.Ops.Domain.Migration;

/// <summary>The run's document of kind Detection: how its files read, and under which choices of a person.</summary>
/// <param name="IsWhole">False while only the beginning of the files was read: counts and the footer are still to come.</param>
public sealed record DetectionDocument(FormatChoice Choice, IReadOnlyList<DetectedFormat> Files, SourceProposal Source, bool IsWhole)
{
    /// <summary>Facts whose evidence carries no proposal, and of which nobody has said anything yet: file and kind.</summary>
    public IReadOnlyList<(int File, FactKind Kind)> Undecided() =>
        [.. Files.SelectMany((file, i) => file.Facts.Where(f => f.NeedsChoice && !Choice.For(i + 1).Says(f.Kind)).Select(f => (i + 1, f.Kind)))];

    /// <summary>How a file is read once a person confirmed the format, which is that of the first file.</summary>
    /// <param name="found">Of each file, as detected.</param>
    /// <param name="file">From 0, in the order they are read.</param>
    public static FileFormat FormatOf(IReadOnlyList<FileFormat> found, int file, FileFormat confirmed) => file == 0 || file >= found.Count ? confirmed : found[file];
}
