namespace Ethico.Ops.Domain.ClientSuccess;

public enum AlertRule
{
    ScoreDrop,
    BandHigh,
    KeyUserSilent,
    TicketSurge,
    UsageDrop,
    FeatureIdle,
    Renewal,
    LowSeats,
    NoContact,
    Quiet,
    OverrideEnds,
    NoScore,
}
