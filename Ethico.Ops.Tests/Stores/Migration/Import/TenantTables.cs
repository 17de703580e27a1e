using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>All that <c>platform</c> holds, as one digest: byte for byte, or without the words that name an attempt.</summary>
internal static class TenantTables
{
    private const string Digest =
        """
        create or replace function pg_temp.digest_of(p_tenant uuid, p_without text[]) returns text language plpgsql set timezone = 'UTC' as $$
        declare
            t record; v text; v_all text := '';
        begin
            for t in select c.relname from pg_class c where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') order by 1 loop
                execute format('select coalesce(md5(string_agg(r, chr(10) order by r)), '''') from (select (to_jsonb(x) - $2)::text as r from platform.%I x where $1 is null or x.organization_id = $1) s', t.relname)
                    into v using p_tenant, p_without;
                v_all := v_all || t.relname || v;
            end loop;
            return md5(v_all);
        end $$;
        """;

    /// <param name="tenant">Null: of all tenants.</param>
    public static async Task<string> DigestAsync(TestDatabase database, OrganizationId? tenant, params string[] without)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using (var make = new Npgsql.NpgsqlCommand(Digest, connection))
            await make.ExecuteNonQueryAsync();
        await using var ask = new Npgsql.NpgsqlCommand("select pg_temp.digest_of($1, $2)", connection);
        ask.Parameters.Add(new() { Value = tenant is { } t ? t.Value : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        ask.Parameters.AddWithValue(without);
        return (string)(await ask.ExecuteScalarAsync())!;
    }
}
