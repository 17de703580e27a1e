using System.Buffers;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Audit;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>The database and AuditCanon write the same bytes for the same entry.</summary>
public sealed class AuditCanonTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    public static TheoryData<string?, string?, string?> Texts => new()
    {
        { null, null, null },
        { "", "", "{}" },
        { "plain reason here", "Mozilla/5.0", "{\"a\":1}" },
        { "Ä ö ß – „quoted“ 漢字 🙂 𝄞 e\u0301", "كاتب", "{\"ü\":\"🙂\"}" },
        { "line\r\nbreak\ttab \u001b[31mred\u001b[0m \"quote\" 'single' \\ back", "a\nb; drop table x; --", "{\"x\":\"a\\nb\\\"\"}" },
        { "{\"level\":\"fatal\"}\n{\"forged\":true}", "%s%n ${jndi:ldap://x}", "{\"b\":1.0,\"a\":1}" },
        { " leading and trailing ", "=cmd|' /C calc'!A0", "[1,  2 , 3.00]" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task G8_G10_Both_writers_make_the_same_bytes_and_hash(string? reason, string? agent, string? detail)
    {
        var id = Guid.CreateVersion7();
        await InsertAsync("set datestyle = 'German, DMY'; set timezone = 'Pacific/Chatham'; set intervalstyle = 'sql_standard'; set extra_float_digits = -5",
            id, reason, agent, detail);

        await SameAsync(id);
    }

    [Theory]
    [InlineData("UTC", "ISO, MDY")]
    [InlineData("America/St_Johns", "SQL, DMY")]
    [InlineData("Asia/Kathmandu", "Postgres, MDY")]
    [InlineData("Pacific/Kiritimati", "German, YMD")]
    public async Task G10_The_session_s_zone_and_date_style_change_no_byte(string zone, string style)
    {
        await database.SetClockAsync(new DateTimeOffset(2026, 3, 8, 6, 59, 59, 999, TimeSpan.Zero).AddTicks(9_990));
        try
        {
            var id = Guid.CreateVersion7();
            await InsertAsync($"set timezone = '{zone}'; set datestyle = '{style}'; set lc_time = 'C'", id, "reason", null, null);

            (await SameAsync(id)).At.Should().Be(new DateTimeOffset(2026, 3, 8, 6, 59, 59, 999, TimeSpan.Zero).AddTicks(9_990));
        }
        finally
        {
            await database.FreeClockAsync();
        }
    }

    [Fact]
    public async Task G8_What_a_browser_sends_never_stops_an_entry()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var hostile = who with { };
        hostile = new Caller(hostile.Id, hostile.Role, new string('9', 5_000), "a\0b\ud800c" + new string('x', 9_000), new string('c', 900));
        var act = new AuditAct(AuditAction.SearchTenants)
        {
            EntityId = new string('e', 3_000) + "\0",
            Reason = "\0\u001b[2J" + new string('r', 3_000),
            Ticket = new string('T', 90),
            Detail = new() { ["query"] = "nul\0 half\udc00 \u001b]0;x\a\r\n" },
        };

        var recorded = await world.Get<OpsDatabase>().RecordAsync(hostile, act, refused: true, default);

        recorded.IsAllowed.Should().BeTrue();
        var id = await database.ValueAsync<Guid>("select id from access.audit_entry where actor_id = $1", who.Id.ToString());
        var entry = await SameAsync(id);
        entry.UserAgent.Should().StartWith("a\uFFFDb\uFFFDcx").And.HaveLength(400);
        entry.Detail.Should().Contain("\uFFFD").And.Contain("\\u001B");
    }

    private async Task<AuditEntry> SameAsync(Guid id)
    {
        var bytes = await database.ValueAsync<byte[]>("select access.canon_entry(e) from access.audit_entry e where id = $1", id);
        var read = await world.Get<OpsDatabase>().PortalAsync(
            async (context, token) => Ethico.Ops.Domain.Shared.Outcome.Of((await context.Set<AuditEntryRow>().SingleAsync(e => e.Id == id, token)).ToEntry()), default);
        var entry = read.Value;

        var written = new ArrayBufferWriter<byte>();
        AuditCanon.Write(entry, written);
        Convert.ToHexString(written.WrittenSpan).Should().Be(Convert.ToHexString(bytes!));

        MemoryTrail.Hashed(entry).Hash.ToArray().Should().Equal(entry.Hash.ToArray());

        // An export's line gives back the very same entry, and both ways into a verification, line and row, the very same bytes.
        var line = new ArrayBufferWriter<byte>();
        using (var json = AuditJson.Writer(line))
            AuditJson.Write(json, entry);
        MemoryTrail.Hashed(AuditJson.ReadEntry(line.WrittenSpan)!).Hash.ToArray().Should().Equal(entry.Hash.ToArray());
        var batch = new AuditBatch();
        batch.AddLine(line.WrittenSpan);
        await ReadRowsAsync(batch);
        for (var i = 0; i < batch.Count; i++)
            (batch.At(i).IsReadable && batch.At(i).HashFits).Should().BeTrue();
        batch.Count.Should().BeGreaterThan(1);
        return entry;
    }

    private async Task ReadRowsAsync(AuditBatch batch) =>
        (await world.Get<OpsDatabase>().PortalSnapshotAsync(
            async (context, token) =>
            {
                await foreach (var chunk in AuditRowReading.AllAsync([context], token))
                {
                    chunk.ReadInto(batch);
                    chunk.Dispose();
                }

                return Ethico.Ops.Domain.Shared.Outcome.Done;
            },
            default)).IsAllowed.Should().BeTrue();

    private async Task InsertAsync(string settings, Guid id, string? reason, string? agent, string? detail)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using (var set = new NpgsqlCommand(settings, connection))
            await set.ExecuteNonQueryAsync();
        await using var insert = new NpgsqlCommand(
            """
            insert into access.audit_entry (id, stream, sequence, at, actor_kind, actor_id, role, session_id, organization_id, action,
                entity_type, entity_id, detail, outcome, reason, ticket, user_agent, before, after, previous_hash, hash)
            values ($1, 'actor:test', 77, '2000-01-01', 'OPERATOR', 'someone', 'SUPPORT_ADMIN', $1, $1, 'ViewCase', 'Case', '17', $2,
                'ALLOWED', $3, 'SUP-1', $4, $2, $2, '\x00', '\x00')
            """,
            connection);
        insert.Parameters.AddWithValue(id);
        insert.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, (object?)detail ?? DBNull.Value);
        insert.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, (object?)reason ?? DBNull.Value);
        insert.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, (object?)agent ?? DBNull.Value);
        await insert.ExecuteNonQueryAsync();
    }
}
