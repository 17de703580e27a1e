using System.Globalization;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>The year, the culture and the zone that the tests of dates stand on.</summary>
internal static class DateGround
{
    public const int ThisYear = 2026;

    public static readonly CultureInfo English = CultureInfo.InvariantCulture;
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
}
