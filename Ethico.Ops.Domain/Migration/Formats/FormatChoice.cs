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

    /// <summary>The same of the run's further files, by their place from 2; of the first one everything else here is said.</summary>
    public IReadOnlyDictionary<int, FormatChoice>? Further { get; init; }

    /// <summary>What is said of one file. Each is as it is written itself: what is said of another says nothing of it.</summary>
    /// <param name="file">From 1.</param>
    public FormatChoice For(int file) => file == 1 ? this with { Further = null } : Further?.GetValueOrDefault(file) ?? Nothing;

    /// <summary>The same with another word on one file.</summary>
    public FormatChoice With(int file, FormatChoice said) => file == 1
        ? said with { Further = Further }
        : this with { Further = (Further ?? new Dictionary<int, FormatChoice>()).Where(f => f.Key != file).Append(new(file, said)).OrderBy(f => f.Key).ToDictionary() };

    /// <summary>Whether this fact was decided by a person.</summary>
    public bool Says(FactKind kind) => kind switch
    {
        FactKind.Encoding => Encoding is not null,
        FactKind.Delimiter => Delimiter is not null,
        FactKind.Quote => Quote is not null,
        FactKind.Escape => Escape is not null,
        FactKind.HeaderLine => HeaderLine is not null,
        FactKind.Footer => FooterRows is not null,
        FactKind.Sheet => Sheet is not null,
        _ => false,
    };
}
