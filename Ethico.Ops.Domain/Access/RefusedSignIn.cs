namespace Ethico.Ops.Domain.Access;

/// <summary>A sign-in that did not happen. The subject is kept as a digest: it may be nobody of ours.</summary>
/// <param name="Why">A stable code: no-role, two-roles, deactivated, provider.</param>
public sealed record RefusedSignIn(string Why, string? Issuer, string? Subject, string? Ip, string? UserAgent, string CorrelationId);
