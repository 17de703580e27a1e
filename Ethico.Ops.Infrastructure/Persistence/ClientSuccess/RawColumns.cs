using Ethico.Ops.Domain.ClientSuccess;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The sixteen counts as columns: of a snapshot, of the roll-up they come from, and back.</summary>
internal static class RawColumns
{
    public const int Count = 16;

    /// <summary>In the order of client_success.health_snapshot.</summary>
    public const string Snapshot = """
        enabled_accounts, active_enabled, active_accounts, active_before, closed, closed_on_time, past_due, closed_without_due,
        assignments_due, assignments_completed, features_entitled, features_used, tickets_low, tickets_medium, tickets_high, tickets_urgent
        """;

    /// <summary>Of u = usage_day, and b = usage_day thirty days earlier.</summary>
    public const string RolledUp = """
        u.enabled_accounts, u.active_enabled_30, u.active_30, coalesce(b.active_30, 0), u.closed_90, u.closed_on_time_90, u.cases_past_due,
        u.closed_without_due_90, u.due_90, u.completed_90, u.features_entitled, u.features_used, u.tickets_low_30, u.tickets_medium_30,
        u.tickets_high_30, u.tickets_urgent_30
        """;

    private static readonly string[] Names = Snapshot.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Those of a snapshot under an alias.</summary>
    public static string Of(string alias) => string.Join(", ", Names.Select(c => $"{alias}.{c}"));

    /// <summary>The next sixteen columns. Null: nothing was measured.</summary>
    public static RawCounts? Read(ref CopyRow row)
    {
        Span<int> values = stackalloc int[Count];
        var isMeasured = true;
        for (var i = 0; i < Count; i++)
        {
            if (row.MaybeInt() is { } value)
                values[i] = value;
            else if (i == 0)
                isMeasured = false;
        }

        return isMeasured ? Of(values) : null;
    }

    public static RawCounts? Read(NpgsqlDataReader reader, int from)
    {
        if (reader.IsDBNull(from))
            return null;
        Span<int> values = stackalloc int[Count];
        for (var i = 0; i < Count; i++)
            values[i] = reader.GetInt32(from + i);
        return Of(values);
    }

    public static int[] Values(RawCounts raw) =>
    [
        raw.EnabledAccounts, raw.ActiveEnabled, raw.ActiveAccounts, raw.ActiveBefore, raw.Closed, raw.ClosedOnTime, raw.PastDue, raw.ClosedWithoutDue,
        raw.AssignmentsDue, raw.AssignmentsCompleted, raw.FeaturesEntitled, raw.FeaturesUsed, raw.TicketsLow, raw.TicketsMedium, raw.TicketsHigh, raw.TicketsUrgent,
    ];

    private static RawCounts Of(ReadOnlySpan<int> values) => new()
    {
        EnabledAccounts = values[0],
        ActiveEnabled = values[1],
        ActiveAccounts = values[2],
        ActiveBefore = values[3],
        Closed = values[4],
        ClosedOnTime = values[5],
        PastDue = values[6],
        ClosedWithoutDue = values[7],
        AssignmentsDue = values[8],
        AssignmentsCompleted = values[9],
        FeaturesEntitled = values[10],
        FeaturesUsed = values[11],
        TicketsLow = values[12],
        TicketsMedium = values[13],
        TicketsHigh = values[14],
        TicketsUrgent = values[15],
    };
}
