using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using SkiaSharp;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Text that flows over A4 pages: wrapped, and broken between lines and rows. Points; from the top left.</summary>
internal sealed class QbrPaper : IDisposable
{
    private const float Left = 56;
    private const float Top = 56;
    private const float PageWide = 595;
    private const float PageHigh = 842;
    private const float Wide = PageWide - (2 * Left);
    private const float Bottom = PageHigh - 64;
    private const float CellPad = 5;

    private static readonly SKColor Ink = new(0x1C, 0x24, 0x30);
    private static readonly SKColor Quiet = new(0x55, 0x60, 0x6E);
    private static readonly SKColor Accent = new(0x24, 0x52, 0x7A);
    private static readonly SKColor Bar = new(0x2F, 0x6E, 0xA5);
    private static readonly SKColor BarGround = new(0xEE, 0xF1, 0xF5);
    private static readonly SKColor Rule = new(0xD9, 0xDE, 0xE5);

    private readonly SKDocument pdf;
    private readonly string foot;
    private readonly SKPaint paint = new() { IsAntialias = true };
    private readonly SKFont plain;
    private readonly SKFont small;
    private readonly SKFont strong;
    private readonly SKFont heading;
    private readonly SKFont title;
    private SKCanvas page;
    private int number;
    private float y = Top;

    public QbrPaper(SKDocument pdf, SKTypeface letters, SKTypeface bold, string foot)
    {
        this.pdf = pdf;
        (plain, small, strong, heading, title) = (Font(letters, 10), Font(letters, 8.5f), Font(bold, 8.5f), Font(bold, 13), Font(bold, 20));
        this.foot = Cut(foot);
        page = NewPage();
    }

    public void Head(string what, string who, string when)
    {
        Lines(what, small, Quiet, Left, Wide);
        y += 2;
        Lines(who, title, Ink, Left, Wide);
        Lines(when, plain, Quiet, Left, Wide);
        y += 8;
        Fill(Accent, Left, y, Wide, 1.5f);
        y += 4;
    }

    public void Heading(string text)
    {
        y += 16;
        // Never alone at the foot of a page.
        Keep(70);
        Lines(text, heading, Accent, Left, Wide);
        y += 4;
    }

    public void Paragraph(string text, bool isQuiet)
    {
        foreach (var line in text.Split('\n'))
            Lines(line, isQuiet ? small : plain, isQuiet ? Quiet : Ink, Left, Wide);
        Gap();
    }

    public void Bullet(string text)
    {
        Keep(LineOf(plain));
        Write("•", plain, Ink, Left + 4, y);
        Lines(text, plain, Ink, Left + 16, Wide - 16);
        y += 2;
    }

    public void Gap() => y += 6;

    public void Bars(QbrBars bars)
    {
        Keep(40);
        Lines(bars.Title, strong, Ink, Left, Wide);
        y += 2;
        var most = Math.Max(1, bars.Bars.Max(b => b.Value ?? 0));
        const float Label = 96, Value = 70, Full = Wide - Label - Value;
        foreach (var bar in bars.Bars)
        {
            Keep(17);
            Write(bar.Label, small, Ink, Left, y);
            Fill(BarGround, Left + Label, y + 2, Full, 8);
            Fill(Bar, Left + Label, y + 2, Full * (bar.Value ?? 0) / most, 8);
            Write(bar.Text, small, Ink, Left + Wide, y, SKTextAlign.Right);
            y += 15;
        }

        Gap();
    }

    public void Table(QbrTable table)
    {
        var widths = Widths(table);
        // Column names never stand alone at the foot of a page.
        Keep(HeightOf(table.Columns, widths, strong) + (table.Rows.Count > 0 ? HeightOf(table.Rows[0], widths, small) : 0));
        Row(table.Columns, widths, strong, Quiet);
        foreach (var row in table.Rows)
        {
            if (y + HeightOf(row, widths, small) > Bottom)
            {
                Turn();
                Row(table.Columns, widths, strong, Quiet);
            }

            Row(row, widths, small, Ink);
        }

        Gap();
    }

    public void Dispose()
    {
        pdf.EndPage();
        foreach (var font in new[] { plain, small, strong, heading, title })
            font.Dispose();
        paint.Dispose();
    }

    // As a screen's letters they would stand on whole points: words run into each other, and gaps open within them.
    private static SKFont Font(SKTypeface letters, float size) => new(letters, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    private static float LineOf(SKFont font) => MathF.Round(font.Size * 1.4f, 1);

    // The first column names the row and gets what the figures leave.
    private static float[] Widths(QbrTable table)
    {
        var others = table.Columns.Count - 1;
        var each = others switch { 0 => 0f, 1 => 200f, 2 => 130f, 3 => 95f, _ => 78f };
        return [Wide - (others * each), .. Enumerable.Repeat(each, others)];
    }

    private void Row(IReadOnlyList<string> cells, float[] widths, SKFont font, SKColor color)
    {
        var height = HeightOf(cells, widths, font);
        Keep(height);
        var x = Left;
        for (var i = 0; i < cells.Count; i++)
        {
            var at = y + CellPad;
            foreach (var line in Wrap(cells[i], font, widths[i] - 8))
            {
                Write(line, font, color, i == 0 ? x : x + widths[i], at, i == 0 ? SKTextAlign.Left : SKTextAlign.Right);
                at += LineOf(font);
            }

            x += widths[i];
        }

        y += height;
        Fill(Rule, Left, y, Wide, 0.75f);
    }

    private static float HeightOf(IReadOnlyList<string> cells, float[] widths, SKFont font) =>
        (cells.Select((c, i) => Wrap(c, font, widths[i] - 8).Count).Max() * LineOf(font)) + (2 * CellPad);

    private void Lines(string text, SKFont font, SKColor color, float x, float width)
    {
        foreach (var line in Wrap(text, font, width))
        {
            Keep(LineOf(font));
            Write(line, font, color, x, y);
            y += LineOf(font);
        }
    }

    /// <summary>At spaces; a word wider than the line is cut.</summary>
    private static List<string> Wrap(string text, SKFont font, float width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, font, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && font.MeasureText(longer) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        return lines;
    }

    private static IEnumerable<string> Pieces(string word, SKFont font, float width)
    {
        while (word.Length > 1 && font.MeasureText(word) > width)
        {
            var (low, high) = (1, word.Length - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = font.MeasureText(word[..middle]) <= width ? (middle, high) : (low, middle - 1);
            }

            // Never between the halves of one character.
            var cut = low > 1 && char.IsHighSurrogate(word[low - 1]) ? low - 1 : low;
            yield return word[..cut];
            word = word[cut..];
        }

        yield return word;
    }

    /// <param name="top">Of the line; letters stand on a base a size below it.</param>
    private void Write(string text, SKFont font, SKColor color, float x, float top, SKTextAlign align = SKTextAlign.Left)
    {
        paint.Color = color;
        page.DrawText(text, x, top + font.Size, align, font, paint);
    }

    private void Fill(SKColor color, float x, float top, float width, float height)
    {
        paint.Color = color;
        page.DrawRect(x, top, width, height, paint);
    }

    private void Keep(float height)
    {
        if (y + height > Bottom)
            Turn();
    }

    private void Turn()
    {
        pdf.EndPage();
        page = NewPage();
        y = Top;
    }

    private SKCanvas NewPage()
    {
        page = pdf.BeginPage(PageWide, PageHigh);
        number++;
        Fill(Rule, Left, Bottom + 14, Wide, 0.75f);
        Write(foot, small, Quiet, Left, Bottom + 18);
        Write(number.ToString(CultureInfo.InvariantCulture), small, Quiet, Left + Wide, Bottom + 18, SKTextAlign.Right);
        return page;
    }

    private string Cut(string text)
    {
        while (text.Length > 2 && small.MeasureText(text) > Wide - 48)
            text = text[..^2] + "…";
        return text;
    }
}
