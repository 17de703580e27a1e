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
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await using var node = await SchedulerNode.StartAsync(database, ended.Token);
        var world = node.World;
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync(), minutes: 15);
        await database.AdvanceAsync(TimeSpan.FromMinutes(16));
        var scheduler = await node.SchedulerAsync(ended.Token);
        scheduler.SchedulerName.Should().Be(JobsRegistration.SchedulerName);
        var seal = (ICronTrigger)(await scheduler.GetTrigger(new TriggerKey("audit-seal")))!;
        (seal.CronExpressionString, seal.TimeZone.Id).Should().Be(("0 30 2 * * ?", "America/New_York"));

        await scheduler.TriggerJob(new JobKey("session-sweep"));
        await scheduler.TriggerJob(new JobKey("audit-seal"));

        await UntilAsync("select count(*) from access.session where ended_at is not null", ended.Token);
        await UntilAsync("select count(*) from access.checkpoint where made_by like 'job:audit-seal:%'", ended.Token);
        await node.StopAsync();

        (await database.ValueAsync<string>("select end_reason from access.session where id = $1", session.Id.Value)).Should().Be("EXPIRED");
        (await database.ValueAsync<string>("select actor_id from access.audit_entry where actor_kind = 'JOB'")).Should().Be("audit-seal");
        File.Exists(node.Anchor).Should().BeTrue();
    }

    [Fact]
    public void An_unknown_zone_stops_the_start_with_a_sentence()
    {
        var wrong = new ConfigurationBuilder().AddInMemoryCollection([new("Operations:TimeZone", "Mars/Olympus")]).Build();

        var act = () => new ServiceCollection().AddOpsJobs(wrong, "Host=x");

        act.Should().Throw<StartRefused>().WithMessage("*Mars/Olympus*");
    }

    [Fact]
    public async Task CS_10_R2_D1_Two_schedulers_on_one_database_do_each_day_once()
    {
        await using var shared = await TestDatabase.CreateAsync();
        using var ended = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var one = await SchedulerNode.StartAsync(shared, ended.Token);
        await using var two = await SchedulerNode.StartAsync(shared, ended.Token);
        await one.World.TenantAsync();

        // Each link many times over from both; the next when the one before it is done, as its own waker would come back for it.
        foreach (var (job, kind) in ((string, string)[])[("roll-up-usage", "ROLLUP"), ("score-clients", "SCORE"), ("benchmark-clients", "BENCHMARK")])
        {
            for (var i = 0; i < 6; i++)
                await (i % 2 == 0 ? one : two).TriggerAsync(job, ended.Token);
            await UntilAsync(shared, $"select (count(*) > 0 and count(*) filter (where done_at is null) = 0)::integer::bigint from client_success.owed_day where kind = '{kind}'", ended.Token);
        }

        await one.StopAsync();
        await two.StopAsync();
        (await shared.ValueAsync<long>("select count(distinct instance_name) from host.qrtz_scheduler_state")).Should().BeLessThanOrEqualTo(2);
        (await shared.ValueAsync<string[]>("select array_agg(kind || ' ' || count order by kind) from (select kind, count(distinct day) as count from client_success.run where state = 'COMPLETED' group by kind) k"))
            .Should().Equal("BENCHMARK 35", "ROLLUP 35", "SCORE 35");
        (await shared.ValueAsync<long>("select count(*) from (select kind, day from client_success.run group by kind, day having count(*) > 1) twice")).Should().Be(0);
        (await shared.ValueAsync<long>("select count(*) from client_success.run where state <> 'COMPLETED'")).Should().Be(0);
    }

    [Fact]
    public async Task D11_The_schedulers_pool_has_three_connections_more_than_it_has_workers()
    {
        await using var world = new World(database, services => services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>().AddOpsJobs(Nothing, database.AppConnectionString));
        var scheduler = await world.Get<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        var pool = new Npgsql.NpgsqlConnectionStringBuilder(world.Get<IServiceProvider>().GetRequiredKeyedService<System.Data.Common.DbDataSource>(JobsRegistration.SchedulerName).ConnectionString);

        var workers = (await scheduler.GetMetadata(TestContext.Current.CancellationToken)).ThreadPoolSize;

        workers.Should().BePositive();
        pool.MaxPoolSize.Should().BeGreaterThanOrEqualTo(workers + 3);
    }

    [Fact]
    public void D9_No_job_runs_beside_itself()
    {
        var jobs = typeof(JobsRegistration).Assembly.GetTypes().Where(t => typeof(IJob).IsAssignableFrom(t) && !t.IsAbstract).ToList();

        jobs.Should().HaveCountGreaterThan(8).And.OnlyContain(t => t.GetCustomAttributes(typeof(DisallowConcurrentExecutionAttribute), true).Length == 1);
    }

    // The condition is in the database; asked for until it holds, each time as soon as the last answer is there.
    private Task UntilAsync(string count, CancellationToken ct) => UntilAsync(database, count, ct);

    private static async Task UntilAsync(TestDatabase of, string count, CancellationToken ct)
    {
        while (await of.ValueAsync<long>(count) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
    }
}
