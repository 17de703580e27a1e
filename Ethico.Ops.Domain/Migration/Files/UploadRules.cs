using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Limits of an upload (migration.md 4.1). Sizes are binary.</summary>
public static class UploadRules
{
    public const int ChunkBytes = 4 << 20;
    public const int FilesMost = 10;
    public const int NameMost = 255;

    /// <summary>Null: it may begin. Asked before the first byte; the bytes are counted again while they come.</summary>
    public static Refusal? Check(FileWish wish, int filesThere, FormatLimits limits)
    {
        if (wish.Size <= 0)
            return FormatRefusals.Empty;
        if (wish.Size > limits.FileBytes)
            return FormatRefusals.TooLarge(limits.FileBytes);
        if (filesThere - (wish.Instead is null ? 0 : 1) >= FilesMost)
            return UploadRefusals.TooManyFiles;
        return null;
    }

    /// <summary>Shown and used for nothing else: path, controls and marks that turn the reading direction are taken off, the end is kept.</summary>
    public static string ShownName(string? name)
    {
        var last = (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format
            && !char.IsSurrogate(c))]).Trim();
        if (clean.Length > NameMost)
            clean = string.Concat(clean.AsSpan(0, NameMost - 21), "…", clean.AsSpan(clean.Length - 20));
        return clean.Length == 0 ? "file" : clean;
    }
}
