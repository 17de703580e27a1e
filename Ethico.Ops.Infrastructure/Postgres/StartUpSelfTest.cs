using Npgsql;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// Asks the database, under the application's own login, whether the walls stand. One that does not is a reason not to serve at all
/// (platform.md PLT-23, quality.md F16 and F17).
/// </summary>
internal static class StartUpSelfTest
{
    /// <summary>The contract version of schema platform this portal is written for.</summary>
    public const int ContractVersion = 1;

    // Whatever ops_owner or ops_definer made is ours, so that a schema of a later capability is looked at without being listed here.
    private const string OurSchemas = """
        (select n.oid from pg_namespace n
         where n.nspname in ('access', 'platform', 'support', 'host')
            or pg_get_userbyid(n.nspowner) in ('ops_owner', 'ops_definer'))
        """;

    // A client product may keep platform as views over tables of its own, whatever they are called and wherever they are (decision
    // 0011): then what guards a tenant's rows lies behind the view. Each view, and every relation it reads from, however deep.
    private const string Behind = """
        with recursive behind (shown, oid) as (
            select c.oid, c.oid from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'platform'
            where c.relkind in ('v', 'm')
            union
            select b.shown, next.oid from behind b
            cross join lateral (
                select d.refobjid as oid from pg_rewrite r
                join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
                where r.ev_class = b.oid
                union all
                select i.inhrelid from pg_inherits i where i.inhparent = b.oid) next
        )
        """;

    private const string IsATenants =
        "exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)";

    private const string IsGuarded = "c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)";

    private static readonly Check[] Always =
    [
        new("select 1 from pg_roles where rolname = current_user and rolsuper",
            _ => "The application's login is a superuser, and nothing is closed to a superuser: give the portal the login ops_app."),

        new("select 1 from pg_roles where rolname = current_user and rolbypassrls",
            _ => "The application's login has BYPASSRLS and would see every tenant's rows: alter role … nobypassrls."),

        new("""
            select r.rolname from pg_roles r
            where r.rolname in ('ops_owner', 'ops_definer', 'ops_seed') and pg_has_role(current_user, r.oid, 'member')
            order by 1
            """,
            role => $"The application's login is a member of {role} and could take it on: revoke {role} from it."),

        new($"""
            select c.oid::regclass::text from pg_class c
            where c.relnamespace in {OurSchemas} and c.relkind in ('r', 'p', 'v', 'm', 'S')
              and c.relowner = (select oid from pg_roles where rolname = current_user)
            order by 1
            """,
            table => $"The application's login owns {table}, and an owner can switch its row security off: alter table {table} owner to ops_owner."),

        // A partition carries the column of its table, and a select that names the partition asks the partition's own policy.
        new($"""
            {Behind}
            select c.oid::regclass::text from pg_class c
            where c.relkind in ('r', 'p')
              and (c.relnamespace = (select n.oid from pg_namespace n where n.nspname = 'platform')
                   and (c.relname = 'organizations' or c.relispartition or {IsATenants})
                   or c.oid in (select b.oid from behind b) and {IsATenants})
              and not ({IsGuarded})
            order by 1
            """,
            table => $"Table {table} holds a tenant's rows without row security that is enabled, forced and has a policy."),

        // Behind a view the tenant may be called otherwise, and organizations certainly is: something there must be guarded at least.
        new($"""
            {Behind}
            select c.oid::regclass::text from pg_class c
            where c.oid in (select b.shown from behind b)
              and (c.relname = 'organizations' or {IsATenants})
              and not exists (
                  select from behind b join pg_class t on t.oid = b.oid
                  where b.shown = c.oid and t.relrowsecurity and t.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = t.oid))
            order by 1
            """,
            view => $"View {view} shows a tenant's rows, and no table behind it has row security that is enabled, forced and has a policy."),

        new($"""
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace in {OurSchemas} and p.prosecdef
              and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%' and setting not like '%$user%')
            order by 1
            """,
            function => $"Function {function} runs with its owner's rights and without a fixed search_path: whoever calls it could put tables of their own in its way."),

        // Each on the way counts: a view that one of platform's reads from answers with its own owner's rights as well.
        new($"""
            {Behind}
            select c.oid::regclass::text from pg_class c
            where c.oid in (select b.oid from behind b)
              and c.relnamespace not in (select n.oid from pg_namespace n where n.nspname in ('pg_catalog', 'information_schema'))
              and (c.relkind = 'm'
                   or c.relkind = 'v' and not exists (
                        select from unnest(c.reloptions) option where lower(option) in ('security_invoker=true', 'security_invoker=on', 'security_invoker=1', 'security_invoker=yes')))
            order by 1
            """,
            view => $"View {view} reads with its owner's rights and goes around row security: alter view {view} set (security_invoker = true)."),

        // A security_invoker view asks its table for every column it names, so doors can select them all there, and only the view keeps
        // them from the ones they may not see: by name they must not reach the table.
        new($"""
            {Behind}
            select format('%I by %s', n.nspname, r.rolname) from pg_namespace n
            join pg_roles r on not r.rolsuper and pg_has_role(current_user, r.oid, 'member') and has_schema_privilege(r.oid, n.oid, 'usage')
            where n.nspname not in ('platform', 'pg_catalog', 'information_schema')
              and n.oid in (select c.relnamespace from behind b join pg_class c on c.oid = b.oid)
            order by 1
            """,
            schema => $"The tables behind schema platform can be named in {schema}, past the views that keep columns from it: revoke usage on that schema."),
    ];

    private static readonly Check SeedRole = new(
        "select 1 from pg_roles where rolname = 'ops_seed'",
        _ => "The role ops_seed exists, which goes around row security to load demo data, and has no place outside Development: drop it, and use a server of its own for demo data.");

    /// <exception cref="StartRefused">The first wall that does not stand.</exception>
    public static async Task RunAsync(string appConnectionString, bool isDevelopment, CancellationToken ct)
    {
        await using var connection = await ServerProbe.OpenAsync(appConnectionString, ct);
        foreach (var check in isDevelopment ? Always : [.. Always, SeedRole])
        {
            await using var command = new NpgsqlCommand(check.Offenders, connection);
            if (await command.ExecuteScalarAsync(ct) is { } offender)
                throw new StartRefused(check.Sentence(offender.ToString()!));
        }

        await CheckContractAsync(connection, ct);
    }

    /// <summary>Through a door, because the login itself reaches nothing of platform.</summary>
    private static async Task CheckContractAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var door = new NpgsqlCommand("set local role ops_portal", connection))
                await door.ExecuteNonQueryAsync(ct);

            await using var command = new NpgsqlCommand("select platform.contract_version()", connection);
            var answered = Convert.ToInt32(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
            if (answered != ContractVersion)
                throw new StartRefused($"Schema platform answers with contract version {answered}, and this portal is written for {ContractVersion}: start the portal that goes with it.");
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefused($"Schema platform does not answer for its contract version under the role ops_portal: {error.MessageText}.", error);
        }
    }

    /// <param name="Offenders">Finds what is wrong, one name a row; no row is well.</param>
    /// <param name="Sentence">Says it to a person.</param>
    private sealed record Check(string Offenders, Func<string, string> Sentence);
}
