namespace Ethico.Ops.Domain.Migration;

/// <summary>The last sheet of a run with what people said about it.</summary>
/// <param name="Digest">Hex.</param>
/// <param name="Notes">By subject: a total's, or "row:12".</param>
/// <param name="Samples">How many side-by-sides are drawn; <paramref name="Judged"/> of them have a judgement.</param>
public sealed record SheetView(
    Guid Id, string Digest, DateTimeOffset MadeAt, long Seed, SheetFigures Figures, IReadOnlyDictionary<string, string> Notes, int Samples, int Judged, int Differing,
    int FailedWithoutNote, IReadOnlyList<Signature> Signatures)
{
    public int DifferencesWithoutNote => Figures.Differences.Count(d => !Notes.ContainsKey(d.Subject));

    /// <summary>What still stands between this sheet and a signature; empty: nothing.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Figures.IsBalanced ? (string[])[] : ["the sheet does not balance"],
        .. Judged < Samples ? (string[])[$"{Samples - Judged} of {Samples} side-by-sides are not judged"] : [],
        .. DifferencesWithoutNote > 0 ? (string[])[$"{DifferencesWithoutNote} {(DifferencesWithoutNote == 1 ? "difference has" : "differences have")} no note"] : [],
        .. FailedWithoutNote > 0 ? (string[])[$"{FailedWithoutNote} failed {(FailedWithoutNote == 1 ? "row has" : "rows have")} no note"] : [],
    ];
}
