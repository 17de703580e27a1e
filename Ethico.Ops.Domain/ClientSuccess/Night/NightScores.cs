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
        if (days.Count == 1)
        {
            if (await ScoreSomeAsync(null) is { } refusal)
                return refusal;
        }
        else
        {
            // Five weeks of everybody are too much to hold at once.
            var tenants = await book.TenantsAsync(ct);
            if (!tenants.IsAllowed)
                return tenants.Refusal;
            foreach (var some in tenants.Value.Chunk(ClientNight.BatchSize))
            {
                if (await ScoreSomeAsync(some) is { } refusal)
                    return refusal;
            }
        }

        var counted = await book.CountAsync(owed.Day, ct);
        if (!counted.IsAllowed)
            return counted.Refusal;
        var figures = counted.Value;
        if (figures.Scored + figures.Insufficient + figures.Unscored != figures.Tenants)
            throw new InvalidOperationException($"{figures.Tenants} active tenants, but {figures.Scored} scored, {figures.Insufficient} insufficient and {figures.Unscored} unscored on {owed.Day:O}.");

        if (isLast)
        {
            if ((await book.SurveyAsync(lease, NightKind.Score, ct)).Refusal is { } unsurveyed)
                return unsurveyed;
            if ((await book.ExpireOverridesAsync(lease, fire, calendar.Today(startedAt), ct)).Refusal is { } unexpired)
                return unexpired;
            if (await AlertAsync(lease, fire, owed.Day, ct) is { } unalerted)
                return unalerted;
        }

        var completed = await book.CompleteAsync(
            lease, run, NightKind.Score, [.. days.Select(d => d.Day)], startedAt, figures with { Statements = (int)(book.Sent - sent) }, ct);
        return completed.Map(_ => figures.Failed);

        async Task<Refusal?> ScoreSomeAsync(IReadOnlyList<OrganizationId>? only)
        {
            var input = await book.ScoringAsync(owed.Day, only, rebuild: days.Count > 1, ct);
            return input.IsAllowed ? (await WriteAsync(lease, run, SnapshotMaker.Make(input.Value, late), ct)).Refusal : input.Refusal;
        }
    }

    private async Task<Refusal?> AlertAsync(NightLease lease, JobFire fire, DateOnly day, CancellationToken ct)
    {
        var facts = await book.AlertsAsync(day, ct);
        if (!facts.IsAllowed)
            return facts.Refusal;
        var changes = AlertPlan.Of(facts.Value.Tenants, facts.Value.Thresholds, day);
        return await NightLanes.RunAsync(
            changes.Chunk(ClientNight.BatchSize), async (batch, token) => (await book.WriteAlertsAsync(lease, fire, day, batch, token)).Refusal, ct);
    }

    // Batches of a thousand; one that cannot be written is halved until the tenant is alone, which gets its cause.
    private async Task<Outcome<int>> WriteAsync(NightLease lease, Guid run, IReadOnlyList<Snapshot> snapshots, CancellationToken ct)
    {
        var failed = 0;
        var refused = await NightLanes.RunAsync(
            snapshots.GroupBy(s => s.Tenant).Chunk(ClientNight.BatchSize),
            (batch, token) => halving.RunAsync(
                [.. batch.Select(t => t.Key)],
                async only =>
                {
                    var wanted = only!.ToHashSet();
                    return (await book.WriteAsync(lease, run, [.. batch.Where(t => wanted.Contains(t.Key)).SelectMany(t => t)], token)).Refusal;
                },
                async (tenant, fault) =>
                {
                    Interlocked.Increment(ref failed);
                    var days = batch.Single(t => t.Key == tenant).ToList();
                    log.TenantFailed(NightKind.Score, tenant, days[^1].Day, fault);
                    return (await book.WriteAsync(lease, run, [.. days.Select(d => SnapshotMaker.Failed(tenant, d.Day, d.ModelVersion, log.Reference))], token)).Refusal;
                },
                token),
            ct);
        return refused is null ? Outcome.Of(failed) : refused;
    }
}
