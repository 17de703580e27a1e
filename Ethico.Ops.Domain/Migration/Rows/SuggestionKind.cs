namespace Ethico.Ops.Domain.Migration;

/// <summary>What taking a finding's suggestion does. Each is made of cell fixes, so that it can be undone, or of a skip.</summary>
public enum SuggestionKind
{
    /// <summary>Words only: a person must know.</summary>
    None,

    /// <summary>Puts the suggested value into the finding's cell.</summary>
    SetCell,

    /// <summary>Cuts the cell to its target's limit and appends the rest to the case's notes.</summary>
    MoveRestToNotes,

    /// <summary>Empties the cell and appends what it held to the case's notes.</summary>
    MoveToNotes,

    /// <summary>Replaces each hit of the sensitive-data rules by •••.</summary>
    Mask,

    /// <summary>Takes tags off and decodes entities.</summary>
    StripMarkup,

    /// <summary>Empties every cell that names the reporter.</summary>
    DropIdentity,

    /// <summary>Puts the cells behind the last column into the suggested one, or into the case's notes.</summary>
    PlaceSurplus,

    /// <summary>Leaves the suggested columns blank, and moves the cells that stood there to the right.</summary>
    PlaceGap,

    /// <summary>Leaves the row out.</summary>
    SkipRow,
}
