namespace Ethico.Ops.Domain.Migration;

/// <summary>How far a file looks like one source (migration.md 6.2).</summary>
/// <param name="Confidence">0 to 1, not rounded.</param>
/// <param name="Marks">Found in the file, most points first: what the page names as evidence.</param>
public sealed record SourceCandidate(SourceSystem System, decimal Confidence, IReadOnlyList<SourceMark> Marks, int KnownHeaders, int Headers)
{
    public int Points => Marks.Sum(m => m.Points);
}
