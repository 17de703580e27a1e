namespace Ethico.Ops.Domain.Migration;

/// <summary>A name taken apart; the full name stays as the source wrote it.</summary>
public sealed record PersonName(string Full, string First, string Last);
