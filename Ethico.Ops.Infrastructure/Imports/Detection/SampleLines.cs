using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Lines by which a person judges the encoding: those with characters beyond ASCII first.</summary>
internal static class SampleLines
{
    private const int Most = 8;
    private const int Longest = 200;

    public static IReadOnlyList<SampleLine> Of(string text)
    {
        List<SampleLine> telling = [], plain = [];
        var number = 0L;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
                continue;
            var at = line.IndexOfAnyExceptInRange('\0', '\x7F');
            if (at >= 0 && telling.Count < Most)
                telling.Add(Line(number, line, at));
            else if (at < 0 && plain.Count < Most)
                plain.Add(Line(number, line, 0));
            if (telling.Count == Most)
                break;
        }

        return [.. telling, .. plain.Take(Most - telling.Count)];
    }

    // The character that tells something is within the part shown.
    private static SampleLine Line(long number, ReadOnlySpan<char> line, int telling)
    {
        var from = telling < Longest - 20 ? 0 : telling - 20;
        if (from > 0 && char.IsLowSurrogate(line[from]))
            from--;
        var part = line.Slice(from, Math.Min(Longest, line.Length - from));
        if (char.IsHighSurrogate(part[^1]))
            part = part[..^1];
        var marks = new List<int>();
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] > '\x7F')
                marks.Add(i);
        }

        return new(number, new string(part).Replace('\0', '\uFFFD'), marks);
    }
}
