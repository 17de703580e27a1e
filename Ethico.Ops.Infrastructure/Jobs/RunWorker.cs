using System.Diagnostics;
using System.Threading.Channels;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Does what runs ask for, each in a lease of its own, a few at a time. Woken by signals at once and by the scheduler every ten
/// seconds: the one is quick, the other certain.
/// </summary>
internal sealed partial class RunWorker(
    RunLeaseStore leases, OpsDatabase database, IEnumerable<IRunStage> stages, ISignals signals, TimeProvider clock, ILogger<RunWorker> log)
    : BackgroundService
{
    /// <summary>Two imports and two lesser stages leave the screen its share of the machine.</summary>
    private const int AtOnce = 4;

    // Refusals that pass by themselves: the same work is due again at the next wake.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        AccessRefusals.Busy.Code, AccessRefusals.DatabaseAway.Code, AccessRefusals.DatabaseReadOnly.Code, AccessRefusals.TooSlow.Code,
    };

    private readonly Dictionary<RunStage, IRunStage> known = stages.ToDictionary(s => s.Stage);
    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim room = new(AtOnce, AtOnce);
    private readonly string name = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Looks for work soon; many calls at once are one.</summary>
    public void Wake() => wakes.Writer.TryWrite(true);

    /// <summary>Does everything that is due now, and waits for it.</summary>
    /// <returns>How many turns were taken.</returns>
    public async Task<int> WorkDueAsync(CancellationToken ct)
    {
        var turns = await BeginDueAsync(ct);
        await Task.WhenAll(turns);
        return turns.Count;
    }

    public override void Dispose()
    {
        room.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = signals.Subscribe(
            signal => signal.Kind is SignalKind.Resync or SignalKind.RunChanged,
            _ =>
            {
                Wake();
                return Task.CompletedTask;
            });
        var running = new List<Task>();
        try
        {
            await foreach (var _ in wakes.Reader.ReadAllAsync(stoppingToken))
            {
                running.RemoveAll(t => t.IsCompleted);
                running.AddRange(await LookAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<IReadOnlyList<Task>> LookAsync(CancellationToken ct)
    {
        try
        {
            return await BeginDueAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LookFailed(fault);
            return [];
        }
    }

    private async Task<List<Task>> BeginDueAsync(CancellationToken ct)
    {
        var turns = new List<Task>();
        var due = await leases.DueAsync(known.Keys, ct);
        foreach (var each in due.IsAllowed ? due.Value : [])
        {
            // No room: it stays due, and another process or the next wake takes it.
            if (!await room.WaitAsync(TimeSpan.Zero, ct))
                break;
            if (await leases.TryTakeAsync(each.Run, each.Stage, name, ct) is { } lease)
                turns.Add(TurnAsync(each, lease, ct));
            else
                room.Release();
        }

        return turns;
    }

    private async Task TurnAsync(RunDue due, RunLease lease, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = BeatAsync(lease, over);
        var failed = false;
        try
        {
            using var activity = new Activity("migration-run").Start();
            Began(lease.Stage, lease.Run.Value, lease.Epoch);
            failed = await StageAsync(due, lease with { Lost = over.Token }, over.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The failure itself could not be written: silence, and the next worker finds the run as it stands.
            TurnFailed(lease.Stage, lease.Run.Value, fault);
            failed = true;
        }
        catch (OperationCanceledException)
        {
            LetGo(lease.Stage, lease.Run.Value, lease.Epoch);
        }
        finally
        {
            await over.CancelAsync();
            await beating;
            await ReleaseAsync(lease, failed);
            room.Release();
            Wake();
        }
    }

    // True: it failed for a passing cause and stays due.
    private async Task<bool> StageAsync(RunDue due, RunLease lease, CancellationToken ct)
    {
        var fire = new JobFire($"migration-{lease.Stage.Stored().ToLowerInvariant()}", clock.GetUtcNow(), Activity.Current?.TraceId.ToString() ?? lease.Run.Value.ToString("N"));
        Refusal refusal;
        try
        {
            var outcome = due.Grant is { } grant
                ? await WithGrantAsync(grant with { Epoch = lease.Epoch }, lease, ct)
                : due.IsRightLost ? MigrationRefusals.RightLost : MigrationRefusals.GrantOver;
            if (outcome.IsAllowed)
                return false;
            refusal = outcome.Refusal;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            TurnFailed(lease.Stage, lease.Run.Value, fault);
            refusal = MigrationRefusals.StageFault(fire.CorrelationId);
        }

        if (refusal == MigrationRefusals.LeaseLost)
            return false;
        if (Passing.Contains(refusal.Code) && lease.Faults + 1 < RunLeaseStore.FaultsMost)
            return true;
        Failed(lease.Stage, lease.Run.Value, refusal.Code);
        var isKeyGone = refusal == MigrationRefusals.GrantOver || refusal == MigrationRefusals.RightLost;
        // Left by a person meanwhile (stopped, reopened, abandoned): the table refuses the way back, and there is nothing to say.
        await leases.FailAsync(lease, fire, new RunCause(Fit(refusal.Code, RunCause.CodeMost), Fit(refusal.Sentence, RunCause.SentenceMost)), isKeyGone, ct);
        return lease.Stage is RunStage.Rollback;
    }

    private async Task<Outcome<Done>> WithGrantAsync(RunGrant grant, RunLease lease, CancellationToken ct)
    {
        var head = await database.RunAsync(
            grant,
            async (context, token) => await context.FindRunAsync(grant.Run, token) is { } found ? Outcome.Of(found) : AccessRefusals.NotFoundOrNotYours,
            ct);
        return head.IsAllowed ? await known[lease.Stage].WorkAsync(grant, head.Value, lease, ct) : head.Refusal;
    }

    // Silent for as long as it takes to be taken over, it stops by itself: somebody else may be at it.
    private async Task BeatAsync(RunLease lease, CancellationTokenSource over)
    {
        using var timer = new PeriodicTimer(RunLease.Heartbeat, clock);
        var heard = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                var beat = await leases.BeatAsync(lease, over.Token);
                if (beat is { IsAllowed: true, Value: true })
                    heard = clock.GetTimestamp();
                else if (beat.IsAllowed || clock.GetElapsedTime(heard) >= RunLease.Silence)
                    await over.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    private async Task ReleaseAsync(RunLease lease, bool failed)
    {
        // A stopping process lets go as well, so that another takes over without waiting for silence.
        var released = await leases.ReleaseAsync(lease, failed, CancellationToken.None);
        if (!released.IsAllowed)
            Failed(lease.Stage, lease.Run.Value, released.Refusal.Code);
    }

    private static string Fit(string text, int most) => text.Length <= most ? text : text[..most];

    [LoggerMessage(Level = LogLevel.Information, Message = "{Stage} of run {Run} began, epoch {Epoch}")]
    private partial void Began(RunStage stage, Guid run, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stage} of run {Run} was let go, epoch {Epoch}")]
    private partial void LetGo(RunStage stage, Guid run, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stage} of run {Run} did not succeed: {Code}")]
    private partial void Failed(RunStage stage, Guid run, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stage} of run {Run} failed")]
    private partial void TurnFailed(RunStage stage, Guid run, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for runs that ask for work failed")]
    private partial void LookFailed(Exception fault);
}
