using System.Globalization;
using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Which mark quotes cells, and how it stands inside one (migration.md 4.2).</summary>
public sealed record QuoteGuess(char Quote, QuoteEscape Escape, double Confidence, string Evidence, string EscapeEvidence)
{
    /// <summary>Most quotes that open a cell stand behind a delimiter and blanks.</summary>
    public bool HasBlankBefore { get; init; }

    /// <param name="text">The beginning of the file.</param>
    public static QuoteGuess Of(ReadOnlySpan<char> text, char delimiter)
    {
        var (doubles, singles) = (Marks.Count(text, '"', delimiter), Marks.Count(text, '\'', delimiter));
        var mark = singles.Cells > doubles.Cells ? singles : doubles;
        var quote = singles.Cells > doubles.Cells ? '\'' : '"';
        // One that was never closed is a fault of its row; where none ever is, cells merely begin with what somebody said.
        if (mark.Cells == 0 && doubles is { Opened: > 1, Closed: 0 })
            return new('\0', QuoteEscape.Doubled, 0.7, Say($"{doubles.Opened} cells begin with a quote and none ends with one: it is text."), "Nothing is quoted.");
        var escape = mark.Backslashed > mark.Doubled ? QuoteEscape.Backslash : QuoteEscape.Doubled;
        return new(
            quote, escape, mark.Cells == 0 ? 0.7 : Math.Max(0.6, (double)mark.Cells / (doubles.Cells + singles.Cells)),
            mark.Cells == 0 ? "Nothing is quoted in the beginning of the file."
                : Say($"{mark.Cells} cells begin and end with it.{(mark.IsSpaced ? " Blanks between a delimiter and the quote are left out." : "")}"),
            mark.Backslashed + mark.Doubled == 0
                ? "No quote stands inside a quoted cell in the beginning of the file."
                : Say($"{mark.Doubled} quotes are doubled, {mark.Backslashed} stand behind a backslash."))
        {
            HasBlankBefore = mark.IsSpaced,
        };
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Marks(int Opened, int Closed, int Doubled, int Backslashed, bool IsSpaced)
    {
        public int Cells => Math.Min(Opened, Closed);

        public static Marks Count(ReadOnlySpan<char> text, char quote, char delimiter)
        {
            var (opened, closed, doubled, backslashed, spaced) = (0, 0, 0, 0, 0);
            for (var at = text.IndexOf(quote); at >= 0; at = Next(text, at, quote))
            {
                var before = at == 0 ? '\n' : text[at - 1];
                var after = at + 1 == text.Length ? '\n' : text[at + 1];
                var behind = text[(at + 1)..].TrimStart(' ') is [var next, ..] ? next : '\n';
                var isSpaced = before == ' ' && delimiter != ' ' && text[..at].TrimEnd(' ') is [.., var edge] && edge == delimiter;
                var (opens, closes) = (isSpaced || IsEdge(before, delimiter), IsEdge(behind, delimiter));
                if (before == '\\')
                {
                    backslashed++;
                }
                else if (after == quote && !opens)
                {
                    doubled++;
                    at++;
                }
                else
                {
                    opened += opens ? 1 : 0;
                    spaced += isSpaced ? 1 : 0;
                    closed += closes && !opens ? 1 : 0;
                }
            }

            return new(opened, closed, doubled, backslashed, closed > 0 && spaced * 2 > opened);
        }

        private static int Next(ReadOnlySpan<char> text, int at, char quote)
        {
            var next = at + 1 < text.Length ? text[(at + 1)..].IndexOf(quote) : -1;
            return next < 0 ? -1 : at + 1 + next;
        }

        private static bool IsEdge(char c, char delimiter) => c == delimiter || c is '\r' or '\n';
    }
}
