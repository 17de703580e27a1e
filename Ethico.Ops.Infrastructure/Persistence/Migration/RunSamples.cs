using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The samples that detection kept of a file, where they name somebody who asked not to be named (MIG-25).</summary>
internal static class RunSamples
{
    /// <summary>Empties what was kept of these columns, in every version: which of the samples is the anonymous one's is not known there.</summary>
    public static async Task ForgetSamplesAsync(this OpsDbContext context, RunId run, IReadOnlyCollection<string> columns, CancellationToken ct)
    {
        if (columns.Count == 0)
            return;
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into migration.forgotten_columns (organization_id, run_id, column_name)
            select access.current_tenant(), {run.Value}, c from unnest({columns.ToArray()}::text[]) c on conflict do nothing
            """,
            ct);
        var kept = await context.Database.SqlQuery<Kept>(
            $"select d.kind, d.version, d.body::text as body from migration.run_documents d where d.run_id = {run.Value} and d.kind in ('DETECTION', 'PROFILE') for update").ToListAsync(ct);
        foreach (var document in kept)
        {
            var body = JsonNode.Parse(document.Body)!;
            var isChanged = document.Kind is "PROFILE" ? Profile(body, columns) : Detection(body, columns);
            if (isChanged)
                await context.Database.ExecuteSqlAsync(
                    $"update migration.run_documents set body = {body.ToJsonString()}::jsonb where run_id = {run.Value} and kind = {document.Kind} and version = {document.Version}", ct);
        }
    }

    /// <summary>The same for what was detected anew. Where a forgotten column is there no longer under its name, nobody knows where its cells went, and all go.</summary>
    public static async Task ForgetAgainAsync(this OpsDbContext context, RunId run, IEnumerable<string> found, CancellationToken ct)
    {
        var forgotten = await context.Database.SqlQuery<string>(
            $"""select f.column_name as "Value" from migration.forgotten_columns f where f.run_id = {run.Value}""").ToListAsync(ct);
        if (forgotten.Count == 0)
            return;
        var columns = found.ToHashSet(StringComparer.Ordinal);
        await context.ForgetSamplesAsync(run, forgotten.TrueForAll(columns.Contains) ? forgotten : [.. columns], ct);
    }

    private static bool Profile(JsonNode body, IReadOnlyCollection<string> columns)
    {
        var isChanged = false;
        foreach (var column in body["columns"]!.AsArray().Where(c => columns.Contains((string)c!["name"]!, StringComparer.Ordinal)))
        {
            isChanged |= column!["samples"]!.AsArray().Count + column["values"]!.AsArray().Count > 0;
            (column["samples"], column["values"], column["hasAllValues"]) = (new JsonArray(), new JsonArray(), false);
        }

        return isChanged;
    }

    private static bool Detection(JsonNode body, IReadOnlyCollection<string> columns)
    {
        var isChanged = false;
        // A further file of the run may spell the same column otherwise.
        var names = columns.Select(HeaderName.Of).ToList();
        foreach (var file in body["files"]!.AsArray())
        {
            var places = file!["format"]!["columns"]!.AsArray().Select((c, i) => (Name: HeaderName.Of((string)c!), Place: i)).Where(c => names.Exists(c.Name.IsSame)).Select(c => c.Place).ToList();
            if (places.Count == 0)
                continue;
            // A raw line holds all columns.
            isChanged |= file["lines"]!.AsArray().Count > 0;
            file["lines"] = new JsonArray();
            foreach (var cells in file["firstRows"]!.AsArray().Select(r => r!["cells"]!.AsArray()))
                foreach (var place in places.Where(p => p < cells.Count && ((string)cells[p]!).Length > 0))
                    (cells[place], isChanged) = ("", true);
        }

        return isChanged;
    }

    private sealed record Kept(string Kind, int Version, string Body);
}
