using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// The text cells share. Kept as UTF-8 in blocks, since as strings it would take more than twice the room; what is beyond the
/// limit is refused, for all of it must be at hand for every row.
/// </summary>
internal sealed partial class XlsxText
{
    private const int BlockBytes = 1 << 20;
    private const int EntryBytes = 8;

    private readonly List<byte[]> blocks = [];
    private readonly List<long> places = [];
    private readonly HashSet<int> halves = [];
    private readonly string?[] recent = new string?[1 << 12];
    private readonly int[] recentAt = new int[1 << 12];
    private char[] written = new char[256];
    private int used = BlockBytes;
    private long total;

    public int Count => places.Count;

    public static XlsxText Read(Stream? part, FormatLimits limits)
    {
        var shared = new XlsxText();
        if (part is null)
            return shared;
        using var xml = new GuardedXml(part, limits.CellSize);
        var text = new StringBuilder();
        var phonetic = 0;
        while (xml.Read())
        {
            if (xml.IsStart("rPh"))
                phonetic += xml.IsEmpty ? 0 : 1;
            else if (xml.IsEnd("rPh"))
                phonetic--;
            else if (xml.IsStart("t") && phonetic == 0 && !xml.AppendElement(text))
                throw TooLong(limits);
            else if (xml.IsEnd("si") || (xml.IsStart("si") && xml.IsEmpty))
                shared.Add(text, limits);
        }

        return shared;
    }

    /// <summary>Null where the workbook names a text it does not hold.</summary>
    public string? At(int index)
    {
        if (index < 0 || index >= places.Count)
            return null;
        var slot = index & (recent.Length - 1);
        if (recentAt[slot] == index && recent[slot] is { } known)
            return known;
        var (block, from, length) = ((int)(places[index] >> 44), (int)(places[index] >> 22) & 0x3FFFFF, (int)places[index] & 0x3FFFFF);
        var text = length == 0 ? "" : Encoding.UTF8.GetString(blocks[block], from, length);
        (recent[slot], recentAt[slot]) = (text, index);
        return text;
    }

    /// <summary>Whether half of a character was left out of it.</summary>
    public bool IsHalf(int index) => halves.Contains(index);

    /// <summary>Writes _x000D_ and its like as the characters they stand for.</summary>
    public static string Plain(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Written().Replace(text, match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    private void Add(StringBuilder text, FormatLimits limits)
    {
        var length = text.Length;
        if (written.Length < length)
            written = new char[length * 2];
        text.CopyTo(0, written, length);
        text.Clear();
        ReadOnlySpan<char> plain = written.AsSpan(0, length);
        if (plain.Contains("_x", StringComparison.Ordinal))
        {
            var spelled = Plain(plain.ToString());
            if (!WholeText.IsWhole(spelled))
                halves.Add(places.Count);
            plain = WholeText.Of(spelled);
        }

        var size = Encoding.UTF8.GetByteCount(plain);
        total += size + EntryBytes;
        if (total > limits.SharedTextBytes)
            throw new UnreadableSourceException(new(FormatRefusals.SharedText(limits.SharedTextBytes)));
        if (used + size > BlockBytes)
        {
            blocks.Add(new byte[Math.Max(BlockBytes, size)]);
            used = 0;
        }

        Encoding.UTF8.GetBytes(plain, blocks[^1].AsSpan(used));
        places.Add(((long)(blocks.Count - 1) << 44) | ((long)used << 22) | (uint)size);
        used += size;
    }

    private static UnreadableSourceException TooLong(FormatLimits limits) => new(new SourceFault(FormatRefusals.SharedCell(limits.CellSize), "MIG-FIL-003"));

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
