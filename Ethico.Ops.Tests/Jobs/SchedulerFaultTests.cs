using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Quartz;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What befalls a scheduler: a node that dies at work, two that start in one moment, a server that goes and comes, starts that are missed.</summary>
public sealed class SchedulerFaultTests : IAsyncLifetime
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));
    private TestDatabase database = null!;

    private CancellationToken Late => patience.Token;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        patience.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task D3_What_a_node_was_at_when_it_was_killed_is_free_again_and_done_once()
    {
        await using (var first = await SchedulerNode.StartAsync(database, Late))
        {
            await first.World.TenantAsync();
            await UntilAsync("select count(*) from host.qrtz_scheduler_state");
        }

        // What kill -9 leaves of a node that was at the roll-up: it checks in no more, its job is fired and its trigger blocked.
        await database.ExecuteAsync(
            """
            insert into host.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
            select sched_name, 'dead', (extract(epoch from now() - interval '10 minutes') * 10000000 + 621355968000000000)::bigint, 7500 from host.qrtz_job_details limit 1;
            insert into host.qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state, job_name, job_group, is_nonconcurrent, requests_recovery)
            select t.sched_name, 'dead-1', t.trigger_name, t.trigger_group, 'dead', (extract(epoch from now()) * 10000000 + 621355968000000000)::bigint, (extract(epoch from now()) * 10000000 + 621355968000000000)::bigint,
                5, 'EXECUTING', t.job_name, t.job_group, true, false
            from host.qrtz_triggers t where t.job_name = 'roll-up-usage';
            update host.qrtz_triggers set trigger_state = 'BLOCKED' where job_name = 'roll-up-usage';
            """);
        await using var second = await SchedulerNode.StartAsync(database, Late);

        await second.TriggerAsync("roll-up-usage", Late);

        await UntilAsync("select (count(*) > 0 and count(*) filter (where done_at is null) = 0)::integer::bigint from client_success.owed_day where kind = 'ROLLUP'");
        await second.StopAsync();
        (await database.ValueAsync<long>("select count(*) from host.qrtz_fired_triggers where instance_name = 'dead'")).Should().Be(0);
        (await database.ValueAsync<string[]>("select array_agg(distinct trigger_state) from host.qrtz_triggers")).Should().Equal("WAITING");
        (await database.ValueAsync<long>("select count(*) from (select day from client_success.run where kind = 'ROLLUP' group by day having count(*) > 1) twice")).Should().Be(0);
    }

    [Fact]
    public async Task D4_Two_nodes_that_start_in_one_moment_on_empty_tables_both_run_and_each_job_stands_once()
    {
        for (var round = 0; round < 3; round++)
        {
            await database.ExecuteAsync("truncate host.qrtz_cron_triggers, host.qrtz_fired_triggers, host.qrtz_triggers, host.qrtz_job_details, host.qrtz_scheduler_state cascade");
            var nodes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => SchedulerNode.StartAsync(database, Late), Late)));
            try
            {
                await UntilAsync("select (count(*) = 2)::integer::bigint from host.qrtz_scheduler_state");
                // It says so itself a moment after the database does.
                foreach (var node in nodes)
                {
                    while ((await node.SchedulerAsync(Late)).Status is SchedulerStatus.Created)
                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Late);
                    (await node.SchedulerAsync(Late)).Status.Should().Be(SchedulerStatus.Running);
                }

                (await database.ValueAsync<long>("select count(*) - count(distinct job_name) from host.qrtz_triggers")).Should().Be(0);
                (await database.ValueAsync<long>("select count(*) from host.qrtz_job_details")).Should().BeGreaterThan(8);
            }
            finally
            {
                foreach (var node in nodes)
                    await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task D5_R6_After_an_immediate_restart_of_the_database_requests_are_answered_and_the_scheduler_fires_again()
    {
        var folder = Directory.CreateTempSubdirectory("ops-r6-").FullName;
        var options = new LocalPostgresOptions(Path.Combine(folder, "pg")) { PackageFolders = [PostgresServer.PackageFolder] };
        var server = await LocalPostgres.StartAsync(options, NullLogger<LocalPostgres>.Instance, Late);
        try
        {
            await new DatabaseMigrator(SchemaMigration.All, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(server.Connections.Admin!, Late);
            var own = TestDatabase.Over(server.Connections);
            await using var node = await SchedulerNode.StartAsync(own, Late);
            await UntilAsync(own, Fired);
            var who = await node.World.OperatorAsync(Role.SupportTier1);
            await node.World.EnterAsync(who, await node.World.TenantAsync(), minutes: 15);

            using (var kill = System.Diagnostics.Process.Start("kill", ["-QUIT", $"{server.ProcessId!.Value}"])!)
                await kill.WaitForExitAsync(Late);
            await server.DisposeAsync();
            server = await LocalPostgres.StartAsync(options, NullLogger<LocalPostgres>.Instance, Late);
            await using (var dead = new NpgsqlConnection(own.AdminConnectionString))
                NpgsqlConnection.ClearPool(dead);
            var before = await own.ValueAsync<long>(Fired);

            // Connections of before are found dead one by one, each a refusal that passes.
            var asked = 0;
            while (!(await node.World.Get<ImpersonationService>().CurrentAsync(who, Late)).IsAllowed && asked++ < 100)
                Late.ThrowIfCancellationRequested();
            asked.Should().BeLessThan(100);
            await UntilAsync(own, $"select ({Fired}) - {before}");
            // And does what it fires for: the session that is over is ended by the sweep, whose cron nobody touched.
            await own.ExecuteAsync("update access.session set expires_at = started_at + interval '1 second' where ended_at is null");
            await UntilAsync(own, "select count(*) from access.session where end_reason = 'EXPIRED'");
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task D9_A_start_that_was_missed_is_counted_under_its_jobs_name()
    {
        await using var node = await SchedulerNode.StartAsync(database, Late);
        var scheduler = await node.SchedulerAsync(Late);
        using var heard = new Heard();

        // As the store tells its listeners; it looks for missed starts once a minute.
        foreach (var each in scheduler.ListenerManager.GetTriggerListeners())
            await each.TriggerMisfired((await scheduler.GetTrigger(new TriggerKey("session-sweep"), Late))!, scheduler, Late);

        heard.Of("ops_jobs_missed", "session-sweep").Should().Contain(1);
    }

    // The wake-up of migration runs comes every ten seconds.
    private const string Fired = "select coalesce(max(prev_fire_time), 0) from host.qrtz_triggers where job_name = '" + RunWakeJob.Name + "'";

    private Task UntilAsync(string count) => UntilAsync(database, count);

    // The condition is in the database; asked for until it holds.
    private async Task UntilAsync(TestDatabase of, string count)
    {
        while (await of.ValueAsync<long>(count) <= 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Late);
    }
}
