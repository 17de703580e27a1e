namespace Ethico.Ops.Domain.Migration;

/// <summary>A named person's word under a sheet; never overwritten.</summary>
/// <param name="Digest">Hex; of the figures that were signed.</param>
public sealed record Signature(
    Guid Id, string ByName, string Role, DateTimeOffset At, string Statement, string Digest, string? ClientName, string? ClientEmail, DateOnly? ClientAgreedOn);
