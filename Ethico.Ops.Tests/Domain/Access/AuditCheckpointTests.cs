using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Access.AuditTampering;

namespace Ethico.Ops.Tests.Domain.Access;

/// <summary>What only checkpoints and the anchor give away: a tail cut off, a stream gone, an old backup, a forged seal (S5, G3).</summary>
public sealed class AuditCheckpointTests
{
    private static readonly MemoryTrail Whole = MemoryTrail.Sample();

    [Fact]
    public async Task G3_A_tail_cut_off_behind_a_checkpoint_is_found_though_the_register_was_mended()
    {
        var trail = Whole.Copy();
        trail.Entries.RemoveAll(e => e.Stream == "session:01" && e.Sequence > 12);
        trail.Rechain("session:01");

        var found = (await trail.VerifyAsync(withAnchor: false)).Break!;

        (found.Stream, found.Sequence).Should().Be(("session:01", 13));
        found.Words.Should().Contain("checkpoint 2 sealed it up to 16");
    }

    [Fact]
    public async Task G3_A_whole_stream_taken_away_is_found()
    {
        var trail = Whole.Copy();
        trail.Entries.RemoveAll(e => e.Stream == "session:02");
        trail.Register.Remove("session:02");

        var found = (await trail.VerifyAsync(withAnchor: false)).Break!;

        (found.Stream, found.Sequence).Should().Be(("session:02", 1));
    }

    [Fact]
    public async Task G3_An_old_backup_is_found_by_the_anchor_and_by_nothing_else()
    {
        var later = Whole.Copy();
        later.Append("session:00");
        later.Seal();
        var backup = Whole.Copy();
        backup.Anchor.Add(later.Anchor[2]);

        (await backup.VerifyAsync(withAnchor: false)).IsIntact.Should().BeTrue();
        (await backup.VerifyAsync()).Break!.Checkpoint.Should().Be(3);
    }

    [Fact]
    public async Task An_export_is_not_to_blame_for_checkpoints_made_after_it()
    {
        var trail = Whole.Copy();
        trail.Anchor.Add(trail.Anchor[1] with { Number = 3, MadeAt = trail.TakenAt.AddHours(1) });

        (await trail.VerifyAsync()).IsIntact.Should().BeTrue();
    }

    [Fact]
    public async Task G3_A_trail_sealed_again_after_a_backup_is_another_history_than_the_anchors()
    {
        var trail = Whole.Copy();
        trail.Checkpoints[1] = MemoryTrail.Sealed(trail.Checkpoints[1] with { MadeBy = "operator:someone" });

        (await trail.VerifyAsync(withAnchor: false)).IsIntact.Should().BeTrue();
        (await trail.VerifyAsync()).Break!.Checkpoint.Should().Be(2);
    }

    [Fact]
    public async Task An_anchor_with_a_line_taken_out_is_found_and_one_that_is_behind_is_told()
    {
        var gap = Whole.Copy();
        gap.Append("session:00");
        gap.Seal();
        gap.Anchor.RemoveAt(1);
        var behind = Whole.Copy();
        behind.Anchor.RemoveAt(1);

        (await gap.VerifyAsync()).Break!.Checkpoint.Should().Be(2);
        var verdict = await behind.VerifyAsync();
        verdict.IsIntact.Should().BeTrue();
        verdict.AnchorEndsAt.Should().Be(1);
    }

    public static TheoryData<string> Forgeries => ["number", "made at", "made by", "head count", "heads hash", "previous seal", "seal", "signature", "key id", "public key", "head", "head gone", "gone", "foreign key"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task S5_A_forged_checkpoint_is_found(string what)
    {
        var trail = Whole.Copy();
        var one = trail.Checkpoints[0];
        using var foreign = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var foreignKey = foreign.ExportSubjectPublicKeyInfo();
        var byForeign = one with { PublicKey = foreignKey, KeyId = AuditSeal.KeyId(foreignKey) };
        trail.Checkpoints[0] = what switch
        {
            "number" => one with { Number = 3 },
            "made at" => one with { MadeAt = one.MadeAt.AddTicks(10) },
            "made by" => one with { MadeBy = "operator:x" },
            "head count" => one with { HeadCount = one.HeadCount + 1 },
            "heads hash" => one with { HeadsHash = Flipped(one.HeadsHash) },
            "previous seal" => one with { PreviousSeal = Flipped(one.PreviousSeal) },
            "seal" => one with { Seal = Flipped(one.Seal) },
            "signature" => one with { Signature = Flipped(one.Signature) },
            "key id" => one with { KeyId = "00" },
            "public key" => one with { PublicKey = Flipped(one.PublicKey) },
            "foreign key" => byForeign with { Seal = AuditSeal.Of(byForeign), Signature = foreign.SignData(AuditSeal.Of(byForeign), System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence) },
            _ => one,
        };
        if (what == "head")
            trail.Heads[0] = trail.Heads[0] with { Hash = Flipped(trail.Heads[0].Hash) };
        if (what == "head gone")
            trail.Heads.RemoveAt(0);
        if (what == "gone")
            trail.Checkpoints.RemoveAt(0);

        var found = (await trail.VerifyAsync(withAnchor: false)).Break!;

        found.Checkpoint.Should().Be(1);
        found.Sequence.Should().BeNull();
    }
}
