namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// MIG-DUP-001 to 005 among rows of the file. Judges sets of rows that share something; the pass and the re-check of one row call
/// the same, so that both always agree.
/// </summary>
public static class RowDuplicates
{
    /// <summary>
    /// The verdict of each row given, judged beside all others given. Right for a row when every row it shares a key, number or text
    /// with is among them, and every row of those rows' keys.
    /// </summary>
    public static IReadOnlyDictionary<int, DuplicateVerdict> Judge(IReadOnlyCollection<KeyedRow> rows, DuplicatePolicy policy)
    {
        var verdicts = JudgeKeys(rows, policy);
        var makers = rows.Where(r => verdicts[r.Number] is { MergedInto: null, SkipCode: null }).ToList();
        var more = new Dictionary<int, List<Rule>>();
        foreach (var (by, rule) in new (Func<KeyedRow, long?>, Rule)[] { (r => r.ReferenceHash, Rules.ReferenceTwice), (r => r.ReportHash, Rules.ReferenceTwice), (r => r.TextHash, Rules.SameText) })
            foreach (var row in Sharing(makers, rule, by))
                Add(more, row, rule);
        return verdicts.ToDictionary(v => v.Key, v => more.TryGetValue(v.Key, out var also) ? v.Value with { Broken = [.. v.Value.Broken, .. also] } : v.Value);
    }

    /// <summary>By key alone: MIG-DUP-001, 002, 005, and what the policy merges or leaves out.</summary>
    public static IReadOnlyDictionary<int, DuplicateVerdict> JudgeKeys(IReadOnlyCollection<KeyedRow> rows, DuplicatePolicy policy)
    {
        var broken = new Dictionary<int, List<Rule>>();
        var merged = new Dictionary<int, int>();
        var skipped = new Dictionary<int, string>();
        // 64 bits may meet by chance or by will; the keys themselves decide.
        var counted = rows.Where(r => !r.IsLeftOut && r.RowKey is not null).OrderBy(r => r.Number);
        foreach (var same in counted.GroupBy(r => r.RowKey, StringComparer.Ordinal).Select(g => g.ToList()).Where(g => g.Count > 1))
            JudgeKey(same, policy, broken, merged, skipped);
        return rows.ToDictionary(
            r => r.Number,
            r => broken.ContainsKey(r.Number) || merged.ContainsKey(r.Number) || skipped.ContainsKey(r.Number)
                ? new DuplicateVerdict(
                    broken.GetValueOrDefault(r.Number) ?? [], merged.TryGetValue(r.Number, out var into) ? into : null, skipped.GetValueOrDefault(r.Number))
                : DuplicateVerdict.Alone);
    }

    /// <summary>
    /// Rows that share a number or text with another row of another key. Only of rows that make a record: what is merged or left
    /// out has no number of its own to clash.
    /// </summary>
    /// <param name="by">The hash they are compared by.</param>
    public static IEnumerable<int> Sharing(IReadOnlyCollection<KeyedRow> makers, Rule rule, Func<KeyedRow, long?> by) =>
        makers.Where(r => !r.IsLeftOut && by(r) is not null).GroupBy(by).Select(g => g.ToList())
            .Where(g => rule == Rules.SameText ? g.Select(r => r.RowKey ?? $"\n{r.Number}").Distinct(StringComparer.Ordinal).Skip(1).Any() : g.Count > 1)
            .SelectMany(g => g.Select(r => r.Number));

    private static void JudgeKey(
        List<KeyedRow> same, DuplicatePolicy policy, Dictionary<int, List<Rule>> broken, Dictionary<int, int> merged, Dictionary<int, string> skipped)
    {
        if (same.Select(r => r.RawKeyHash).Distinct().Skip(1).Any())
        {
            // Two records of the source: no policy for repeated keys may join them.
            foreach (var row in same)
                Add(broken, row.Number, Rules.KeysBecameOne);
            return;
        }

        foreach (var twin in same.GroupBy(r => r.Digest, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).SelectMany(g => g.Skip(1)))
            Add(broken, twin.Number, Rules.RowTwice);
        var head = policy is DuplicatePolicy.MergeLastWins or DuplicatePolicy.KeepLast ? same[^1] : same[0];
        foreach (var row in same)
        {
            if (policy is DuplicatePolicy.Errors)
                Add(broken, row.Number, Rules.KeyTwice);
            else if (row == head)
                continue;
            else if (policy is DuplicatePolicy.KeepFirst)
                skipped.Add(row.Number, "KEPT_FIRST");
            else if (policy is DuplicatePolicy.KeepLast)
                skipped.Add(row.Number, "KEPT_LAST");
            else
                merged.Add(row.Number, head.Number);
        }
    }

    private static void Add(Dictionary<int, List<Rule>> broken, int row, Rule rule)
    {
        if (!broken.TryGetValue(row, out var rules))
            broken.Add(row, rules = []);
        if (!rules.Contains(rule))
            rules.Add(rule);
    }
}
