using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The ruler's versions (client-success.md 3.1, 4.10): drafted, looked at before they count, scheduled for a future day.</summary>
[UseCase]
public sealed class HealthModelBook(AccessGate gate, IHealthModelBook book, NightCalendar calendar, TimeProvider clock)
{
    /// <summary>Every version, newest first.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<IReadOnlyList<ModelVersion>>> ListAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.EditHealthModel, Act(AuditAction.ViewHealth, null), tenant: null, ct) is { } refused)
            return refused;
        return await book.ListAsync(ct);
    }

    /// <summary>Keeps a draft, complete or not; its faults are refused when it is scheduled. Version 0: a new one, if there is no other by now.</summary>
    /// <param name="seen">The draft as it was looked at; a save over another state is refused, and names who made it. Null for a new one.</param>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<HealthModel>> SaveDraftAsync(Caller caller, HealthModel draft, string? note, ModelVersion? seen, CancellationToken ct)
    {
        var act = Act(AuditAction.DraftHealthModel, draft.Version);
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        if ((HealthModelRules.Check(draft) ?? (note?.Length > HealthModelRules.NoteMost ? HealthRefusals.Wrong("note", "Keep the note within 1000 characters.") : null)) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        var saved = await book.SaveDraftAsync(caller, act, draft, note?.Trim(), seen, ct);
        return saved.IsAllowed ? saved : await gate.RefuseAsync(caller, act, saved.Refusal, tenant: null, ct);
    }

    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<Done>> ScheduleAsync(Caller caller, int version, DateOnly from, CancellationToken ct)
    {
        var act = Act(AuditAction.ScheduleHealthModel, version) with { Detail = new JsonObject { ["from"] = from.ToString("O", CultureInfo.InvariantCulture) } };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        if (from <= calendar.Today(clock.GetUtcNow()))
            return await gate.RefuseAsync(caller, act, HealthRefusals.Wrong("from", "A model takes effect tomorrow at the earliest."), tenant: null, ct);
        var scheduled = await book.ScheduleAsync(caller, act, version, from, ct);
        return scheduled.IsAllowed ? scheduled : await gate.RefuseAsync(caller, act, scheduled.Refusal, tenant: null, ct);
    }

    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<Done>> WithdrawAsync(Caller caller, int version, CancellationToken ct)
    {
        var act = Act(AuditAction.WithdrawHealthModel, version);
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        var withdrawn = await book.WithdrawAsync(caller, act, version, ct);
        return withdrawn.IsAllowed ? withdrawn : await gate.RefuseAsync(caller, act, withdrawn.Refusal, tenant: null, ct);
    }

    /// <summary>Tenants whose band would change, by the latest raw numbers and the one formula, trend included.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<IReadOnlyList<ModelEffect>>> PreviewAsync(Caller caller, HealthModel draft, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewHealth, draft.Version);
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        if (HealthModelRules.Check(draft) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        var input = await book.PreviewInputAsync(ct);
        return input.Map(i => Effects(i, draft));
    }

    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<AlertThresholds>> ThresholdsAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.EditHealthModel, Act(AuditAction.ViewHealth, null), tenant: null, ct) is { } refused)
            return refused;
        return await book.ThresholdsAsync(ct);
    }

    /// <summary>As a new version over the one that was looked at.</summary>
    [Needs(Permission.EditHealthModel)]
    public async Task<Outcome<Done>> ChangeThresholdsAsync(Caller caller, AlertThresholds thresholds, CancellationToken ct)
    {
        var act = Act(AuditAction.ChangeAlertThreshold, thresholds.Version) with { EntityType = "AlertThresholds" };
        if (await gate.AskAsync(caller, Permission.EditHealthModel, act, tenant: null, ct) is { } refused)
            return refused;
        if (AlertThresholdRules.Check(thresholds) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant: null, ct);
        var changed = await book.ChangeThresholdsAsync(caller, act, thresholds, ct);
        return changed.IsAllowed ? changed : await gate.RefuseAsync(caller, act, changed.Refusal, tenant: null, ct);
    }

    private static IReadOnlyList<ModelEffect> Effects(ModelPreviewInput input, HealthModel draft)
    {
        if (input.Day is not { } day)
            return [];
        // Scored as if the draft had been in force on the day: no standing version, one model in the book.
        var models = new ModelBook([(draft with { Version = int.MaxValue }, DateOnly.MinValue)]);
        var clients = input.Clients.Select(c => c with { ModelVersion = null, StandingRaw = null }).ToList();
        var then = SnapshotMaker.Make(new ScoringInput(clients, input.Past, input.FirstMeasured, models), new HashSet<DateOnly>());
        return
        [
            .. then.Where(s => s.Day == day)
                .Select(s => (Then: s, Now: input.Standing.TryGetValue(s.Tenant, out var now) ? now : default))
                .Where(e => e.Then.Band?.Band != e.Now.Band)
                .Select(e => new ModelEffect(e.Then.Tenant, input.Names[e.Then.Tenant], e.Now.Score, e.Now.Band, e.Then.Reading?.Score, e.Then.Band?.Band))
                .OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Tenant.Value),
        ];
    }

    private static AuditAct Act(AuditAction action, int? version) =>
        new(action) { EntityType = "HealthModel", EntityId = version?.ToString(CultureInfo.InvariantCulture) };
}
