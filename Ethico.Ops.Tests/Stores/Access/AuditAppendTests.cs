using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>Nobody the application can be changes what was written; writers leave no gap; no entry, no act.</summary>
public sealed class AuditAppendTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly string[] Tables = ["audit_entry", "audit_stream", "checkpoint", "checkpoint_head"];

    private static readonly string[] Doors =
    [
        "ops_portal", "ops_tenant", "ops_overview", "ops_hotline", "ops_jobs", "ops_migration", "ops_import", "ops_lookup", "ops_client", "ops_ingest",
    ];

    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    public static TheoryData<string> Attempts
    {
        get
        {
            var attempts = new TheoryData<string>();
            foreach (var table in Tables)
            {
                var column = table is "audit_entry" or "audit_stream" or "checkpoint_head" ? "stream" : "made_by";
                attempts.Add($"update access.{table} set {column} = {column}");
                attempts.Add($"delete from access.{table}");
                attempts.Add($"truncate access.{table} cascade");
                attempts.Add($"alter table access.{table} disable trigger all");
                attempts.Add($"drop table access.{table} cascade");
            }

            attempts.Add("alter table access.audit_entry disable trigger audit_entry_kept");
            attempts.Add("drop trigger audit_entry_kept on access.audit_entry");
            attempts.Add("create or replace function access.refuse_audit_change() returns trigger language plpgsql as 'begin return new; end'");
            attempts.Add("set session_replication_role = replica");
            attempts.Add("insert into access.audit_stream values ('actor:x', 1, decode(repeat('00', 32), 'hex'))");
            attempts.Add("set role ops_owner");
            attempts.Add("set role ops_definer");
            return attempts;
        }
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task G1_ACC6_No_role_the_application_takes_on_may_change_the_trail(string attempt)
    {
        foreach (var role in Doors.Append("ops_app"))
        {
            await using var connection = await AppAsync();
            await using (var take = new NpgsqlCommand($"set role {role}", connection))
                await take.ExecuteNonQueryAsync();
            await using var command = new NpgsqlCommand(attempt, connection);

            var act = () => command.ExecuteNonQueryAsync();

            (await act.Should().ThrowAsync<PostgresException>(role)).Which.SqlState.Should().Be("42501", role);
        }
    }

    [Theory]
    [InlineData("update access.audit_entry set reason = 'x'")]
    [InlineData("delete from access.audit_entry")]
    [InlineData("truncate access.audit_entry")]
    [InlineData("update access.checkpoint set made_by = 'x'")]
    [InlineData("delete from access.checkpoint_head")]
    [InlineData("update access.checkpoint_head set sequence = sequence + 1")]
    [InlineData("truncate access.checkpoint_head")]
    // Its heads go with it, and their own trigger would answer first.
    [InlineData("alter table access.checkpoint_head disable trigger checkpoint_head_not_emptied; truncate access.checkpoint cascade")]
    public async Task G1_The_trigger_is_a_second_wall_even_for_the_tables_owner(string attempt)
    {
        await SealedEntryAsync();

        var act = () => database.ExecuteAsync(attempt);

        (await act.Should().ThrowAsync<PostgresException>()).Which.MessageText.Should().Contain("append-only");
    }

    [Fact]
    public async Task G6_Eight_writers_in_one_stream_leave_no_gap_and_one_chain()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var recorded = await world.Get<OpsDatabase>().RecordAsync(who, new AuditAct(AuditAction.ViewTenant), refused: false, default);
                recorded.IsAllowed.Should().BeTrue();
            }
        })));

        var (count, last) = (
            await database.ValueAsync<long>("select count(*) from access.audit_entry where actor_id = $1", who.Id.ToString()),
            await database.ValueAsync<long>("select max(sequence) from access.audit_entry where actor_id = $1", who.Id.ToString()));
        var broken = await database.ValueAsync<long>(
            """
            select count(*) from (
                select e.previous_hash, coalesce(lag(e.hash) over w, decode(repeat('00', 32), 'hex')) as due, e.at, lag(e.at) over w as earlier
                from access.audit_entry e where e.actor_id = $1 window w as (partition by e.stream order by e.sequence)) x
            where x.previous_hash <> x.due or x.at < x.earlier
            """,
            who.Id.ToString());
        (count, last, broken).Should().Be((200, 200, 0));
    }

    [Fact]
    public async Task G6_A_writer_that_rolls_back_takes_no_number_with_it()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var doors = world.Get<OpsDatabase>();
        await doors.RecordAsync(who, new AuditAct(AuditAction.ViewTenant), refused: false, default);

        await doors.PortalAsync(who, new AuditAct(AuditAction.PinTenant), (_, _) => Task.FromResult<Outcome<Done>>(AccessRefusals.OwnReview), default);
        await doors.RecordAsync(who, new AuditAct(AuditAction.ViewTenant), refused: false, default);

        (await database.ValueAsync<string>("select string_agg(sequence::text, ',' order by sequence) from access.audit_entry where actor_id = $1", who.Id.ToString()))
            .Should().Be("1,2");
    }

    [Fact]
    public async Task G4_Where_the_entry_cannot_be_written_the_change_is_not_made()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await world.TenantAsync();
        await database.ExecuteAsync("alter table access.audit_entry add constraint no_pin check (action <> 'PinTenant')");
        try
        {
            var act = () => world.Get<OpsDatabase>().PortalAsync(
                who,
                new AuditAct(AuditAction.PinTenant),
                async (context, token) =>
                {
                    await context.Database.ExecuteSqlAsync(
                        $"insert into access.pinned_tenant (operator_id, organization_id) values ({who.Id.Value}, {tenant.Value})", token);
                    return Outcome.Done;
                },
                default);

            await act.Should().ThrowAsync<Exception>();
            (await database.ValueAsync<long>("select count(*) from access.pinned_tenant where operator_id = $1", who.Id.Value)).Should().Be(0);
        }
        finally
        {
            await database.ExecuteAsync("alter table access.audit_entry drop constraint no_pin");
        }
    }

    [Fact]
    public async Task G4_A_change_inside_a_tenant_that_leaves_no_entry_does_not_commit()
    {
        var who = await world.OperatorAsync(Role.SupportAdmin);
        var tenant = await world.TenantAsync();
        var session = await world.EnterAsync(who, tenant);
        await database.ExecuteAsync(
            "update access.session set mode = 'WRITE', write_reason = 'A proper reason here', write_until = access.now() + interval '5 minutes' where id = $1",
            session.Id.Value);
        await using var connection = await AppAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var enter = new NpgsqlCommand(
            "set local role ops_tenant; select refusal from access.enter(@s, @o, true, 'ChangeTenantSetting', null, null, null, null, null, null, null)", connection))
        {
            enter.Parameters.AddWithValue("s", session.Id.Value);
            enter.Parameters.AddWithValue("o", who.Id.Value);
            (await enter.ExecuteScalarAsync()).Should().Be(DBNull.Value);
        }

        var act = () => transaction.CommitAsync();

        (await act.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_entry_due");
    }

    private async Task<NpgsqlConnection> AppAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task SealedEntryAsync()
    {
        using var folder = new AuditFolder();
        await using var sealing = new World(database, folder.Arrange);
        (await sealing.Get<AuditProof>().SealAsync(await world.OperatorAsync(Role.PlatformAdmin), default)).IsAllowed.Should().BeTrue();
    }
}
