using CsCheck;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Access;

public sealed class AuditVerifierTests
{
    private static readonly MemoryTrail Whole = MemoryTrail.Sample();

    /// <summary>Each changes one entry's content and leaves its hash.</summary>
    private static readonly (string Name, Func<AuditEntry, AuditEntry> Change)[] Fields =
    [
        ("id", e => e with { Id = new Guid(99, 0, 0, new byte[8]) }),
        ("at", e => e with { At = e.At.AddTicks(10) }),
        ("actor kind", e => e with { ActorKind = "JOB" }),
        ("actor", e => e with { ActorId = "0190a6e2-0000-7000-8000-000000000002" }),
        ("role", e => e with { Role = "PLATFORM_ADMIN" }),
        ("session", e => e with { SessionId = Guid.Empty }),
        ("tenant", e => e with { OrganizationId = Guid.Empty }),
        ("action", e => e with { Action = "ViewReport" }),
        ("entity type", e => e with { EntityType = null }),
        ("entity", e => e with { EntityId = "18" }),
        ("entity type and id joined", e => e with { EntityType = "Case1", EntityId = "7" }),
        ("detail", e => e with { Detail = "{\"page\": 1}" }),
        ("outcome", e => e with { Outcome = "REFUSED" }),
        ("reason", e => e with { Reason = e.Reason + " " }),
        ("reason to empty", e => e with { Reason = "" }),
        ("ticket", e => e with { Ticket = "SUP-1" }),
        ("null to empty", e => e with { Ticket = "" }),
        ("ip", e => e with { Ip = "::1" }),
        ("user agent", e => e with { UserAgent = "x" }),
        ("correlation", e => e with { CorrelationId = "y" }),
        ("before", e => e with { Before = "{}" }),
        ("after", e => e with { After = "{}" }),
        ("previous hash", e => e with { PreviousHash = Flipped(e.PreviousHash) }),
        ("hash", e => e with { Hash = Flipped(e.Hash) }),
    ];

    [Fact]
    public async Task S5_A_trail_as_it_was_written_is_intact_and_counted()
    {
        var verdict = await Whole.VerifyAsync();

        verdict.Sentence.Should().Be("intact: 60 entries, 4 streams, 2 checkpoints");
        verdict.KeyIds.Should().Equal(MemoryTrail.Key.KeyId);
        Whole.OrderedWalks.Should().Be(0, "an intact trail is taken as it lies; order is for naming a place");
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(3, false)]
    public async Task A_trail_in_more_disorder_than_fits_is_not_held_to_be_whole(int mostWaiting, bool holds)
    {
        var seals = await AuditSealCheck.ReadAsync(Whole, null, CancellationToken.None);

        var check = new AuditLooseCheck(seals.Heads, mostWaiting);

        (await check.HoldsAsync(Whole, Whole.LooseChunksAsync(CancellationToken.None)!, CancellationToken.None)).Should().Be(holds);
    }

    [Fact]
    public async Task S5_A_register_that_tells_another_end_is_found()
    {
        var trail = Whole.Copy();
        trail.Register["session:01"] = trail.Register["session:01"] with { Hash = Flipped(trail.Register["session:01"].Hash) };

        (await trail.VerifyAsync()).Break!.Words.Should().Contain("ends with another entry");
    }

    [Fact]
    public async Task S5_An_entry_that_stands_twice_is_found_though_each_of_the_two_fits()
    {
        for (var i = 0; i < Whole.Entries.Count; i += 7)
        {
            var trail = Whole.Copy();
            trail.Entries.Add(trail.Entries[i]);

            (await trail.VerifyAsync()).IsIntact.Should().BeFalse();
        }
    }

    [Fact]
    public async Task S5_A_change_of_any_field_of_any_entry_is_found_at_that_entry()
    {
        foreach (var (name, change) in Fields)
        {
            for (var i = 0; i < Whole.Entries.Count; i += 7)
            {
                var trail = Whole.Copy();
                trail.Entries[i] = change(trail.Entries[i]);

                var found = (await trail.VerifyAsync()).Break;

                found.Should().NotBeNull(name);
                (found!.Stream, found.Sequence).Should().Be((Whole.Entries[i].Stream, Whole.Entries[i].Sequence), name);
            }
        }
    }

    [Fact]
    public void S5_Random_tampering_is_always_found_and_at_the_right_place() =>
        Gen.Select(Gen.Int[0, Whole.Entries.Count - 1], Gen.Int[0, 7], Gen.Int[0, Fields.Length - 1]).Sample(
            (at, kind, field) =>
            {
                var trail = Whole.Copy();
                var entry = trail.Entries[at];
                var allowed = Tamper(trail, at, kind, field);
                var found = trail.VerifyAsync().GetAwaiter().GetResult().Break;
                return found is not null && found.Stream == entry.Stream && allowed.Contains(found.Sequence!.Value);
            },
            iter: 7_000, threads: 2);

    [Fact]
    public async Task S5_Three_thousand_flipped_bits_of_an_exports_proofs_are_all_found()
    {
        var files = await ExportedAsync(Whole);
        string[] proofs = [AuditArchiveFiles.Entries, AuditArchiveFiles.Entries, AuditArchiveFiles.Streams, AuditArchiveFiles.Heads, AuditArchiveFiles.Checkpoints, AuditArchiveFiles.Manifest];
        (await VerdictAsync(files)).IsIntact.Should().BeTrue();
        var random = new Random(20260615);
        for (var i = 0; i < 3_000; i++)
        {
            var name = proofs[random.Next(proofs.Length)];
            var (at, bit) = (random.Next(files[name].Length), (byte)(1 << random.Next(8)));
            files[name][at] ^= bit;

            (await VerdictAsync(files))?.IsIntact.Should().NotBe(true, $"bit {bit} of byte {at} of {name} was flipped");

            files[name][at] ^= bit;
        }
    }

    [Theory]
    [InlineData("<", "\\u003c")]
    [InlineData("/", "\\/")]
    [InlineData("\\u001B", "\\u001b")]
    [InlineData(",\"reason\"", ", \"reason\"")]
    public async Task S5_A_line_has_one_form_down_to_its_escapes(string written, string other)
    {
        var trail = new MemoryTrail();
        trail.Append("session:1", "a</\u001b b");
        var files = await ExportedAsync(trail);
        var text = System.Text.Encoding.UTF8.GetString(files[AuditArchiveFiles.Entries]);
        text.Should().Contain(written);

        files[AuditArchiveFiles.Entries] = System.Text.Encoding.UTF8.GetBytes(text.Replace(written, other, StringComparison.Ordinal));

        (await VerdictAsync(files)).Break!.Words.Should().Contain("cannot be read");
    }

    [Fact]
    public async Task S5_Nothing_written_in_any_order_gives_a_false_alarm()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 60; round++)
        {
            var trail = new MemoryTrail();
            for (var step = 0; step < 40; step++)
            {
                if (random.Next(8) == 0)
                    trail.Seal();
                else
                    trail.Append($"actor:{random.Next(6)}é𝄞", random.Next(3) == 0 ? null : "a\r\n\u001b[31m\"b");
            }

            (await trail.VerifyAsync()).Sentence.Should().StartWith("intact:");
        }
    }

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

    [Fact]
    public async Task A_filtered_selection_is_not_verified()
    {
        var act = () => new MemoryTrail { Extent = AuditExtent.Filtered }.VerifyAsync();

        await act.Should().ThrowAsync<ArgumentException>();
    }

    private static async Task<Dictionary<string, byte[]>> ExportedAsync(MemoryTrail trail)
    {
        using var whole = new MemoryStream();
        await AuditArchiveWriter.WriteAsync(trail, "someone", new(StringComparer.Ordinal), MemoryTrail.Key, whole, CancellationToken.None);
        using var zip = new System.IO.Compression.ZipArchive(whole);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var from = await entry.OpenAsync();
            await from.CopyToAsync(content);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }

    /// <summary>Null: what is left is no export of ours.</summary>
    private static async Task<AuditVerdict> VerdictAsync(Dictionary<string, byte[]> files)
    {
        var whole = new MemoryStream();
        await using (var zip = new System.IO.Compression.ZipArchive(whole, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                await using var to = await zip.CreateEntry(name, System.IO.Compression.CompressionLevel.NoCompression).OpenAsync();
                await to.WriteAsync(content);
            }
        }

        await using var archive = await AuditArchive.OpenAsync(whole, CancellationToken.None);
        return archive is null ? null! : await AuditVerifier.VerifyAsync(archive, null, null, CancellationToken.None);
    }

    private static HashSet<long> Tamper(MemoryTrail trail, int at, int kind, int field)
    {
        var entry = trail.Entries[at];
        var n = entry.Sequence;
        var length = trail.Register[entry.Stream].Sequence;
        // Both checkpoints' heads: the first at or behind n is where a stream that was written anew gives itself away.
        var sealedAt = trail.Heads.Where(h => h.Stream == entry.Stream && h.Sequence >= n).Min(h => h.Sequence);
        switch (kind)
        {
            case 0: // changed
                trail.Entries[at] = Fields[field].Change(entry);
                return [n];
            case 1: // deleted
                trail.Entries.RemoveAt(at);
                return [n];
            case 2: // deleted, the rest renumbered
                Renumber(trail, entry, remove: true);
                return [n];
            case 3: // a copy put in before it, the rest renumbered
                Renumber(trail, entry, remove: false);
                return [n, n + 1];
            case 4: // changed and its own hash mended
                trail.Entries[at] = MemoryTrail.Hashed(entry with { Reason = "forged" });
                return [n];
            case 5: // changed and everything behind it written anew, the register too
                trail.Entries[at] = entry with { Reason = "forged" };
                trail.Rechain(entry.Stream);
                return [sealedAt];
            case 6: // two exchanged
                var other = trail.Entries.FindIndex(e => e.Stream == entry.Stream && e.Sequence == (n == length ? 1 : n + 1));
                (trail.Entries[at], trail.Entries[other]) =
                    (trail.Entries[other] with { Sequence = n }, entry with { Sequence = trail.Entries[other].Sequence });
                return [Math.Min(n, n == length ? 1 : n + 1)];
            default: // everything from here on cut off, the register mended
                trail.Entries.RemoveAll(e => e.Stream == entry.Stream && e.Sequence >= n);
                if (n == 1)
                    trail.Register.Remove(entry.Stream);
                else
                    trail.Rechain(entry.Stream);
                return [n];
        }
    }

    private static void Renumber(MemoryTrail trail, AuditEntry entry, bool remove)
    {
        for (var i = 0; i < trail.Entries.Count; i++)
        {
            var e = trail.Entries[i];
            if (e.Stream == entry.Stream && e.Sequence >= entry.Sequence)
                trail.Entries[i] = e with { Sequence = e.Sequence + (remove ? -1 : 1) };
        }

        if (remove)
            trail.Entries.RemoveAll(e => e.Stream == entry.Stream && e.Id == entry.Id);
        else
            trail.Entries.Add(MemoryTrail.Hashed(entry with { Reason = "never happened" }));
    }

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes)
    {
        var copy = bytes.ToArray();
        copy[^1] ^= 1;
        return copy;
    }
}
