using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Writes snapshots: straight in where none of them stands, else over those that stand and differ.</summary>
internal static class SnapshotWrites
{
    private static readonly string[] Columns =
    [
        "organization_id", "day", "state", "cause", "failed_input", "model_version",
        .. RawColumns.Snapshot.Split(',', StringSplitOptions.TrimEntries),
        "login_score", "cases_score", "campaigns_score", "adoption_score", "tickets_score",
        "login_absent", "cases_absent", "campaigns_absent", "adoption_absent", "tickets_absent",
        "score", "coverage", "trend", "trend_delta", "trend_recent", "trend_earlier", "trend_note", "renewal_in", "band", "fired_rules", "flags",
        "computed_at", "run_id",
    ];

    private static readonly Component[] Components = Enum.GetValues<Component>();

    /// <returns>How many were written.</returns>
    public static async Task<int> WriteAsync(OpsDbContext context, Guid? run, IReadOnlyList<Snapshot> batch, CancellationToken ct)
    {
        if (batch.Count == 0)
            return 0;
        var (now, stands) = (await context.ReadAsync(
            """
            select access.now(), exists (
                select from unnest($1::uuid[]) t (id) join client_success.health_snapshot h on h.organization_id = t.id where h.day between $2 and $3)
            """,
            r => (r.GetFieldValue<DateTimeOffset>(0), r.GetBoolean(1)),
            ct,
            [batch.Select(s => s.Tenant.Value).Distinct().ToArray(), batch.Min(s => s.Day), batch.Max(s => s.Day)])).Single();
        if (!stands)
        {
            await CopyAsync(context, "client_success.health_snapshot", run, batch, now, ct);
            return batch.Count;
        }

        // CREATE TABLE … LIKE, without its constraints: the upsert is what they hold.
        await context.WriteAsync($"create temp table made on commit drop as select {string.Join(", ", Columns)} from client_success.health_snapshot with no data", ct);
        await CopyAsync(context, "pg_temp.made", run, batch, now, ct);
        var numbers = Columns[2..^2];
        var written = await context.WriteAsync(
            $"""
            insert into client_success.health_snapshot as h ({string.Join(", ", Columns)})
            select {string.Join(", ", Columns)} from made
            on conflict (organization_id, day) do update
            set {string.Join(", ", Columns[2..].Select(c => $"{c} = excluded.{c}"))}
            where ({string.Join(", ", numbers.Select(c => "h." + c))}) is distinct from ({string.Join(", ", numbers.Select(c => "excluded." + c))})
            """,
            ct);
        await context.WriteAsync("drop table made", ct);
        return written;
    }

    private static async Task CopyAsync(OpsDbContext context, string target, Guid? run, IReadOnlyList<Snapshot> batch, DateTimeOffset now, CancellationToken ct)
    {
        context.Sent++;
        await using var copy = await CopyWriter.OpenAsync(context.Connection(), $"{target} ({string.Join(", ", Columns)})", ct);
        // Day by day, as nights leave them.
        foreach (var snapshot in batch.OrderBy(s => s.Day))
        {
            Put(copy.Row, snapshot);
            copy.Row.Add(now);
            copy.Row.Add(run);
            await copy.SendAsync(ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static void Put(CopyBuffer to, Snapshot s)
    {
        to.BeginRow(Columns.Length);
        to.Add(s.Tenant.Value);
        to.Add(s.Day);
        to.Add(s.State.Stored());
        to.Add(s.Cause?.Stored());
        to.Add(s.FailedInput);
        to.Add(s.ModelVersion);
        var raw = s.Raw is null ? null : RawColumns.Values(s.Raw);
        for (var i = 0; i < RawColumns.Count; i++)
            to.Add(raw?[i]);
        foreach (var component in Components)
            to.Add(s.Reading?[component].Score);
        foreach (var component in Components)
            to.Add(s.Reading?[component].Absent?.Stored());
        to.Add(s.Reading?.Score);
        to.Add(s.Reading?.Coverage);
        to.Add(s.Trend?.Trend.Stored());
        to.Add(s.Trend?.Delta);
        to.Add(s.Trend?.Recent);
        to.Add(s.Trend?.Earlier);
        to.Add(s.Trend?.Note?.Stored());
        to.Add(s.RenewalInDays);
        to.Add(s.Band?.Band.Stored());
        to.AddTexts([.. (s.Band?.Fired ?? []).Select(f => f.Stored())]);
        to.AddTexts(s.Flags.Stored());
    }
}
