using Ethico.Ops.Bench.Database;

namespace Ethico.Ops.Bench.Isolation;

/// <summary>
/// The same tables without row security: a view of each with the tenant as a plain condition, which the planner takes apart, and
/// the definer functions over those views. What a query would be if every developer wrote the condition by hand and forgot none.
/// </summary>
internal static class BareSchema
{
    // A view has no key from which the columns beside it follow: they are named (a case has a person or two).
    public static string Rewrite(string text) => text
        .Replace("platform.", "bare.", StringComparison.Ordinal)
        .Replace("support.", "bare.", StringComparison.Ordinal)
        .Replace(
            "group by p.organization_id, p.id",
            "group by p.organization_id, p.id, p.full_name, p.email, p.phone, p.employee_id, p.job_title, p.department, p.company, p.account_id",
            StringComparison.Ordinal);

    public static async Task MakeAsync(string admin, Guid tenant)
    {
        await Sql.ExecuteAsync(admin, "drop schema if exists bare cascade; create schema bare");
        await Sql.ExecuteAsync(
            admin,
            $"""
            do $$
            declare
                t record;
            begin
                for t in
                    select n.nspname, c.relname, c.relname = 'organizations' as is_tenant,
                        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') as has_tenant
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname in ('platform', 'support') and c.relkind in ('r', 'p') and not c.relispartition
                loop
                    execute format('create view bare.%I as select * from %I.%I%s', t.relname, t.nspname, t.relname,
                        case when t.is_tenant then format(' where id = %L', '{tenant}')
                             when t.has_tenant then format(' where organization_id = %L', '{tenant}') else '' end);
                end loop;
            end
            $$
            """);
        var functions = await Sql.ValuesAsync<string>(
            admin,
            """
            select pg_get_functiondef(p.oid) from pg_proc p
            where p.pronamespace in ('platform'::regnamespace, 'support'::regnamespace) and p.prokind = 'f' and p.provolatile = 's'
              and p.prosrc ~ 'access\.(current|entered)_tenant\(\)'
            """);
        foreach (var function in functions)
        {
            await Sql.ExecuteAsync(
                admin,
                Rewrite(function)
                    .Replace("access.current_tenant()", $"'{tenant}'::uuid", StringComparison.Ordinal)
                    .Replace("access.entered_tenant()", $"'{tenant}'::uuid", StringComparison.Ordinal)
                    .Replace("current_setting('role', true)", "'ops_tenant'", StringComparison.Ordinal));
        }
    }
}
