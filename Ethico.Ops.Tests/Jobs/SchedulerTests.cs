using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Quartz;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The real scheduler on its tables, with the application's login.</summary>
public sealed class SchedulerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();

    [Fact]
    public async Task Nightly_work_is_due_in_the_operations_zone_and_the_sweep_ends_what_is_over()
    {
        using var folder = new AuditFolder();
        await using var world = new World(database, services => folder.Arrange(services
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>().AddOpsJobs(Nothing, database.AppConnectionString)));
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync(), minutes: 15);
        await database.AdvanceAsync(TimeSpan.FromMinutes(16));
        var scheduler = await world.Get<ISchedulerFactory>().GetScheduler();
        var hosted = world.Get<IEnumerable<IHostedService>>().Single(service => service.GetType().Name.StartsWith("Quartz", StringComparison.Ordinal));
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await hosted.StartAsync(ended.Token);
            ((ApplicationLifetime)world.Get<IHostApplicationLifetime>()).NotifyStarted();
            scheduler.SchedulerName.Should().Be(JobsRegistration.SchedulerName);
            var seal = (ICronTrigger)(await scheduler.GetTrigger(new TriggerKey("audit-seal")))!;
            (seal.CronExpressionString, seal.TimeZone.Id).Should().Be(("0 30 2 * * ?", "America/New_York"));

            await scheduler.TriggerJob(new JobKey("session-sweep"));
            await scheduler.TriggerJob(new JobKey("audit-seal"));

            await UntilAsync("select count(*) from access.session where ended_at is not null", ended.Token);
            await UntilAsync("select count(*) from access.checkpoint where made_by like 'job:audit-seal:%'", ended.Token);
        }
        finally
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        (await database.ValueAsync<string>("select end_reason from access.session where id = $1", session.Id.Value)).Should().Be("EXPIRED");
        (await database.ValueAsync<string>("select actor_id from access.audit_entry where actor_kind = 'JOB'")).Should().Be("audit-seal");
        File.Exists(folder.Options.AnchorPath).Should().BeTrue();
    }

    [Fact]
    public void An_unknown_zone_stops_the_start_with_a_sentence()
    {
        var wrong = new ConfigurationBuilder().AddInMemoryCollection([new("Operations:TimeZone", "Mars/Olympus")]).Build();

        var act = () => new ServiceCollection().AddOpsJobs(wrong, "Host=x");

        act.Should().Throw<StartRefused>().WithMessage("*Mars/Olympus*");
    }

    // The condition is in the database; asked for until it holds, each time as soon as the last answer is there.
    private async Task UntilAsync(string count, CancellationToken ct)
    {
        while (await database.ValueAsync<long>(count) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
    }
}
