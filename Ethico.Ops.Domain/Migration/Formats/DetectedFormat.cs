namespace Ethico.Ops.Domain.Migration;

/// <summary>What step 2 shows: proposal, evidence, and how the file reads under it.</summary>
/// <param name="FirstRows">At most 20.</param>
/// <param name="Lines">At most 8, those with characters beyond ASCII first.</param>
/// <param name="Sheets">Names of the sheets that hold data; empty for text.</param>
/// <param name="TextColumns">Columns of a JSON file whose lists of objects stay as text, which the page says.</param>
public sealed record DetectedFormat(
    FileFormat Format, IReadOnlyList<FormatFact> Facts, IReadOnlyList<SourceRow> FirstRows, IReadOnlyList<SampleLine> Lines,
    IReadOnlyList<string> Sheets, IReadOnlyList<string> TextColumns);
