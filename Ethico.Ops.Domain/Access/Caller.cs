using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Who asks, and from where: rebuilt from the database for every circuit and request, never taken from a form.</summary>
/// <param name="Ip">The connection's address, with the chain known proxies forwarded; null where there is none (a command).</param>
/// <param name="CorrelationId">Ties the entry to the log lines and trace of the same act.</param>
public sealed record Caller(OperatorId Id, Role Role, string? Ip, string? UserAgent, string CorrelationId)
{
    public string? Ip { get; init; } = AuditText.Fit(Ip, 400);

    public string? UserAgent { get; init; } = AuditText.Fit(UserAgent, 400);

    public string CorrelationId { get; init; } = AuditText.Fit(CorrelationId, 64)!;

    public Grant May(Permission permission) => AccessMatrix.Answer(Role, permission);
}
