namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>A row of <c>access.audit_stream</c>: the register of streams and their ends.</summary>
internal sealed class AuditStreamRow
{
    public required string Stream { get; init; }

    public long LastSequence { get; init; }

    public required byte[] LastHash { get; init; }
}
