using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// UTF-8 that was read as Windows-1252 and stored again (MIG-FIL-008): ä became Ã¤. Told by pairs no language writes, then undone
/// sequence by sequence, so that text where only one part was harmed is mended there alone. Give it the cell as read, before cleaning:
/// some of the second characters are control characters.
/// </summary>
public static class DoubleEncoding
{
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The text as it was meant; null where nothing reads as encoded twice.</summary>
    public static string? Mended(string text)
    {
        if (text.AsSpan().IndexOfAny('Ã', 'Â', 'â') < 0 || !IsHarmed(text))
            return null;
        var made = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = Sequence(text, i, out var rune);
            if (length == 0)
                made.Append(text[i++]);
            else
                made.Append(rune.ToString());
            i += length;
        }

        return made.ToString();
    }

    // Ã followed by what 1252 shows for A0 to BF is a small accented letter; capitals collide with a closing quote (MANHÃ”).
    private static bool IsHarmed(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is 'Ã' or 'Â' && text[i + 1] is >= '\u00A0' and <= '\u00BF' && !(text[i] is 'Ã' && text[i + 1] is '\u00AB' or '\u00BB' && i + 2 == text.Length))
                return true;
            if (text[i] is 'Ã' && text[i + 1] is 'Ÿ' or 'œ' or '„' or '–')
                return true;
            if (text[i] is 'â' && Byte(text[i + 1]) is 0x80 or 0x82 or 0x84 && Sequence(text, i, out _) == 3)
                return true;
        }

        return false;
    }

    private static int Sequence(string text, int at, out Rune rune)
    {
        rune = default;
        var lead = Byte(text[at]);
        var length = lead switch { >= 0xC2 and <= 0xC5 => 2, 0xE2 => 3, 0xF0 => 4, _ => 0 };
        if (length == 0 || at + length > text.Length)
            return 0;
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = (byte)lead;
        for (var i = 1; i < length; i++)
        {
            var next = Byte(text[at + i]);
            if (next is < 0x80 or > 0xBF)
                return 0;
            bytes[i] = (byte)next;
        }

        return Rune.DecodeFromUtf8(bytes[..length], out rune, out var used) is System.Buffers.OperationStatus.Done && used == length ? length : 0;
    }

    private static int Byte(char c)
    {
        if (c <= 'ÿ')
            return c;
        var at = Windows1252.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? -1 : at + 0x80;
    }
}
