namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The right to work the night. Every write names the token; one that was taken over writes nothing more.</summary>
public sealed record NightLease(string Holder, long Token);
