using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Audit;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>The trail read in parts beside each other is the trail, whatever the register says of its lengths.</summary>
public sealed class AuditRowReadingTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database);
        await database.ExecuteAsync(
            """
            insert into access.audit_entry (id, stream, actor_kind, actor_id, action, outcome, reason)
            select gen_random_uuid(), 'session:' || s.name, 'OPERATOR', 'someone', 'ViewCase', 'ALLOWED', nullif(n, 2)::text
            from (values ('a', 1), ('b', 17), ('c', 2), ('d', 9), ('ü', 4), ('漢', 8)) s (name, entries) cross join lateral generate_series(1, s.entries) n
            order by s.name collate "C", n
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 4000, 8000)]
    [InlineData(3, 4000, 8000)]
    [InlineData(3, 5, 3)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 10, 41)]
    public async Task S5_Parts_of_any_size_over_any_number_of_connections_give_every_entry_once_and_in_order(int connections, int wanted, int most) =>
        (await ReadAsync(connections, wanted, most)).Should().Equal(await ExpectedAsync());

    [Fact]
    public async Task S5_A_register_that_lies_about_its_streams_hides_no_entry()
    {
        await database.ExecuteAsync("update access.audit_stream set last_sequence = 1000000 where stream = 'session:a'; delete from access.audit_stream where stream ^@ 'session:b' or stream ^@ 'session:漢'");

        (await ReadAsync(3, 5, 3)).Should().Equal(await ExpectedAsync());
    }

    [Fact]
    public async Task S5_Whoever_stops_reading_early_gets_the_connections_back_at_rest()
    {
        var read = await world.Get<OpsDatabase>().PortalSnapshotAsync(
            3,
            async (context, beside, token) =>
            {
                await using (var chunks = AuditRowReading.AllAsync([context, .. beside], token, 1, 2).GetAsyncEnumerator(token))
                {
                    await chunks.MoveNextAsync();
                    chunks.Current.Dispose();
                }

                return Outcome.Of(await context.NowAsync(token));
            },
            default);

        read.IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData(1, 512)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public async Task S5_Runs_of_pages_of_any_size_give_every_entry_once(int connections, int run)
    {
        // Enough for several pages.
        await database.ExecuteAsync(
            """
            insert into access.audit_entry (id, stream, actor_kind, actor_id, action, outcome, reason)
            select gen_random_uuid(), 'session:' || n % 7, 'OPERATOR', 'someone', 'ViewCase', 'ALLOWED', repeat('x', 400) from generate_series(1, 90) n
            """);

        var read = await CollectAsync(connections, (contexts, token) => AuditRowReading.LooseAsync(contexts, token, run));

        read.Should().BeEquivalentTo(await ExpectedAsync());
    }

    private async Task<string[]> ExpectedAsync() =>
        [.. (await database.ValueAsync<string>("""select string_agg(stream || '/' || sequence, ' ' order by stream collate "C", sequence) from access.audit_entry"""))!.Split(' ')];

    private Task<List<string>> ReadAsync(int connections, int wanted, int most) =>
        CollectAsync(connections, (contexts, token) => AuditRowReading.AllAsync(contexts, token, wanted, most));

    private async Task<List<string>> CollectAsync(int connections, Func<IReadOnlyList<OpsDbContext>, CancellationToken, IAsyncEnumerable<AuditChunk>> chunks)
    {
        var read = await world.Get<OpsDatabase>().PortalSnapshotAsync(
            connections,
            async (context, beside, token) =>
            {
                List<string> all = [];
                var batch = new AuditBatch();
                await foreach (var chunk in chunks([context, .. beside], token))
                {
                    batch.Clear();
                    chunk.ReadInto(batch);
                    chunk.Dispose();
                    for (var i = 0; i < batch.Count; i++)
                    {
                        var entry = batch.At(i);
                        (entry.IsReadable && entry.HashFits).Should().BeTrue();
                        all.Add($"{Encoding.UTF8.GetString(batch.Stream(entry))}/{entry.Sequence}");
                    }
                }

                return Outcome.Of(all);
            },
            default);
        return read.Value;
    }
}
