using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A person's name under a sheet. Never overwritten: a second signature is another row.</summary>
public sealed record SheetSignature(OperatorId By, string ByName, string Role, DateTimeOffset At, string Statement, string Digest, string? ClientName, string? ClientEmail, DateOnly? ClientAgreedOn);
