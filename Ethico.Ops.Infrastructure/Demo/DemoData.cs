using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Postgres;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// Fills an empty database with sixty invented clients (platform.md 6), once. A function of seed, anchor and mail key: the same rows
/// on any machine. In one transaction, so that an interrupted first start leaves nothing. Development only.
/// </summary>
internal static class DemoData
{
    /// <summary>Overall checksum of schema platform for seed 20260615 and anchor 2026-06-15T12:00:00Z, on any machine.</summary>
    public const string ChecksumOfTests = "10a17d35ebbc18ada528cfb95e03eb168f046b13543e9b5b2246e4c7c21f67bb";

    // Any number will do, as long as it stays the same across versions.
    private const long Lock = 0x4F_70_73_44_65_6D;

    /// <summary>What the host calls at each start in Development.</summary>
    /// <returns>True if this call loaded them; false where they are already there, or where no login is configured that may load them.</returns>
    public static async Task<bool> EnsureAsync(
        OpsConnections connections, DemoOptions options, TimeProvider clock, CancellationToken ct, IProgress<DemoProgress>? progress = null) =>
        connections.Admin is { } admin
        && await LoadAsync(admin, options, options.Anchor ?? LastNoon(clock.GetUtcNow()), ct, progress);

    /// <param name="adminConnectionString">A superuser's: <c>ops_seed</c> goes around row security, and nobody is a member of it.</param>
    /// <param name="seed">Other seed, other rows.</param>
    /// <param name="anchor">The demo's "now"; nothing in it is later, but for what is announced.</param>
    /// <returns>True if this call loaded them.</returns>
    public static Task<bool> LoadAsync(
        string adminConnectionString, int seed, DateTimeOffset anchor, CancellationToken ct, IProgress<DemoProgress>? progress = null) =>
        LoadAsync(adminConnectionString, new DemoOptions(seed, anchor, DemoSettings.MailKey.ToArray()), anchor, ct, progress);

    /// <summary>The last noon in UTC that is not in the future, so that nothing in the demo is.</summary>
    public static DateTimeOffset LastNoon(DateTimeOffset now)
    {
        var noon = new DateTimeOffset(now.UtcDateTime.Date.AddHours(12), TimeSpan.Zero);
        return noon > now ? noon.AddDays(-1) : noon;
    }

    private static async Task<bool> LoadAsync(
        string adminConnectionString, DemoOptions options, DateTimeOffset anchor, CancellationToken ct, IProgress<DemoProgress>? progress)
    {
        if (await IsTakenAsync(adminConnectionString, ct))
            return false;

        await DatabaseMigrator.ApplySeedRoleAsync(adminConnectionString, ct);
        await using var connection = await OpenAsync(adminConnectionString, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two servers may start at once: the second waits, and finds the row.
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock}); set local role ops_seed", ct);
        if (await IsTrueAsync(connection, "select exists (select from host.demo_state) or exists (select from platform.organizations)", ct))
            return false;

        var (world, assignments) = DemoBuilder.Build(options.Seed, anchor, options.MailKey);
        await ExecuteAsync(connection, "select platform.ensure_usage_months()", ct);
        var rows = await CopyAsync(connection, world, progress, ct);
        await AddStaffAsync(connection, anchor, assignments, ct);
        await DemoClientFiles.AddAsync(connection, anchor, ct);
        await DemoRuns.AddAsync(connection, anchor, ct);
        await using (var state = new NpgsqlCommand("insert into host.demo_state (seed, anchor, rows_loaded) values ($1, $2, $3)", connection))
        {
            state.Parameters.AddWithValue(options.Seed);
            state.Parameters.AddWithValue(anchor);
            state.Parameters.AddWithValue(rows);
            await state.ExecuteNonQueryAsync(ct);
        }

        // The planner knows nothing of rows that came a second ago, and the first searches are made now.
        await ExecuteAsync(connection, "reset role; analyze", ct);
        await transaction.CommitAsync(ct);
        progress?.Report(new(null, rows, rows));
        return true;
    }

    private static async Task<long> CopyAsync(NpgsqlConnection connection, DemoWorld world, IProgress<DemoProgress>? progress, CancellationToken ct)
    {
        var all = world.Tables.Sum(table => (long)table.Count);
        var rows = 0L;
        foreach (var table in world.Tables)
        {
            progress?.Report(new(table.Name, rows, all));
            await table.CopyAsync(connection, ct);
            rows += table.Count;
        }

        return rows;
    }

    private static async Task AddStaffAsync(NpgsqlConnection connection, DateTimeOffset anchor, IReadOnlyList<DemoAssignment> assignments, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (subject, role, name, zone) in DemoStaff.People)
        {
            Add("insert into access.operator (id, issuer, subject, role, time_zone, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                DemoStaff.IdOf(subject), DemoStaff.Issuer, subject, role.Stored(), zone, anchor.AddDays(-400));
            Add("insert into access.operator_name (operator_id, display_name, email) values ($1, $2, $3) on conflict do nothing",
                DemoStaff.IdOf(subject), name, subject + "@ethico.example");
        }

        foreach (var each in assignments)
        {
            Add("""
                insert into access.assignment (id, operator_id, organization_id, from_at, until_at, assigned_by, ended_by)
                values ($1, $2, $3, $4, $5, $6, case when $5 is not null then $6 end)
                """,
                each.Id, each.Operator, each.Client, each.FromAt, each.UntilAt is { } until ? until : DBNull.Value, each.By);
        }

        await batch.ExecuteNonQueryAsync(ct);

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz } : new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
    }

    // Asked before anything is prepared, so that a usual start costs one question. The table comes with the first load.
    private static async Task<bool> IsTakenAsync(string adminConnectionString, CancellationToken ct)
    {
        await using var connection = await OpenAsync(adminConnectionString, ct);
        return await IsTrueAsync(connection, "select to_regclass('host.demo_state') is not null", ct)
            && await IsTrueAsync(connection, "select exists (select from host.demo_state)", ct);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string question, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
