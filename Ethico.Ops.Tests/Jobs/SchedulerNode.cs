using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Quartz;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>One portal's scheduler, as its host starts and stops it.</summary>
internal sealed class SchedulerNode : IAsyncDisposable
{
    private readonly AuditFolder folder = new();
    private readonly IHostedService hosted;
    private bool isStopped;

    private SchedulerNode(TestDatabase database)
    {
        World = new(database, services => folder.Arrange(services
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>().AddOpsJobs(new ConfigurationBuilder().Build(), database.AppConnectionString)));
        hosted = World.Get<IEnumerable<IHostedService>>().Single(service => service.GetType().Name.StartsWith("Quartz", StringComparison.Ordinal));
    }

    public World World { get; }

    public string Anchor => folder.Options.AnchorPath;

    public static async Task<SchedulerNode> StartAsync(TestDatabase database, CancellationToken ct)
    {
        var node = new SchedulerNode(database);
        await node.hosted.StartAsync(ct);
        ((ApplicationLifetime)node.World.Get<IHostApplicationLifetime>()).NotifyStarted();
        return node;
    }

    public ValueTask<IScheduler> SchedulerAsync(CancellationToken ct) => World.Get<ISchedulerFactory>().GetScheduler(ct);

    public async Task TriggerAsync(string job, CancellationToken ct) => await (await SchedulerAsync(ct)).TriggerJob(new JobKey(job), ct);

    /// <summary>Waits for what it is at.</summary>
    public async Task StopAsync()
    {
        if (isStopped)
            return;
        isStopped = true;
        await hosted.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await World.DisposeAsync();
        folder.Dispose();
    }
}
