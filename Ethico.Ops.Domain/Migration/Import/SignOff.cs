namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person signs, and whom of the client it was agreed with.</summary>
/// <param name="Digest">Hex, of the figures on the page.</param>
public sealed record SignOff(string Digest, string Statement, string? ClientName = null, string? ClientEmail = null, DateOnly? ClientAgreedOn = null);
