using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Folds a list that comes newest first: views of one entity by one actor in one session within a minute become one row with
/// their count (quality.md G5). Changes and refusals are never folded. A page that ends within such a minute shows the rest on
/// the next page as a row of its own.
/// </summary>
public sealed class AuditFold(int size)
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly List<AuditRow> rows = [];
    private readonly Dictionary<(string, SessionId?, string, string?, string), int> open = [];

    public IReadOnlyList<AuditRow> Rows => rows;

    /// <summary>False: the page is full, and this line begins the next one.</summary>
    public bool TryAdd(AuditLine line)
    {
        var folds = line is { EntityId: not null, IsRefused: false, HasValues: false, Reason: null } && line.Action.StartsWith("View", StringComparison.Ordinal);
        var key = (line.ActorId, line.Session, line.Action, line.EntityType, line.EntityId ?? "");
        if (folds && open.TryGetValue(key, out var at) && rows[at].Newest.At - line.At <= Span)
        {
            rows[at] = rows[at] with { Count = rows[at].Count + 1, FirstAt = line.At };
            return true;
        }

        if (rows.Count == size)
            return false;
        if (folds)
            open[key] = rows.Count;
        rows.Add(new AuditRow(line, 1, line.At));
        return true;
    }
}
