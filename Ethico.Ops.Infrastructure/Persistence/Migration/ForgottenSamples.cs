using System.Buffers;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// Takes a dropped identity out of what Detect kept to be looked at (MIG-25): samples and counted values of columns, first rows and
/// lines of the files. A text that holds it goes as a whole; a name of one or two letters only where it is the whole text.
/// </summary>
internal static class ForgottenSamples
{
    private const int ShortMost = 2;

    /// <param name="texts">Cells as the source has them.</param>
    public static async Task ForgetAsync(OpsDbContext context, RunScope scope, IReadOnlyCollection<string> texts, CancellationToken ct)
    {
        var words = texts.Select(t => t.Trim()).Where(t => t.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0)
            return;
        var within = SearchValues.Create([.. words.Where(w => w.Length > ShortMost)], StringComparison.Ordinal);
        var documents = await context.ListAsync(
            "select kind, version, body::text from migration.run_documents where organization_id = $1 and run_id = $2 and kind in ('DETECTION', 'PROFILE')",
            r => (Kind: r.GetString(0), Version: r.GetInt32(1), Body: r.GetString(2)), ct, scope.Tenant.Value, scope.Run.Value);
        foreach (var document in documents)
        {
            var body = JsonNode.Parse(document.Body)!;
            if (Empty(body, IsForgotten))
                await context.CommandAsync(
                    "update migration.run_documents set body = $4::jsonb where run_id = $1 and kind = $2 and version = $3",
                    ct, scope.Run.Value, document.Kind, document.Version, body.ToJsonString());
        }

        bool IsForgotten(string text) => words.Contains(text.Trim()) || text.AsSpan().ContainsAny(within);
    }

    // A counted value goes with its count; in its row a cell stays, empty, so that the others keep their columns.
    private static bool Empty(JsonNode node, Predicate<string> isForgotten)
    {
        var changed = false;
        switch (node)
        {
            case JsonObject record:
                foreach (var (name, value) in record.ToList())
                {
                    if (value is JsonValue && Holds(value, isForgotten))
                        (record[name], changed) = ("", true);
                    else if (value is not null and not JsonValue)
                        changed |= Empty(value, isForgotten);
                }

                break;
            case JsonArray list:
                for (var i = list.Count - 1; i >= 0; i--)
                {
                    if (list[i] is JsonValue && Holds(list[i], isForgotten))
                        (list[i], changed) = ("", true);
                    else if (list[i] is JsonObject { Count: 2 } counted && counted.ContainsKey("count") && Holds(counted["value"], isForgotten))
                    {
                        list.RemoveAt(i);
                        changed = true;
                    }
                    else if (list[i] is { } inner and not JsonValue)
                        changed |= Empty(inner, isForgotten);
                }

                break;
        }

        return changed;
    }

    private static bool Holds(JsonNode? node, Predicate<string> isForgotten) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && isForgotten(text);
}
