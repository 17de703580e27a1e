using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Made-up rows as a person types or pastes them: one a line, cells with tabs (from a spreadsheet) or commas between them, quoted where they hold one.</summary>
public static class FixtureText
{
    /// <summary>Of the whole text, so that it travels in one message of a circuit.</summary>
    public const int Most = 20_000;

    /// <summary>The header line is left out where it was pasted along.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, IReadOnlyList<string> headers)
    {
        var mark = text.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var rows = Rows(text.ReplaceLineEndings("\n"), mark);
        var isHeader = rows is [var first, ..] && first.Count == headers.Count && first.Zip(headers).All(c => HeaderName.Of(c.First).IsSame(HeaderName.Of(c.Second)));
        return isHeader ? rows[1..] : rows;
    }

    private static List<IReadOnlyList<string>> Rows(string text, char mark)
    {
        var rows = new List<IReadOnlyList<string>>();
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (c == '"' && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (!isQuoted && c == mark)
                Take();
            else if (!isQuoted && c == '\n')
                End();
            else
                cell.Append(c);
        }

        End();
        return rows;

        void Take()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }

        // A line without anything in it is no row.
        void End()
        {
            Take();
            if (cells.Exists(each => each.Length > 0))
                rows.Add([.. cells]);
            cells.Clear();
        }
    }
}
