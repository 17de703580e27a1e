namespace Ethico.Ops.Domain.Migration;

/// <summary>How a quote stands inside a quoted cell: written twice, or behind a backslash.</summary>
public enum QuoteEscape
{
    Doubled,
    Backslash,
}
