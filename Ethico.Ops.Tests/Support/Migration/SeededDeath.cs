namespace Ethico.Ops.Tests.Support.Migration;

/// <summary>
/// Ends the worker's connection, as the operating system would, at chosen moments of its writing: before a statement of a batch, or
/// at its commit. The count goes on where a killed transaction is undone.
/// </summary>
internal static class SeededDeath
{
    private const string Install =
        """
        create schema if not exists test;
        create table test.death (moment bigint primary key);
        create sequence test.moment;
        create function test.die() returns trigger language plpgsql security definer set search_path = '' as $$
        begin
            if exists (select from test.death d where d.moment = nextval('test.moment')) then
                perform pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid());
            end if;
            return null;
        end $$;
        create trigger test_die before insert or delete on platform.cases for each statement execute function test.die();
        create trigger test_die before insert on migration.source_keys for each statement execute function test.die();
        create trigger test_die before update on migration.progress for each statement execute function test.die();
        create constraint trigger test_die_at_commit after update on migration.progress deferrable initially deferred for each row execute function test.die();
        create constraint trigger test_die_at_commit after delete on platform.cases deferrable initially deferred for each row execute function test.die();
        """;

    public static async Task<IReadOnlyList<int>> AtAsync(TestDatabase database, int seed, int kills, int within)
    {
        var random = new Random(seed);
        var moments = Enumerable.Range(1, within).OrderBy(_ => random.Next()).Take(kills).Order().ToArray();
        await database.ExecuteAsync(Install);
        await database.ExecuteAsync("insert into test.death select unnest($1)", moments);
        return moments;
    }

    public static Task<long> PassedAsync(TestDatabase database) => database.ValueAsync<long>("select last_value from test.moment");
}
