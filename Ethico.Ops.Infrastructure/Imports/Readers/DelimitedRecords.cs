using System.Buffers;
using System.Runtime.InteropServices;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// Splits delimited text into records. Our own, since no library we found tells the line a record begins on when cells hold
/// line breaks, the byte of a fault, or reads CR-only and mixed line ends; each cell is one vectorised search.
/// </summary>
internal sealed class DelimitedRecords(
    CharSource text, char delimiter, char? quote, QuoteEscape escape, FormatLimits limits, ReadingTally tally, bool hasBlankBeforeQuote = false)
{
    // Of a record: far above any real one, and what bounds the memory of a file that has no line ends where they are looked for.
    private const int RecordCells = 16;

    private readonly SearchValues<char> stops = SearchValues.Create([delimiter, '\r', '\n', '\0']);
    private readonly SearchValues<char> quotedStops = SearchValues.Create(
        quote is not { } q ? ['\0'] : escape is QuoteEscape.Backslash ? [q, '\\', '\0'] : [q, '\0']);
    private readonly CellCache cache = new();
    private Cell[] cells = new Cell[64];
    private int position;
    private long breaksInCells;

    private enum CellState : byte
    {
        Plain,
        Nul = 1,
        Escaped = 2,
        Quoted = 4,
        Swallowed = 8,
    }

    /// <summary>The line the record begins on, from 1.</summary>
    public long Line { get; private set; }

    public int Count { get; private set; }

    /// <summary>Nothing but delimiters and white space, or the mark old systems close a text file with.</summary>
    public bool IsBlank { get; private set; }

    public long Offset => text.ByteAt(0);

    public bool HasNul(int cell) => (cells[cell].State & CellState.Nul) != CellState.Plain;

    public bool WasQuoted(int cell) => (cells[cell].State & CellState.Quoted) != CellState.Plain;

    /// <summary>
    /// The cell ran over a line end and text follows its closing quote: most likely the quote was never closed, and the lines up to
    /// the next one were swallowed.
    /// </summary>
    public bool HasSwallowedLines(int cell) => (cells[cell].State & CellState.Swallowed) != CellState.Plain;

    public string Text(int cell)
    {
        var (at, length, state) = cells[cell];
        var raw = text.Window.Slice(at, length);
        return (state & (CellState.Escaped | CellState.Nul)) == CellState.Plain
            ? cache.Text(raw)
            : QuotedText.Plain(raw, (state & CellState.Quoted) != CellState.Plain ? quote : null, escape);
    }

    /// <summary>Passes over a line without looking at quotes: what stands above the header follows no rules.</summary>
    public bool SkipLine()
    {
        Release();
        while (true)
        {
            var at = text.Window[position..].IndexOfAny('\r', '\n');
            if (at >= 0)
            {
                position += at;
                EndLine();
                return true;
            }

            text.Advance(text.Window.Length);
            position = 0;
            if (!text.More())
                return false;
        }
    }

    /// <summary>The next record, blank ones too; false at the end.</summary>
    public bool Read()
    {
        Release();
        Line = text.Line;
        Count = 0;
        IsBlank = true;
        if (text.Window.IsEmpty && !text.More())
            return false;

        while (true)
        {
            if (position == text.Window.Length)
                Need();
            if (hasBlankBeforeQuote)
                PassBlanks();
            var window = text.Window;
            var isOver = position < window.Length && window[position] == quote ? QuotedCell() : PlainCell(position, position, CellState.Plain);
            if (isOver)
                return true;
            if (Count > limits.Columns)
                throw new UnreadableSourceException(FormatRefusals.TooManyColumns(limits.Columns, Count, Line, Offset));
        }
    }

    // Only where a quote follows them: other blanks belong to their cell.
    private void PassBlanks()
    {
        for (var at = position; ; at++)
        {
            if (at == text.Window.Length && !Need())
                return;
            if (text.Window[at] is ' ')
                continue;
            position = text.Window[at] == quote ? at : position;
            return;
        }
    }

    // True at the end of the record.
    private bool PlainCell(int from, int at, CellState state)
    {
        while (true)
        {
            var window = text.Window;
            var next = window[at..].IndexOfAny(stops);
            if (next < 0)
            {
                at = window.Length;
                Check(from, at);
                if (Need())
                    continue;
                position = at;
                Add(from, at - from, state);
                return true;
            }

            at += next;
            var c = window[at];
            if (c == '\0')
            {
                state |= CellState.Nul;
                at++;
                continue;
            }

            Check(from, at);
            position = at;
            Add(from, at - from, state);
            if (c == delimiter)
            {
                position++;
                return false;
            }

            EndLine();
            return true;
        }
    }

    private bool QuotedCell()
    {
        var from = position + 1;
        var at = from;
        var state = CellState.Quoted;
        while (true)
        {
            var window = text.Window;
            var next = window[at..].IndexOfAny(quotedStops);
            if (next < 0)
            {
                at = window.Length;
                CheckQuoted(from, at);
                if (!Need())
                    throw new UnreadableSourceException(FormatRefusals.UnclosedQuote(LineHere, text.ByteAt(from - 1)));
                continue;
            }

            at += next;
            if (at + 1 >= window.Length)
            {
                Need();
                window = text.Window;
            }

            if (window[at] == '\0')
            {
                state |= CellState.Nul;
                at++;
                continue;
            }

            var after = at + 1 < window.Length ? window[at + 1] : '\n';
            if (window[at] == '\\' && escape is QuoteEscape.Backslash)
            {
                // A path such as C:\ keeps its backslashes; only a quote or a backslash behind one is escaped.
                var isEscape = after == quote || after == '\\';
                state |= isEscape ? CellState.Escaped : CellState.Plain;
                at += isEscape ? 2 : 1;
                continue;
            }

            if (after == quote && at + 1 < window.Length)
            {
                state |= CellState.Escaped;
                at += 2;
                continue;
            }

            CheckQuoted(from, at);
            CountBreaks(window[from..at]);
            if (after != delimiter && after is not ('\r' or '\n'))
                return PlainCell(from, at + 1, state | CellState.Escaped | (window[from..at].ContainsAny('\r', '\n') ? CellState.Swallowed : CellState.Plain));

            Add(from, at - from, state);
            position = at + 1;
            if (position < window.Length && after == delimiter)
            {
                position++;
                return false;
            }

            EndLine();
            return true;
        }
    }

    private void Add(int at, int length, CellState state)
    {
        if (Count == cells.Length)
            Array.Resize(ref cells, cells.Length * 2);
        cells[Count++] = new(at, length, state);
        if (IsBlank)
            IsBlank = text.Window.Slice(at, length) is var cell && (cell.IsWhiteSpace() || (Count == 1 && cell is ['\u001A']));
    }

    private void Check(int from, int at)
    {
        if (at - from > limits.CellSize)
            throw new UnreadableSourceException(FormatRefusals.CellTooLong(LineHere, text.ByteAt(from), limits.CellSize));
    }

    // Whole lines inside a cell this long are the rest of the file, not a cell.
    private void CheckQuoted(int from, int at)
    {
        if (at - from <= limits.CellSize)
            return;
        if (text.Window[from..at].ContainsAny('\r', '\n'))
            throw new UnreadableSourceException(FormatRefusals.UnclosedQuote(LineHere, text.ByteAt(from - 1), limits.CellSize));
        Check(from, at);
    }

    private long LineHere => text.Line + breaksInCells;

    private void CountBreaks(ReadOnlySpan<char> cell)
    {
        if (cell.ContainsAny('\r', '\n'))
            breaksInCells += cell.Count('\n') + cell.Count('\r') - cell.Count("\r\n");
    }

    private bool Need()
    {
        if (text.Window.Length > (long)limits.CellSize * RecordCells)
            throw new UnreadableSourceException(FormatRefusals.RecordTooLong(Line, Offset, limits.CellSize * RecordCells));
        return text.More();
    }

    private void Release()
    {
        text.Advance(position);
        position = 0;
        text.Line += breaksInCells;
        breaksInCells = 0;
    }

    // At a line end, or at the end of the text.
    private void EndLine()
    {
        if (position + 1 >= text.Window.Length)
            Need();
        var window = text.Window;
        if (position >= window.Length)
            return;
        if (window[position] == '\n')
        {
            tally.Lf++;
        }
        else if (position + 1 < window.Length && window[position + 1] == '\n')
        {
            tally.CrLf++;
            position++;
        }
        else
        {
            tally.Cr++;
        }

        position++;
        breaksInCells++;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Cell(int At, int Length, CellState State);
}
