using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Support.Migration;

/// <summary>Holds an import in the middle of a batch, after so many rows, until it is let on: what people do meanwhile is done for certain meanwhile.</summary>
internal sealed class BatchGate : IAsyncDisposable
{
    private const string Install =
        """
        create schema if not exists test;
        create table if not exists test.gate (after_rows int);
        create or replace function test.hold() returns trigger language plpgsql security definer set search_path = '' as $$
        begin
            if exists (select from test.gate g where (select max(p.next_position) from migration.progress p where p.completed_at is null) > g.after_rows) then
                perform pg_advisory_xact_lock_shared(20260615);
            end if;
            return null;
        end $$;
        drop trigger if exists test_hold on platform.cases;
        create trigger test_hold before insert on platform.cases for each statement execute function test.hold();
        truncate test.gate;
        """;

    private readonly TestDatabase database;
    private readonly NpgsqlConnection held;

    private BatchGate(TestDatabase database, NpgsqlConnection held) => (this.database, this.held) = (database, held);

    /// <param name="rows">A batch that begins behind so many rows waits.</param>
    public static async Task<BatchGate> CloseAsync(TestDatabase database, int rows)
    {
        await database.ExecuteAsync(Install);
        await database.ExecuteAsync("insert into test.gate values ($1)", rows);
        var holder = new NpgsqlConnection(database.AdminConnectionString);
        await holder.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(20260615)", holder);
        await take.ExecuteNonQueryAsync();
        return new(database, holder);
    }

    /// <summary>Waits until the import stands before the gate.</summary>
    public async Task ReachedAsync(Task work)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await database.ValueAsync<bool>(
                "select exists (select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))"))
                return;
            if (work.IsCompleted)
                await work;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The import never came to the gate.");
    }

    /// <summary>Lets it on, for good.</summary>
    public async Task OpenAsync()
    {
        await database.ExecuteAsync("truncate test.gate");
        await using var give = new NpgsqlCommand("select pg_advisory_unlock_all()", held);
        await give.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await OpenAsync();
        await held.DisposeAsync();
    }
}
