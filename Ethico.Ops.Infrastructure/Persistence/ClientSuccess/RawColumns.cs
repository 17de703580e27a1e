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

    public static RawCounts? Read(NpgsqlDataReader reader, int from) => reader.IsDBNull(from) ? null : new RawCounts
    {
        EnabledAccounts = reader.GetInt32(from),
        ActiveEnabled = reader.GetInt32(from + 1),
        ActiveAccounts = reader.GetInt32(from + 2),
        ActiveBefore = reader.GetInt32(from + 3),
        Closed = reader.GetInt32(from + 4),
        ClosedOnTime = reader.GetInt32(from + 5),
        PastDue = reader.GetInt32(from + 6),
        ClosedWithoutDue = reader.GetInt32(from + 7),
        AssignmentsDue = reader.GetInt32(from + 8),
        AssignmentsCompleted = reader.GetInt32(from + 9),
        FeaturesEntitled = reader.GetInt32(from + 10),
        FeaturesUsed = reader.GetInt32(from + 11),
        TicketsLow = reader.GetInt32(from + 12),
        TicketsMedium = reader.GetInt32(from + 13),
        TicketsHigh = reader.GetInt32(from + 14),
        TicketsUrgent = reader.GetInt32(from + 15),
    };

    public static int[] Values(RawCounts raw) =>
    [
        raw.EnabledAccounts, raw.ActiveEnabled, raw.ActiveAccounts, raw.ActiveBefore, raw.Closed, raw.ClosedOnTime, raw.PastDue, raw.ClosedWithoutDue,
        raw.AssignmentsDue, raw.AssignmentsCompleted, raw.FeaturesEntitled, raw.FeaturesUsed, raw.TicketsLow, raw.TicketsMedium, raw.TicketsHigh, raw.TicketsUrgent,
    ];
}
