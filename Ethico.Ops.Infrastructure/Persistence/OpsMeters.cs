using System.Diagnostics.Metrics;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>What the doors count. No tenant and no person is ever a label.</summary>
internal static class OpsMeters
{
    public const string Name = "Ethico.Ops";

    private static readonly Meter Meter = new(Name);

    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>("ops_database_retries", description: "Units of work run again after a deadlock or serialization failure");

    public static Counter<long> Refusals { get; } = Meter.CreateCounter<long>("ops_refusals", description: "Refusals by code");

    public static Counter<long> RateLimited { get; } = Meter.CreateCounter<long>("ops_rate_limited", description: "Refusals by a rate rule, by action");

    public static Counter<long> AuditEntries { get; } = Meter.CreateCounter<long>("ops_audit_entries", description: "Audit entries by action");

    public static Histogram<double> SearchSeconds { get; } = Meter.CreateHistogram<double>("ops_search_seconds", "s", "Tenant searches");

    public static Gauge<long> SessionsOpen { get; } = Meter.CreateGauge<long>("ops_sessions_open", description: "Impersonation sessions open by the database's clock, over all portals");

    public static Counter<long> JobRuns { get; } = Meter.CreateCounter<long>("ops_job_runs", description: "Runs of scheduled jobs, by job");

    public static Counter<long> JobFailures { get; } = Meter.CreateCounter<long>("ops_job_failures", description: "Runs of scheduled jobs that ended in a fault, by job");

    public static Counter<long> JobsMissed { get; } = Meter.CreateCounter<long>("ops_jobs_missed", description: "Starts of scheduled jobs that were missed and made up for by one, by job");

    public static Histogram<double> JobSeconds { get; } = Meter.CreateHistogram<double>("ops_job_seconds", "s", "How long runs of scheduled jobs took, by job");

    public static void CountRefusal(string code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>One entry, and where it is a refusal's, that by its code. A unit of work that is run again counts again.</summary>
    public static void CountEntry(AuditAction action, string? refusal)
    {
        AuditEntries.Add(1, new KeyValuePair<string, object?>("action", action.ToString()));
        if (refusal is not null)
            CountRefusal(refusal);
        if (refusal is "too-many")
            RateLimited.Add(1, new KeyValuePair<string, object?>("action", action.ToString()));
    }
}
