using CsCheck;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Access.AuditTampering;

namespace Ethico.Ops.Tests.Domain.Access;

/// <summary>That a trail as it was written is intact, and that whatever is done to its entries is found at its place (S5).</summary>
public sealed class AuditVerifierTests
{
    private static readonly MemoryTrail Whole = MemoryTrail.Sample();

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
    public async Task A_filtered_selection_is_not_verified()
    {
        var act = () => new MemoryTrail { Extent = AuditExtent.Filtered }.VerifyAsync();

        await act.Should().ThrowAsync<ArgumentException>();
    }
}
