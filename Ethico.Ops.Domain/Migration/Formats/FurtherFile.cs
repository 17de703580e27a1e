namespace Ethico.Ops.Domain.Migration;

/// <summary>A file of a run behind the first, as step 2 shows it.</summary>
/// <param name="Number">Its place in the upload, from 2.</param>
public sealed record FurtherFile(int Number, FileFormat Format, IReadOnlyList<FormatFact> Facts);
