using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>Keys and checks of the access area that no use case comes up against, because the domain refuses first: the database says the same.</summary>
public sealed class GuardTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("operator_subject_once", "insert into access.operator (id, issuer, subject, role) select gen_random_uuid(), issuer, subject, role from access.operator where id = $1")]
    [InlineData("operator_role_check", "update access.operator set role = 'OWNER' where id = $1")]
    [InlineData("pinned_tenant_pkey", "insert into access.pinned_tenant (operator_id, organization_id) select $1, '0190c5a0-0000-7000-8000-000000000001' from generate_series(1, 2)")]
    [InlineData("preference_theme_check", "insert into access.preference (operator_id, theme) values ($1, 'sepia')")]
    [InlineData("preference_pkey", "insert into access.preference (operator_id) select $1 from generate_series(1, 2)")]
    [InlineData("rate_bucket_tokens_check", "update access.rate_bucket set tokens = -1 where operator_id = $1")]
    [InlineData("session_category_check", "update access.session set category = 'CURIOSITY' where operator_id = $1")]
    [InlineData("session_reason_check", "update access.session set reason = '    short    ' where operator_id = $1")]
    [InlineData("session_ticket_check", "update access.session set ticket = 'a ticket' where operator_id = $1")]
    [InlineData("session_mode_check", "update access.session set mode = 'OWN' where operator_id = $1")]
    [InlineData("session_write_reason_check", "update access.session set mode = 'WRITE', write_until = access.now() + interval '10 minutes', write_reason = 'short' where operator_id = $1")]
    [InlineData("session_idle_span_check", "update access.session set idle_span = '5 hours' where operator_id = $1")]
    [InlineData("session_end_reason_check", "update access.session set ended_at = access.now(), end_reason = 'BORED' where operator_id = $1")]
    [InlineData("session_end_whole", "update access.session set ended_at = access.now() where operator_id = $1")]
    [InlineData("session_review_whole", "update access.session set reviewed_at = access.now() where operator_id = $1")]
    [InlineData("session_four_hours", "update access.session set expires_at = started_at + interval '4 hours 1 second' where operator_id = $1")]
    [InlineData("audit_entry_actor_kind_check", "insert into access.audit_entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'sequence', 9999, 'actor_kind', 'GHOST'))).* from access.audit_entry e where actor_id = $1::text limit 1")]
    [InlineData("audit_entry_outcome_check", "insert into access.audit_entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'sequence', 9999, 'outcome', 'PERHAPS'))).* from access.audit_entry e where actor_id = $1::text limit 1")]
    [InlineData("audit_entry_id", "insert into access.audit_entry select (jsonb_populate_record(e, jsonb_build_object('sequence', 9999))).* from access.audit_entry e where actor_id = $1::text limit 1")]
    [InlineData("audit_entry_pkey", "insert into access.audit_entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* from access.audit_entry e where actor_id = $1::text limit 1")]
    [InlineData("checkpoint_once_per_fire", "insert into access.checkpoint select 9000 + g, access.now(), 'job:audit-seal:' || $1::text, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), 'x', 'x', 'x' from generate_series(1, 2) g")]
    public async Task F8_What_never_can_be_is_refused_by_its_own_guard(string guard, string sql)
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        await world.EnterAsync(who, await world.TenantAsync());
        // As who owns the tables, and behind the triggers, which would put right or refuse what is tried here before the guard is asked.
        var forced = () => database.ExecuteAsync("set session_replication_role = replica; " + sql.Replace("$1", $"'{who.Id}'::uuid", StringComparison.Ordinal));

        (await forced.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be(guard);
    }

    [Fact]
    public async Task F4_A_session_that_is_ended_in_the_very_transaction_that_came_in_with_it_opens_no_row_any_more()
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(who, await world.TenantAsync());
        await world.Get<ImpersonationService>().StepUpAsync(who, session.Id, "Set the greeting as asked", default);
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        const string look = "set local role ops_tenant; select access.current_tenant() is not null and count(*) = 1 from platform.organizations";
        await RunAsync($"set local role ops_tenant; select refusal from access.enter('{session.Id}', '{who.Id}', true, 'ChangeTenantSetting', null, null, null, null, null, null, null)");
        (await RunAsync(look)).Should().Be(true, "the key fits as long as the session is open");

        (await RunAsync($"set local role ops_portal; select access.end_session('{session.Id}', 'MANUAL', '{who.Id}', null, null, null, null)")).Should().Be(true);

        (await RunAsync(look)).Should().Be(false);

        async Task<object?> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync();
        }
    }

    [Fact]
    public async Task S4_A_sign_in_that_ended_is_told_to_every_server_by_the_database_itself()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var signIn = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        List<string> heard = [];
        connection.Notification += (_, told) => heard.Add(told.Payload);
        await RunAsync("listen ops_signal");

        await RunAsync($"begin; set local role ops_portal; insert into access.ended_sign_in (id, operator_id) values ('{signIn}', '{who.Id}'); commit");

        // A server's own notification comes with the answer to its next statement at the latest.
        await RunAsync("select 1");
        heard.Should().ContainSingle(told => told.Contains("signed-out", StringComparison.Ordinal) && told.Contains(signIn.ToString(), StringComparison.Ordinal))
            .Which.Should().Contain(who.Id.ToString());

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
