using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The place after a run in "newest first".</summary>
public sealed record RunCursor(DateTimeOffset CreatedAt, Guid Id)
{
    public static RunCursor After(RunHead head) => new(head.CreatedAt, head.Id.Value);

    /// <summary>Null for what is no cursor: the list then begins at the top.</summary>
    public static RunCursor? Parse(string? text)
    {
        var parts = text?.Split('_') ?? [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            && micros < 253_402_300_800_000_000
            && Guid.TryParseExact(parts[1], "N", out var id)
            ? new(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), id)
            : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}_{Id:N}");
}
