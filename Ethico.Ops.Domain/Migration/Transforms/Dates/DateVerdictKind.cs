namespace Ethico.Ops.Domain.Migration;

/// <summary>What follows from a column's evidence.</summary>
public enum DateVerdictKind
{
    /// <summary>Proven in 1 % of the filled cells or more, or no cell leaves the order open.</summary>
    Accepted,

    /// <summary>Proven, but in fewer: shown, and to be confirmed.</summary>
    Review,

    /// <summary>Both orders are proven; the cells of the order not chosen become errors.</summary>
    PersonMustChoose,

    /// <summary>Nothing proves either order.</summary>
    MustConfirm,
}
