namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Where a column's cell stands when a row becomes a card.</summary>
public enum CardPlace
{
    /// <summary>A line of its own, with the column's title before it.</summary>
    Line,

    /// <summary>First line, left: the reference.</summary>
    Head,

    /// <summary>The heading of the card.</summary>
    Title,

    /// <summary>First line, right: a tag.</summary>
    Side,
}
