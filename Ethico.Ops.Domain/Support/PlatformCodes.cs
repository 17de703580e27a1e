using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;

namespace Ethico.Ops.Domain.Support;

/// <summary>The codes of schema platform: members written in capitals with underscores (InProgress is IN_PROGRESS).</summary>
public static class PlatformCodes
{
    public static string Stored<T>(this T value) where T : struct, Enum =>
        Table<T>.ByValue.TryGetValue(value, out var stored) ? stored : throw new ArgumentOutOfRangeException(nameof(value), value, "Not a member.");

    /// <summary>Of an address or a form: an unknown code is nothing, never a default.</summary>
    public static T? Find<T>(string? stored) where T : struct, Enum =>
        stored is not null && Table<T>.ByStored.TryGetValue(stored, out var value) ? value : null;

    /// <exception cref="UnreachableException">The database's own check should have refused the code: the contract is broken.</exception>
    public static T Read<T>(string stored) where T : struct, Enum =>
        Find<T>(stored) ?? throw new UnreachableException($"{stored} is no {typeof(T).Name}.");

    public static T? ReadOptional<T>(string? stored) where T : struct, Enum => stored is null ? null : Read<T>(stored);

    private static string Written(string member)
    {
        var text = new StringBuilder();
        foreach (var letter in member)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }

    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => Written(v.ToString()));
        public static readonly FrozenDictionary<string, T> ByStored = ByValue.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
