namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// One string for the same short text again and again: a status or a name repeats a million times. One place a text,
/// overwritten freely, so it stays as large as it is.
/// </summary>
internal sealed class CellCache
{
    private const int MaxLength = 24;
    private const int Places = 1 << 12;

    private readonly string?[] known = new string?[Places];

    public string Text(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
            return "";
        if (cell.Length > MaxLength)
            return new string(cell);
        var hash = (uint)cell.Length;
        foreach (var c in cell)
            hash = (hash * 31) + c;
        ref var place = ref known[(hash ^ (hash >> 15)) & (Places - 1)];
        if (place is { } text && cell.SequenceEqual(text))
            return text;
        return place = new string(cell);
    }
}
