using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What a mapping must be to be kept. What is merely still open is counted, not refused.</summary>
public static class MappingRules
{
    public const int PrefixMost = 20;
    public const int CreateNameMost = 200;

    /// <param name="columns">Of the confirmed format.</param>
    public static Refusal? Check(MigrationMapping mapping, IReadOnlyList<string> columns)
    {
        var fed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feed in mapping.Feeds)
        {
            if (TargetFields.Find(feed.Target) is not { } target)
                return MappingRefusals.TargetUnknown(feed.Target);
            if (!fed.Add(target.Key))
                return RecipeRefusals.TargetTwice(target.Words);
            var chain = TransformChain.Compile(feed.Transforms, feed.SourceColumns, columns);
            if (!chain.IsAllowed)
                return chain.Refusal;
        }

        if (mapping.RowKey is { Columns.Count: > RowKeyChoice.ColumnsMost })
            return MappingRefusals.NoKey;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out _))
            return MappingRefusals.ZoneUnknown;
        if (mapping.Numbers.Prefix is { } prefix && (prefix.Length is 0 or > PrefixMost || prefix.Any(char.IsControl)))
            return MappingRefusals.PrefixWrong;
        return mapping.ValueMaps.SelectMany(m => m.Entries.Select(e => Check(m, e))).FirstOrDefault(r => r is not null);
    }

    private static Refusal? Check(ValueMap map, ValueMapEntry entry)
    {
        if (TargetFields.Find(map.Target) is not { HasValueMap: true } target)
            return MappingRefusals.TargetUnknown(map.Target);
        if (target.Codes is { } codes && entry.TargetValue is { Length: > 0 } code && !codes.Has(code))
            return MappingRefusals.ValueUnknown(target.Words);
        if (!ValueBoard.MayMap(target, entry.SourceValue, entry.TargetValue))
            return MappingRefusals.StaysClosed;
        return entry.CreateName is { } name && (name.Trim().Length is 0 || name.Length > CreateNameMost || name.Any(char.IsControl)) ? MappingRefusals.CreateNameWrong : null;
    }
}
