namespace Ethico.Ops.Domain.Migration;

/// <summary>Which system wrote a file, by its headers (migration.md 6.2).</summary>
public static class SourceDetection
{
    public const decimal ProposedFrom = 0.60m;
    public const decimal Lead = 0.15m;

    private const decimal PointsForAll = 10;

    private static readonly NameIndex Generic = new(GenericColumns.Rows.SelectMany(r => r.Names).Select(n => n.Name));

    public static SourceProposal Propose(IEnumerable<string> headers)
    {
        var names = headers.Select(HeaderName.Of).ToList();
        var ranked = SourceDefinition.All
            .Select(source => Weigh(source, names))
            .OfType<SourceCandidate>()
            .OrderByDescending(c => c.Confidence)
            .ThenBy(c => c.System)
            .ToList();

        var best = ranked.FirstOrDefault();
        var next = ranked.Skip(1).FirstOrDefault()?.Confidence ?? 0;
        IReadOnlyList<SourceCandidate> candidates = [.. ranked.Where(c => c.Marks.Count > 0)];
        return best is { Confidence: >= ProposedFrom } && best.Confidence - next >= Lead
            ? new SourceProposal(best.System, best.Confidence, candidates)
            : new SourceProposal(SourceSystem.Generic, 0, candidates);
    }

    /// <summary>A name of any source, or one that any system may use: what tells a header line from a row.</summary>
    public static bool Knows(string header)
    {
        var name = HeaderName.Of(header);
        return name.Words.Count > 0 && (SourceDefinition.All.Any(source => source.Names.Has(name)) || Generic.Has(name));
    }

    private static SourceCandidate? Weigh(SourceDefinition source, List<HeaderName> headers)
    {
        if (source.Signature is null || headers.Count is 0)
            return null;

        var marks = source.Signature.Marks
            .Select(mark => (Header: headers.Find(h => h.HasSameWords(mark.Name)), mark.Points))
            .Where(found => found.Header is not null)
            .Select(found => new SourceMark(found.Header!.Text, found.Points))
            .OrderByDescending(m => m.Points)
            .ToList();
        var known = headers.Count(source.Names.Has);
        var confidence = (0.6m * Math.Min(1, marks.Sum(m => m.Points) / PointsForAll)) + (0.4m * known / headers.Count);
        return new SourceCandidate(source.System, confidence, marks, known, headers.Count);
    }
}
