using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Codes as people read them: "IN_PROGRESS" and "InProgress" are both "In progress".</summary>
internal static class Wording
{
    public static string Word<T>(this T value)
        where T : struct, Enum => Of(value.Stored());

    /// <summary>Of a stored code or the name of a member.</summary>
    public static string Of(string code)
    {
        // Kept under its short name in the trail; people call it by the long one.
        code = code.Replace("Qbr", "BusinessReview", StringComparison.Ordinal);
        var text = new StringBuilder(code.Length + 4);
        var isCode = !code.Any(char.IsLower);
        foreach (var letter in code)
        {
            if (letter is '_')
                text.Append(' ');
            else if (!isCode && char.IsUpper(letter) && text.Length > 0)
                text.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                text.Append(text.Length == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>A number and its noun: "1 person", "3 people".</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
