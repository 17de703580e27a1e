namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="ModelMarkers">Days from which another model version counts.</param>
public sealed record HealthHistory(
    DateOnly From, DateOnly To, IReadOnlyList<HistoryDay> Days, IReadOnlyList<(DateOnly Day, int Version)> ModelMarkers, DateOnly? LiveOn, IReadOnlyList<OverrideView> Overrides);
