using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A person's band beside the computed one, for a limited time (client-success.md 3.5). The formula is never touched by it.</summary>
[UseCase]
public sealed class HealthOverrides(AccessGate gate, IHealthOverrides overrides, NightCalendar calendar, TimeProvider clock)
{
    public const int DaysMost = 90;

    /// <summary>In the place of <see cref="OverrideWish.Over"/>; one that somebody made meanwhile is refused, not replaced unseen.</summary>
    [Needs(Permission.OverrideHealth)]
    public async Task<Outcome<Done>> SetAsync(Caller caller, OrganizationId tenant, OverrideWish wish, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.OverrideHealth, tenant, "HealthOverride") with
        {
            Reason = wish.Reason, Detail = new JsonObject { ["band"] = wish.Band.ToString(), ["expiresOn"] = wish.ExpiresOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
        };
        if (await gate.AskAsync(caller, Permission.OverrideHealth, act, tenant, ct) is { } refused)
            return refused;
        var today = calendar.Today(clock.GetUtcNow());
        if (Check(wish, today) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant, ct);
        var set = await overrides.SetAsync(
            caller, act, ClientScope.Of(caller, Permission.OverrideHealth), tenant, wish with { Reason = wish.Reason.Trim() }, today, ct);
        return set.IsAllowed ? set : await gate.RefuseAsync(caller, act, set.Refusal, tenant, ct);
    }

    /// <param name="caller">Who asks.</param>
    /// <param name="tenant">Which client.</param>
    /// <param name="standing">The active one that was looked at; one that took its place meanwhile is not ended.</param>
    /// <param name="ct">Cancels it.</param>
    [Needs(Permission.OverrideHealth)]
    public async Task<Outcome<Done>> CancelAsync(Caller caller, OrganizationId tenant, Guid standing, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.CancelHealthOverride, tenant, "HealthOverride");
        if (await gate.AskAsync(caller, Permission.OverrideHealth, act, tenant, ct) is { } refused)
            return refused;
        var cancelled = await overrides.CancelAsync(caller, act, ClientScope.Of(caller, Permission.OverrideHealth), tenant, standing, ct);
        return cancelled.IsAllowed ? cancelled : await gate.RefuseAsync(caller, act, cancelled.Refusal, tenant, ct);
    }

    public static Refusal? Check(OverrideWish wish, DateOnly today) => wish switch
    {
        _ when wish.Reason?.Trim().Length is not (>= 10 and <= 500) => HealthRefusals.Wrong("reason", "Say why in 10 to 500 characters."),
        { ExpiresOn: var e } when e <= today => HealthRefusals.Wrong("expiresOn", "The override ends tomorrow at the earliest."),
        { ExpiresOn: var e } when e > today.AddDays(DaysMost) => HealthRefusals.Wrong("expiresOn", "An override lasts at most 90 days."),
        { Score: < 0m or > 100m } => HealthRefusals.Wrong("score", "A score is between 0.0 and 100.0."),
        _ => null,
    };
}
