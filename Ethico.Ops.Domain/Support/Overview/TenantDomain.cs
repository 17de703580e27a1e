namespace Ethico.Ops.Domain.Support;

/// <param name="IsMail">A mail domain; else a web one.</param>
/// <param name="VerifiedAt">Null: not verified.</param>
public sealed record TenantDomain(string Domain, bool IsMail, DateTimeOffset? VerifiedAt, DateTimeOffset? CertificateUntil);
