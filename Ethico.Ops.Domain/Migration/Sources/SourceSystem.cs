namespace Ethico.Ops.Domain.Migration;

/// <summary>The system that wrote the file, as far as it is told apart (migration.md 6).</summary>
public enum SourceSystem
{
    Navex,
    Eqs,
    CaseIq,
    OneTrust,

    /// <summary>Chosen by a person only: it has no signature yet and starts from the generic names.</summary>
    Convercent,

    LegacyEthico,
    Star,

    /// <summary>Needs a label of its own, see <see cref="SourceSystems.Name"/>.</summary>
    Generic,
}
