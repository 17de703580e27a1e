namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A rule and a column in one number: what every staged row keeps of every finding, however many there are, so that counts stay
/// exact where the findings themselves are kept for 10,000 rows only.
/// </summary>
public readonly record struct FindingMark(int Value)
{
    private const int Columns = 1024;

    /// <param name="columnNumber">From 1; 0: no one column.</param>
    public FindingMark(Rule rule, int columnNumber)
        : this((rule.Ordinal * Columns) + columnNumber)
    {
    }

    public Rule Rule => Rules.All[(Value / Columns) - 1];

    public int ColumnNumber => Value % Columns;
}
