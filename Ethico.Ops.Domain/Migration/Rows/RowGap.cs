using System.Globalization;
using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a person said that cells of a row too short are missing: those from there on belong to the right.</summary>
/// <param name="Column">The first that is left blank, from 1.</param>
/// <param name="Cells">How many are blank there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowGap(int Column, int Cells)
{
    /// <summary>As a fix and a suggestion hold it.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Column}+{Cells}");

    /// <summary>Null: it says no gap.</summary>
    public static RowGap? Read(string? text) =>
        text?.Split('+') is [var column, var cells] && int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at > 0
        && int.TryParse(cells, NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many > 0
            ? new(at, many)
            : null;
}
