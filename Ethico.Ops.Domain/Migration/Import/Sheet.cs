namespace Ethico.Ops.Domain.Migration;

/// <summary>A sheet as it was counted, and what people did about it.</summary>
/// <param name="Digest">Hex, of the figures: what a signature names.</param>
/// <param name="Notes">Subject and words, of differences and failures.</param>
public sealed record Sheet(
    Guid Id, DateTimeOffset MadeAt, string Digest, SheetFigures Figures, long SampleSeed, IReadOnlyList<SheetSample> Samples,
    IReadOnlyDictionary<string, string> Notes, IReadOnlyList<SheetSignature> Signatures)
{
    public int Unjudged => Samples.Count(s => s.Matches is null);

    public IReadOnlyList<string> Unexplained => [.. Figures.Open.Where(s => !Notes.ContainsKey(s))];
}
