using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed class RunActStore(OpsDatabase database, RunOptions options, TimeProvider clock) : IRunActs
{
    public Task<Outcome<RunHead>> BeginAsync(TenantKey key, AuditAct act, Guid? project, CancellationToken ct)
    {
        var run = new RunId(Guid.CreateVersion7(clock.GetUtcNow()));
        return database.RunAsync(
            key,
            run,
            act with { EntityId = run.ToString() },
            RunEntry.Begin,
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into migration.runs (id, organization_id, reference, state, created_by, holder_id, project_id)
                    values ({run.Value}, access.current_tenant(), migration.draw_reference(), 'UPLOADING', {key.Caller.Id.Value}, {key.Caller.Id.Value}, {project})
                    """,
                    token);
                var head = (await context.FindRunAsync(run, token))!;
                await context.TellRunAsync(head, head.State, token);
                return Outcome.Of(new Change<RunHead>(
                    head, null, new JsonObject { ["state"] = head.State.Stored(), ["reference"] = head.Reference.Text, ["project"] = project?.ToString() }));
            },
            ct);
    }

    public async Task<Outcome<RunHead>> MoveAsync(TenantKey key, RunId run, RunMove move, AuditAct act, CancellationToken ct)
    {
        OrganizationId? tenant = null;
        try
        {
            return await database.RunAsync(
                key,
                run,
                act,
                move.Act.Rule().NeedsWrite ? RunEntry.ChangeInWriteMode : RunEntry.Change,
                async (context, token) =>
                {
                    var turn = await context.TurnAsync(key.Caller, run, move.Act, options, token, move.Check);
                    if (!turn.IsAllowed)
                        return (Outcome<Change<RunHead>>)turn.Refusal;
                    tenant = turn.Value.Before.Tenant;
                    if (await SaveFaultAsync(context, key.Caller, turn.Value.Before, move, token) is { } fault)
                        return fault;
                    await context.PutAsync(turn.Value, key.Caller, RunPut.Nothing, token, move);
                    return Outcome.Of(turn.Value.ChangeOf((await context.FindRunAsync(run, token))!));
                },
                ct);
        }
        catch (Exception fault) when (DatabaseFaults.ViolatedConstraint(fault) is "run_one_writer")
        {
            return await BusyAsync(key.Caller, act, tenant!.Value, ct);
        }
    }

    public Task<Outcome<RunHead>> TakeOverAsync(TenantKey key, RunId run, string? reason, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<RunHead>>)AccessRefusals.NotFoundOrNotYours;
                if (RunRules.MayTakeOver(head, key.Caller.Id, reason) is { } fault)
                    return fault;
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.runs set holder_id = {key.Caller.Id.Value}, held_since = n.now, renewed_at = n.now, last_act_at = n.now, version = version + 1
                    from (select access.now() as now offset 0) n where id = {run.Value}
                    """,
                    token);
                await context.TellRunAsync(head, head.State, token);
                return Outcome.Of(new Change<RunHead>(
                    (await context.FindRunAsync(run, token))!,
                    new JsonObject { ["holder"] = head.Hold.Holder.ToString(), ["hadLapsed"] = head.IsHoldLapsed },
                    new JsonObject { ["holder"] = key.Caller.Id.ToString() }));
            },
            ct);

    public Task<Outcome<RunView>> OpenAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => await context.FindRunAsync(run, token) is { } head
                ? Outcome.Of(new RunView(
                    head,
                    await context.FindDocumentAsync(run, RunDocumentKind.Format, token),
                    await context.FindDocumentAsync(run, RunDocumentKind.Mapping, token),
                    await context.FindDocumentAsync(run, RunDocumentKind.Choices, token)))
                : AccessRefusals.NotFoundOrNotYours,
            ct);

    public Task<Outcome<RunDocument?>> DocumentAsync(TenantKey key, RunId run, RunDocumentKind kind, int? version, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, async (context, token) => Outcome.Of(await context.FindDocumentAsync(run, kind, token, version)), ct);

    private static async Task<Refusal?> SaveFaultAsync(OpsDbContext context, Caller who, RunHead head, RunMove move, CancellationToken ct)
    {
        if (move.Save?.Confirmed is { } confirmed && await UnfitAsync(context, head, confirmed, ct) is { } unfit)
            return unfit;
        if (move.Save is { } save)
            return await context.SaveDocumentAsync(who, head, save, ct);
        return move.MappingVersion is { } version ? await RunDocumentSql.StaleAsync(context, head.Id, RunDocumentKind.Mapping, version, ct) : null;
    }

    // What is confirmed is what was found last, to the end of the files, with every open question answered.
    private static async Task<Refusal?> UnfitAsync(OpsDbContext context, RunHead head, FormatConfirmed confirmed, CancellationToken ct)
    {
        if (await context.FindDocumentAsync(head.Id, RunDocumentKind.Detection, ct) is not { } document)
            return null;
        var found = RunJson.Read<DetectionDocument>(document.Json);
        if (!found.IsWhole)
            return FormatRefusals.NotWhole;
        if (!string.Equals(RunJson.Write(found.Files[0].Format), RunJson.Write(confirmed.Format), StringComparison.Ordinal))
            return FormatRefusals.Redetected;
        return found.Undecided() is [var (file, kind), ..] ? FormatRefusals.Undecided(file, kind, found.Files.Count) : null;
    }

    // The index refused, and with it the whole transaction: the entry of the try, and who is at it, come from the portal's door.
    private async Task<Outcome<RunHead>> BusyAsync(Caller who, AuditAct act, OrganizationId tenant, CancellationToken ct)
    {
        var writer = await database.PortalAsync(async (context, token) => Outcome.Of(await context.FindWriterAsync(tenant, token)), ct);
        var refusal = writer is { IsAllowed: true, Value: { } at } ? MigrationRefusals.TenantBusy(at.Reference, at.Hold.Who, at.State) : AccessRefusals.Busy;
        await database.RecordAsync(who, act.Refused(refusal) with { Tenant = tenant }, refused: true, ct);
        return refusal;
    }
}
