using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The night's second link: scores, and the alerts they call for.</summary>
internal sealed class NightScores(INightBook book, NightCalendar calendar, TimeProvider clock, INightLog log)
{
    private readonly TenantHalving halving = new(book);

    /// <summary>The scores of the days, then what follows from the last of them: overrides that end, alerts.</summary>
    /// <returns>How many tenants could not be scored.</returns>
    public async Task<Outcome<int>> MakeAsync(NightLease lease, JobFire fire, IReadOnlyList<OwedDay> days, bool isLast, CancellationToken ct)
    {
        var (startedAt, sent) = (clock.GetUtcNow(), book.Sent);
        var run = Guid.CreateVersion7(startedAt);
        var owed = days[^1];
        var activated = await book.ActivateModelAsync(lease, fire, owed.Day, ct);
        if (!activated.IsAllowed)
            return activated.Refusal;
        var late = days.Where(d => d.IsLate).Select(d => d.Day).ToHashSet();
        var tenants = await book.TenantsAsync(ct);
        if (!tenants.IsAllowed)
            return tenants.Refusal;
        // Five weeks of everybody are too much to hold at once; of a day it is every other tenant a lane.
        var parts = days.Count > 1 ? tenants.Value.Chunk(ClientNight.BatchSize) : NightLanes.Split(tenants.Value);
        if (await NightLanes.RunAsync(parts, ScoreSomeAsync, ct) is { } unscored)
            return unscored;

        var counted = await book.CountAsync(owed.Day, ct);
        if (!counted.IsAllowed)
            return counted.Refusal;
        var figures = counted.Value;
        if (figures.Scored + figures.Insufficient + figures.Unscored != figures.Tenants)
            throw new InvalidOperationException($"{figures.Tenants} active tenants, but {figures.Scored} scored, {figures.Insufficient} insufficient and {figures.Unscored} unscored on {owed.Day:O}.");

        if (isLast)
        {
            if (days.Count > 1 && (await book.SurveyAsync(lease, NightKind.Score, ct)).Refusal is { } unsurveyed)
                return unsurveyed;
            if ((await book.ExpireOverridesAsync(lease, fire, calendar.Today(startedAt), ct)).Refusal is { } unexpired)
                return unexpired;
            if (await NightLanes.RunAsync(NightLanes.Split(tenants.Value), (some, token) => AlertAsync(lease, fire, owed.Day, some, token), ct) is { } unalerted)
                return unalerted;
        }

        var completed = await book.CompleteAsync(
            lease, run, NightKind.Score, [.. days.Select(d => d.Day)], startedAt, figures with { Statements = (int)(book.Sent - sent) }, ct);
        return completed.Map(_ => figures.Failed);

        async Task<Refusal?> ScoreSomeAsync(IReadOnlyList<OrganizationId> only, CancellationToken token)
        {
            var input = await book.ScoringAsync(owed.Day, only, rebuild: days.Count > 1, token);
            return input.IsAllowed ? await WriteAsync(lease, run, SnapshotMaker.Make(input.Value, late), token) : input.Refusal;
        }
    }

    private async Task<Refusal?> AlertAsync(NightLease lease, JobFire fire, DateOnly day, IReadOnlyList<OrganizationId> only, CancellationToken ct)
    {
        var facts = await book.AlertsAsync(day, only, ct);
        if (!facts.IsAllowed)
            return facts.Refusal;
        foreach (var batch in AlertPlan.Of(facts.Value.Tenants, facts.Value.Thresholds, day).Chunk(ClientNight.BatchSize))
        {
            if ((await book.WriteAlertsAsync(lease, fire, day, batch, ct)).Refusal is { } refusal)
                return refusal;
        }

        return null;
    }

    // Batches of a thousand; one that cannot be written is halved until the tenant is alone, which gets its cause.
    private async Task<Refusal?> WriteAsync(NightLease lease, Guid run, IReadOnlyList<Snapshot> snapshots, CancellationToken ct)
    {
        foreach (var batch in snapshots.GroupBy(s => s.Tenant).Chunk(ClientNight.BatchSize))
        {
            var refused = await halving.RunAsync(
                [.. batch.Select(t => t.Key)],
                async only =>
                {
                    var wanted = only!.ToHashSet();
                    return (await book.WriteAsync(lease, run, [.. batch.Where(t => wanted.Contains(t.Key)).SelectMany(t => t)], ct)).Refusal;
                },
                async (tenant, fault) =>
                {
                    var days = batch.Single(t => t.Key == tenant).ToList();
                    log.TenantFailed(NightKind.Score, tenant, days[^1].Day, fault);
                    return (await book.WriteAsync(lease, run, [.. days.Select(d => SnapshotMaker.Failed(tenant, d.Day, d.ModelVersion, log.Reference))], ct)).Refusal;
                },
                ct);
            if (refused is not null)
                return refused;
        }

        return null;
    }
}
