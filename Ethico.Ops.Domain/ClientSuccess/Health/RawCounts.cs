namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// What SQL counted for one tenant and day; everything else is computed from it, here and nowhere else.
/// Windows end with the day and include both ends.
/// </summary>
public sealed record RawCounts
{
    /// <summary>Accounts enabled at the end of the day.</summary>
    public int EnabledAccounts { get; init; }

    /// <summary>Of those, with counted activity in 30 days.</summary>
    public int ActiveEnabled { get; init; }

    /// <summary>All accounts with counted activity in 30 days, enabled or not any more.</summary>
    public int ActiveAccounts { get; init; }

    /// <summary>The same in the 30 days before those.</summary>
    public int ActiveBefore { get; init; }

    /// <summary>Cases closed in 90 days that had a due instant.</summary>
    public int Closed { get; init; }

    /// <summary>Of those, at or before it.</summary>
    public int ClosedOnTime { get; init; }

    /// <summary>Open and past due at the end of the day.</summary>
    public int PastDue { get; init; }

    /// <summary>Closed in 90 days without a due instant: left out, their number shown.</summary>
    public int ClosedWithoutDue { get; init; }

    /// <summary>Assignments due in 90 days, exempt and cancelled left out.</summary>
    public int AssignmentsDue { get; init; }

    public int AssignmentsCompleted { get; init; }

    /// <summary>Features entitled for 30 days or more.</summary>
    public int FeaturesEntitled { get; init; }

    public int FeaturesUsed { get; init; }

    /// <summary>Tickets opened in 30 days.</summary>
    public int TicketsLow { get; init; }

    public int TicketsMedium { get; init; }

    public int TicketsHigh { get; init; }

    public int TicketsUrgent { get; init; }

    public int Tickets => TicketsLow + TicketsMedium + TicketsHigh + TicketsUrgent;

    /// <summary>The name of the first number that cannot be; null where all can.</summary>
    public string? Impossible() => this switch
    {
        { EnabledAccounts: < 0 } => nameof(EnabledAccounts),
        { ActiveEnabled: < 0 } => nameof(ActiveEnabled),
        { ActiveAccounts: < 0 } => nameof(ActiveAccounts),
        { ActiveBefore: < 0 } => nameof(ActiveBefore),
        { Closed: < 0 } => nameof(Closed),
        { ClosedOnTime: < 0 } => nameof(ClosedOnTime),
        { PastDue: < 0 } => nameof(PastDue),
        { ClosedWithoutDue: < 0 } => nameof(ClosedWithoutDue),
        { AssignmentsDue: < 0 } => nameof(AssignmentsDue),
        { AssignmentsCompleted: < 0 } => nameof(AssignmentsCompleted),
        { FeaturesEntitled: < 0 } => nameof(FeaturesEntitled),
        { FeaturesUsed: < 0 } => nameof(FeaturesUsed),
        { TicketsLow: < 0 } or { TicketsMedium: < 0 } or { TicketsHigh: < 0 } or { TicketsUrgent: < 0 } => nameof(Tickets),
        _ when ActiveEnabled > EnabledAccounts => nameof(ActiveEnabled),
        _ when ClosedOnTime > Closed => nameof(ClosedOnTime),
        _ when AssignmentsCompleted > AssignmentsDue => nameof(AssignmentsCompleted),
        _ when FeaturesUsed > FeaturesEntitled => nameof(FeaturesUsed),
        _ => null,
    };
}
