using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Reads a few lines before and behind a byte, however wrong they are: what cannot be decoded is shown as such, and nothing is taken from it.</summary>
internal static class StoppedPlace
{
    private const int Before = 16 << 10;
    private const int Behind = 8 << 10;
    private const int Around = 3;
    private const int Longest = 200;

    /// <param name="content">Seekable.</param>
    /// <param name="chosen">The encoding a person named.</param>
    /// <returns>Null where the fault names no place in the text.</returns>
    public static StoppedLines? Of(Stream content, string? chosen, SourceFault fault)
    {
        if (fault is not { Line: { } line, Offset: { } offset } || content.Length == 0)
            return null;
        var at = Math.Min(offset, content.Length);
        var head = FileHead.Read(content).Bytes;
        var guess = EncodingGuess.Of(head);
        var name = chosen ?? (guess.IsAllowed ? guess.Value.Name : "utf-8");
        var from = Math.Max(0, at - Before);
        // Two bytes a character: begin with the first.
        from -= name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? from % 2 : 0;
        var bytes = new byte[(int)Math.Min(content.Length - from, at - from + Behind)];
        content.Position = from;
        content.ReadExactly(bytes);

        var decoder = Lenient(name, chosen is null && guess is { IsAllowed: true, Value.IsCertain: false } && fault.Refusal.Code is not "undecodable", bytes);
        var mark = from == 0 ? TextDecoder.For(name)?.MarkLength(bytes) ?? 0 : 0;
        var before = decoder.GetString(bytes, Math.Min(mark, (int)(at - from)), Math.Max(0, (int)(at - from) - mark));
        var text = before + decoder.GetString(bytes, Math.Max(mark, (int)(at - from)), bytes.Length - Math.Max(mark, (int)(at - from)));
        return new StoppedLines(fault.File, line, Lines(text, before.Length, line, isFromStart: from == 0, isToEnd: from + bytes.Length == content.Length));
    }

    // The encoding the reader had come to: what is not UTF-8 was read as Windows-1252.
    private static Encoding Lenient(string name, bool mayBeOther, byte[] bytes)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return name.ToUpperInvariant() switch
        {
            "UTF-16" or "UTF-16LE" => Encoding.Unicode,
            "UTF-16BE" => Encoding.BigEndianUnicode,
            "WINDOWS-1252" => windows,
            _ => mayBeOther && !IsUtf8(bytes) ? windows : Encoding.UTF8,
        };
    }

    // Cut at both ends, perhaps inside a character.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        while (bytes is [>= 0x80 and < 0xC0, ..])
            bytes = bytes[1..];
        return System.Text.Unicode.Utf8.ToUtf16(bytes, new char[bytes.Length], out _, out _, replaceInvalidSequences: false, isFinalBlock: false) is not System.Buffers.OperationStatus.InvalidData;
    }

    private static List<SampleLine> Lines(string text, int place, long number, bool isFromStart, bool isToEnd)
    {
        var spans = new List<(int From, int To)>();
        for (var from = 0; from <= text.Length;)
        {
            var next = text.AsSpan(from).IndexOfAny('\r', '\n');
            var to = next < 0 ? text.Length : from + next;
            spans.Add((from, to));
            from = next < 0 ? text.Length + 1 : to + (text.AsSpan(to).StartsWith("\r\n") ? 2 : 1);
        }

        // A place behind a line's last character still belongs to that line.
        var stop = spans.FindLastIndex(s => s.From <= place);
        var found = new List<SampleLine>();
        for (var i = Math.Max(0, stop - Around); i <= Math.Min(spans.Count - 1, stop + Around); i++)
        {
            var isCut = (i == 0 && !isFromStart) || (i == spans.Count - 1 && !isToEnd);
            var isNothing = i == spans.Count - 1 && spans[i].From == spans[i].To;
            if (i == stop || !(isCut || isNothing))
                found.Add(Shown(text, spans[i], i == stop ? place : -1, number + i - stop));
        }

        return found;
    }

    private static SampleLine Shown(string text, (int From, int To) span, int place, long number)
    {
        // Of a long line the part with the place.
        var from = place < 0 ? span.From : Math.Clamp(place - (Longest / 2), span.From, Math.Max(span.From, span.To - Longest));
        var length = Math.Min(Longest, span.To - from);
        var part = new string([.. text.AsSpan(from, length).ToArray().Select(c => char.IsControl(c) && c != '\t' ? ' ' : c)]);
        return new(number, part, place >= from && place < from + length ? [place - from] : []);
    }
}
