using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>How a session begins, and how long it may last.</summary>
public sealed class SessionTests(TestDatabase database) : SessionGround(database)
{
    [Fact]
    public async Task A_session_opens_for_a_reason_and_leaves_an_entry()
    {
        var who = await World.OperatorAsync(Role.SupportTier1);
        var tenant = await World.TenantAsync();

        var session = await World.EnterAsync(who, tenant, minutes: 30);

        session.Tenant.Should().Be(tenant);
        session.Mode.Should().Be(SessionMode.Read);
        (session.ExpiresAt - session.StartedAt).Should().Be(TimeSpan.FromMinutes(30));
        (await World.EntriesAsync("OpenSession", "ALLOWED", who)).Should().Be(1);
    }

    [Theory]
    [InlineData("", "reason")]
    [InlineData("asdf", "reason")]
    [InlineData("            ", "reason")]
    [InlineData("aaaaaaaaaaaaaaa", "reason")]
    public async Task F5_A_poor_reason_is_refused_and_the_attempt_is_an_entry(string reason, string code)
    {
        var who = await World.OperatorAsync(Role.SupportTier1);
        var tenant = await World.TenantAsync();

        var refused = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, reason, null, 60, null), default);

        refused.Refusal!.Code.Should().Be(code);
        (await World.EntriesAsync("SessionRefused", "REFUSED", who)).Should().Be(1);
    }

    [Fact]
    public async Task F5_Ten_thousand_characters_and_another_tenants_ticket_are_refused()
    {
        var who = await World.OperatorAsync(Role.SupportTier1);
        var tenant = await World.TenantAsync();
        var other = await World.TenantAsync("Other Works");
        await World.Database.ExecuteAsync(
            """
            insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at, is_internal, is_test)
            values ($1, gen_random_uuid(), 'SUP-77', 'LOW', 'OPEN', 'x', now(), false, false)
            """,
            other.Value);

        var tooLong = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, string.Concat(Enumerable.Repeat("ab", 5000)), null, 60, null), default);
        var foreign = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", "SUP-77", 60, null), default);
        var malformed = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", "sup 77", 60, null), default);

        tooLong.Refusal!.Code.Should().Be("reason");
        foreign.Refusal!.Code.Should().Be("ticket-tenant");
        malformed.Refusal!.Code.Should().Be("ticket");
        (await Sessions.CurrentAsync(who, default)).Value.Should().BeNull();
    }

    [Fact]
    public async Task Switching_ends_the_earlier_session_in_the_same_transaction()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var first = await World.EnterAsync(who, await World.TenantAsync("One"));

        var second = await World.EnterAsync(who, await World.TenantAsync("Two"));

        (await Sessions.FindOwnAsync(who, first.Id, default)).Value!.EndReason.Should().Be(EndReason.Switched);
        (await Sessions.CurrentAsync(who, default)).Value!.Id.Should().Be(second.Id);
    }

    [Fact]
    public async Task Two_starts_at_once_leave_one_open_session()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var tenant = await World.TenantAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "Eight windows at once", null, 60, null), default)));

        (await World.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1 and ended_at is null", who.Id.Value)).Should().Be(1);
    }

    [Theory]
    [InlineData("SUSPENDED")]
    [InlineData("CLOSED")]
    public async Task A_suspended_or_closed_tenant_is_not_entered(string status)
    {
        var who = await World.OperatorAsync(Role.SupportAdmin);
        var tenant = await World.TenantAsync(status: status);

        var refused = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", null, 60, null), default);

        refused.Refusal!.Code.Should().Be("tenant-closed");
    }

    [Fact]
    public async Task F4_An_unassigned_and_an_unknown_tenant_answer_alike()
    {
        var who = await World.OperatorAsync(Role.ImplementationSpecialist);
        var tenant = await World.TenantAsync();

        var foreign = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", null, 60, null), default);
        var unknown = await Sessions.StartAsync(who, new(new(Guid.CreateVersion7(Noon)), ReasonCategory.Other, "A proper reason here", null, 60, null), default);

        foreign.Refusal.Should().Be(unknown.Refusal).And.Be(AccessRefusals.NotFoundOrNotYours);
    }

    [Fact]
    public async Task A_session_never_outlives_four_hours()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var session = await World.EnterAsync(who, await World.TenantAsync(), minutes: 240);

        var refused = await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);
        var beyond = () => World.Database.ExecuteAsync("update access.session set expires_at = started_at + interval '4 hours 1 second' where id = $1", session.Id.Value);

        refused.Refusal!.Code.Should().Be("four-hours");
        (await beyond.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_four_hours");
    }

    [Fact]
    public async Task An_extension_stops_at_the_cap()
    {
        var who = await World.OperatorAsync(Role.SupportTier2);
        var session = await World.EnterAsync(who, await World.TenantAsync(), minutes: 120);

        await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);
        await Sessions.ExtendAsync(who, session.Id, 30, "Still looking into it", default);
        var last = await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);

        (last.Value.ExpiresAt - last.Value.StartedAt).Should().Be(TimeSpan.FromHours(4));
        last.Value.StillExtendable.Should().Be(TimeSpan.Zero);
    }
}
