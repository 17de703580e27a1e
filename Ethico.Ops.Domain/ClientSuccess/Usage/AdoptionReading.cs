namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Used">Of <paramref name="Entitled"/>; new ones count in neither.</param>
/// <param name="Breadth">Used ÷ entitled; null where nothing is entitled.</param>
/// <param name="Depth">Median over used worked features of people using it ÷ active accounts; null where there is nothing to measure.</param>
public sealed record AdoptionReading(int Used, int Entitled, decimal? Breadth, decimal? Depth);
