using Xunit;
using Xunit.v3;

namespace Ethico.Ops.Tests.Support;

/// <summary>
/// Turns schema <c>platform</c> of a test database into views over tables of other names in another schema, as where the client
/// product keeps its own (platform.md PLT-22, decision 0011). What there is is read from the catalogue; nothing is listed here.
/// </summary>
internal static class PlatformAsViews
{
    /// <summary>
    /// Tables move with their rows, keys, triggers, policies and grants, into a schema that no door may use. Each leaves a view with
    /// its columns, its grants (column by column) and its columns' classes; a partition moves and leaves none.
    /// </summary>
    public const string Install = """
        create schema client_store authorization ops_owner;

        do $$
        declare
            t record;
            g record;
        begin
            for t in
                select c.oid, c.relname as name, 't_' || c.relname as other, c.relispartition, c.relowner, a.columns
                from pg_class c
                cross join lateral (
                    select string_agg(quote_ident(attname), ', ' order by attnum) as columns
                    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) a
                where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p')
                order by c.relname
            loop
                execute format('alter table platform.%I rename to %I', t.name, t.other);
                execute format('alter table platform.%I set schema client_store', t.other);
                continue when t.relispartition;

                execute format('create view platform.%I with (security_invoker = true) as select %s from client_store.%I', t.name, t.columns, t.other);
                execute format('alter view platform.%I owner to %s', t.name, t.relowner::regrole);

                for g in
                    select x.privilege_type, x.grantee::regrole as grantee, null as columns
                    from pg_class c, aclexplode(c.relacl) x
                    where c.oid = t.oid and x.grantee <> c.relowner
                    union all
                    select x.privilege_type, x.grantee::regrole, format('(%s)', string_agg(quote_ident(a.attname), ', '))
                    from pg_attribute a, aclexplode(a.attacl) x
                    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                    group by 1, 2
                loop
                    execute format('grant %s %s on platform.%I to %s', g.privilege_type, coalesce(g.columns, ''), t.name, g.grantee);
                end loop;

                -- Whoever reads the view asks the table for every column the view names: it is the view that refuses a column, and no
                -- door reaches this schema by a name.
                for g in
                    select distinct x.grantee::regrole as grantee
                    from pg_class c
                    left join pg_attribute a on a.attrelid = c.oid and a.attacl is not null
                    cross join lateral (
                        select grantee from aclexplode(c.relacl) union select grantee from aclexplode(a.attacl)) x
                    where c.oid = t.oid and x.grantee <> c.relowner
                loop
                    execute format('grant select on client_store.%I to %s', t.other, g.grantee);
                end loop;

                for g in
                    select a.attname, col_description(t.oid, a.attnum) as class
                    from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                loop
                    execute format('comment on column platform.%I.%I is %L', t.name, g.attname, g.class);
                end loop;
            end loop;
        end
        $$;
        """;

    public static Task InstallAsync(string admin) => TestTemplate.ExecuteAsync(admin, Install);

    /// <summary>Whether the test class now running, or being set up, asks for views.</summary>
    public static bool AreAsked => TestContext.Current.TestClass is IXunitTestClass { Class: var running } && running.IsDefined(typeof(OverViewsAttribute), inherit: false);
}

/// <summary>
/// Every database that <see cref="TestDatabase"/> and <see cref="DemoDatabase"/> make for this class has schema <c>platform</c> as
/// views (<see cref="PlatformAsViews"/>): on a class that only inherits its tests, they run unchanged over both.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OverViewsAttribute : Attribute;
