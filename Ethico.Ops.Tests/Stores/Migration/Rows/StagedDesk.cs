using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using Npgsql;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>A run whose file lies in the vault and whose mapping is confirmed, in the tenant of section 10 of migration.md.</summary>
internal sealed class StagedDesk
{
    private StagedDesk(RunDesk desk, RunId run) => (Desk, Run) = (desk, run);

    public RunDesk Desk { get; }

    public RunId Run { get; }

    public MigrationRows Rows => Desk.World.Get<MigrationRows>();

    public TenantDatabaseView Database => new(Desk.World.Database, Run);

    public static async Task<StagedDesk> OpenAsync(World world, string csv, MigrationMapping? mapping = null, RunDesk? desk = null, IReadOnlyList<string>? columns = null, bool furnishes = false)
    {
        if (desk is null || furnishes)
        {
            desk ??= await RunDesk.OpenAsync(world);
            await FurnishAsync(desk);
        }

        var run = await desk.InStateAsync(RunState.Validating, "mapping_version = 1");
        var staged = new StagedDesk(desk, run);
        await staged.StoreAsync(csv);
        await staged.SaveAsync("FORMAT", RunJson.Write(new FileFormat { Kind = FileKind.Delimited, Columns = columns ?? RowDesk.Header }));
        await staged.SaveAsync("MAPPING", MappingJson.Write(mapping ?? RowDesk.Mapping));
        return staged;
    }

    /// <summary>Header and rows as a file.</summary>
    public static string Csv(IEnumerable<string[]> rows, IReadOnlyList<string>? header = null) =>
        string.Concat(rows.Prepend([.. header ?? RowDesk.Header]).Select(cells => string.Join(',', cells.Select(Quoted)) + "\n"));

    public async Task<PassResult> ValidateAsync()
    {
        if (await Desk.StateAsync(Run) is "VALIDATED")
            await Desk.PutAsync(Run, RunState.Validating);
        var grant = await Desk.GiveAsync(Run, GrantPurpose.Validate);
        var done = await Desk.World.Get<RowValidation>().WorkAsync(grant, default);
        return done.IsAllowed ? done.Value : throw new InvalidOperationException(done.Refusal.Sentence);
    }

    /// <summary>As if it had been imported now.</summary>
    public Task CompleteAsync() => Desk.PutAsync(Run, RunState.Imported);

    /// <summary>Every finding of every row by its mark, as "row code column".</summary>
    public async Task<IReadOnlyList<string>> MarksAsync() =>
        [.. (await Database.RowsAsync("select row_number, m from migration.staged_rows, unnest(marks) m where run_id = $1"))
            .Select(r => (Row: (int)r[0]!, Mark: new FindingMark((int)r[1]!)))
            .Select(r => $"{r.Row} {r.Mark.Rule.Severity.ToString()[0]} {r.Mark.Rule.Code} {r.Mark.ColumnNumber}").Order(StringComparer.Ordinal)];

    /// <summary>Everything a pass leaves behind but instants, as text: two equal pictures are two equal results.</summary>
    public async Task<string> PictureAsync()
    {
        var text = new StringBuilder();
        foreach (var sql in (string[])
        [
            """
            select s.row_number, s.state, s.skip_code, s.skip_reason, s.merged_into, s.row_key, encode(s.digest, 'hex'), (select string_agg(m::text, ',' order by m) from unnest(s.marks) m),
                s.errors, s.warnings, s.details, s.status, s.outcome, s.outcome_detail, s.severity, s.received_at, s.closed_at, s.opened_at, s.is_anonymous, s.reporter_type, s.notes,
                s.case_reference_number, s.report_reference_number, c.name, l.name, s.location_text, s.handler_id, s.queue_id, s.lead_source_text
            from migration.staged_rows s
            left join migration.staged_references c on c.run_id = s.run_id and c.ref = s.category_ref
            left join migration.staged_references l on l.run_id = s.run_id and l.ref = s.location_ref
            where s.run_id = $1 order by 1
            """,
            "select row_number, role, match_hash, full_name, email, phone from migration.staged_people where run_id = $1 order by 1, 2",
            "select row_number, status, notes from migration.staged_investigations where run_id = $1 order by 1",
            "select code, severity, column_number, row_number, line, value, message from migration.findings where run_id = $1 order by code, severity, column_number, row_number",
            "select code, severity, column_number, total, open from migration.finding_groups where run_id = $1 order by 1, 2, 3",
            "select errors_open, warnings_open, infos_open, rows_checked from migration.runs where id = $1",
        ])
        {
            foreach (var row in await Database.RowsAsync(sql))
                text.AppendJoin(" | ", row.Select(v => v switch { null => "-", DateTime at => at.ToString("O"), _ => v.ToString() })).Append('\n');
            text.Append("--\n");
        }

        return text.ToString();
    }

    public static int Column(string name) => Array.IndexOf(RowDesk.Header, name) + 1;

    private static async Task FurnishAsync(RunDesk desk)
    {
        var (database, tenant) = (desk.World.Database, desk.Tenant.Value);
        foreach (var category in RowDesk.Tenant.Categories)
            await database.ExecuteAsync("insert into platform.categories (organization_id, id, name, name_key) values ($1, $2, $3, $4)", tenant, category.Id, category.Name, category.NameKey);
        foreach (var location in RowDesk.Tenant.Locations)
            await database.ExecuteAsync("insert into platform.locations (organization_id, id, name, name_key) values ($1, $2, $3, $4)", tenant, location.Id, location.Name, location.NameKey);
        foreach (var user in RowDesk.Tenant.Users)
            await database.ExecuteAsync(
                """
                insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, employee_id)
                values ($1, gen_random_uuid(), 'INVESTIGATOR', $2, $3, $4, $5, sha256($5::text::bytea), 'client.example', nullif($6, ''))
                """,
                tenant, user.IsActive ? "ACTIVE" : "DISABLED", user.Name, user.NameKey, user.Email, user.EmployeeId ?? "");
        await database.ExecuteAsync("insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $2, 'Compliance intake', true, true)", tenant, RowDesk.Queue);
    }

    private async Task StoreAsync(string csv)
    {
        var vault = Desk.World.Get<IVault>();
        var file = new FileId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var bytes = Encoding.UTF8.GetBytes(csv);
        var key = vault.NewKey(file);
        await Desk.World.Database.ExecuteAsync(
            """
            insert into migration.files (organization_id, id, run_id, position, name, declared_size, stored_size, chunk_count, state, wrapped_key, tree_digest, content_digest, begun_by, stored_at)
            values ($1, $2, $3, 1, 'cases.csv', $4, $4, 1, 'STORED', $5, $6, $6, $7, access.now())
            """,
            Desk.Tenant.Value, file.Value, Run.Value, (long)bytes.Length, key, SHA256.HashData(bytes), Desk.Key.Caller.Id.Value);
        foreach (var (chunk, i) in bytes.Chunk(UploadRules.ChunkBytes).Select((c, i) => (c, i)))
        {
            var blob = await vault.AppendAsync(file, key, i, chunk, default);
            await Desk.World.Database.ExecuteAsync(
                "insert into migration.chunks (organization_id, file_id, index, size, digest, blob) values ($1, $2, $3, $4, $5, $6)",
                Desk.Tenant.Value, file.Value, i, chunk.Length, SHA256.HashData(chunk), blob);
        }
    }

    public Task SaveAsync(string kind, string json, int version = 1) => Desk.World.Database.ExecuteAsync(
        "insert into migration.run_documents (organization_id, run_id, kind, version, body) values ($1, $2, $3, $5, $4::jsonb)", Desk.Tenant.Value, Run.Value, kind, json, version);

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;

    /// <summary>Looks behind the doors at one run.</summary>
    internal sealed class TenantDatabaseView(TestDatabase database, RunId run)
    {
        public async Task<List<object?[]>> RowsAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(database.AdminConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue(run.Value);
            var rows = new List<object?[]>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add([.. values.Select(v => v is DBNull ? null : v)]);
            }

            return rows;
        }
    }
}
