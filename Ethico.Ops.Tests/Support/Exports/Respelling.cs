using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Support.Exports;

/// <summary>The ways a client's export may spell the same headers.</summary>
internal static class Respelling
{
    public static readonly string[] All = ["as written", "shuffled", "snake", "pascal", "camel", "upper", "upper snake", "upper joined", "dotted"];

    public static string[] Of(string way, string[] headers) => way switch
    {
        "as written" => headers,
        "shuffled" => [.. headers.OrderBy(h => h.Length).ThenByDescending(h => h, StringComparer.Ordinal)],
        "snake" => Each(headers, words => string.Join('_', words)),
        "pascal" => Each(headers, words => string.Concat(words.Select(Capital))),
        "camel" => Each(headers, words => words[0] + string.Concat(words.Skip(1).Select(Capital))),
        "upper" => [.. headers.Select(h => h.ToUpperInvariant())],
        "upper snake" => Each(headers, words => string.Join('_', words).ToUpperInvariant()),
        "upper joined" => Each(headers, words => string.Concat(words).ToUpperInvariant()),
        "dotted" => Each(headers, words => string.Join('.', words) + "."),
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
    };

    private static string[] Each(string[] headers, Func<string[], string> spell) => [.. headers.Select(h => spell(NameFolding.Fold(h).Split(' ')))];

    private static string Capital(string word) => string.Concat(word[..1].ToUpper(CultureInfo.InvariantCulture), word[1..]);
}
