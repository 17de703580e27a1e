using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal static class HealthCodes
{
    private static readonly (HealthFlags Flag, string Code)[] Codes =
        [(HealthFlags.Quiet, "QUIET"), (HealthFlags.SmallBase, "SMALL_BASE"), (HealthFlags.Late, "LATE"), (HealthFlags.Restated, "RESTATED")];

    public static string[] Stored(this HealthFlags flags) => [.. Codes.Where(c => flags.HasFlag(c.Flag)).Select(c => c.Code)];

    public static HealthFlags Flags(IEnumerable<string> codes) =>
        codes.Aggregate(HealthFlags.None, (flags, code) => flags | Array.Find(Codes, c => string.Equals(c.Code, code, StringComparison.Ordinal)).Flag);
}
