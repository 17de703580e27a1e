using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Where a list goes on: the last row's keys. Made up, it shows nothing more than its reader may see.</summary>
public sealed record PortfolioCursor(decimal First, decimal Second, string Name, Guid Id)
{
    private const char Between = '\n';

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(
        Between, First.ToString(CultureInfo.InvariantCulture), Second.ToString(CultureInfo.InvariantCulture), Id.ToString(), Name)));

    /// <summary>Null for anything that is none.</summary>
    public static PortfolioCursor? Read(string? text)
    {
        if (text is not { Length: > 0 and <= 800 } || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Between, 4);
        return parts.Length == 4 && decimal.TryParse(parts[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var first)
            && decimal.TryParse(parts[1], NumberStyles.Number, CultureInfo.InvariantCulture, out var second) && Guid.TryParse(parts[2], out var id)
            ? new(first, second, parts[3], id)
            : null;
    }
}
