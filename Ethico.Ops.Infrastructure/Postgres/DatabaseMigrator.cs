using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// Brings a database to the schema of this version, under a login that may create roles. What has run is in <c>host.migration</c>.
/// Two nodes may do it at once: the second waits and finds it done.
/// </summary>
internal sealed partial class DatabaseMigrator(IReadOnlyList<SchemaMigration> migrations, ILogger<DatabaseMigrator> logger)
{
    // Any number will do, as long as it stays the same across versions.
    private const long Lock = 0x4F_70_73_4D_69_67;

    private const string ActForOwners = """
        grant ops_owner, ops_definer to current_user;
        do $$
        declare
            each text;
        begin
            execute format('grant create on database %I to ops_owner', current_database());
            for each in select nspname from pg_namespace where pg_get_userbyid(nspowner) = 'ops_owner' loop
                execute format('grant create on schema %I to ops_definer', each);
            end loop;
        end
        $$;
        """;

    // Nobody is to be able to take on ops_definer, and it is to make nothing.
    private const string ActNoLonger = """
        do $$
        declare
            each text;
        begin
            for each in select nspname from pg_namespace where pg_get_userbyid(nspowner) = 'ops_owner' loop
                execute format('revoke create on schema %I from ops_definer', each);
            end loop;
            execute format('revoke create on database %I from ops_owner', current_database());
        end
        $$;
        revoke ops_definer from current_user;
        """;

    /// <summary>What this version would still apply. Refuses a database that a newer version, or other files under the same id, have migrated.</summary>
    /// <param name="connectionString">Either login: <c>ops_app</c> may read the list.</param>
    /// <param name="ct">Cancels the question.</param>
    public async Task<IReadOnlyList<SchemaMigration>> PendingAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = await ServerProbe.OpenAsync(connectionString, ct);
        return await PendingAsync(connection, ct);
    }

    /// <summary>Applies what is pending, each migration in a transaction of its own.</summary>
    /// <returns>The ids applied by this call; none where another node came first.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(string adminConnectionString, CancellationToken ct)
    {
        await using var connection = await ServerProbe.OpenAsync(adminConnectionString, ct);
        var login = await LoginAsync(connection, ct);
        if (login is { IsSuperuser: false, MayCreateRoles: false })
            throw new StartRefused($"The login {login.Name} may not migrate the database: set ConnectionStrings:OpsAdmin to a login that may create roles.");

        var applied = new List<string>();
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", ct);
            if (await PendingAsync(connection, ct) is not [var next, ..])
                return applied;

            await ApplyAsync(connection, next, login, ct);
            await transaction.CommitAsync(ct);
            applied.Add(next.Id);
            LogApplied(next.Id, next.Files.Count);
        }
    }

    /// <summary>Gives the database the role <c>ops_seed</c>, which demo and test data are loaded with. Repeatable; never outside Development.</summary>
    public static async Task ApplySeedRoleAsync(string adminConnectionString, CancellationToken ct)
    {
        await using var connection = await ServerProbe.OpenAsync(adminConnectionString, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", ct);
        foreach (var file in SqlFiles.In("seed"))
            await ExecuteAsync(connection, file, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<IReadOnlyList<SchemaMigration>> PendingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        if (await IsTrueAsync(connection, "select to_regclass('host.migration') is not null", ct))
        {
            await using var command = new NpgsqlCommand("select id, checksum from host.migration", connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                applied.Add(reader.GetString(0), reader.GetString(1));
        }

        if (applied.Keys.Except(migrations.Select(each => each.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new StartRefused($"The database was migrated by a newer version of the portal ({unknown} is unknown to this one): start that version.");

        if (migrations.FirstOrDefault(each => applied.TryGetValue(each.Id, out var checksum) && !string.Equals(checksum, each.Checksum, StringComparison.Ordinal)) is { } changed)
            throw new StartRefused($"The database was migrated by other files than this version has under the name {changed.Id}: start the version that made it, or begin with an empty database.");

        return [.. migrations.Where(each => !applied.ContainsKey(each.Id))];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, SchemaMigration migration, Login login, CancellationToken ct)
    {
        foreach (var file in migration.Files)
        {
            if (!login.IsSuperuser)
                await ActForOwnersAsync(connection, ct);
            await ExecuteAsync(connection, file, ct);
        }

        await ExecuteAsync(connection, """
            create table if not exists host.migration (
                id text primary key,
                applied_at timestamptz not null default statement_timestamp(),
                checksum text not null
            );
            grant select on host.migration to ops_app;
            """, ct);
        await using (var record = new NpgsqlCommand("insert into host.migration (id, checksum) values ($1, $2)", connection))
        {
            record.Parameters.AddWithValue(migration.Id);
            record.Parameters.AddWithValue(migration.Checksum);
            await record.ExecuteNonQueryAsync(ct);
        }

        await ExecuteAsync(connection, "alter table host.migration owner to ops_owner", ct);
        if (!login.IsSuperuser)
            await ExecuteAsync(connection, ActNoLonger, ct);
    }

    /// <summary>
    /// A managed server has no superuser to lend. Who may create roles takes on the two that own things, file by file because the
    /// first ones make them. A new owner needs CREATE on the schema; a superuser's word would do without.
    /// </summary>
    private static async Task ActForOwnersAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await IsTrueAsync(connection, "select count(*) = 2 from pg_roles where rolname in ('ops_owner', 'ops_definer')", ct))
            await ExecuteAsync(connection, ActForOwners, ct);
    }

    private static async Task<Login> LoginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select rolname, rolsuper, rolcreaterole from pg_roles where rolname = current_user", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new Login(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string question, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, SqlFile file, CancellationToken ct)
    {
        try
        {
            await ExecuteAsync(connection, file.Text, ct);
        }
        catch (PostgresException error)
        {
            throw new InvalidOperationException($"Sql/{file.Name}: {error.MessageText} (position {error.Position} of its statement; {error.Where})", error);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migration {Migration} applied ({Files} files)")]
    private partial void LogApplied(string migration, int files);

    private sealed record Login(string Name, bool IsSuperuser, bool MayCreateRoles);
}
