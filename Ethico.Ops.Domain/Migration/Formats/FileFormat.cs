namespace Ethico.Ops.Domain.Migration;

/// <summary>Everything a reader has to know about a file. Confirmed by a person in step 2 and kept with the run.</summary>
public sealed record FileFormat
{
    /// <summary>A character that no text may hold.</summary>
    public const char NoDelimiter = '\uFFFF';

    public required FileKind Kind { get; init; }

    /// <summary>Web name: utf-8, utf-16, utf-16BE, windows-1252.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Whether the file began with a byte order mark: the error file is written likewise.</summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary><see cref="NoDelimiter"/> for a single column.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Null where the file quotes nothing: every mark is text then.</summary>
    public char? Quote { get; init; } = '"';

    public QuoteEscape Escape { get; init; } = QuoteEscape.Doubled;

    /// <summary>Blanks stand between a delimiter and the quote that opens a cell; they belong to neither.</summary>
    public bool HasBlankBeforeQuote { get; init; }

    public NewLineKind NewLine { get; init; } = NewLineKind.Lf;

    /// <summary>The line (in a workbook the row) of the header, from 1; what stands above is preamble. 0: there is none, and every line is a record.</summary>
    public int HeaderLine { get; init; } = 1;

    /// <summary>The sheet of a workbook; null: the first that holds data.</summary>
    public string? Sheet { get; init; }

    /// <summary>The property of the outer object that holds the records; null where the file is an array, or one record a line.</summary>
    public string? ArrayName { get; init; }

    /// <summary>
    /// For JSON whose names cannot be columns as they stand (two that differ in case only, line breaks, none at all, hundreds of letters):
    /// of each column the name in the file. Null: the columns' own.
    /// </summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>How many of the last records are totals and the like, and are not read.</summary>
    public int FooterRows { get; init; }

    /// <summary>
    /// For a further file of a run, whose columns may stand in another order: of each of the run's columns its place in this file.
    /// Null: as they stand. Readers hand out cells in the run's order.
    /// </summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>Final names, one a column, no two alike, as this file has them.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
}
