using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>A cell as it was meant: quotes and escapes taken off, NUL left out.</summary>
internal static class QuotedText
{
    /// <param name="raw">Behind the opening quote; with what follows the closing one where something does.</param>
    /// <param name="quote">Null where the cell is not quoted.</param>
    public static string Plain(ReadOnlySpan<char> raw, char? quote, QuoteEscape escape)
    {
        var plain = new char[raw.Length];
        var length = 0;
        var isInside = quote is not null;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            var after = i + 1 < raw.Length ? raw[i + 1] : '\0';
            if (c == '\0')
                continue;
            if (isInside && c == quote)
            {
                if (after != quote)
                {
                    // What follows a closed quote belongs to the cell, as it stands.
                    isInside = false;
                    continue;
                }

                i++;
            }
            else if (isInside && c == '\\' && escape is QuoteEscape.Backslash && (after == quote || after == '\\'))
            {
                c = after;
                i++;
            }

            plain[length++] = c;
        }

        return new string(plain, 0, length);
    }
}
