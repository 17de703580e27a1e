using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>What ends a session, and what is told of one that was loud.</summary>
public sealed class SessionEndTests(TestDatabase database) : SessionGround(database)
{
    [Fact]
    public async Task Thirty_idle_minutes_end_a_session_and_an_act_starts_them_anew()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier1);
        var session = await there.EnterAsync(who, await there.TenantAsync(), minutes: 240);
        var key = new TenantKey(who, session.Id);

        await own.SetClockAsync(Noon.AddMinutes(29));
        (await LookAsync(there, key)).IsAllowed.Should().BeTrue();
        await own.SetClockAsync(Noon.AddMinutes(58));
        (await LookAsync(there, key)).IsAllowed.Should().BeTrue();
        await own.SetClockAsync(Noon.AddMinutes(88));

        (await LookAsync(there, key)).Refusal!.Code.Should().Be("session-over");
        (await there.Get<ImpersonationService>().FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.IdleTimeout);
    }

    [Fact]
    public async Task F4_An_assignment_that_ends_closes_the_session_at_once()
    {
        var who = await World.OperatorAsync(Role.ImplementationSpecialist);
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var tenant = await World.TenantAsync();
        await World.Get<OperatorBook>().AssignAsync(admin, who.Id, tenant, null, default);
        var session = await World.EnterAsync(who, tenant);
        var listed = await World.Get<OperatorBook>().ListAsync(admin, default);

        var ended = await World.Get<OperatorBook>().EndAssignmentAsync(admin, listed.Value.Single(o => o.Id == who.Id).Assignments.Single().Id, default);

        ended.IsAllowed.Should().BeTrue();
        (await LookAsync(World, new TenantKey(who, session.Id))).Refusal!.Code.Should().Be("session-over");
        (await Sessions.FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.AssignmentEnded);
    }

    [Fact]
    public async Task C13_A_deactivated_operator_loses_the_open_session()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var session = await World.EnterAsync(who, await World.TenantAsync());

        (await World.Get<OperatorBook>().DeactivateAsync(admin, who.Id, "Left the company today", default)).IsAllowed.Should().BeTrue();

        (await Sessions.FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.RoleRevoked);
    }

    [Fact]
    public async Task Nobody_changes_their_own_rights()
    {
        var admin = await World.OperatorAsync(Role.PlatformAdmin);

        var refused = await World.Get<OperatorBook>().DeactivateAsync(admin, admin.Id, "A proper reason here", default);

        refused.Refusal!.Code.Should().Be("oneself");
        (await World.EntriesAsync("DeactivateOperator", "REFUSED", admin)).Should().Be(1);
    }

    [Fact]
    public async Task F10_A_platform_admins_write_mode_is_told_and_waits_for_another_to_review()
    {
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var support = await World.OperatorAsync(Role.SupportAdmin);
        var session = await World.EnterAsync(admin, await World.TenantAsync());

        await Sessions.StepUpAsync(admin, session.Id, "Repair a broken setting", default);
        var own = await Sessions.ReviewAsync(admin, session.Id, "Looks fine to myself", default);
        var byAnother = await Sessions.ReviewAsync(support, session.Id, "Seen, one setting changed", default);

        own.Refusal!.Code.Should().Be("own-review");
        byAnother.IsAllowed.Should().BeTrue();
        (await World.Database.ValueAsync<long>("select count(*) from support.notification where operator_id = $1 and priority = 'CRITICAL'", support.Id.Value))
            .Should().Be(1);
    }

    [Fact]
    public async Task However_many_wait_for_a_review_who_is_inside_a_tenant_now_is_on_the_list()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        var (admin, support) = (await there.OperatorAsync(Role.PlatformAdmin), await there.OperatorAsync(Role.SupportAdmin));
        var live = await there.EnterAsync(await there.OperatorAsync(Role.SupportTier1), await there.TenantAsync());
        await own.ExecuteAsync(
            """
            insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, started_at, expires_at, idle_span, last_act_at, to_review, ended_at, end_reason)
            select gen_random_uuid(), $1, s.role, s.organization_id, s.sees_content, s.needs_assignment, s.category, s.reason, s.started_at - n * interval '1 hour', s.expires_at - n * interval '1 hour',
                s.idle_span, s.started_at - n * interval '1 hour', true, s.started_at - n * interval '1 hour' + interval '5 minutes', 'MANUAL'
            from access.session s cross join generate_series(1, $2) n where s.id = $3
            """,
            admin.Id.Value, ImpersonationService.MostToReview + 20, live.Id.Value);

        var found = (await there.Get<ImpersonationService>().LiveAsync(support, default)).Value;

        found.Where(s => s.IsOpen).Should().ContainSingle().Which.Id.Should().Be(live.Id);
        found.Count(s => s.ToReview).Should().Be(ImpersonationService.MostToReview, "the oldest are listed first, the others follow as these are signed off");
    }

    [Fact]
    public async Task An_administrator_ends_any_session_and_tier_1_does_not()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var session = await World.EnterAsync(who, await World.TenantAsync());
        var tier1 = await World.OperatorAsync(Role.SupportTier1);
        var admin = await World.OperatorAsync(Role.SupportAdmin);

        var refused = await Sessions.EndAnyAsync(tier1, session.Id, "I want this closed now", default);
        var sneaked = await Sessions.EndAsync(tier1, session.Id, default);
        var ended = await Sessions.EndAnyAsync(admin, session.Id, "Client asked us to leave", default);

        refused.Refusal!.Code.Should().Be("not-allowed");
        sneaked.Refusal!.Code.Should().Be("not-found");
        ended.Value.Should().BeTrue();
        (await Sessions.FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.ForcedByAdmin);
    }

    [Fact]
    public async Task The_301st_act_in_a_minute_is_refused_and_says_when_to_try_again()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier1);
        var key = new TenantKey(who, (await there.EnterAsync(who, await there.TenantAsync())).Id);
        await own.ExecuteAsync("insert into access.rate_bucket values ($1, 'act', 1, $2)", who.Id.Value, Noon);

        var last = await LookAsync(there, key);
        var over = await LookAsync(there, key);
        await own.SetClockAsync(Noon.AddSeconds(1));
        var later = await LookAsync(there, key);

        last.IsAllowed.Should().BeTrue();
        over.Refusal!.Code.Should().Be("too-many");
        over.Refusal.RetryAfter.Should().BePositive().And.BeLessThan(TimeSpan.FromSeconds(1));
        later.IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task The_sweep_ends_what_ran_out_and_closes_write_windows()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var shortOne = await there.OperatorAsync(Role.SupportTier2);
        var writer = await there.OperatorAsync(Role.SupportTier2);
        var tenant = await there.TenantAsync();
        await there.EnterAsync(shortOne, tenant, minutes: 15);
        var writing = await there.EnterAsync(writer, tenant, minutes: 240);
        await there.Get<ImpersonationService>().StepUpAsync(writer, writing.Id, "Set the greeting as asked", default);
        await own.SetClockAsync(Noon.AddMinutes(29));
        await LookAsync(there, new TenantKey(writer, writing.Id));
        await own.SetClockAsync(Noon.AddMinutes(31));

        await there.Get<OpsDatabase>().JobAsync(
            async (c, t) =>
            {
                await c.Database.ExecuteSqlAsync($"select access.sweep_sessions()", t);
                return Outcome.Done;
            },
            default);

        (await there.Get<ImpersonationService>().CurrentAsync(shortOne, default)).Value.Should().BeNull();
        (await there.Get<ImpersonationService>().CurrentAsync(writer, default)).Value!.Mode.Should().Be(SessionMode.Read);
        (await there.EntriesAsync("FallBackToRead", "ALLOWED", writer)).Should().Be(1);
    }
}
