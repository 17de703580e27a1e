using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>A person in an open session of a tenant, and runs of it put straight into the state a test begins from.</summary>
internal sealed class RunDesk(World world, TenantKey key, OrganizationId tenant)
{
    public World World { get; } = world;

    public TenantKey Key { get; } = key;

    public OrganizationId Tenant { get; } = tenant;

    public OpsDatabase Database => World.Get<OpsDatabase>();

    public static async Task<RunDesk> OpenAsync(
        World world, Role role = Role.ImplementationManager, bool writes = false, OrganizationId? tenant = null, string? name = null)
    {
        var who = await world.OperatorAsync(role, name);
        var at = tenant ?? await world.TenantAsync();
        if (role is Role.ImplementationSpecialist or Role.ClientSuccess)
            await world.AssignAsync(who, at);
        var session = await world.EnterAsync(who, at);
        var desk = new RunDesk(world, new TenantKey(who, session.Id), at);
        if (writes)
            await desk.StepUpAsync();
        return desk;
    }

    public async Task StepUpAsync() =>
        _ = (await World.Get<ImpersonationService>().StepUpAsync(Key.Caller, Key.Session, "Starting the import now", default)).Value;

    public async Task<RunHead> StartAsync() => (await World.Get<MigrationRuns>().StartAsync(Key, project: null, default)).Value;

    /// <summary>A run of this desk's person in a state, by the superuser.</summary>
    public async Task<RunId> InStateAsync(RunState state, string? more = null)
    {
        var run = (await StartAsync()).Id;
        await PutAsync(run, state, more);
        return run;
    }

    public async Task PutAsync(RunId run, RunState state, string? more = null)
    {
        var complete = state is RunState.Imported or RunState.Verified or RunState.RollbackRequested or RunState.RollingBack
            or RunState.RolledBack or RunState.PartlyRolledBack;
        // The guards of what is over and of windows are for the application: arranging goes around them.
        await World.Database.ExecuteAsync(
            $"""
            set session_replication_role = replica;
            update migration.runs set state = '{state.Stored()}', state_at = access.now(), files_total = 1, rows_total = 100,
                stopped_for = {(state is RunState.ImportStopped ? "'CANCELLED'" : "null")},
                came_from = {(state is RunState.Previewing ? "'VALIDATED'" : state is RunState.RollbackRequested ? "'IMPORTED'" : "null")},
                completed_at = {(complete ? "access.now()" : "null")},
                over_at = {(state.IsOver() ? "access.now()" : "null")},
                rollback_plan_digest = sha256('plan'), rollback_digest = sha256('plan'),
                rollback_requested_by = {(state is RunState.RollbackRequested ? "created_by" : "null")},
                rollback_requested_at = {(state is RunState.RollbackRequested ? "access.now()" : "null")},
                furthest_step = {Math.Max(1, state.Step())}
            where id = '{run.Value}';
            {(more is null ? "" : $"update migration.runs set {more} where id = '{run.Value}';")}
            """);
    }

    public Task<string?> StateAsync(RunId run) => World.Database.ValueAsync<string>("select state from migration.runs where id = $1", run.Value);

    /// <summary>The open grant of a purpose, as the worker finds it.</summary>
    public async Task<RunGrant?> GrantAsync(RunId run, GrantPurpose purpose)
    {
        var id = await World.Database.ValueAsync<Guid?>(
            "select id from access.run_grant where run_id = $1 and purpose = $2 and ended_at is null", run.Value, purpose.Stored());
        return id is { } found ? new RunGrant(found, run, Tenant, purpose) : null;
    }

    /// <summary>Gives a grant as an act would; the run should be in the purpose's state.</summary>
    public async Task<RunGrant> GiveAsync(RunId run, GrantPurpose purpose, Guid? file = null)
    {
        var entry = purpose is GrantPurpose.Import or GrantPurpose.Rollback ? RunEntry.ChangeInWriteMode : RunEntry.Change;
        var given = await Database.RunAsync(
            Key,
            run,
            RunGate.Act(AuditAction.SaveMigrationMapping, run),
            entry,
            async (context, token) => Outcome.Of(new Change<Guid>(
                await context.Database.SqlQuery<Guid>($"""select access.give_run_grant({purpose.Stored()}, {file}, '1 hour') as "Value" """).SingleAsync(token), null, null)),
            default);
        return new RunGrant(given.Value, run, Tenant, purpose);
    }

    public Task<long> EntriesAsync(AuditAction action, string outcome = "ALLOWED") =>
        World.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where action = $1 and outcome = $2 and organization_id = $3", action.ToString(), outcome, Tenant.Value);
}
