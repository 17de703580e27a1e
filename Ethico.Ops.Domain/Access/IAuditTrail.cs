namespace Ethico.Ops.Domain.Access;

/// <summary>Writes an entry of its own: for what was refused before any door, and for what has no other record.</summary>
public interface IAuditTrail
{
    Task RecordAsync(Caller caller, AuditAct act, bool refused, CancellationToken ct);
}
