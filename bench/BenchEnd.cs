using Ethico.Ops.Bench.Database;

namespace Ethico.Ops.Bench;

/// <summary>Stops what the run started.</summary>
internal sealed class BenchEnd : IAsyncDisposable
{
    public static Task<string?> DatabaseVersionAsync() => BenchServer.IsStarted ? BenchServer.VersionAsync() : Task.FromResult<string?>(null);

    public async ValueTask DisposeAsync() => await BenchServer.StopAsync();
}
