using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public sealed class NightLanesTests
{
    [Fact]
    public async Task P7_Two_batches_are_worked_on_at_once()
    {
        var both = new TaskCompletionSource();
        var begun = 0;

        // Each waits for the other: one after the other they would wait for ever.
        var refused = await NightLanes.RunAsync(
            [1, 2],
            async (_, token) =>
            {
                if (Interlocked.Increment(ref begun) == NightLanes.Count)
                    both.SetResult();
                await both.Task.WaitAsync(token);
                return null;
            },
            new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        refused.Should().BeNull();
    }

    [Fact]
    public async Task CS_10_After_a_refusal_no_batch_is_begun()
    {
        var lost = new Refusal("lease-lost", "Another node took the night over.");
        var begun = 0;

        var refused = await NightLanes.RunAsync(
            Enumerable.Range(0, 1000),
            (_, _) =>
            {
                Interlocked.Increment(ref begun);
                return Task.FromResult<Refusal?>(lost);
            },
            CancellationToken.None);

        refused.Should().Be(lost);
        begun.Should().BeLessThanOrEqualTo(NightLanes.Count);
    }
}
