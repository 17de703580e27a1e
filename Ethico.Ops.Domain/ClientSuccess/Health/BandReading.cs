namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Fired">Every rule that held, in order.</param>
public sealed record BandReading(Band Band, IReadOnlyList<BandRule> Fired);
