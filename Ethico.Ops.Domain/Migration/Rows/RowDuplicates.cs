namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// MIG-DUP-001 to 005 among rows of the file. Judges sets of rows that share something; the pass and the re-check of one row call
/// the same, so that both always agree.
/// </summary>
public static class RowDuplicates
{
    /// <summary>
    /// The verdict of each row given, judged beside all others given. Right for a row when every row it shares a key, number or text
    /// with is among them.
    /// </summary>
    public static IReadOnlyDictionary<int, DuplicateVerdict> Judge(IReadOnlyCollection<KeyedRow> rows, DuplicatePolicy policy)
    {
        var broken = new Dictionary<int, List<Rule>>();
        var merged = new Dictionary<int, int>();
        var skipped = new Dictionary<int, string>();
        var counted = rows.Where(r => !r.IsLeftOut).OrderBy(r => r.Number).ToList();

        foreach (var group in Groups(counted, r => r.KeyHash))
        {
            // 64 bits may meet by chance or by will; the keys themselves decide.
            foreach (var same in group.GroupBy(r => r.RowKey, StringComparer.Ordinal).Select(g => g.ToList()).Where(g => g.Count > 1))
                JudgeKey(same, policy, broken, merged, skipped);
        }

        // What is merged or left out makes no record of its own, so its number and text cannot clash.
        var makers = counted.Where(r => !merged.ContainsKey(r.Number) && !skipped.ContainsKey(r.Number)).ToList();
        Say(Groups(makers, r => r.ReferenceHash), Rules.ReferenceTwice, broken);
        Say(Groups(makers, r => r.ReportHash), Rules.ReferenceTwice, broken);
        Say(Groups(makers, r => r.TextHash).Where(g => g.Select(r => r.RowKey ?? $"\n{r.Number}").Distinct(StringComparer.Ordinal).Skip(1).Any()), Rules.SameText, broken);

        return rows.ToDictionary(
            r => r.Number,
            r => r.IsLeftOut || !(broken.ContainsKey(r.Number) || merged.ContainsKey(r.Number) || skipped.ContainsKey(r.Number))
                ? DuplicateVerdict.Alone
                : new DuplicateVerdict(
                    broken.GetValueOrDefault(r.Number) ?? [], merged.TryGetValue(r.Number, out var into) ? into : null, skipped.GetValueOrDefault(r.Number)));
    }

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

    private static void Say(IEnumerable<List<KeyedRow>> groups, Rule rule, Dictionary<int, List<Rule>> broken)
    {
        foreach (var group in groups)
            foreach (var row in group)
                Add(broken, row.Number, rule);
    }

    private static IEnumerable<List<KeyedRow>> Groups(List<KeyedRow> rows, Func<KeyedRow, long?> by) =>
        rows.Where(r => by(r) is not null).GroupBy(by).Select(g => g.ToList()).Where(g => g.Count > 1);

    private static void Add(Dictionary<int, List<Rule>> broken, int row, Rule rule)
    {
        if (!broken.TryGetValue(row, out var rules))
            broken.Add(row, rules = []);
        if (!rules.Contains(rule))
            rules.Add(rule);
    }
}
