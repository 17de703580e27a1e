using System.Collections.Concurrent;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The night's chain (client-success.md 6). What woke it does not matter: it does what the ledger of owed days says, oldest
/// first, under a lease, in batches that each commit whole. Called again after a kill it goes on where nothing is written yet.
/// </summary>
public sealed class ClientNight(INightBook book, NightCalendar calendar, TimeProvider clock, INightLog log)
{
    public const int BatchSize = 1000;

    /// <summary>Account days are kept so long; a first roll-up reaches as far.</summary>
    private const int FirstReach = NightCalendar.AccountDays - 1;

    private readonly TenantHalving halving = new(book);
    private readonly NightScores scores = new(book, calendar, clock, log);

    /// <summary>What is due by the clock, if it is still owed: cheap to ask every few minutes, which is what wakes it.</summary>
    public async Task<Outcome<NightResult>> RunDueAsync(JobFire fire, NightKind kind, CancellationToken ct)
    {
        var day = calendar.LastDue(kind, clock.GetUtcNow());
        var done = await book.IsDoneAsync(kind, day, ct);
        if (!done.IsAllowed)
            return done.Refusal;
        if (done.Value)
            return Outcome.Of(new NightResult(kind, NightState.NothingOwed, [], 0));
        return kind > NightKind.Rollup && await IsBusyBeforeAsync(fire, kind - 1, ct)
            ? Outcome.Of(new NightResult(kind, NightState.Waiting, [], 0))
            : await RunAsync(fire, kind, day, ct);
    }

    // After an outage, and on a first start, all links are due in one minute and none has an hour of its own: each sees to the one before
    // it, or scores would go ahead of a roll-up nobody had tried yet.
    private async Task<bool> IsBusyBeforeAsync(JobFire fire, NightKind before, CancellationToken ct)
    {
        try
        {
            return await RunDueAsync(fire, before, ct) is { IsAllowed: true, Value.State: NightState.Elsewhere };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Its own job throws the same and is heard. Whether this link may go ahead without it, the calendar says.
            return false;
        }
    }

    /// <summary>
    /// Raises NO_SCORE for clients whose score went stale, whether or not a night could be done: a night that does not come is
    /// what this is about. Answers how many.
    /// </summary>
    public async Task<Outcome<int>> WatchAsync(JobFire fire, CancellationToken ct)
    {
        var day = calendar.LastComplete(clock.GetUtcNow());
        var stale = await book.StaleAsync(day, ct);
        if (!stale.IsAllowed)
            return stale.Refusal;
        if (stale.Value.Count == 0)
            return Outcome.Of(0);
        var leased = await book.TakeLeaseAsync(fire.CorrelationId, ct);
        if (!leased.IsAllowed)
            return leased.Refusal;
        if (leased.Value is not { } lease)
            return Outcome.Of(0);
        try
        {
            var call = new AlertCall(AlertRule.NoScore, AlertSeverity.High, 0m, 0m);
            foreach (var batch in stale.Value.Chunk(BatchSize))
            {
                var written = await book.WriteAlertsAsync(lease, fire, day, [.. batch.Select(t => new AlertChange(t, AlertRule.NoScore, AlertDay.Opens, call))], ct);
                if (!written.IsAllowed)
                    return written.Refusal;
            }

            return Outcome.Of(stale.Value.Count);
        }
        finally
        {
            await book.ReleaseAsync(lease, CancellationToken.None);
        }
    }

    /// <param name="fire">The actor of its entries.</param>
    /// <param name="kind">Which link.</param>
    /// <param name="through">The last day to do; complete days only.</param>
    /// <param name="ct">Ends it between two batches.</param>
    public async Task<Outcome<NightResult>> RunAsync(JobFire fire, NightKind kind, DateOnly through, CancellationToken ct)
    {
        var leased = await book.TakeLeaseAsync(fire.CorrelationId, ct);
        if (!leased.IsAllowed)
            return leased.Refusal;
        if (leased.Value is not { } lease)
            return Outcome.Of(new NightResult(kind, NightState.Elsewhere, [], 0));
        try
        {
            return await RunAsync(lease, fire, kind, through, ct);
        }
        finally
        {
            await book.ReleaseAsync(lease, CancellationToken.None);
        }
    }

    /// <summary>All three in order: what the command and the administration page start.</summary>
    public async Task<Outcome<IReadOnlyList<NightResult>>> RunAllAsync(JobFire fire, CancellationToken ct)
    {
        List<NightResult> results = [];
        foreach (var kind in Enum.GetValues<NightKind>())
        {
            var result = await RunAsync(fire, kind, calendar.LastComplete(clock.GetUtcNow()), ct);
            if (!result.IsAllowed)
                return result.Refusal;
            results.Add(result.Value);
        }

        return Outcome.Of<IReadOnlyList<NightResult>>(results);
    }

    private async Task<Outcome<NightResult>> RunAsync(NightLease lease, JobFire fire, NightKind kind, DateOnly through, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var owed = await book.OwedAsync(lease, kind, through, ct);
        if (!owed.IsAllowed)
            return owed.Refusal;
        if (owed.Value.Count == 0)
            return Outcome.Of(new NightResult(kind, NightState.NothingOwed, [], 0));

        List<DateOnly> done = [];
        var failed = 0;
        foreach (var run in await RunsAsync(kind, owed.Value, ct))
        {
            var day = run[^1].Day;
            if (await MustWaitAsync(kind, day, now, ct))
                return Outcome.Of(new NightResult(kind, NightState.Waiting, done, failed));
            var made = kind switch
            {
                NightKind.Rollup => await RollUpAsync(lease, run, ct),
                NightKind.Score => await scores.MakeAsync(lease, fire, run, isLast: day == owed.Value[^1].Day, ct),
                _ => await BenchmarkAsync(lease, day, ct),
            };
            if (!made.IsAllowed)
                return made.Refusal;
            done.AddRange(run.Select(r => r.Day));
            failed += made.Value;
        }

        return Outcome.Of(new NightResult(kind, failed > 0 ? NightState.CompletedWithFailures : NightState.Completed, done, failed));
    }

    // The very first roll-up goes over its days at once, and so do the very first scores; every later day is a run of its own.
    private async Task<IReadOnlyList<IReadOnlyList<OwedDay>>> RunsAsync(NightKind kind, IReadOnlyList<OwedDay> owed, CancellationToken ct)
    {
        var isFirst = kind switch
        {
            NightKind.Rollup => (await book.ReadThroughAsync(ct)).Value is null,
            NightKind.Score => owed.Count > 1 && await book.IsFirstAsync(kind, ct) is { IsAllowed: true, Value: true },
            _ => false,
        };
        return isFirst ? [owed] : [.. owed.Select(o => (IReadOnlyList<OwedDay>)[o])];
    }

    private async Task<bool> MustWaitAsync(NightKind kind, DateOnly day, DateTimeOffset now, CancellationToken ct) => kind switch
    {
        NightKind.Score => !calendar.GoesAhead(day, now) && !(await book.IsDoneAsync(NightKind.Rollup, day, ct)).Value,
        NightKind.Benchmark => !(await book.IsDoneAsync(NightKind.Score, day, ct)).Value,
        _ => false,
    };

    private async Task<Outcome<int>> RollUpAsync(NightLease lease, IReadOnlyList<OwedDay> run, CancellationToken ct)
    {
        var (startedAt, sent) = (clock.GetUtcNow(), book.Sent);
        var since = (await book.ReadThroughAsync(ct)).Value;
        var day = run[^1].Day;
        var wish = new RollUpWish(since is null ? day.AddDays(-FirstReach) : day, day, since, null);
        var all = await book.TenantsAsync(ct);
        if (!all.IsAllowed)
            return all.Refusal;
        var (tenants, rejected) = (0, 0L);
        ConcurrentQueue<(OrganizationId Tenant, string Reference)> failures = [];
        // Every other tenant a lane. Events of nobody we know are one lane's to reject.
        var refusal = await NightLanes.RunAsync(
            NightLanes.Split(all.Value).Select((lane, place) => (Tenants: lane, HasStrays: place == 0)),
            (lane, token) => halving.RunAsync(
                lane.Tenants,
                async only =>
                {
                    var made = await book.RollUpAsync(lease, wish with { Only = only, HasStrays = lane.HasStrays && only![0] == lane.Tenants[0] }, token);
                    if (made.IsAllowed)
                    {
                        Interlocked.Add(ref tenants, made.Value.Tenants);
                        Interlocked.Add(ref rejected, made.Value.Rejected);
                    }

                    return made.Refusal;
                },
                (tenant, fault) =>
                {
                    failures.Enqueue((tenant, log.Reference));
                    log.TenantFailed(NightKind.Rollup, tenant, day, fault);
                    return Task.FromResult<Refusal?>(null);
                },
                token),
            ct);
        if (refusal is not null)
            return refusal;
        if (wish.From < day && (await book.SurveyAsync(lease, NightKind.Rollup, ct)).Refusal is { } unsurveyed)
            return unsurveyed;
        // Read from a little before the start: what another transaction was about to commit then is looked at again.
        var figures = new RunFigures(tenants) { Failed = failures.Count, Failures = [.. failures], Rejected = rejected, ReadThrough = startedAt.AddMinutes(-10), Statements = Since(sent) };
        var completed = await book.CompleteAsync(lease, Guid.CreateVersion7(startedAt), NightKind.Rollup, [.. run.Select(r => r.Day)], startedAt, figures, ct);
        return completed.Map(_ => failures.Count);
    }

    private async Task<Outcome<int>> BenchmarkAsync(NightLease lease, DateOnly day, CancellationToken ct)
    {
        var (startedAt, sent) = (clock.GetUtcNow(), book.Sent);
        var values = await book.MetricsAsync(day, ct);
        if (!values.IsAllowed)
            return values.Refusal;
        var written = await book.WriteBenchmarksAsync(lease, day, BenchmarkTable.Of(values.Value), ct);
        if (!written.IsAllowed)
            return written.Refusal;
        var completed = await book.CompleteAsync(
            lease, Guid.CreateVersion7(startedAt), NightKind.Benchmark, [day], startedAt, new RunFigures(values.Value.Count) { Statements = Since(sent) }, ct);
        return completed.Map(_ => 0);
    }

    private int Since(long before) => (int)(book.Sent - before);
}
