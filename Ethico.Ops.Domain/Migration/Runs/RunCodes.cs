using System.Collections.Concurrent;
using System.Text.Json;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes the database keeps for the enums of this capability: RollingBack is ROLLING_BACK.</summary>
public static class RunCodes
{
    private static readonly ConcurrentDictionary<(Type Type, string Code), object> Known = new();

    public static string Stored<T>(this T value)
        where T : struct, Enum => Enum.IsDefined(value)
        ? JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString())
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Not a code.");

    /// <exception cref="ArgumentOutOfRangeException">The database holds a code this version does not know.</exception>
    public static T Read<T>(string code)
        where T : struct, Enum => (T)Known.GetOrAdd(
            (typeof(T), code),
            static key => Enum.GetValues<T>().Where(v => string.Equals(v.Stored(), key.Code, StringComparison.Ordinal)).Cast<object>().SingleOrDefault()
                ?? throw new ArgumentOutOfRangeException(nameof(code), key.Code, $"Not a {typeof(T).Name}."));

    public static T? ReadOptional<T>(string? code)
        where T : struct, Enum => code is null ? null : Read<T>(code);
}
