using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>The format of delimited text from its beginning.</summary>
internal sealed class DelimitedLook(FormatLimits limits, Predicate<string> isKnown)
{
    private const int QuotesLooked = 256 << 10;

    private static readonly string[] Delimiters = [",", ";", "\t", "|", ""];
    private static readonly string[] Quotes = ["\"", "'", ""];

    public DetectedFormat Look(Stream content, FileHead head, string text, EncodingGuess encoding, FormatChoice choice)
    {
        var facts = new List<FormatFact>
        {
            new(FactKind.Kind, nameof(FileKind.Delimited), 1, "The file is text, and no JSON.", []),
            encoding.Fact,
        };
        var separator = DelimitedRows.Separator(text);
        var skip = separator is null ? 0 : 1;
        var quoting = Quoting(text, choice, separator);
        var delimiter = Delimiter(text, head, choice, separator, quoting, skip, facts);
        quoting = Quoting(text, choice, delimiter);
        facts.Add(new(FactKind.Quote, quoting.Quote is '\0' ? "" : quoting.Quote.ToString(), quoting.Confidence, quoting.Evidence, Quotes));
        facts.Add(new(FactKind.Escape, quoting.Escape.ToString(), quoting.Confidence, quoting.EscapeEvidence, Enum.GetNames<QuoteEscape>()));

        var tally = new ReadingTally();
        var format = new FileFormat
        {
            Kind = FileKind.Delimited,
            Encoding = encoding.Name,
            HasByteOrderMark = encoding.HasMark,
            Delimiter = delimiter,
            Quote = quoting.Quote is '\0' ? null : quoting.Quote,
            Escape = quoting.Escape,
            HasBlankBeforeQuote = quoting.HasBlankBefore,
            FooterRows = choice.FooterRows ?? 0,
            Columns = [],
        };
        format = Header(text, head, format, choice, skip, tally, facts);
        format = format with { NewLine = NewLine(tally, facts) };

        content.Position = 0;
        var rows = SourceReader.Rows(content, format with { FooterRows = 0 }, limits).Take(FormatDetector.FirstRows).ToList();
        if (rows.Count == 0)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderOnly, "MIG-FIL-001"));
        return new(format, facts, rows, SampleLines.Of(text), [], []);
    }

    private static QuoteGuess Quoting(string text, FormatChoice choice, char? delimiter)
    {
        var guess = QuoteGuess.Of(text.AsSpan(0, Math.Min(text.Length, QuotesLooked)), delimiter ?? ',');
        if (choice.Quote is { } quote)
            guess = guess with { Quote = Mark(quote, '\0'), Confidence = 1, Evidence = "Chosen by a person." };
        return choice.Escape is { } escape ? guess with { Escape = escape, EscapeEvidence = "Chosen by a person." } : guess;
    }

    private char Delimiter(string text, FileHead head, FormatChoice choice, char? separator, QuoteGuess quoting, int skip, List<FormatFact> facts)
    {
        if ((choice.Delimiter is { } typed ? Mark(typed, FileFormat.NoDelimiter) : separator) is { } known)
        {
            var isEmpty = choice.Delimiter is null && Score(text, head, known, choice, skip).Score == 0;
            facts.Add(isEmpty ? Fact(known, 0.5, "The first line of the file names it (sep=), and yet it divides no line.", needsChoice: true)
                : Fact(known, 1, choice.Delimiter is null ? "The first line of the file names it (sep=)." : "Chosen by a person.", false));
            return known;
        }

        var ranked = DelimiterScore.Ranked(DelimiterScore.Candidates.Select(each => Score(text, head, each, choice, skip)));
        var best = ranked[0];
        if (best.Score == 0)
        {
            facts.Add(Fact(FileFormat.NoDelimiter, 0.5, "No delimiter divides the lines: the file seems to have a single column.", needsChoice: true));
            return FileFormat.NoDelimiter;
        }

        facts.Add(Fact(best.Delimiter, best.Score, Say(
            $"{best.Fields} cells in {best.Agreeing} of {best.Records} records; the next best, {Words(ranked[1].Delimiter)}, fits {ranked[1].Score * 100:F0} %."),
            best.Score < DelimiterScore.Sure));
        return best.Delimiter;
    }

    private DelimiterScore Score(string text, FileHead head, char delimiter, FormatChoice choice, int skip)
    {
        var quoting = Quoting(text, choice, delimiter);
        var records = HeadRecords.Read(text, head.IsWhole, delimiter, quoting.Quote is '\0' ? null : quoting.Quote, quoting.Escape, skip, limits, hasBlankBeforeQuote: quoting.HasBlankBefore);
        return DelimiterScore.Of(delimiter, records.Select(each => each.Cells.Count).ToList());
    }

    private FileFormat Header(string text, FileHead head, FileFormat format, FormatChoice choice, int skip, ReadingTally tally, List<FormatFact> facts)
    {
        var lines = Math.Max(skip, (choice.HeaderLine ?? 1) - 1);
        var records = HeadRecords.Read(text, head.IsWhole, format.Delimiter, format.Quote, format.Escape, lines, limits, tally, format.HasBlankBeforeQuote);
        if (records.Count == 0)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderOnly, "MIG-FIL-001"));

        if (choice.HeaderLine > 0 && records[0].Line != choice.HeaderLine)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderBlank(choice.HeaderLine.Value)));

        var fields = DelimiterScore.Of(format.Delimiter, records.Select(each => each.Cells.Count).ToList()).Fields;
        records = Widened(records, fields);
        var guess = choice.HeaderLine switch
        {
            null => HeaderGuess.Of(records.Take(HeaderGuess.Lines).Select(each => each.Cells).ToList(), fields, isKnown),
            0 => new HeaderGuess(-1, 1, "Chosen by a person."),
            _ => new HeaderGuess(0, 1, "Chosen by a person."),
        };
        var header = guess.At < 0 ? null : records[guess.At];
        var columns = header is null ? ColumnNames.Numbered(fields) : ColumnNames.Of(header.Cells);
        if (columns.Count > limits.Columns)
            throw new UnreadableSourceException(FormatRefusals.TooManyColumns(limits.Columns, columns.Count, header?.Line ?? 1, header?.Offset ?? 0));

        var line = choice.HeaderLine ?? (int)(header?.Line ?? 0);
        facts.Add(new(FactKind.HeaderLine, Say($"{line}"), guess.Confidence, guess.Evidence,
            [.. records.Take(HeaderGuess.Choices).Select(each => Say($"{each.Line}")).Prepend("0").Distinct(StringComparer.Ordinal)]));
        return format with { HeaderLine = line, Columns = columns };
    }

    // Some systems close every record with one more delimiter, but not the header: the cells behind it are columns, as long as none holds anything.
    private static IReadOnlyList<HeadRecord> Widened(IReadOnlyList<HeadRecord> records, int fields)
    {
        var whole = records.Where(each => each.Cells.Count == fields).ToList();
        var blank = 0;
        while (blank < fields - 1 && whole.TrueForAll(each => string.IsNullOrWhiteSpace(each.Cells[fields - 1 - blank])))
            blank++;
        return blank == 0 ? records : [.. records.Select(each => each.Cells.Count < fields && each.Cells.Count >= fields - blank
            ? each with { Cells = [.. each.Cells, .. Enumerable.Repeat("", fields - each.Cells.Count)] }
            : each)];
    }

    private static NewLineKind NewLine(ReadingTally tally, List<FormatFact> facts)
    {
        var fact = NewLineFact.Of(tally);
        facts.Add(fact);
        return Enum.Parse<NewLineKind>(fact.Value);
    }

    private static FormatFact Fact(char delimiter, double confidence, string evidence, bool needsChoice) =>
        new(FactKind.Delimiter, delimiter is FileFormat.NoDelimiter ? "" : delimiter.ToString(), confidence, evidence, Delimiters, needsChoice);

    private static char Mark(string typed, char none) => typed.Length == 0 ? none : typed[0];

    private static string Words(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        _ => delimiter.ToString(),
    };

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
