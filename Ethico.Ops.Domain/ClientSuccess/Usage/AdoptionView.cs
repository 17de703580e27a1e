namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Day">Null before the first roll-up.</param>
public sealed record AdoptionView(DateOnly? Day, IReadOnlyList<FeatureView> Features, AdoptionReading Reading);
