using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What a pass over the rows writes: staged rows, findings, counts. Each call is one transaction at the job's door.</summary>
internal sealed class RowStaging(OpsDatabase database)
{
    private static readonly string[] Filled = ["staged_rows", "staged_people", "staged_investigations", "staged_references", "staged_hashes", "staged_hash_changes", "findings"];

    /// <summary>Empties what an earlier pass left. Groups stay until the end: what was accepted in them is carried over.</summary>
    public Task<Outcome<Done>> ClearAsync(RunGrant grant, CancellationToken ct) =>
        database.RunAsync(
            grant,
            async (context, token) =>
            {
                foreach (var table in Filled)
                    await context.CommandAsync($"delete from migration.{table} where organization_id = $1 and run_id = $2", token, grant.Tenant.Value, grant.Run.Value);
                await context.CommandAsync(
                    "update migration.finding_groups set total = 0, open = 0 where organization_id = $1 and run_id = $2", token, grant.Tenant.Value, grant.Run.Value);
                await context.CommandAsync(
                    "update migration.runs set rows_checked = 0, errors_open = 0, warnings_open = 0, infos_open = 0 where id = $1", token, grant.Run.Value);
                return Outcome.Done;
            },
            ct);

    public Task<Outcome<Done>> StageAsync(RunGrant grant, RowSetting setting, RowBatch batch, CancellationToken ct) =>
        database.RunAsync(
            grant,
            async (context, token) =>
            {
                // A pass that was lost is run again: its batches need not wait for the disk.
                await context.CommandAsync("set local synchronous_commit = off", token);
                var connection = context.Connection();
                await StagedRowCopy.Rows.FillAsync(connection, grant.Tenant, grant.Run, batch.Rows, token);
                await StagedRowCopy.People.FillAsync(connection, grant.Tenant, grant.Run, batch.People, token);
                await StagedRowCopy.Investigations.FillAsync(connection, grant.Tenant, grant.Run, batch.Investigations, token);
                await FindingCopy.Table.FillAsync(connection, grant.Tenant, grant.Run, batch.Findings, token);
                await context.PutGroupsAsync(grant.Tenant, grant.Run, setting.Columns, batch.Groups, token);
                await context.CommandAsync(
                    """
                    update migration.runs set rows_checked = $2, errors_open = $3, infos_open = $4,
                        warnings_open = (select count(*) from migration.finding_groups g
                            where g.organization_id = runs.organization_id and g.run_id = runs.id and g.severity = 'WARNING' and g.open > 0 and g.accepted_at is null)
                    where id = $1
                    """,
                    token, grant.Run.Value, batch.RowsSoFar, batch.OpenErrors, batch.OpenInfos);
                return Outcome.Done;
            },
            ct);

    /// <summary>Judges what rows share, with each other and with the tenant's records, and ends the counts. Answers the open errors.</summary>
    public Task<Outcome<PassResult>> CloseAsync(
        RunGrant grant, PassInput input, RowMapper mapper, FindingBook book, SharedHashes shared, int rows,
        Func<OpsDbContext, PassResult, CancellationToken, Task<Refusal?>> end, CancellationToken ct)
    {
        // Work at a door may be tried again, so it begins with the counts as the pass left them each time.
        var passed = book.Groups.ToList();
        shared.Sort();
        return database.RunAsync(
            grant,
            async (context, token) =>
            {
                var counts = FindingBook.From(passed);
                var connection = context.Connection();
                var scope = new RunScope(grant.Tenant, grant.Run);
                await context.PutReferencesAsync(scope, mapper.References.Items, token);
                await context.PutHashesAsync(scope, shared, token);
                var judge = new SharedRowJudge(connection, scope, input.Mapping.Duplicates);
                await judge.KeysAsync(shared.Repeated(shared.Keys), token);
                await judge.SharedAsync(r => r.ReferenceHash, shared.Repeated(shared.References), Rules.ReferenceTwice, token);
                await judge.SharedAsync(r => r.ReportHash, shared.Repeated(shared.Reports), Rules.ReferenceTwice, token);
                await judge.SharedAsync(r => r.TextHash, shared.Repeated(shared.Texts), Rules.SameText, token);
                await judge.LiveAsync(input.Mapping.SourceSystem, rows: null, token);
                await VerdictWriter.WriteAsync(connection, scope, input.Setting.Columns, judge.Verdicts.Values, counts, token);

                var ofRun = new CopyBuffer();
                var before = await ImportedBefore.FindAsync(context, scope, token);
                foreach (var finding in mapper.RunFindings().Concat(before is null ? [] : [before]))
                {
                    counts.Count(new FindingMark(Rules.Find(finding.Code.Value, finding.Severity)!, finding.ColumnNumber).Value, finding.Severity, isOpen: true);
                    FindingCopy.Write(ofRun, finding);
                }

                await FindingCopy.Table.FillAsync(connection, grant.Tenant, grant.Run, ofRun, token);
                await context.PutGroupsAsync(grant.Tenant, grant.Run, input.Setting.Columns, [.. counts.Groups], token);
                await context.CommandAsync("delete from migration.finding_groups where organization_id = $1 and run_id = $2 and total = 0", token, grant.Tenant.Value, grant.Run.Value);
                await context.CommandAsync("update migration.runs set rows_total = $2, rows_checked = $2 where id = $1", token, grant.Run.Value, rows);
                var result = new PassResult(rows, await context.CountOpenAsync(scope, token));
                return await end(context, result, token) is { } refusal ? refusal : Outcome.Of(result);
            },
            ct);
    }
}
