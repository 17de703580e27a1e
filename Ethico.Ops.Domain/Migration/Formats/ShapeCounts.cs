namespace Ethico.Ops.Domain.Migration;

/// <summary>Filled cells per shape; a cell counts under each shape it has.</summary>
public sealed record ShapeCounts(int Email, int Phone, int Date, int Number, int Boolean)
{
    /// <summary>Digits alone, or what a spreadsheet makes of them: <c>4.56E+11</c>.</summary>
    public int Digits { get; init; }

    /// <summary>A power of ten without its plus sign, <c>2E05</c>: a number that was rewritten twice, or a code somebody gave.</summary>
    public int BarePowers { get; init; }

    /// <summary>What looks like a power of ten in this column is one: all else in it is whole numbers, and they are more.</summary>
    public bool AreDigits(int filled) => Digits > BarePowers && Digits + BarePowers == filled;
}
