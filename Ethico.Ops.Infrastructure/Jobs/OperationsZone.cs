using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary><c>Operations:TimeZone</c>: the zone whose days and nights the portal works by; America/New_York if not set.</summary>
internal static class OperationsZone
{
    /// <exception cref="StartRefused">No such zone on this machine; the message names it.</exception>
    public static TimeZoneInfo Read(IConfiguration configuration)
    {
        var id = configuration["Operations:TimeZone"] is { } set && !string.IsNullOrWhiteSpace(set) ? set : "America/New_York";
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new StartRefused($"Operations:TimeZone is \"{id}\", which is no time zone of this machine: give one such as America/New_York.");
    }
}
