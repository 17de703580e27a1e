namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person has decided about the format; null is left to detection.</summary>
public sealed record FormatChoice
{
    public static FormatChoice Nothing { get; } = new();

    public string? Encoding { get; init; }

    /// <summary>"": a single column.</summary>
    public string? Delimiter { get; init; }

    /// <summary>"": nothing is quoted.</summary>
    public string? Quote { get; init; }

    public QuoteEscape? Escape { get; init; }

    /// <summary>0: no header.</summary>
    public int? HeaderLine { get; init; }

    public string? Sheet { get; init; }

    public int? FooterRows { get; init; }
}
