using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

public sealed class SessionTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly World world = new(database);

    private ImpersonationService Sessions => world.Get<ImpersonationService>();

    private OpsDatabase Doors => world.Get<OpsDatabase>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_session_opens_for_a_reason_and_leaves_an_entry()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await world.TenantAsync();

        var session = await world.EnterAsync(who, tenant, minutes: 30);

        session.Tenant.Should().Be(tenant);
        session.Mode.Should().Be(SessionMode.Read);
        (session.ExpiresAt - session.StartedAt).Should().Be(TimeSpan.FromMinutes(30));
        (await world.EntriesAsync("OpenSession", "ALLOWED", who)).Should().Be(1);
    }

    [Theory]
    [InlineData("", "reason")]
    [InlineData("asdf", "reason")]
    [InlineData("            ", "reason")]
    [InlineData("aaaaaaaaaaaaaaa", "reason")]
    public async Task F5_A_poor_reason_is_refused_and_the_attempt_is_an_entry(string reason, string code)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await world.TenantAsync();

        var refused = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, reason, null, 60, null), default);

        refused.Refusal!.Code.Should().Be(code);
        (await world.EntriesAsync("SessionRefused", "REFUSED", who)).Should().Be(1);
    }

    [Fact]
    public async Task F5_Ten_thousand_characters_and_another_tenants_ticket_are_refused()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await world.TenantAsync();
        var other = await world.TenantAsync("Other Works");
        await world.Database.ExecuteAsync(
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
        var who = await world.OperatorAsync(Role.SupportTier2);
        var first = await world.EnterAsync(who, await world.TenantAsync("One"));

        var second = await world.EnterAsync(who, await world.TenantAsync("Two"));

        (await Sessions.FindOwnAsync(who, first.Id, default)).Value!.EndReason.Should().Be(EndReason.Switched);
        (await Sessions.CurrentAsync(who, default)).Value!.Id.Should().Be(second.Id);
    }

    [Fact]
    public async Task Two_starts_at_once_leave_one_open_session()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await world.TenantAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "Eight windows at once", null, 60, null), default)));

        (await world.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1 and ended_at is null", who.Id.Value)).Should().Be(1);
    }

    [Theory]
    [InlineData("SUSPENDED")]
    [InlineData("CLOSED")]
    public async Task A_suspended_or_closed_tenant_is_not_entered(string status)
    {
        var who = await world.OperatorAsync(Role.SupportAdmin);
        var tenant = await world.TenantAsync(status: status);

        var refused = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", null, 60, null), default);

        refused.Refusal!.Code.Should().Be("tenant-closed");
    }

    [Fact]
    public async Task F4_An_unassigned_and_an_unknown_tenant_answer_alike()
    {
        var who = await world.OperatorAsync(Role.ImplementationSpecialist);
        var tenant = await world.TenantAsync();

        var foreign = await Sessions.StartAsync(who, new(tenant, ReasonCategory.Other, "A proper reason here", null, 60, null), default);
        var unknown = await Sessions.StartAsync(who, new(new(Guid.CreateVersion7(Noon)), ReasonCategory.Other, "A proper reason here", null, 60, null), default);

        foreign.Refusal.Should().Be(unknown.Refusal).And.Be(AccessRefusals.NotFoundOrNotYours);
    }

    [Fact]
    public async Task A_session_never_outlives_four_hours()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(who, await world.TenantAsync(), minutes: 240);

        var refused = await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);
        var beyond = () => world.Database.ExecuteAsync("update access.session set expires_at = started_at + interval '4 hours 1 second' where id = $1", session.Id.Value);

        refused.Refusal!.Code.Should().Be("four-hours");
        (await beyond.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_four_hours");
    }

    [Fact]
    public async Task An_extension_stops_at_the_cap()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(who, await world.TenantAsync(), minutes: 120);

        await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);
        await Sessions.ExtendAsync(who, session.Id, 30, "Still looking into it", default);
        var last = await Sessions.ExtendAsync(who, session.Id, 60, "Still looking into it", default);

        (last.Value.ExpiresAt - last.Value.StartedAt).Should().Be(TimeSpan.FromHours(4));
        last.Value.StillExtendable.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task ACC_5_Read_mode_cannot_write_Write_mode_can_and_after_its_window_it_cannot()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier2);
        var tenant = await there.TenantAsync();
        var session = await there.EnterAsync(who, tenant);
        var key = new TenantKey(who, session.Id);
        await own.ExecuteAsync("insert into platform.setting_definitions (key, value_type) values ('intake.greeting', 'TEXT')");

        // A view's transaction is read-only: the write fails in the database, not in a rule.
        var inAView = await there.Get<OpsDatabase>().TenantAsync(key, new(AuditAction.ViewConfiguration), (c, t) => SetAsync(c, tenant, t), default);
        var beforeStepUp = await ChangeAsync(there, key, tenant);
        await there.Get<ImpersonationService>().StepUpAsync(who, session.Id, "Set the greeting as asked", default);
        var inTheWindow = await ChangeAsync(there, key, tenant);
        await own.SetClockAsync(Noon.AddMinutes(29).AddSeconds(30));
        await there.Get<OpsDatabase>().TenantAsync(key, new(AuditAction.ViewTenant), (_, _) => Task.FromResult(Outcome.Done), default);
        await own.SetClockAsync(Noon.AddMinutes(30));
        var afterTheWindow = await ChangeAsync(there, key, tenant);

        inAView.Refusal!.Code.Should().Be("database-read-only");
        beforeStepUp.Refusal!.Code.Should().Be("read-only");
        inTheWindow.IsAllowed.Should().BeTrue();
        afterTheWindow.Refusal!.Code.Should().Be("read-only");
        (await own.ValueAsync<long>("select count(*) from platform.settings")).Should().Be(1);
    }

    [Fact]
    public async Task C14_The_key_stops_to_fit_when_the_session_expires_within_the_transaction_that_took_it()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier1);
        var tenant = await there.TenantAsync();
        var key = new TenantKey(who, (await there.EnterAsync(who, tenant, minutes: 15)).Id);

        var seen = await there.Get<OpsDatabase>().TenantAsync(
            key,
            new(AuditAction.ViewTenant),
            async (context, token) =>
            {
                var before = await CountAsync(context, token);
                await own.SetClockAsync(Noon.AddMinutes(15));
                return Outcome.Of((Before: before, After: await CountAsync(context, token)));
            },
            default);

        seen.Value.Should().Be((1L, 0L));

        static Task<long> CountAsync(OpsDbContext context, CancellationToken token) =>
            context.Database.SqlQuery<long>($"""select count(*) as "Value" from platform.organizations""").SingleAsync(token);
    }

    [Fact]
    public async Task C14_A_change_whose_session_expires_before_its_entry_is_not_kept()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier2);
        var tenant = await there.TenantAsync();
        var session = await there.EnterAsync(who, tenant, minutes: 15);
        await there.Get<ImpersonationService>().StepUpAsync(who, session.Id, "Set the greeting as asked", default);
        await own.ExecuteAsync("insert into platform.setting_definitions (key, value_type) values ('intake.greeting', 'TEXT')");

        var late = () => there.Get<OpsDatabase>().ChangeInTenantAsync(
            new(who, session.Id),
            new(AuditAction.ChangeTenantSetting),
            async (context, token) =>
            {
                var set = await SetAsync(context, tenant, token);
                await own.SetClockAsync(Noon.AddMinutes(15));
                return set.Map(done => new Change<Done>(done, null, null));
            },
            default);

        (await late.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        (await own.ValueAsync<long>("select count(*) from platform.settings")).Should().Be(0);
    }

    [Fact]
    public async Task ACC_6_The_id_of_an_open_session_opens_nothing_in_a_transaction_that_did_not_come_through_the_door()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync());
        await LookAsync(world, new(who, session.Id));

        await using var connection = new NpgsqlConnection(world.Database.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var look = new NpgsqlCommand(
            $"set local role ops_tenant; select set_config('ops.session', '{session.Id}', true); select count(*) from platform.organizations", connection);
        await using var answers = await look.ExecuteReaderAsync();
        await answers.NextResultAsync();
        await answers.ReadAsync();

        answers.GetInt64(0).Should().Be(0);
    }

    [Fact]
    public async Task F14_A_session_without_the_right_to_content_opens_no_row_whatever_role_is_taken_on()
    {
        // The door takes on ops_overview for such a session. Should it ever take on ops_tenant, the policy's own look-up still answers nobody.
        var who = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = await world.TenantAsync();
        await world.AssignAsync(who, tenant);
        var session = await world.EnterAsync(who, tenant);
        await using var connection = new NpgsqlConnection(world.Database.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var enter = new NpgsqlCommand(
            """
            set local role ops_tenant;
            select refusal from access.enter($SESSION, $OPERATOR, false, 'ViewTenant', 'Tenant', null, null, null, '127.0.0.1', 'test', '0123456789abcdef')
            """.Replace("$SESSION", $"'{session.Id}'", StringComparison.Ordinal).Replace("$OPERATOR", $"'{who.Id}'", StringComparison.Ordinal), connection);
        await enter.ExecuteNonQueryAsync();
        await using var look = new NpgsqlCommand("select current_user = 'ops_tenant', access.current_tenant() is null, count(*) from platform.organizations", connection);
        await using var answers = await look.ExecuteReaderAsync();
        await answers.ReadAsync();

        (answers.GetBoolean(0), answers.GetBoolean(1), answers.GetInt64(2)).Should().Be((true, true, 0L));
    }

    [Fact]
    public async Task F4_The_door_itself_sees_that_an_assignment_ended()
    {
        var who = await world.OperatorAsync(Role.ImplementationSpecialist);
        var tenant = await world.TenantAsync();
        await world.AssignAsync(who, tenant);
        var session = await world.EnterAsync(who, tenant);
        (await LookAsync(world, new(who, session.Id))).IsAllowed.Should().BeTrue();
        await world.Database.ExecuteAsync("update access.assignment set until_at = access.now() where operator_id = $1", who.Id.Value);

        (await LookAsync(world, new(who, session.Id))).Refusal!.Code.Should().Be("session-over");

        (await world.Database.ValueAsync<string>("select end_reason from access.session where id = $1", session.Id.Value)).Should().Be("ASSIGNMENT_ENDED");
    }

    [Theory]
    [InlineData("TENANT_SUSPENDED", "update platform.organizations set status = 'SUSPENDED', status_reason = 'Unpaid', status_at = access.now() where id = $1 and $2 <> gen_random_uuid()")]
    [InlineData("ROLE_REVOKED", "update access.operator set role = 'SUPPORT_TIER_2' where id = $2 and $1 <> gen_random_uuid()")]
    [InlineData("ROLE_REVOKED", "update access.operator set deactivated_at = access.now() where id = $2 and $1 <> gen_random_uuid()")]
    public async Task S4_The_door_itself_sees_what_ends_a_session_though_nobody_told_it(string reason, string sql)
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        var who = await there.OperatorAsync(Role.SupportTier1);
        var tenant = await there.TenantAsync();
        var key = new TenantKey(who, (await there.EnterAsync(who, tenant)).Id);
        // What tells it, gone: the door is the second wall.
        await own.ExecuteAsync("alter table access.operator disable trigger operator_changed");
        await own.ExecuteAsync(sql, tenant.Value, who.Id.Value);

        (await LookAsync(there, key)).Refusal!.Code.Should().Be("session-over");

        (await own.ValueAsync<string>("select end_reason from access.session")).Should().Be(reason);
    }

    [Theory]
    [InlineData("session_write_30", "update access.session set mode = 'WRITE', write_reason = 'Set the greeting', write_until = access.now() + interval '31 minutes' where id = $1")]
    [InlineData("session_write_inside", "update access.session set mode = 'WRITE', write_reason = 'Set the greeting', write_until = access.now() + interval '29 minutes', expires_at = access.now() + interval '20 minutes' where id = $1")]
    [InlineData("session_write_window", "update access.session set mode = 'WRITE' where id = $1")]
    [InlineData("session_review_by_another", "update access.session set reviewed_by = operator_id, reviewed_at = access.now() where id = $1")]
    [InlineData("session_fixed", "update access.session set organization_id = gen_random_uuid() where id = $1")]
    [InlineData("session_fixed", "update access.session set reason = 'Quite another reason' where id = $1")]
    [InlineData("session_fixed", "update access.session set sees_content = not sees_content where id = $1")]
    [InlineData("session_fixed", "update access.session set started_at = started_at + interval '1 hour', expires_at = expires_at + interval '1 hour' where id = $1")]
    [InlineData("session_one_open", "insert into access.session select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).* from access.session s where s.id = $1")]
    [InlineData("operator_not_by_themself", "update access.operator set deactivated_at = access.now(), deactivated_by = id where id = (select operator_id from access.session where id = $1)")]
    [InlineData("assignment_not_by_oneself", "insert into access.assignment (id, operator_id, organization_id, assigned_by) select gen_random_uuid(), operator_id, organization_id, operator_id from access.session where id = $1")]
    [InlineData("assignment_running_once", "insert into access.assignment (id, operator_id, organization_id, assigned_by) select gen_random_uuid(), s.operator_id, s.organization_id, o.id from access.session s cross join lateral (select id from access.operator where id <> s.operator_id limit 1) o cross join generate_series(1, 2) where s.id = $1")]
    [InlineData("assignment_ends_after_start", "insert into access.assignment (id, operator_id, organization_id, assigned_by, from_at, until_at) select gen_random_uuid(), s.operator_id, s.organization_id, o.id, access.now(), access.now() - interval '1 second' from access.session s cross join lateral (select id from access.operator where id <> s.operator_id limit 1) o where s.id = $1")]
    public async Task F8_What_a_rule_says_of_a_session_the_database_says_as_well(string constraint, string sql)
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(who, await world.TenantAsync(), minutes: 60);
        await world.OperatorAsync(Role.PlatformAdmin);

        var forced = () => world.Database.ExecuteAsync(sql, session.Id.Value);

        (await forced.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be(constraint);
    }

    [Fact]
    public async Task C14_A_session_that_ended_is_not_opened_again_whoever_writes_it()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync());
        await Sessions.EndAsync(who, session.Id, default);

        var again = () => world.Database.ExecuteAsync("update access.session set ended_at = null, end_reason = null, ended_by = null where id = $1", session.Id.Value);
        var later = () => world.Database.ExecuteAsync("update access.session set ended_at = ended_at + interval '1 hour' where id = $1", session.Id.Value);

        (await again.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_ended_stays");
        (await later.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_ended_stays");
    }

    [Fact]
    public async Task ACC_4_At_expiry_the_door_refuses_by_the_databases_clock()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        await own.SetClockAsync(Noon);
        var who = await there.OperatorAsync(Role.SupportTier1);
        var session = await there.EnterAsync(who, await there.TenantAsync(), minutes: 15);
        var key = new TenantKey(who, session.Id);

        await own.SetClockAsync(Noon.AddMinutes(15).AddMilliseconds(-1));
        var justBefore = await LookAsync(there, key);
        await own.SetClockAsync(Noon.AddMinutes(15));
        var at = await LookAsync(there, key);

        justBefore.IsAllowed.Should().BeTrue();
        at.Refusal!.Code.Should().Be("session-over");
        (await there.Get<ImpersonationService>().FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.Expired);
        (await there.EntriesAsync("ViewTenant", "REFUSED", who)).Should().Be(1);
    }

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
    public async Task Another_operators_session_opens_nothing_and_the_attempt_is_an_entry()
    {
        var owner = await world.OperatorAsync(Role.SupportTier1);
        var thief = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(owner, await world.TenantAsync());

        var refused = await LookAsync(world, new TenantKey(thief, session.Id));

        refused.Refusal!.Code.Should().Be("no-session");
        (await world.EntriesAsync("ViewTenant", "REFUSED", thief)).Should().Be(1);
    }

    [Fact]
    public async Task A_session_id_set_by_hand_opens_nothing_without_its_entry()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var session = await world.EnterAsync(who, await world.TenantAsync());

        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"set local role ops_tenant; select set_config('ops.session', '{session.Id}', true); select count(*) from platform.organizations", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        reader.GetInt64(0).Should().Be(0);
    }

    [Fact]
    public async Task G4_A_change_without_its_entry_does_not_commit()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await world.TenantAsync();
        var session = await world.EnterAsync(who, tenant);
        await Sessions.StepUpAsync(who, session.Id, "Set the greeting as asked", default);

        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"set local role ops_tenant; select refusal from access.enter('{session.Id}', '{who.Id}', true, 'ChangeTenantSetting', null, null, null, null, null, null, null)",
            connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var commit = () => transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await commit.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_entry_due");
    }

    [Fact]
    public async Task F4_An_assignment_that_ends_closes_the_session_at_once()
    {
        var who = await world.OperatorAsync(Role.ImplementationSpecialist);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var tenant = await world.TenantAsync();
        await world.Get<OperatorBook>().AssignAsync(admin, who.Id, tenant, null, default);
        var session = await world.EnterAsync(who, tenant);
        var listed = await world.Get<OperatorBook>().ListAsync(admin, default);

        var ended = await world.Get<OperatorBook>().EndAssignmentAsync(admin, listed.Value.Single(o => o.Id == who.Id).Assignments.Single().Id, default);

        ended.IsAllowed.Should().BeTrue();
        (await LookAsync(world, new TenantKey(who, session.Id))).Refusal!.Code.Should().Be("session-over");
        (await Sessions.FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.AssignmentEnded);
    }

    [Fact]
    public async Task C13_A_deactivated_operator_loses_the_open_session()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var session = await world.EnterAsync(who, await world.TenantAsync());

        (await world.Get<OperatorBook>().DeactivateAsync(admin, who.Id, "Left the company today", default)).IsAllowed.Should().BeTrue();

        (await Sessions.FindOwnAsync(who, session.Id, default)).Value!.EndReason.Should().Be(EndReason.RoleRevoked);
    }

    [Fact]
    public async Task Nobody_changes_their_own_rights()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);

        var refused = await world.Get<OperatorBook>().DeactivateAsync(admin, admin.Id, "A proper reason here", default);

        refused.Refusal!.Code.Should().Be("oneself");
        (await world.EntriesAsync("DeactivateOperator", "REFUSED", admin)).Should().Be(1);
    }

    [Fact]
    public async Task F10_A_platform_admins_write_mode_is_told_and_waits_for_another_to_review()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var support = await world.OperatorAsync(Role.SupportAdmin);
        var session = await world.EnterAsync(admin, await world.TenantAsync());

        await Sessions.StepUpAsync(admin, session.Id, "Repair a broken setting", default);
        var own = await Sessions.ReviewAsync(admin, session.Id, "Looks fine to myself", default);
        var byAnother = await Sessions.ReviewAsync(support, session.Id, "Seen, one setting changed", default);

        own.Refusal!.Code.Should().Be("own-review");
        byAnother.IsAllowed.Should().BeTrue();
        (await world.Database.ValueAsync<long>("select count(*) from support.notification where operator_id = $1 and priority = 'CRITICAL'", support.Id.Value))
            .Should().Be(1);
    }

    [Fact]
    public async Task An_administrator_ends_any_session_and_tier_1_does_not()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(who, await world.TenantAsync());
        var tier1 = await world.OperatorAsync(Role.SupportTier1);
        var admin = await world.OperatorAsync(Role.SupportAdmin);

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

    private static Task<Outcome<Done>> LookAsync(World world, TenantKey key) =>
        world.Get<OpsDatabase>().TenantAsync(key, new(AuditAction.ViewTenant), (_, _) => Task.FromResult(Outcome.Done), default);

    private static Task<Outcome<Done>> ChangeAsync(World world, TenantKey key, OrganizationId tenant) =>
        world.Get<OpsDatabase>().ChangeInTenantAsync(
            key,
            new(AuditAction.ChangeTenantSetting) { EntityType = "Setting", EntityId = "intake.greeting" },
            async (c, t) => (await SetAsync(c, tenant, t)).Map(done => new Change<Done>(done, null, null)),
            default);

    private static async Task<Outcome<Done>> SetAsync(OpsDbContext context, OrganizationId tenant, CancellationToken ct)
    {
        await context.Database.ExecuteSqlAsync(
            $"""insert into platform.settings (organization_id, key, value, changed_by_kind) values ({tenant.Value}, 'intake.greeting', '"Good day"', 'STAFF')""", ct);
        return Outcome.Done;
    }
}
