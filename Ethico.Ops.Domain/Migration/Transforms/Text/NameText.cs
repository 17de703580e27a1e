namespace Ethico.Ops.Domain.Migration;

internal static class NameText
{
    /// <summary>"Last, First", or the last word as last name; one word alone is a last name.</summary>
    public static PersonName Split(string text)
    {
        var full = text.Trim();
        var comma = full.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0)
            return new(full, full[(comma + 1)..].Trim(), full[..comma].Trim());
        var blank = full.Length;
        while (blank > 0 && !char.IsWhiteSpace(full[blank - 1]))
            blank--;
        return new(full, full[..blank].Trim(), full[blank..]);
    }
}
