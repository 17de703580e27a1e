using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Preferences in the database. A person's own taste is no act on anybody: no entry is written.</summary>
public interface IPreferences
{
    /// <summary>The default for somebody who never chose.</summary>
    Task<Outcome<Preference>> FindAsync(OperatorId who, CancellationToken ct);

    Task<Outcome<Done>> KeepAsync(OperatorId who, Preference preference, CancellationToken ct);
}
