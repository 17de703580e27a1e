using System.Diagnostics;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.ClientSuccess;

/// <summary>Night after night over a copy of a data set, from the first one on that is everything up to then.</summary>
internal sealed class NightRun : IAsyncDisposable
{
    private readonly string database;
    private readonly RunOptions options;
    private readonly NightBench.SteppedClock clock;
    private DateOnly day;

    private NightRun(string database, RunOptions options, Portal portal, NightBench.SteppedClock clock, DateOnly day) =>
        (this.database, this.options, Portal, this.clock, this.day) = (database, options, portal, clock, day);

    public Portal Portal { get; }

    /// <param name="suffix">Of the copy's name.</param>
    /// <param name="options">Of the data set.</param>
    /// <param name="nights">How many are to come.</param>
    /// <param name="prepare">A statement on the copy, before anything else.</param>
    /// <param name="ct">Ends the first night.</param>
    public static async Task<NightRun> StartAsync(string suffix, RunOptions options, int nights, string? prepare, CancellationToken ct)
    {
        var copy = await NightBench.AnewAsync(await Ds2.EnsureAsync(options), suffix);
        var stepped = new NightBench.SteppedClock();
        var portal = await Portal.OnAsync(copy, capture: null, stepped);
        if (prepare is not null)
            await Sql.ExecuteAsync(portal.Admin, prepare);
        var first = DateOnly.FromDateTime(Ds2.Anchor.UtcDateTime).AddDays(-1 - nights);
        await NightBench.HoldBackAsync(portal, first);
        await NightBench.ThroughAsync(portal, stepped, first, ct);
        await Sql.ExecuteAsync(portal.Admin, "vacuum (analyze) client_success.account_use, client_success.usage_day, client_success.health_snapshot");
        await Sql.ExecuteAsync(portal.Admin, "checkpoint");
        return new(copy, options, portal, stepped, first);
    }

    /// <returns>Seconds of the next night.</returns>
    public async Task<double> NextAsync(CancellationToken ct)
    {
        day = day.AddDays(1);
        await NightBench.ArriveAsync(Portal, day);
        var begun = Stopwatch.GetTimestamp();
        await NightBench.ThroughAsync(Portal, clock, day, ct);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await NightBench.CheckAsync(Portal, options, day);
        return seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await NightBench.DropAsync(database);
    }
}
