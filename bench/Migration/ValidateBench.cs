using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Ethico.Ops.Bench.Data;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RunOptions = Ethico.Ops.Bench.Harness.RunOptions;

namespace Ethico.Ops.Bench.Migration;

/// <summary>
/// P2: a whole validation, from the stored file to Validated, against psql loading the raw file into a table of texts. P4: the same
/// with half of the rows bad against one in a hundred.
/// </summary>
internal static class ValidateBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var database = await Dataset.EnsureAsync("validate", options, _ => Task.CompletedTask);
        await using var portal = await Portal.OnAsync(database);
        var rows = options.Of(Ds1.Rows);
        var good = await StoredRun.MakeAsync(portal, 0, Ds1.Ensure(options, 1), ct);
        var bad = await StoredRun.MakeAsync(portal, 1, Ds1.Ensure(options, 50), ct);

        var p2 = await Pairs.MeasureAsync("validate", options.Pairs, token => CopyAsync(portal, Ds1.Ensure(options, 1), rows, token), token => good.ValidateAsync(rows, 1, token), ct);
        var p4 = await Pairs.MeasureAsync("half bad", options.Pairs, token => good.ValidateAsync(rows, 1, token), token => bad.ValidateAsync(rows, 50, token), ct);
        return
        [
            Figure.Of("P2", string.Create(CultureInfo.InvariantCulture, $"validation of {rows:N0} rows ÷ psql \\copy of the raw file"), 6, 3, p2, Absolutes(p2)),
            Figure.Of("P4", "validation with 50 % bad rows ÷ with 1 %", 2, 1.3, p4, Absolutes(p4)),
        ];
    }

    private static string Absolutes(Pairs pairs) =>
        string.Create(CultureInfo.InvariantCulture, $"baseline {pairs.BaselineMedian:F2} s, ours {pairs.OursMedian:F2} s");

    private static async Task<double> CopyAsync(Portal portal, string file, int rows, CancellationToken ct)
    {
        await Sql.ExecuteAsync(portal.Admin, "drop table if exists raw_rows");
        await Sql.ExecuteAsync(portal.Admin, $"create table raw_rows ({string.Join(", ", Ds1.Columns.Select((_, i) => $"c{i} text"))})");
        var place = new NpgsqlConnectionStringBuilder(portal.Admin);
        var start = new ProcessStartInfo("psql") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGPASSWORD"] = place.Password;
        foreach (var argument in (string[])["-h", place.Host!, "-p", place.Port.ToString(CultureInfo.InvariantCulture), "-U", place.Username!, "-d", place.Database!, "-q", "-X",
            "-c", $"\\copy raw_rows from '{file}' with (format csv, header)"])
            start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(ct);
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0 || await Sql.ValueAsync<long>(portal.Admin, "select count(*) from raw_rows") != rows)
            throw new InvalidOperationException($"psql did not load the file: {await process.StandardError.ReadToEndAsync(ct)}");
        return seconds;
    }

    private sealed class StoredRun(Portal portal, RunId run, OrganizationId tenant, TenantKey key)
    {
        public static async Task<StoredRun> MakeAsync(Portal portal, int desk, string csv, CancellationToken ct)
        {
            var who = (await portal.OperatorsAsync(Role.PlatformAdmin, 2))[desk];
            var tenant = new OrganizationId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
            await Sql.ExecuteAsync(portal.Admin, "insert into platform.plans (code, name) values ('STANDARD', 'Standard') on conflict do nothing");
            await Sql.ExecuteAsync(
                portal.Admin,
                "insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at) values ($1, 'Bench', 'bench', 'ACTIVE', now(), 'STANDARD', now())", tenant.Value);
            await Sql.ExecuteAsync(
                portal.Admin,
                """
                insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain)
                select $1, gen_random_uuid(), 'INVESTIGATOR', 'ACTIVE', 'Lead ' || n, 'lead ' || n, 'lead.' || n || '@client.example', sha256(n::text::bytea), 'client.example'
                from generate_series(0, 24) n
                """,
                tenant.Value);
            await Sql.ExecuteAsync(portal.Admin, "update access.session set ended_at = now(), end_reason = 'EXPIRED' where operator_id = $1 and ended_at is null", who.Id.Value);
            var session = await portal.Get<ImpersonationService>().StartAsync(who, new(tenant, ReasonCategory.Other, "Measured by a benchmark", null, 240, null), ct);
            var key = new TenantKey(who, session.Value.Id);
            var run = (await portal.Get<MigrationRuns>().StartAsync(key, project: null, ct)).Value.Id;
            await StoreAsync(portal, tenant, run, who, csv, ct);
            await DocumentAsync(portal, tenant, run, "FORMAT", RunJson.Write(new FileFormat { Kind = FileKind.Delimited, Columns = Ds1.Columns }));
            await DocumentAsync(portal, tenant, run, "MAPPING", MappingJson.Write(Ds1Mapping.Made));
            return new(portal, run, tenant, key);
        }

        public async Task<double> ValidateAsync(int rows, int badPercent, CancellationToken ct)
        {
            // A first validation, as the other side's table is new: what the last one staged is gone, with its dead rows.
            await Sql.ExecuteAsync(
                portal.Admin, "truncate migration.staged_rows, migration.staged_people, migration.staged_investigations, migration.staged_references, migration.findings, migration.finding_groups");
            await Sql.ExecuteAsync(portal.Admin, $"set session_replication_role = replica; update migration.runs set state = 'VALIDATING', mapping_version = 1, files_total = 1 where id = '{run.Value}'");
            var grant = await GrantAsync(ct);
            var watch = Stopwatch.StartNew();
            var done = await portal.Get<RowValidation>().WorkAsync(grant, ct);
            var seconds = watch.Elapsed.TotalSeconds;
            if (!done.IsAllowed)
                throw new InvalidOperationException(done.Refusal.Sentence);
            // A fast wrong answer fails: every row is there, and what was made bad is blocked.
            var blocked = await Sql.ValueAsync<long>(portal.Admin, "select count(*) from migration.staged_rows where run_id = $1 and state = 'BLOCKED'", run.Value);
            var least = Enumerable.Range(0, rows).Count(i => Ds1.Defect(i, badPercent) is not null);
            if (done.Value.Rows != rows || blocked < least)
                throw new InvalidOperationException($"{done.Value.Rows} rows, {blocked} blocked of at least {least}.");
            return seconds;
        }

        private async Task<RunGrant> GrantAsync(CancellationToken ct)
        {
            var given = await portal.Get<OpsDatabase>().RunAsync(
                key, run, RunGate.Act(AuditAction.SaveMigrationMapping, run), RunEntry.Change,
                async (context, token) => Outcome.Of(new Change<Guid>(
                    await context.Database.SqlQuery<Guid>($"""select access.give_run_grant('VALIDATE', null, '1 hour') as "Value" """).SingleAsync(token), null, null)), ct);
            return new RunGrant(given.Value, run, tenant, GrantPurpose.Validate);
        }

        private static async Task StoreAsync(Portal portal, OrganizationId tenant, RunId run, Caller who, string csv, CancellationToken ct)
        {
            var vault = portal.Get<IVault>();
            var file = new FileId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
            var wrapped = vault.NewKey(file);
            await using var content = File.OpenRead(csv);
            await Sql.ExecuteAsync(
                portal.Admin,
                """
                insert into migration.files (organization_id, id, run_id, position, name, declared_size, stored_size, chunk_count, state, wrapped_key, tree_digest, content_digest, begun_by, stored_at)
                values ($1, $2, $3, 1, 'ds1.csv', $4, $4, 1, 'STORED', $5, sha256('x'), sha256('x'), $6, now())
                """,
                tenant.Value, file.Value, run.Value, content.Length, wrapped, who.Id.Value);
            var chunk = new byte[UploadRules.ChunkBytes];
            for (var i = 0; await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, ct) is > 0 and var read; i++)
            {
                var blob = await vault.AppendAsync(file, wrapped, i, chunk.AsMemory(0, read), ct);
                await Sql.ExecuteAsync(
                    portal.Admin, "insert into migration.chunks (organization_id, file_id, index, size, digest, blob) values ($1, $2, $3, $4, $5, $6)",
                    tenant.Value, file.Value, i, read, SHA256.HashData(chunk.AsSpan(0, read)), blob);
            }
        }

        private static Task DocumentAsync(Portal portal, OrganizationId tenant, RunId run, string kind, string json) => Sql.ExecuteAsync(
            portal.Admin, "insert into migration.run_documents (organization_id, run_id, kind, version, body) values ($1, $2, $3, 1, $4::jsonb)", tenant.Value, run.Value, kind, json);
    }
}
