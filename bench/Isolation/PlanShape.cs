using System.Text.Json;
using Ethico.Ops.Bench.Database;
using Npgsql;

namespace Ethico.Ops.Bench.Isolation;

/// <summary>How a plan reads its tables.</summary>
internal static class PlanShape
{
    /// <returns>Relation and the way it is read, for each scan.</returns>
    public static async Task<IReadOnlyList<(string Relation, string Way)>> OfAsync(Statement statement, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = (statement with { Text = "explain (format json, costs off) " + statement.Text }).On(connection);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        List<(string, string)> scans = [];
        Walk(plan.RootElement[0].GetProperty("Plan"), scans);
        return scans;
    }

    /// <summary>Null where no table is read whole under the door that the owner reads by an index.</summary>
    public static string? Compare(IReadOnlyList<(string Relation, string Way)> owner, IReadOnlyList<(string Relation, string Way)> door)
    {
        var whole = door.Where(scan => scan.Way is "Seq Scan").Select(scan => scan.Relation)
            .Except(owner.Where(scan => scan.Way is "Seq Scan").Select(scan => scan.Relation), StringComparer.Ordinal).ToArray();
        return whole.Length == 0 ? null : $"reads {string.Join(", ", whole)} whole";
    }

    private static void Walk(JsonElement node, List<(string, string)> scans)
    {
        if (node.TryGetProperty("Relation Name", out var relation))
            scans.Add((relation.GetString()!, node.GetProperty("Node Type").GetString()!));
        if (!node.TryGetProperty("Plans", out var children))
            return;
        foreach (var child in children.EnumerateArray())
            Walk(child, scans);
    }
}
