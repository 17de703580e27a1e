using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>Checkpoints, the anchor file, and what a superuser does to the database in between. Each test has a database of its own.</summary>
public sealed class AuditSealTests : IAsyncLifetime
{
    private static readonly AuditAct SealAct = new(AuditAction.SealAudit);

    private readonly AuditFolder folder = new();
    private TestDatabase database = null!;
    private World world = null!;
    private Caller admin = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database, folder.Arrange);
        admin = await world.OperatorAsync(Role.PlatformAdmin);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_database_as_it_was_written_is_intact_and_the_verdict_is_an_entry()
    {
        await WriteAsync(12);
        await SealAsync();
        await WriteAsync(3);
        await SealAsync();

        var verdict = await world.Get<AuditProof>().VerifyAsync(admin, default);

        verdict.Value.Sentence.Should().Be("intact: 17 entries, 3 streams, 2 checkpoints");
        verdict.Value.AnchorEndsAt.Should().Be(2);
        (await database.ValueAsync<string>("select detail from access.audit_entry where action = 'VerifyAudit' and outcome = 'ALLOWED'"))
            .Should().Contain("intact: 17 entries");
    }

    [Fact]
    public async Task Only_who_sees_the_whole_trail_seals_and_verifies()
    {
        foreach (var role in Enum.GetValues<Role>().Except([Role.PlatformAdmin, Role.SupportAdmin]))
        {
            var who = await world.OperatorAsync(role);

            (await world.Get<AuditProof>().SealAsync(who, default)).Refusal.Should().Be(AccessRefusals.NotAllowed);
            (await world.Get<AuditProof>().VerifyAsync(who, default)).Refusal.Should().Be(AccessRefusals.NotAllowed);
            (await world.Get<AuditProof>().CheckpointsAsync(who, null, 10, default)).Refusal.Should().Be(AccessRefusals.NotAllowed);
            (await world.EntriesAsync("SealAudit", "REFUSED", who)).Should().Be(1);
            (await world.EntriesAsync("VerifyAudit", "REFUSED", who)).Should().Be(1);
        }
    }

    public static TheoryData<string, long> Tamperings => new()
    {
        { "update access.audit_entry set reason = 'other' where stream = $1 and sequence = 3", 3 },
        { "update access.audit_entry set at = at + interval '1 microsecond' where stream = $1 and sequence = 5", 5 },
        { "update access.audit_entry set organization_id = gen_random_uuid() where stream = $1 and sequence = 1", 1 },
        { "update access.audit_entry set hash = sha256(hash) where stream = $1 and sequence = 4", 4 },
        { "update access.audit_entry e set reason = 'x', hash = sha256(previous_hash || access.canon_entry((e.id, e.stream, e.sequence, e.at, e.actor_kind, e.actor_id, e.role, e.session_id, e.organization_id, e.action, e.entity_type, e.entity_id, e.detail, e.outcome, 'x', e.ticket, e.ip, e.user_agent, e.correlation_id, e.before, e.after, e.previous_hash, e.hash)::access.audit_entry)) where stream = $1 and sequence = 4", 4 },
        { "delete from access.audit_entry where stream = $1 and sequence = 2", 2 },
        { "delete from access.audit_entry where stream = $1 and sequence > 6", 7 },
        { "delete from access.audit_entry where stream = $1", 1 },
        { "update access.audit_entry set sequence = case sequence when 2 then -3 when 3 then -2 end where stream = $1 and sequence in (2, 3)", 2 },
        { "insert into access.audit_entry select gen_random_uuid(), stream, 9, at, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id, detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after, previous_hash, hash from access.audit_entry where stream = $1 and sequence = 8", 9 },
        { "update access.audit_stream set last_sequence = 7 where stream = $1", 8 },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task G2_ACC6_What_a_superuser_does_to_an_entry_is_found_at_its_place(string tampering, long sequence)
    {
        var stream = await WriteAsync(8);
        await SealAsync();
        await TamperAsync(tampering, stream);
        await TamperAsync("update access.audit_entry set sequence = -sequence where stream = $1 and sequence < 0", stream);

        var found = (await world.Get<AuditProof>().VerifyAsync(admin, default)).Value.Break!;

        (found.Stream, found.Sequence).Should().Be((stream, sequence));
    }

    [Fact]
    public async Task G3_A_cut_tail_is_found_by_the_checkpoint_though_the_register_was_mended()
    {
        var stream = await WriteAsync(8);
        await SealAsync();
        await TamperAsync("delete from access.audit_entry where stream = $1 and sequence > 5", stream);
        await TamperAsync("update access.audit_stream s set last_sequence = 5, last_hash = (select e.hash from access.audit_entry e where e.stream = s.stream and e.sequence = 5) where stream = $1", stream);

        var found = (await world.Get<AuditProof>().VerifyAsync(admin, default)).Value.Break!;

        (found.Stream, found.Sequence).Should().Be((stream, 6));
        found.Words.Should().Contain("checkpoint 1");
    }

    [Fact]
    public async Task G3_A_database_put_back_to_an_old_backup_is_found_by_the_anchor_and_seals_nothing()
    {
        var stream = await WriteAsync(3);
        await SealAsync();
        var late = await WriteAsync(2);
        await SealAsync();
        foreach (var table in (string[])["checkpoint_head", "checkpoint"])
            await TamperAsync($"delete from access.{table} where {(table == "checkpoint" ? "number" : "checkpoint")} = 2");
        await TamperAsync("delete from access.audit_entry where stream = $1", late);
        await TamperAsync("delete from access.audit_stream where stream = $1", late);
        await TamperAsync("delete from access.audit_entry where stream like 'actor:' || $1 || '%' and sequence > 1", admin.Id.ToString());
        await TamperAsync("update access.audit_stream s set last_sequence = 1, last_hash = (select e.hash from access.audit_entry e where e.stream = s.stream and e.sequence = 1) where stream like 'actor:' || $1 || '%'", admin.Id.ToString());

        var verdict = (await world.Get<AuditProof>().VerifyAsync(admin, default)).Value;
        var sealing = await world.Get<AuditProof>().SealAsync(admin, default);

        verdict.Break!.Checkpoint.Should().Be(2, verdict.Sentence);
        sealing.Refusal.Should().Be(AuditRefusals.AnchorAhead);
        (await world.EntriesAsync("SealAudit", "REFUSED", admin)).Should().Be(1);
        stream.Should().NotBe(late);
    }

    [Fact]
    public async Task A_crash_between_commit_and_append_is_mended_by_the_next_seal_torn_line_included()
    {
        await SealAsync();
        await SealAsync();
        var lines = await File.ReadAllLinesAsync(folder.Options.AnchorPath);
        await File.WriteAllTextAsync(folder.Options.AnchorPath, lines[0] + "\n" + lines[1][..40]);

        var third = await SealAsync();

        third.IsAnchored.Should().BeTrue();
        new Ethico.Ops.Infrastructure.Persistence.Audit.AnchorFile(folder.Options).Read().Select(line => line.Number).Should().Equal(1, 2, 3);
        (await world.Get<AuditProof>().VerifyAsync(admin, default)).Value.IsIntact.Should().BeTrue();
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_written_is_told_and_the_checkpoint_stands()
    {
        Directory.CreateDirectory(folder.Options.AnchorPath);

        var made = await world.Get<AuditProof>().SealAsync(admin, default);

        made.Value.IsAnchored.Should().BeFalse();
        (await database.ValueAsync<long>("select count(*) from access.checkpoint")).Should().Be(1);
    }

    [Fact]
    public async Task Two_nodes_that_wake_for_one_due_instant_make_one_checkpoint()
    {
        await using var otherNode = new World(database, folder.Arrange);
        var fire = new JobFire("audit-seal", new DateTimeOffset(2026, 3, 2, 7, 30, 0, TimeSpan.Zero), "fire-1");

        var made = await Task.WhenAll(new[] { world, otherNode, world, otherNode }.Select(node => Task.Run(() => node.Get<IAuditSeals>().SealAsync(fire, SealAct, default))));

        made.Should().OnlyContain(each => each.IsAllowed && each.Value.Number == 1 && each.Value.IsAnchored);
        (await database.ValueAsync<long>("select count(*) from access.checkpoint")).Should().Be(1);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where stream = $1 and actor_kind = 'JOB'", fire.Stream)).Should().Be(1);
        (await File.ReadAllLinesAsync(folder.Options.AnchorPath)).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_checkpoint_seals_only_what_moved_and_its_own_entry()
    {
        await WriteAsync(2);
        var first = await SealAsync();
        var second = await SealAsync();

        first.HeadCount.Should().Be(2);
        second.HeadCount.Should().Be(1);
        var page = await world.Get<AuditProof>().CheckpointsAsync(admin, null, 1, default);
        page.Value.Items.Should().ContainSingle().Which.Number.Should().Be(2);
        page.Value.Next.Should().Be("2");
    }

    [Fact]
    public async Task A_checkpoint_by_a_key_the_portal_does_not_know_is_found()
    {
        await SealAsync();
        using var elsewhere = new AuditFolder();
        await using (var other = new World(database, elsewhere.Arrange))
            await other.Get<AuditProof>().SealAsync(admin, default);

        (await world.Get<AuditProof>().VerifyAsync(admin, default)).Value.Break!.Checkpoint.Should().Be(2);
    }

    private async Task<SealMade> SealAsync() => (await world.Get<AuditProof>().SealAsync(admin, default)).Value;

    /// <summary>Entries of a new operator; their stream.</summary>
    private async Task<string> WriteAsync(int count)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        for (var i = 0; i < count; i++)
            await world.Get<OpsDatabase>().RecordAsync(who, new AuditAct(AuditAction.ViewTenant) { Reason = $"entry {i}" }, refused: false, default);
        return (await database.ValueAsync<string>("select distinct stream from access.audit_entry where actor_id = $1", who.Id.ToString()))!;
    }

    private async Task TamperAsync(string sql, params object[] values)
    {
        foreach (var table in (string[])["audit_entry", "checkpoint", "checkpoint_head"])
            await database.ExecuteAsync($"alter table access.{table} disable trigger all");
        await database.ExecuteAsync("alter table access.audit_entry drop constraint if exists audit_entry_sequence_check");
        await database.ExecuteAsync(sql, values);
        foreach (var table in (string[])["audit_entry", "checkpoint", "checkpoint_head"])
            await database.ExecuteAsync($"alter table access.{table} enable trigger all");
    }
}
