namespace Ethico.Ops.Domain.Migration;

/// <summary>Which column a target is fed from, for the findings of rules that look at several fields.</summary>
internal sealed class TargetColumns(IEnumerable<CompiledFeed> feeds)
{
    private readonly Dictionary<string, int> columns = feeds.DistinctBy(f => f.Target.Key, StringComparer.Ordinal).ToDictionary(f => f.Target.Key, f => f.Column, StringComparer.Ordinal);

    /// <summary>From 1; 0: the target is not fed, or from a constant.</summary>
    public int Of(string target) => columns.GetValueOrDefault(target);

    public bool IsFed(string target) => columns.ContainsKey(target);
}
