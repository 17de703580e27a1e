using System.Globalization;
using System.Text;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Platform;

/// <summary>platform.md against the catalogue. The committed listings were read against the specification, column by column.</summary>
public sealed class PlatformContractTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string[] Doors =
        ["ops_portal", "ops_tenant", "ops_overview", "ops_hotline", "ops_lookup", "ops_jobs", "ops_migration", "ops_import"];

    [Fact]
    public async Task PLT_1_Columns_types_null_rules_defaults_and_classes_are_the_contract()
    {
        var listed = await RowsAsync(
            """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' else 'null' end,
                coalesce(pg_get_expr(d.adbin, d.adrelid), '-'), coalesce(nullif(k.collname, 'default'), '-'), coalesce(col_description(c.oid, a.attnum), '?')
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'platform'
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            left join pg_collation k on k.oid = a.attcollation
            where c.relkind in ('r', 'p') and not c.relispartition
            order by c.relname collate "C", a.attnum
            """);

        listed.Should().NotContain(row => row.EndsWith("\t?"), "every column has a class");
        Compare(listed, "platform-columns.tsv");
    }

    [Fact]
    public async Task PLT_1_Checks_keys_and_references_are_the_contract()
    {
        var listed = await RowsAsync(
            """
            select c.relname, k.conname, k.contype::text, pg_get_constraintdef(k.oid)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'platform'
            where not c.relispartition and k.contype <> 'n'
            order by c.relname collate "C", k.conname collate "C"
            """);

        Compare(listed, "platform-constraints.tsv");
    }

    [Fact]
    public async Task PLT_2_Every_tenant_table_and_partition_is_forced_policied_and_no_policy_holds_an_or()
    {
        var tables = await RowsAsync(TenantTables + " select relname from tenant order by 1");
        var open = await RowsAsync(
            TenantTables + " select relname from tenant t where not (t.relrowsecurity and t.relforcerowsecurity) or not exists (select from pg_policy p where p.polrelid = t.oid)");
        var withOr = await RowsAsync(
            """
            select p.polname, c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
            where pg_get_expr(p.polqual, p.polrelid) ~* '\mor\M' or pg_get_expr(p.polwithcheck, p.polrelid) ~* '\mor\M'
            """);

        tables.Should().HaveCountGreaterThan(40);
        open.Should().BeEmpty();
        withOr.Should().BeEmpty();
    }

    [Fact]
    public async Task PLT_2_A_partition_made_tomorrow_is_as_closed_as_the_others()
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.SetClockAsync(new(2031, 3, 9, 0, 0, 0, TimeSpan.Zero));
        await own.ExecuteAsync("set role ops_jobs; select platform.ensure_usage_months()");

        (await own.ValueAsync<long>(
            """
            select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'platform'
            where c.relname like 'usage_events%2031%' and c.relrowsecurity and c.relforcerowsecurity
              and exists (select from pg_policy p where p.polrelid = c.oid)
            """)).Should().BeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task PLT_3_The_grants_are_the_matrix_both_ways()
    {
        var listed = await RowsAsync(GrantList);

        Compare(listed, "platform-grants.tsv");
    }

    [Fact]
    public async Task PLT_3_Nobody_but_the_doors_is_granted_anything()
    {
        var others = (await RowsAsync(GrantList)).Select(row => row.Split('\t')[0]).Distinct().Except(Doors).Except(["ops_definer"]);
        var onWhole = await RowsAsync(
            """
            select r.rolname, c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'platform'
            cross join lateral aclexplode(c.relacl) a
            left join pg_roles r on r.oid = a.grantee
            where c.relkind in ('r', 'p', 'v', 'S') and coalesce(r.rolname, 'PUBLIC') in ('PUBLIC', 'ops_app', 'ops_client', 'ops_ingest')
            """);

        others.Should().BeEmpty();
        onWhole.Should().BeEmpty();
    }

    [Fact]
    public async Task PLT_3_Each_grant_has_a_policy_of_its_verb_and_each_policy_a_grant()
    {
        const string Verbs =
            """
            with grants as (
                select distinct g.grantee::text as role, g.table_name::text as tab, g.privilege_type::text as verb
                from information_schema.column_privileges g
                join pg_class c on c.relname = g.table_name and c.relnamespace = 'platform'::regnamespace and c.relrowsecurity
                where g.table_schema = 'platform' and g.privilege_type in ('SELECT', 'INSERT', 'UPDATE') and g.grantee like 'ops\_%'
                  and g.grantee not in ('ops_owner', 'ops_seed') and not c.relispartition
                union
                select t.grantee, t.table_name, t.privilege_type from information_schema.table_privileges t
                join pg_class c on c.relname = t.table_name and c.relnamespace = 'platform'::regnamespace and c.relrowsecurity
                where t.table_schema = 'platform' and t.privilege_type = 'DELETE' and t.grantee like 'ops\_%'
                  and t.grantee not in ('ops_owner', 'ops_seed') and not c.relispartition),
            policies as (
                select r.rolname::text as role, c.relname::text as tab, v.verb
                from pg_policy p join pg_class c on c.oid = p.polrelid and c.relnamespace = 'platform'::regnamespace and not c.relispartition
                cross join lateral unnest(p.polroles) as u (oid) join pg_roles r on r.oid = u.oid
                cross join lateral unnest(case p.polcmd when 'r' then array['SELECT'] when 'a' then array['INSERT'] when 'w' then array['UPDATE']
                    when 'd' then array['DELETE'] else array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] end) as v (verb)
                where p.polpermissive)
            """;

        (await RowsAsync(Verbs + " select * from grants except select * from policies")).Should().BeEmpty("each grant needs its policy");
        (await RowsAsync(Verbs + " select * from policies except select * from grants")).Should().BeEmpty("each policy needs its grant");
    }

    [Fact]
    public async Task PLT_4_No_door_can_select_a_secret_or_decided_column()
    {
        var closed = await RowsAsync(
            """
            select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'platform'::regnamespace and not c.relispartition and col_description(c.oid, a.attnum) in ('S', 'D')
            """);
        closed.Should().HaveCountGreaterThan(6);

        foreach (var (table, column) in closed.Select(row => row.Split('\t')).Select(cells => (cells[0], cells[1])))
        {
            foreach (var door in Doors)
            {
                string[] attempts =
                [
                    $"select {column} from platform.{table}", $"select t from platform.{table} t", $"select count(*) from platform.{table} where {column} is null",
                    $"select 1 from platform.{table} order by {column}", $"copy (select {column} from platform.{table}) to stdout",
                    $"create temp table x (like platform.{table})",
                ];
                foreach (var attempt in attempts)
                    (await RefusedAsync(door, attempt)).Should().BeTrue($"{door} must not: {attempt}");
            }
        }
    }

    [Fact]
    public async Task ACC_6_The_applications_own_login_reads_no_tenant_row_without_a_door()
    {
        foreach (var table in await RowsAsync(TenantTables + " select relname from tenant order by 1"))
        {
            await using var connection = new NpgsqlConnection(database.AppConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand($"select 1 from platform.{table}", connection);
            var read = () => command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            (await read.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Theory]
    [InlineData("delete from platform.cases")]
    [InlineData("truncate platform.cases")]
    [InlineData("update platform.cases set status = 'CLOSED'")]
    [InlineData("update platform.reports set details = ''")]
    [InlineData("insert into platform.accounts (organization_id, id) values (gen_random_uuid(), gen_random_uuid())")]
    [InlineData("update platform.organizations set status = 'CLOSED'")]
    [InlineData("insert into platform.secrets (organization_id, name) values (gen_random_uuid(), 'x')")]
    [InlineData("delete from platform.settings")]
    public async Task PLT_7_What_the_matrix_does_not_grant_is_refused_at_the_tenant_door(string statement) =>
        (await RefusedAsync("ops_tenant", statement)).Should().BeTrue();

    [Fact]
    public async Task PLT_8_A_launch_is_written_once()
    {
        await using var world = new World(database);
        var tenant = await world.TenantAsync("Launched once");

        foreach (var again in (string[])["live_at + interval '1 day'", "null"])
        {
            var change = () => database.ExecuteAsync($"update platform.organizations set live_at = {again} where id = $1", tenant.Value);
            await change.Should().ThrowAsync<PostgresException>();
        }
    }

    [Fact]
    public async Task PLT_13_A_secret_key_cannot_be_stored_as_a_setting()
    {
        await using var world = new World(database);
        var tenant = await world.TenantAsync("Keeps a secret");
        await database.ExecuteAsync("insert into platform.setting_definitions (key, value_type, is_secret) values ('sso.client_secret', 'TEXT', true)");

        var asSetting = () => database.ExecuteAsync(
            """insert into platform.settings (organization_id, key, value, changed_by_kind) values ($1, 'sso.client_secret', '"s"', 'STAFF')""", tenant.Value);
        var lying = () => database.ExecuteAsync(
            """insert into platform.settings (organization_id, key, is_secret, value, changed_by_kind) values ($1, 'sso.client_secret', true, '"s"', 'STAFF')""",
            tenant.Value);

        await asSetting.Should().ThrowAsync<PostgresException>();
        await lying.Should().ThrowAsync<PostgresException>();
    }

    [Fact]
    public async Task PLT_24_Without_schema_platform_the_portals_own_tables_stand()
    {
        await using var own = await TestDatabase.CreateAsync();
        const string Count = "select count(*) from pg_class where relnamespace in ('access'::regnamespace, 'support'::regnamespace, 'host'::regnamespace)";
        var before = await own.ValueAsync<long>(Count);

        await own.ExecuteAsync("drop schema platform cascade");

        (await own.ValueAsync<long>(Count)).Should().Be(before);
        (await own.ValueAsync<long>("select count(*) from access.session")).Should().Be(0);
    }

    private const string TenantTables =
        """
        with tenant as (
            select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
            where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p')
              and (c.relname = 'organizations' or c.relispartition
                   or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)))
        """;

    private const string GrantList =
        """
        select g.grantee, g.table_name, g.privilege_type, string_agg(g.column_name, ' ' order by a.attnum)
        from information_schema.column_privileges g
        join pg_class c on c.relname = g.table_name and c.relnamespace = 'platform'::regnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = g.column_name
        where g.table_schema = 'platform' and g.grantee not in ('ops_owner', 'ops_seed') and g.grantee <> current_user
        group by 1, 2, 3
        union all
        select t.grantee, t.table_name, t.privilege_type, '(rows)' from information_schema.table_privileges t
        where t.table_schema = 'platform' and t.privilege_type in ('DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES')
          and t.grantee not in ('ops_owner', 'ops_seed') and t.grantee <> current_user
        order by 1, 2, 3
        """;

    private async Task<bool> RefusedAsync(string role, string statement)
    {
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var take = new NpgsqlCommand($"set local role {role}", connection);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        try
        {
            if (statement.StartsWith("copy", StringComparison.Ordinal))
            {
                using var reader = await connection.BeginTextExportAsync(statement, TestContext.Current.CancellationToken);
                await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }
            else
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            return false;
        }
        catch (PostgresException fault)
        {
            return fault.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        }
    }

    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    // The listing of today lies beside the test's binaries, to be read and copied when a change is meant.
    private static void Compare(IReadOnlyList<string> listed, string file)
    {
        var text = new StringBuilder().AppendJoin('\n', listed).Append('\n').ToString();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "today-" + file), text);
        var contract = Path.Combine(AppContext.BaseDirectory, "Contracts", file);
        File.ReadAllText(contract).ReplaceLineEndings("\n").Split('\n').Should().Equal(text.Split('\n'));
    }
}
