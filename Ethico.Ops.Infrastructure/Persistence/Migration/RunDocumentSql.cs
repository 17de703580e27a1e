using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The documents of a run. Saves happen under the lock of its head, so a version is nobody else's meanwhile.</summary>
internal static class RunDocumentSql
{
    private static readonly MigrationMapping NoMapping = new() { Source = "" };

    public static async Task<RunDocument?> FindDocumentAsync(
        this OpsDbContext context, RunId run, RunDocumentKind kind, CancellationToken ct, int? version = null) =>
        (await context.Database.SqlQuery<DocumentRow>(
            $"""
            select d.kind, d.version, d.body::text as body, n.display_name as saved_by, d.saved_at
            from migration.run_documents d left join access.operator_name n on n.operator_id = d.saved_by
            where d.run_id = {run.Value} and d.kind = {kind.Stored()} and ({version}::int is null or d.version = {version}::int)
            order by d.version desc limit 1
            """).ToListAsync(ct)).SingleOrDefault()?.ToDocument();

    /// <summary>The next version, by a job or as part of a person's act. Answers its number.</summary>
    public static async Task<int> AddDocumentAsync(
        this OpsDbContext context, RunId run, RunDocumentKind kind, string json, OperatorId? by, CancellationToken ct) =>
        (await context.Database.SqlQuery<int>(
            $"""
            insert into migration.run_documents (organization_id, run_id, kind, version, body, saved_by)
            select r.organization_id, r.id, {kind.Stored()},
                coalesce((select max(d.version) from migration.run_documents d where d.run_id = r.id and d.kind = {kind.Stored()}), 0) + 1,
                {json}::jsonb, {by?.Value}
            from migration.runs r where r.id = {run.Value}
            returning version as "Value"
            """).ToListAsync(ct)).Single();

    /// <summary>Null: saved. A version that came in between refuses, and says whose it is.</summary>
    public static async Task<Refusal?> SaveDocumentAsync(this OpsDbContext context, Caller who, RunHead head, RunSave save, CancellationToken ct)
    {
        if (save.Json.Length > RunJson.Most)
            return MigrationRefusals.DocumentTooLarge;
        if (await StaleAsync(context, head.Id, save.Kind, save.OverVersion, ct) is { } stale)
            return stale;
        await context.AddDocumentAsync(head.Id, save.Kind, save.Json, who.Id, ct);
        if (save.Confirmed is { } confirmed)
        {
            var name = SourceSystems.Name(confirmed.Source, confirmed.Label).Value;
            await context.Database.ExecuteSqlAsync(
                $"""
                update migration.runs set source = {confirmed.Source.Stored()}, source_system = {name},
                    source_label = {(confirmed.Source is SourceSystem.Generic ? confirmed.Label!.Trim() : null)}
                where id = {head.Id.Value}
                """,
                ct);
        }

        if (save.Confirmed is not null || save.Mapping is not null)
            await CountAsync(context, head.Id, save, ct);
        return null;
    }

    /// <summary>Null: what the page shows is what stands.</summary>
    public static async Task<Refusal?> StaleAsync(OpsDbContext context, RunId run, RunDocumentKind kind, int overVersion, CancellationToken ct)
    {
        var now = await context.FindDocumentAsync(run, kind, ct);
        if ((now?.Version ?? 0) == overVersion)
            return null;
        return now is null ? MigrationRefusals.NothingSaved : MigrationRefusals.Stale(now.SavedBy ?? "A job", now.SavedAt, kind.Words());
    }

    // Columns may have changed under a mapping that stands: whichever of the two is saved, what is open is counted over both.
    private static async Task CountAsync(OpsDbContext context, RunId run, RunSave save, CancellationToken ct)
    {
        var format = save.Confirmed?.Format ?? (await context.FindDocumentAsync(run, RunDocumentKind.Format, ct) is { } kept ? RunJson.Read<FileFormat>(kept.Json) : null);
        var mapping = save.Mapping
            ?? (await context.FindDocumentAsync(run, RunDocumentKind.Mapping, ct) is { } standing ? MappingJson.Read(standing.Json).Value : NoMapping);
        var facts = MappingFacts.Of(mapping, format?.Columns ?? []);
        await context.Database.ExecuteSqlAsync(
            $"""
            update migration.runs set columns_total = {facts.ColumnsTotal}, columns_undecided = {facts.ColumnsUndecided},
                targets_missing = {facts.TargetsMissing}, dates_unconfirmed = {facts.DatesUnconfirmed}, leads_undecided = {facts.LeadsUndecided}
            where id = {run.Value}
            """,
            ct);
    }

    private sealed record DocumentRow(string Kind, int Version, string Body, string? SavedBy, DateTimeOffset SavedAt)
    {
        public RunDocument ToDocument() => new(RunCodes.Read<RunDocumentKind>(Kind), Version, Body, SavedBy, SavedAt);
    }
}
