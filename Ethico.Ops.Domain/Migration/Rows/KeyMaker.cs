using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The key of each row: one column through its transforms, up to three joined, or the digest of the row (migration.md 4.3).</summary>
internal sealed class KeyMaker
{
    private readonly TransformChain[] chains;
    private readonly int[] columns;
    private readonly bool isDigest;
    private readonly bool hasTransforms;

    private KeyMaker(TransformChain[] chains, int[] columns, bool isDigest, bool hasTransforms, bool isOwnNumber) =>
        (this.chains, this.columns, this.isDigest, this.hasTransforms, IsOwnNumber) = (chains, columns, isDigest, hasTransforms, isOwnNumber);

    /// <summary>The case's number comes from elsewhere than the key, so it can stand twice where the keys do not.</summary>
    public bool IsOwnNumber { get; }

    public static Outcome<KeyMaker> Compile(MigrationMapping mapping, RowSetting setting)
    {
        var feed = mapping.Feeds.FirstOrDefault(f => f.Target is TargetKeys.RowKey);
        var choice = mapping.RowKey ?? (feed is null ? null : new RowKeyChoice(feed.SourceColumns));
        var number = mapping.Feeds.FirstOrDefault(f => f.Target is TargetKeys.CaseReference);
        if (choice is null || (!choice.IsDigest && choice.Columns.Count is 0 or > RowKeyChoice.ColumnsMost))
            return MappingRefusals.NoKey;
        var isOwnNumber = !mapping.Numbers.DrawsNew && number is not null
            && !(choice.Columns.Count == 1 && number.SourceColumns.Count == 1 && string.Equals(number.SourceColumns[0], choice.Columns[0], StringComparison.Ordinal)
                && number.Transforms.SequenceEqual(feed?.Transforms ?? []));
        if (choice.IsDigest)
            return Outcome.Of(new KeyMaker([], [], isDigest: true, hasTransforms: false, isOwnNumber));

        // Transforms belong to a key of one column; joined ones are taken as they stand.
        var transforms = choice.Columns.Count == 1 ? feed?.Transforms ?? [] : [];
        var made = new List<TransformChain>();
        foreach (var column in choice.Columns)
        {
            var chain = TransformChain.Compile(transforms, [column], setting.Columns, setting.Finder);
            if (!chain.IsAllowed)
                return chain.Refusal;
            made.Add(chain.Value);
        }

        var changes = transforms.Any(t => t is not (TrimTransform or CleanTextTransform or CopyTransform));
        return Outcome.Of(new KeyMaker([.. made], [.. choice.Columns.Select(setting.NumberOf)], isDigest: false, changes, isOwnNumber));
    }

    public void Put(RowDraft draft, string[] cells, RowHashes hashes, RowFindings findings)
    {
        if (isDigest)
        {
            draft.Row.RowKey = Convert.ToHexStringLower(draft.Row.Digest);
            return;
        }

        var parts = new string[chains.Length];
        for (var i = 0; i < chains.Length; i++)
        {
            var result = chains[i].Apply(cells);
            foreach (var fault in result.Faults ?? [])
                if (Rules.Find(fault.Code, fault.Weight is FaultWeight.Error ? Severity.Error : Severity.Warning) is { } rule)
                    findings.Add(rule, columns[i], cells[columns[i] - 1], fault.Detail);
            parts[i] = result.IsFault ? "" : WhiteSpace.Trim(result.Value.Text);
        }

        // Any blank part leaves the key open: what is joined with nothing is not told apart from what lacks it.
        if (parts.Any(p => p.Length == 0))
        {
            findings.Add(Rules.KeyEmpty, columns[0], null, "The row has no key.", "Skip this row", SuggestionKind.SkipRow);
            return;
        }

        var key = parts.Length == 1 ? parts[0] : string.Join(RowKeyChoice.Joint, parts);
        if (key.Length > TargetFields.KeyMost)
        {
            findings.Add(Rules.TextTooLong, columns[0], key, FormattableString.Invariant($"The key has {key.Length:N0} characters; it holds {TargetFields.KeyMost}."));
            return;
        }

        draft.Row.RowKey = key;
        if (hasTransforms && WhiteSpace.Trim(cells[columns[0] - 1]) is var raw && !string.Equals(raw, key, StringComparison.Ordinal))
            draft.Row.RawKeyHash = hashes.Of("raw", raw);
    }
}
