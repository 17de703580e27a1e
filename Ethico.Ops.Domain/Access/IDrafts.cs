using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Unsaved typing in the database. It is nobody's but its owner's, and no act: nothing of it stands in the audit trail or the log.
/// </summary>
public interface IDrafts
{
    /// <summary>Null where there is none, it lapsed, or its tenant is not open to the owner now.</summary>
    Task<Outcome<Draft?>> FindAsync(OperatorId owner, DraftPlace place, CancellationToken ct);

    Task<Outcome<DraftKept>> KeepAsync(OperatorId owner, DraftPlace place, DraftWrite write, CancellationToken ct);

    /// <param name="upTo">A version written later, by another window, stays.</param>
    Task<Outcome<Done>> ForgetAsync(OperatorId owner, DraftPlace place, long upTo, CancellationToken ct);
}
