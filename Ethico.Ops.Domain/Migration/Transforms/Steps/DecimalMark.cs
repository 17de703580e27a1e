namespace Ethico.Ops.Domain.Migration;

/// <summary>Stated per column, never guessed: 1.234 is a thousand to one half of the world.</summary>
public enum DecimalMark
{
    Point,
    Comma,
}
