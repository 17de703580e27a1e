using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Ethico.Ops.Tests.Support.Paper;

/// <summary>
/// The text of a PDF as our printer writes it: compressed streams, fonts by glyph with a table back to Unicode. Enough to look for words,
/// and no more.
/// </summary>
internal static partial class PdfWords
{
    public static string Read(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var objects = ObjectPattern().Matches(text).ToDictionary(m => int.Parse(m.Groups["a"].Value, CultureInfo.InvariantCulture), m => m.Groups["b"].Value);
        var fonts = new Dictionary<string, Dictionary<int, string>>(StringComparer.Ordinal);
        foreach (var body in objects.Values)
        {
            foreach (Match font in FontName().Matches(body))
            {
                var entry = objects[int.Parse(font.Groups["b"].Value, CultureInfo.InvariantCulture)];
                if (ToUnicode().Match(entry) is { Success: true } table)
                    fonts[font.Groups["a"].Value] = Letters(Stream(objects[int.Parse(table.Groups["a"].Value, CultureInfo.InvariantCulture)]));
            }
        }

        var words = new StringBuilder();
        foreach (var content in objects.Values.Where(b => b.Contains("stream", StringComparison.Ordinal)).Select(Stream).Where(s => s.Contains("BT", StringComparison.Ordinal) && s.Contains(" Tf", StringComparison.Ordinal)))
        {
            Dictionary<int, string>? letters = null;
            foreach (Match piece in Pieces().Matches(content))
            {
                if (piece.Groups["font"].Success)
                    letters = fonts.GetValueOrDefault(piece.Groups["font"].Value);
                else if (piece.Groups["end"].Success)
                    words.Append('\n');
                else
                    words.Append(Decode(piece.Groups["hex"].Success ? FromHex(piece.Groups["hex"].Value) : FromLiteral(piece.Groups["lit"].Value), letters));
            }
        }

        return words.ToString();
    }

    private static string Decode(byte[] glyphs, Dictionary<int, string>? letters)
    {
        if (letters is null)
            return "";
        var said = new StringBuilder();
        for (var i = 0; i + 1 < glyphs.Length; i += 2)
            said.Append(letters.GetValueOrDefault((glyphs[i] << 8) | glyphs[i + 1], "�"));
        return said.ToString();
    }

    private static byte[] FromHex(string hex) => Convert.FromHexString(hex.Length % 2 == 0 ? hex : hex + "0");

    private static byte[] FromLiteral(string literal)
    {
        List<byte> bytes = [];
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\')
            {
                bytes.Add((byte)literal[i]);
            }
            else if (char.IsAsciiDigit(literal[i + 1]))
            {
                bytes.Add(Convert.ToByte(literal.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                i++;
                bytes.Add(literal[i] switch { 'n' => (byte)'\n', 'r' => (byte)'\r', 't' => (byte)'\t', 'b' => 8, 'f' => 12, var c => (byte)c });
            }
        }

        return [.. bytes];
    }

    private static Dictionary<int, string> Letters(string map)
    {
        Dictionary<int, string> letters = [];
        foreach (Match block in CharBlock().Matches(map))
        {
            foreach (Match line in CharLine().Matches(block.Groups["a"].Value))
                letters[Hex(line.Groups["a"].Value)] = Text(line.Groups["b"].Value);
        }

        foreach (Match block in RangeBlock().Matches(map))
        {
            foreach (Match line in RangeLine().Matches(block.Groups["a"].Value))
            {
                for (var (glyph, letter) = (Hex(line.Groups["a"].Value), Hex(line.Groups["c"].Value)); glyph <= Hex(line.Groups["b"].Value); glyph++, letter++)
                    letters[glyph] = char.ConvertFromUtf32(letter);
            }
        }

        return letters;
    }

    private static int Hex(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Text(string hex) => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex));

    private static string Stream(string body)
    {
        var begin = body.IndexOf("stream", StringComparison.Ordinal);
        var raw = body[(begin + 6)..body.LastIndexOf("endstream", StringComparison.Ordinal)].TrimStart('\r').TrimStart('\n');
        var bytes = Encoding.Latin1.GetBytes(raw);
        if (!body[..begin].Contains("FlateDecode", StringComparison.Ordinal))
            return raw;
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return Encoding.Latin1.GetString(plain.ToArray());
    }

    [GeneratedRegex(@"(?<=^|\n)(?<a>\d+) 0 obj\b(?<b>.*?)\nendobj", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ObjectPattern();

    [GeneratedRegex(@"/(?<a>F\d+) (?<b>\d+) 0 R", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FontName();

    [GeneratedRegex(@"/ToUnicode (?<a>\d+) 0 R", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ToUnicode();

    [GeneratedRegex(@"/(?<font>F\d+) [\d.]+ Tf|<(?<hex>[0-9A-Fa-f]+)>|\((?<lit>(?:\\.|[^\\)])*)\)|(?<end>\bET\b)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"beginbfchar(?<a>.*?)endbfchar", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CharBlock();

    [GeneratedRegex(@"<(?<a>[0-9A-Fa-f]+)>\s*<(?<b>[0-9A-Fa-f]+)>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CharLine();

    [GeneratedRegex(@"beginbfrange(?<a>.*?)endbfrange", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RangeBlock();

    [GeneratedRegex(@"<(?<a>[0-9A-Fa-f]+)>\s*<(?<b>[0-9A-Fa-f]+)>\s*<(?<c>[0-9A-Fa-f]+)>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RangeLine();
}
