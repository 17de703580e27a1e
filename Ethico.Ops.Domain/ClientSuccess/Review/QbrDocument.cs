namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A review as it is read; both files are written from it.</summary>
public sealed record QbrDocument(string Client, string Title, string Period, IReadOnlyList<QbrPart> Parts)
{
    /// <summary>Every text in it.</summary>
    public IEnumerable<string> Texts => [Client, Title, Period, .. Parts.SelectMany(p => p.Blocks.SelectMany(b => b.Texts).Prepend(p.Heading))];
}
