namespace Ethico.Ops.Domain.Migration;

/// <summary>What a column's cells look like, as far as suggestions ask. Shares are of filled cells, 0 to 1.</summary>
/// <param name="Rows">Records, blank cells included.</param>
/// <param name="Distinct">Different filled values; any number over 50 does for "many".</param>
/// <param name="AverageLength">Of filled cells, in characters.</param>
/// <param name="StatusWords">See <see cref="ValueSuggestions.StatusShare"/>.</param>
public sealed record ColumnShape(
    int Rows, int Filled, int Distinct, double AverageLength, double Email, double Phone, double Date, double Number, double Boolean, double StatusWords)
{
    /// <summary>Nothing is known yet: no shape speaks for or against a target.</summary>
    public static ColumnShape Unknown { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static ColumnShape From(ColumnProfile profile)
    {
        double Share(int cells) => profile.Filled is 0 ? 0 : (double)cells / profile.Filled;
        return new ColumnShape(
            profile.Rows, profile.Filled, profile.Distinct, profile.AverageLength, Share(profile.Shapes.Email), Share(profile.Shapes.Phone),
            Share(profile.Shapes.Date), Share(profile.Shapes.Number), Share(profile.Shapes.Boolean),
            ValueSuggestions.StatusShare(profile.Values.Select(v => (v.Value, v.Count))));
    }

    public double FillShare => Rows is 0 ? 0 : (double)Filled / Rows;
}
