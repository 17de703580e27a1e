using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>What the doors answer when the database is slow, locked, read-only or gone (quality.md E).</summary>
public sealed class DatabaseFaultTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task E1_A_full_pool_answers_in_words_and_jobs_go_on()
    {
        await using var world = new World(database);
        var doors = world.Get<OpsDatabase>();
        using var release = new SemaphoreSlim(0);
        using var inside = new SemaphoreSlim(0);
        var held = Enumerable.Range(0, OpsDataSources.PortalConnections).Select(_ => doors.PortalAsync(
            async (_, token) =>
            {
                inside.Release();
                await release.WaitAsync(token);
                return Outcome.Done;
            },
            Stop)).ToList();
        for (var i = 0; i < held.Count; i++)
            await inside.WaitAsync(Stop);

        var refused = await doors.PortalAsync((_, _) => Task.FromResult(Outcome.Done), Stop);
        var job = await doors.JobAsync((_, _) => Task.FromResult(Outcome.Done), Stop);
        release.Release(held.Count);
        await Task.WhenAll(held);
        var after = await doors.PortalAsync((_, _) => Task.FromResult(Outcome.Done), Stop);

        refused.Refusal!.Code.Should().Be("database-away");
        job.IsAllowed.Should().BeTrue();
        after.IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task E2_A_row_that_somebody_holds_is_answered_as_busy_and_works_again_afterwards()
    {
        await using var world = new World(database, s => s.AddSingleton(new OpsDatabaseOptions { LockTimeout = TimeSpan.FromMilliseconds(100) }));
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync("Held"));
        await using var holder = new NpgsqlConnection(database.AdminConnectionString);
        await holder.OpenAsync(Stop);
        await using var transaction = await holder.BeginTransactionAsync(Stop);
        await using var hold = new NpgsqlCommand($"select from access.session where id = '{session.Id}' for update", holder, transaction);
        await hold.ExecuteNonQueryAsync(Stop);

        var busy = await world.Get<ImpersonationService>().ExtendAsync(who, session.Id, 30, "Still looking into it", Stop);
        await transaction.RollbackAsync(Stop);
        var free = await world.Get<ImpersonationService>().ExtendAsync(who, session.Id, 30, "Still looking into it", Stop);

        busy.Refusal!.Code.Should().Be("busy");
        free.IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task E2_Two_reads_of_one_page_wait_for_each_other_and_neither_is_told_that_the_database_is_busy()
    {
        await using var world = new World(database, s => s.AddSingleton(new OpsDatabaseOptions { LockTimeout = TimeSpan.FromMilliseconds(100) }));
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync("Read twice"));
        var key = new TenantKey(who, session.Id);
        var doors = world.Get<OpsDatabase>();
        using var inside = new SemaphoreSlim(0);

        // Longer than the database's patience for a lock.
        var slow = doors.TenantAsync(
            key,
            new AuditAct(AuditAction.ViewTenant),
            async (context, token) =>
            {
                inside.Release();
                await context.Database.ExecuteSqlAsync($"select pg_sleep(0.8)", token);
                return Outcome.Done;
            },
            Stop);
        await inside.WaitAsync(Stop);
        var beside = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => doors.TenantAsync(key, new AuditAct(AuditAction.ViewTenant), (_, _) => Task.FromResult(Outcome.Done), Stop)));

        beside.Should().OnlyContain(o => o.IsAllowed);
        (await slow).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task E3_A_deadlock_is_tried_again_and_both_get_through()
    {
        await using var world = new World(database, s => s.AddSingleton(new OpsDatabaseOptions { LockTimeout = TimeSpan.FromSeconds(30) }));
        var one = await world.OperatorAsync(Role.SupportTier1);
        var two = await world.OperatorAsync(Role.SupportTier1);
        using var met = new Barrier(2);
        var attempts = 0;

        Task<Outcome<Done>> CrossAsync(Caller first, Caller second)
        {
            var isFirstTry = true;
            return world.Get<OpsDatabase>().PortalAsync(
                async (context, token) =>
                {
                    Interlocked.Increment(ref attempts);
                    await SignedInAsync(context, first, token);
                    if (isFirstTry)
                        await Task.Run(() => met.SignalAndWait(TimeSpan.FromSeconds(30), token), token);
                    isFirstTry = false;
                    await SignedInAsync(context, second, token);
                    return Outcome.Done;
                },
                Stop);
        }

        var both = await Task.WhenAll(CrossAsync(one, two), CrossAsync(two, one));

        both.Should().OnlyContain(outcome => outcome.IsAllowed);
        attempts.Should().BeGreaterThan(2);
    }

    [Fact]
    public async Task E4_A_statement_that_takes_too_long_is_stopped_and_says_so()
    {
        await using var world = new World(database, s => s.AddSingleton(new OpsDatabaseOptions { StatementTimeout = TimeSpan.FromMilliseconds(100) }));

        var refused = await world.Get<OpsDatabase>().PortalAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync($"select pg_sleep(60)", token);
                return Outcome.Done;
            },
            Stop);

        refused.Refusal!.Code.Should().Be("too-slow");
    }

    [Fact]
    public async Task E5_On_a_read_only_database_what_needs_no_entry_goes_on_and_audited_reads_refuse()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var world = new World(own);
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync("Failed over"));
        await own.ExecuteAsync("do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$");
        await using var later = new World(own);
        await own.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        var mine = await later.Get<ImpersonationService>().CurrentAsync(who, Stop);
        var look = await later.Get<OpsDatabase>().TenantAsync(
            new TenantKey(who, session.Id), new(AuditAction.ViewTenant), (_, _) => Task.FromResult(Outcome.Of("a row")), Stop);

        mine.Value!.Id.Should().Be(session.Id);
        look.Refusal!.Code.Should().Be("database-read-only");
    }

    [Fact]
    public async Task ACC_7_A_connection_killed_between_change_and_commit_leaves_neither_change_nor_entry()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var world = new World(own);
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await world.TenantAsync("Cut off");
        var session = await world.EnterAsync(who, tenant);
        await world.Get<ImpersonationService>().StepUpAsync(who, session.Id, "Set the greeting as asked", Stop);
        await own.ExecuteAsync("insert into platform.setting_definitions (key, value_type) values ('intake.greeting', 'TEXT')");

        var outcome = await world.Get<OpsDatabase>().ChangeInTenantAsync(
            new TenantKey(who, session.Id),
            new(AuditAction.ChangeTenantSetting) { EntityType = "Setting", EntityId = "intake.greeting" },
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""insert into platform.settings (organization_id, key, value, changed_by_kind) values ({tenant.Value}, 'intake.greeting', '"x"', 'STAFF')""",
                    token);
                var me = (await context.Database.SqlQuery<int>($"""select pg_backend_pid() as "Value" """).ToListAsync(token)).Single();
                await own.ExecuteAsync($"select pg_terminate_backend({me})");
                return Outcome.Of(new Change<Done>(default, null, null));
            },
            Stop);

        outcome.Refusal!.Code.Should().Be("database-away");
        (await own.ValueAsync<long>("select count(*) from platform.settings")).Should().Be(0);
        (await world.EntriesAsync("ChangeTenantSetting", "ALLOWED", who)).Should().Be(0);
    }

    [Fact]
    public async Task F7_Nobody_enters_a_colleague_or_themself()
    {
        await using var world = new World(database);
        var who = await world.OperatorAsync(Role.PlatformAdmin);
        var colleague = await world.OperatorAsync(Role.SupportTier1);

        foreach (var target in (Guid[])[colleague.Id.Value, who.Id.Value])
        {
            var refused = await world.Get<ImpersonationService>().StartAsync(
                who, new SessionWish(new(target), ReasonCategory.Other, "Curious what they see", null, 60, null), Stop);
            refused.Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        }

        (await database.ValueAsync<long>(
            "select count(*) from information_schema.columns where table_schema = 'access' and table_name = 'session' and column_name ~ 'target|subject|as_operator'"))
            .Should().Be(0);
    }

    private static Task<int> SignedInAsync(OpsDbContext context, Caller who, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync($"update access.operator set last_sign_in_at = access.now() where id = {who.Id.Value}", ct);
}
