namespace Ethico.Ops.Domain.Support;

/// <summary>What kind of record a reveal is about.</summary>
public enum RevealTargetKind
{
    /// <summary>A login of the client.</summary>
    Account,

    /// <summary>Someone named in a case.</summary>
    Person,

    /// <summary>Who made a report, as far as the report itself names them.</summary>
    Report,
}
