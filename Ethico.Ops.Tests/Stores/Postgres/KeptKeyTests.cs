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
        for (var round = 0; round < 100; round++)
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

    [Fact]
    public void D1_A_key_left_empty_by_whoever_died_over_it_is_made_anew_and_kept()
    {
        var path = Path.Combine(folder, "audit.key");
        File.WriteAllText(path, "");

        var made = KeptKey.In(path, 32);

        made.Should().HaveCount(32);
        KeptKey.In(path, 32).Should().Equal(made);
    }

    [Fact]
    public void D1_A_key_is_its_owners_alone()
    {
        var path = Path.Combine(folder, "audit.key");

        KeptKey.In(path, 32);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void C21_A_key_that_cannot_be_written_stops_the_start_with_a_sentence_and_holds_nothing_of_it()
    {
        var path = Path.Combine(folder, "audit.key");
        Directory.CreateDirectory(path);

        var act = () => KeptKey.In(path, 32);

        act.Should().Throw<StartRefused>().WithMessage($"The key {path} cannot be read or written*");
    }
}
