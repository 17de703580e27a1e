using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>What the door and the database hold of a session themselves, whatever the service thinks.</summary>
public sealed class SessionDoorTests(TestDatabase database) : SessionGround(database)
{
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

        // A view's transaction is read-only: the write fails in the Database, not in a rule.
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
        var who = await World.OperatorAsync(Role.SupportTier1);
        var session = await World.EnterAsync(who, await World.TenantAsync());
        await LookAsync(World, new(who, session.Id));

        await using var connection = new NpgsqlConnection(World.Database.AppConnectionString);
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
        var who = await World.OperatorAsync(Role.ClientSuccess);
        var tenant = await World.TenantAsync();
        await World.AssignAsync(who, tenant);
        var session = await World.EnterAsync(who, tenant);
        await using var connection = new NpgsqlConnection(World.Database.AppConnectionString);
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
        var who = await World.OperatorAsync(Role.ImplementationSpecialist);
        var tenant = await World.TenantAsync();
        await World.AssignAsync(who, tenant);
        var session = await World.EnterAsync(who, tenant);
        (await LookAsync(World, new(who, session.Id))).IsAllowed.Should().BeTrue();
        await World.Database.ExecuteAsync("update access.assignment set until_at = access.now() where operator_id = $1", who.Id.Value);

        (await LookAsync(World, new(who, session.Id))).Refusal!.Code.Should().Be("session-over");

        (await World.Database.ValueAsync<string>("select end_reason from access.session where id = $1", session.Id.Value)).Should().Be("ASSIGNMENT_ENDED");
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
        var who = await World.OperatorAsync(Role.SupportTier2);
        var session = await World.EnterAsync(who, await World.TenantAsync(), minutes: 60);
        await World.OperatorAsync(Role.PlatformAdmin);

        var forced = () => World.Database.ExecuteAsync(sql, session.Id.Value);

        (await forced.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be(constraint);
    }

    [Fact]
    public async Task C14_A_session_that_ended_is_not_opened_again_whoever_writes_it()
    {
        var who = await World.OperatorAsync(Role.SupportTier1);
        var session = await World.EnterAsync(who, await World.TenantAsync());
        await Sessions.EndAsync(who, session.Id, default);

        var again = () => World.Database.ExecuteAsync("update access.session set ended_at = null, end_reason = null, ended_by = null where id = $1", session.Id.Value);
        var later = () => World.Database.ExecuteAsync("update access.session set ended_at = ended_at + interval '1 hour' where id = $1", session.Id.Value);

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
    public async Task Another_operators_session_opens_nothing_and_the_attempt_is_an_entry()
    {
        var owner = await World.OperatorAsync(Role.SupportTier1);
        var thief = await World.OperatorAsync(Role.SupportTier2);
        var session = await World.EnterAsync(owner, await World.TenantAsync());

        var refused = await LookAsync(World, new TenantKey(thief, session.Id));

        refused.Refusal!.Code.Should().Be("no-session");
        (await World.EntriesAsync("ViewTenant", "REFUSED", thief)).Should().Be(1);
    }

    [Fact]
    public async Task A_session_id_set_by_hand_opens_nothing_without_its_entry()
    {
        var who = await World.OperatorAsync(Role.SupportTier1);
        var session = await World.EnterAsync(who, await World.TenantAsync());

        await using var connection = new NpgsqlConnection(Database.AppConnectionString);
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
        var who = await World.OperatorAsync(Role.SupportTier2);
        var tenant = await World.TenantAsync();
        var session = await World.EnterAsync(who, tenant);
        await Sessions.StepUpAsync(who, session.Id, "Set the greeting as asked", default);

        await using var connection = new NpgsqlConnection(Database.AppConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"set local role ops_tenant; select refusal from access.enter('{session.Id}', '{who.Id}', true, 'ChangeTenantSetting', null, null, null, null, null, null, null)",
            connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var commit = () => transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await commit.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_entry_due");
    }
}
