using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a night reads and writes, through the job door. Every writing operation is one transaction that holds the lease.</summary>
public interface INightBook
{
    /// <summary>Null: somebody else works the night.</summary>
    Task<Outcome<NightLease?>> TakeLeaseAsync(string holder, CancellationToken ct);

    Task ReleaseAsync(NightLease lease, CancellationToken ct);

    /// <summary>Writes down what is owed up to a day, at most 35 back, for all three kinds, and answers what one kind still owes, oldest first.</summary>
    Task<Outcome<IReadOnlyList<OwedDay>>> OwedAsync(NightLease lease, NightKind kind, DateOnly lastComplete, CancellationToken ct);

    /// <summary>Is a kind done for a day?</summary>
    Task<Outcome<bool>> IsDoneAsync(NightKind kind, DateOnly day, CancellationToken ct);

    /// <summary>Was a kind never completed for any day?</summary>
    Task<Outcome<bool>> IsFirstAsync(NightKind kind, CancellationToken ct);

    /// <summary>How far arrivals were read by the last roll-up; null: there was none.</summary>
    Task<Outcome<DateTimeOffset?>> ReadThroughAsync(CancellationToken ct);

    /// <summary>Ids of every known tenant: only asked for when a batch fails.</summary>
    Task<Outcome<IReadOnlyList<OrganizationId>>> TenantsAsync(CancellationToken ct);

    Task<Outcome<RollUpMade>> RollUpAsync(NightLease lease, RollUpWish wish, CancellationToken ct);

    /// <summary>Puts the model in force whose day has come, if one has.</summary>
    Task<Outcome<Done>> ActivateModelAsync(NightLease lease, JobFire fire, DateOnly day, CancellationToken ct);

    /// <summary>The day of all active tenants, and earlier days whose counts no longer are those of their snapshot, at most 35 back.</summary>
    Task<Outcome<ScoringInput>> ScoringAsync(DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct);

    /// <summary>One batch; what stands and is the same stays untouched.</summary>
    Task<Outcome<int>> WriteAsync(NightLease lease, Guid run, IReadOnlyList<Snapshot> batch, CancellationToken ct);

    /// <summary>Makes known to the planner what a link has just written for many days at once; one night more is like the others to it.</summary>
    Task<Outcome<Done>> SurveyAsync(NightLease lease, NightKind kind, CancellationToken ct);

    /// <summary>Counts what a day ended with, over active tenants.</summary>
    Task<Outcome<RunFigures>> CountAsync(DateOnly day, CancellationToken ct);

    /// <summary>Overrides whose day has come end.</summary>
    Task<Outcome<int>> ExpireOverridesAsync(NightLease lease, JobFire fire, DateOnly today, CancellationToken ct);

    Task<Outcome<(IReadOnlyList<AlertInput> Tenants, AlertThresholds Thresholds)>> AlertsAsync(DateOnly day, IReadOnlyList<OrganizationId> only, CancellationToken ct);

    /// <summary>Live clients whose score is older than 26 hours and of whom no alert says so.</summary>
    Task<Outcome<IReadOnlyList<OrganizationId>>> StaleAsync(DateOnly day, CancellationToken ct);

    /// <summary>Opens, returns, fades and resolves; opened ones get their playbook's tasks once, and their notices.</summary>
    Task<Outcome<int>> WriteAlertsAsync(NightLease lease, JobFire fire, DateOnly day, IReadOnlyList<AlertChange> changes, CancellationToken ct);

    Task<Outcome<IReadOnlyList<MetricValues>>> MetricsAsync(DateOnly day, CancellationToken ct);

    Task<Outcome<int>> WriteBenchmarksAsync(NightLease lease, DateOnly day, IEnumerable<BenchmarkRow> rows, CancellationToken ct);

    /// <summary>The run and its mark in the ledger, together. A second completed run of a kind and day is impossible.</summary>
    Task<Outcome<Done>> CompleteAsync(NightLease lease, Guid run, NightKind kind, IReadOnlyList<DateOnly> days, DateTimeOffset startedAt, RunFigures figures, CancellationToken ct);

    /// <summary>Statements sent so far, by all nights of this process.</summary>
    long Sent { get; }

    Task<Outcome<int>> PurgeAsync(DateOnly today, CancellationToken ct);
}
