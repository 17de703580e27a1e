using Ethico.Ops.Infrastructure.Postgres;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

/// <summary>A key that two portals on one folder make at once.</summary>
public sealed class KeptKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ops-key-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task D1_Whoever_asks_at_the_same_moment_gets_the_same_key_and_one_file_stays()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = Path.Combine(folder, $"{round}", "audit.key");
            using var start = new Barrier(8);

            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    return Convert.ToHexString(KeptKey.In(path, 32));
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            keys.Distinct().Should().ContainSingle().Which.Should().HaveLength(64);
            Directory.GetFiles(Path.GetDirectoryName(path)!).Should().Equal(path);
        }
    }
}
