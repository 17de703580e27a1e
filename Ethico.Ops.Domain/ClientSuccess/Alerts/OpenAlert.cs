namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>An open alert as a night finds it.</summary>
/// <param name="QuietNights">Nights in a row, before this one, without its condition.</param>
public sealed record OpenAlert(AlertRule Rule, AlertState State, DateOnly? SnoozedUntil, int QuietNights);
