using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>What people hear of a run without looking at it (migration.md 4.8, 4.9).</summary>
public sealed class RunReminderTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.SetClockAsync(TestTemplate.DemoAnchor);
        world = new World(database);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task MIG_29_Holder_and_managers_hear_once_after_120_hours_that_the_window_closes()
    {
        var manager = await world.OperatorAsync(Role.ImplementationManager);
        await world.OperatorAsync(Role.SupportTier2);
        var desk = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);
        var run = await desk.InStateAsync(RunState.Imported);

        await database.AdvanceAsync(TimeSpan.FromHours(120) - TimeSpan.FromSeconds(1));
        await SweepAsync();
        (await ToldAsync("migration-window")).Should().BeNull();
        await database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await SweepAsync();
        await SweepAsync();

        (await ToldAsync("migration-window")).Should().Be(string.Join(',', new[] { manager.Id.ToString(), desk.Key.Caller.Id.ToString() }.Order(StringComparer.Ordinal)));
        (await database.ValueAsync<string>("select distinct link from support.notification")).Should().Be($"/migrations/{run.Value}");
    }

    [Fact]
    public async Task MIG_29_A_window_that_is_over_reminds_nobody()
    {
        var desk = await RunDesk.OpenAsync(world);
        await desk.InStateAsync(RunState.Verified);
        await database.AdvanceAsync(RunRules.Window);
        await SweepAsync();
        (await ToldAsync("migration-window")).Should().BeNull();
    }

    [Fact]
    public async Task MIG_21_Of_an_import_stopped_for_over_three_days_a_manager_hears_daily_until_it_is_decided()
    {
        var manager = await world.OperatorAsync(Role.ImplementationManager);
        var desk = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);
        var run = await desk.InStateAsync(RunState.ImportStopped);

        await database.AdvanceAsync(RunRules.StoppedTooLong);
        await SweepAsync();
        (await ToldAsync("migration-stopped")).Should().BeNull();
        for (var day = 1; day <= 2; day++)
        {
            await database.AdvanceAsync(TimeSpan.FromHours(23));
            await SweepAsync();
            await database.AdvanceAsync(TimeSpan.FromHours(1));
        }

        (await ToldAsync("migration-stopped")).Should().Be($"{manager.Id},{manager.Id}");
        await desk.PutAsync(run, RunState.Imported);
        await database.AdvanceAsync(TimeSpan.FromDays(1));
        await SweepAsync();
        (await ToldAsync("migration-stopped")).Should().Be($"{manager.Id},{manager.Id}");
    }

    private async Task SweepAsync() =>
        (await world.Get<RunSweepStore>().SweepAsync(new JobFire(RunSweepJob.Name, TestTemplate.DemoAnchor, "test"), default)).IsAllowed.Should().BeTrue();

    private Task<string?> ToldAsync(string kind) =>
        database.ValueAsync<string>("select string_agg(operator_id::text, ',' order by operator_id::text) from support.notification where kind = $1", kind);
}
