namespace Ethico.Ops.Domain.Migration;

/// <summary>Whether a column holds nothing but x and blank, so that a person must say whether blank means no. Not for several threads.</summary>
public sealed class BooleanEvidence
{
    public int Blank { get; private set; }

    public int Crossed { get; private set; }

    public int Other { get; private set; }

    public bool MustAskWhetherBlankMeansNo => Blank > 0 && Crossed > 0 && Other == 0;

    public void Add(string? cell)
    {
        var word = cell.AsSpan().Trim();
        if (word.IsEmpty)
            Blank++;
        else if (word is "x" or "X")
            Crossed++;
        else
            Other++;
    }
}
