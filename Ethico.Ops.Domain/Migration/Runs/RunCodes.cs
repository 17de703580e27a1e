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
        where T : struct, Enum
    {
        if (Known.TryGetValue((typeof(T), code), out var known))
            return (T)known;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.Stored(), code, StringComparison.Ordinal))
                return (T)Known.GetOrAdd((typeof(T), code), value);
        }

        throw new ArgumentOutOfRangeException(nameof(code), code, $"Not a {typeof(T).Name}.");
    }

    public static T? ReadOptional<T>(string? code)
        where T : struct, Enum => code is null ? null : Read<T>(code);
}
