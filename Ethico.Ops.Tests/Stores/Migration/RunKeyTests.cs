using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>The keys of RunAsync and ImportAsync: what each opens, and what no key opens. No key, no rows.</summary>
public sealed class RunKeyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_grants_id_alone_opens_nothing_in_any_role()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await desk.InStateAsync(RunState.Importing);
        var grant = await desk.GiveAsync(run, GrantPurpose.Import);

        foreach (var role in (string[])["ops_migration", "ops_import", "ops_tenant"])
        {
            var seen = await AsAppAsync(role, $"select set_config('ops.grant', '{grant.Id}', true)",
                "select coalesce(access.current_tenant()::text, 'nothing')");
            seen.Should().Be("nothing", role);
        }

        // Neither may the application write itself in as entered.
        var forge = () => AsAppAsync("ops_import", $"insert into access.run_grant_entry values (pg_current_xact_id(), '{grant.Id}')");
        (await forge.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Each_kind_of_grant_opens_its_own_door_and_no_other()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await desk.InStateAsync(RunState.Importing);
        var import = await desk.GiveAsync(run, GrantPurpose.Import);
        (await SeesAsync(desk, import, imports: true)).Value.Should().Be((desk.Tenant.Value, run.Value));
        (await SeesAsync(desk, import, imports: false)).Value.Should().Be((desk.Tenant.Value, run.Value));

        await desk.PutAsync(run, RunState.Validating);
        var validate = await desk.GiveAsync(run, GrantPurpose.Validate);
        (await SeesAsync(desk, validate, imports: false)).Value.Should().Be((desk.Tenant.Value, run.Value));
        (await SeesAsync(desk, validate, imports: true)).Refusal!.Code.Should().Be("not-found");
        // The door let it in as ops_migration; taking on the import's role afterwards opens nothing.
        (await desk.Database.RunAsync(validate, (c, t) => RoleSeesAsync(c, "ops_import", t), default)).Value.Should().BeNull();
    }

    [Fact]
    public async Task An_uploads_ticket_reads_nothing()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;
        var file = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var ticket = await desk.GiveAsync(run, GrantPurpose.Upload, file);

        (await SeesAsync(desk, ticket, imports: false)).Value.Should().Be((null, null));
        (await desk.Database.RunAsync(ticket, async (c, t) => Outcome.Of(await c.Database.SqlQuery<long>(
            $"""select count(*) as "Value" from migration.runs""").SingleAsync(t)), default)).Value.Should().Be(0);
        (await desk.Database.RunAsync(ticket, async (c, t) => Outcome.Of(await c.Database.SqlQuery<Guid?>(
            $"""select access.current_upload() as "Value" """).SingleAsync(t)), default)).Value.Should().Be(file);
        (await SeesAsync(desk, ticket, imports: true)).Refusal!.Code.Should().Be("not-found");
    }

    [Fact]
    public async Task A_grant_of_another_run_or_one_that_ended_opens_nothing()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await desk.InStateAsync(RunState.Validating);
        var other = await desk.InStateAsync(RunState.Validating);
        var grant = await desk.GiveAsync(run, GrantPurpose.Validate);

        (await SeesAsync(desk, grant with { Run = other }, imports: false)).Refusal!.Code.Should().Be("not-found");
        (await SeesAsync(desk, grant with { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) }, imports: false)).Refusal!.Code.Should().Be("not-found");

        var stopped = await world.Get<MigrationSteps>().StopValidationAsync(desk.Key, run, default);
        stopped.Value.State.Should().Be(RunState.Mapping);
        (await SeesAsync(desk, grant, imports: false)).Refusal!.Code.Should().Be("grant-over");
        (await EndOfAsync(grant)).Should().Be("STATE_LEFT");
    }

    [Fact]
    public async Task A_grant_ends_with_its_span()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var clocked = new World(own);
        var desk = await RunDesk.OpenAsync(clocked);
        var run = await desk.InStateAsync(RunState.Validating);
        var grant = await desk.GiveAsync(run, GrantPurpose.Validate);

        await own.AdvanceAsync(TimeSpan.FromHours(1));

        (await SeesAsync(desk, grant, imports: false)).Refusal!.Code.Should().Be("grant-over");
        (await own.ValueAsync<string>("select end_reason from access.run_grant where id = $1", grant.Id)).Should().Be("EXPIRED");
    }

    [Theory]
    [InlineData("update access.operator set deactivated_at = now(), deactivated_by = null where id = $1", "ROLE_REVOKED")]
    [InlineData("update access.operator set role = 'SUPPORT_TIER_2' where id = $1", "ROLE_REVOKED")]
    [InlineData("update access.assignment set until_at = access.now() where operator_id = $1", "ASSIGNMENT_ENDED")]
    public async Task A_grant_ends_at_once_with_the_right_it_stands_on(string loseIt, string reason)
    {
        var desk = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);
        var run = await desk.InStateAsync(RunState.Validating);
        var grant = await desk.GiveAsync(run, GrantPurpose.Validate);

        await database.ExecuteAsync(loseIt, desk.Key.Caller.Id.Value);

        (await EndOfAsync(grant)).Should().Be(reason);
        (await SeesAsync(desk, grant, imports: false)).Refusal!.Code.Should().Be("right-lost");
    }

    [Fact]
    public async Task A_right_that_runs_out_by_itself_is_found_at_the_door()
    {
        var desk = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);
        var run = await desk.InStateAsync(RunState.Validating);
        var grant = await desk.GiveAsync(run, GrantPurpose.Validate);
        // An end that lay in the future when it was written, and has come.
        await database.ExecuteAsync(
            """
            alter table access.assignment disable trigger assignment_grants;
            """);
        await database.ExecuteAsync("update access.assignment set until_at = access.now() where operator_id = $1", desk.Key.Caller.Id.Value);
        await database.ExecuteAsync("alter table access.assignment enable trigger assignment_grants");

        (await SeesAsync(desk, grant, imports: false)).Refusal!.Code.Should().Be("right-lost");
        (await EndOfAsync(grant)).Should().Be("ASSIGNMENT_ENDED");
    }

    [Fact]
    public async Task The_imports_key_is_given_in_Write_mode_only_and_no_key_without_its_entry()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await desk.InStateAsync(RunState.Importing);

        var withoutWriting = () => desk.Database.RunAsync(
            desk.Key, run, RunGate.Act(AuditAction.StartMigrationImport, run),
            async (c, t) => Outcome.Of(new Change<int>(await c.Database.ExecuteSqlAsync($"select access.give_run_grant('IMPORT', null, '1 hour')", t), null, null)), default);
        (await withoutWriting.Should().ThrowAsync<PostgresException>()).Which.MessageText.Should().Contain("Write mode");

        await desk.StepUpAsync();
        await using var connection = await AppAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "set local role ops_migration");
        await ExecuteAsync(connection, $"select access.enter_run('{desk.Key.Session}', '{desk.Key.Caller.Id}', '{run}', false, true, true, 'StartMigrationImport', null, null, null, null, null, null, null)");
        await ExecuteAsync(connection, "select access.give_run_grant('IMPORT', null, '1 hour')");
        var commit = () => transaction.CommitAsync();
        (await commit.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("session_entry_due");
    }

    [Fact]
    public async Task A_persons_key_to_a_run_does_not_open_the_clients_own_door()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;

        // In Read mode a change of the run is not read-only, so the same transaction must not fit ops_tenant, which may write settings.
        foreach (var role in (string[])["ops_tenant", "ops_import"])
        {
            (await desk.Database.RunAsync(
                desk.Key, run, RunGate.Act(AuditAction.SaveMigrationMapping, run),
                async (c, t) => (await RoleSeesAsync(c, role, t)).Map(seen => new Change<Guid?>(seen, null, null)) is { IsAllowed: true } seen
                    ? await BackAsync(c, seen, t) : throw new InvalidOperationException(),
                default)).Value.Should().BeNull(role);
        }
    }

    [Fact]
    public async Task MIG_1_A_session_in_one_tenant_does_not_reach_a_run_of_another()
    {
        var here = await RunDesk.OpenAsync(world);
        var there = await RunDesk.OpenAsync(world);
        var run = (await there.StartAsync()).Id;

        (await world.Get<MigrationRuns>().OpenAsync(here.Key, run, default)).Refusal!.Code.Should().Be("not-found");
        (await world.Get<MigrationRuns>().AbandonAsync(here.Key, run, "Not needed any more", default)).Refusal!.Code.Should().Be("not-found");

        (await here.EntriesAsync(AuditAction.AbandonMigrationRun, "REFUSED")).Should().Be(1);
        (await there.StateAsync(run)).Should().Be("UPLOADING");
    }

    [Fact]
    public async Task MIG_20_Without_a_door_the_applications_login_reads_and_writes_no_run()
    {
        var desk = await RunDesk.OpenAsync(world);
        await desk.StartAsync();

        var bare = () => AsAppAsync(null, "select count(*)::text from migration.runs");
        (await bare.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        (await AsAppAsync("ops_migration", "select count(*)::text from migration.runs")).Should().Be("0");
        (await AsAppAsync("ops_import", "select count(*)::text from migration.runs")).Should().Be("0");
        var portalWrites = () => AsAppAsync("ops_portal", "update migration.runs set state = 'ABANDONED'");
        (await portalWrites.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        var documents = () => AsAppAsync("ops_portal", "select count(*)::text from migration.run_documents");
        (await documents.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task MIG_20_A_document_that_names_another_organization_or_run_is_refused_by_the_policy()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;
        var foreign = await RunDesk.OpenAsync(world);
        var theirs = (await foreign.StartAsync()).Id;
        var second = (await desk.StartAsync()).Id;

        foreach (var (organization, of) in new[] { (foreign.Tenant.Value, theirs.Value), (desk.Tenant.Value, second.Value) })
        {
            var act = () => desk.Database.RunAsync(
                desk.Key, run, RunGate.Act(AuditAction.SaveMigrationMapping, run),
                async (c, t) => Outcome.Of(new Change<int>(await c.Database.ExecuteSqlAsync(
                    $"insert into migration.run_documents (organization_id, run_id, kind, version, body) values ({organization}, {of}, 'CHOICES', 1, '{{}}')", t), null, null)),
                default);
            (await act.Should().ThrowAsync<PostgresException>()).Which.MessageText.Should().Contain("row-level security");
        }
    }

    private static Task<Outcome<(Guid? Tenant, Guid? Run)>> SeesAsync(RunDesk desk, RunGrant grant, bool imports)
    {
        Func<OpsDbContext, CancellationToken, Task<Outcome<(Guid?, Guid?)>>> work = async (context, token) =>
        {
            var tenant = await context.Database.SqlQuery<Guid?>($"""select access.current_tenant() as "Value" """).SingleAsync(token);
            var run = await context.Database.SqlQuery<Guid?>($"""select access.current_run() as "Value" """).SingleAsync(token);
            return Outcome.Of((tenant, run));
        };
        return imports ? desk.Database.ImportAsync(grant, work, default) : desk.Database.RunAsync(grant, work, default);
    }

    private static async Task<Outcome<Guid?>> RoleSeesAsync(OpsDbContext context, string role, CancellationToken ct)
    {
        await context.Database.ExecuteSqlAsync($"select set_config('role', {role}, true)", ct);
        return Outcome.Of(await context.Database.SqlQuery<Guid?>($"""select access.current_tenant() as "Value" """).SingleAsync(ct));
    }

    private static async Task<Outcome<Change<Guid?>>> BackAsync(OpsDbContext context, Outcome<Change<Guid?>> seen, CancellationToken ct)
    {
        await context.Database.ExecuteSqlRawAsync("set local role ops_migration", ct);
        return seen;
    }

    private Task<string?> EndOfAsync(RunGrant grant) => database.ValueAsync<string>("select end_reason from access.run_grant where id = $1", grant.Id);

    private async Task<NpgsqlConnection> AppAsync()
    {
        var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string?> AsAppAsync(string? role, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (role is not null)
            await ExecuteAsync(connection, "set local role " + role);
        string? last = null;
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            last = await command.ExecuteScalarAsync() as string;
        }

        return last;
    }
}
