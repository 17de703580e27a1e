namespace Ethico.Ops.Domain.ClientSuccess;

public enum FeatureKind
{
    /// <summary>A channel: used if it was published on every day of the window. How many use it never lowers it: few reports may mean fear.</summary>
    Open,

    /// <summary>By people: at least 3 uses by at least 2 accounts.</summary>
    Worked,

    /// <summary>By machines: at least one event that succeeded.</summary>
    Running,
}
