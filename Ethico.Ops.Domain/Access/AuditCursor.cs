using System.Globalization;
using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Access;

/// <summary>The last entry of a page that was read newest first.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuditCursor(DateTimeOffset At, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Id:N}");

    public static AuditCursor? Parse(string text)
    {
        var cut = text.IndexOf('-', StringComparison.Ordinal);
        return cut > 0
            && long.TryParse(text.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(text.AsSpan(cut + 1), "N", out var id)
            ? new AuditCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;
    }
}
