using System.Globalization;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Rows;

/// <summary>A group of findings in the address: "MIG-DAT-001~error~5".</summary>
internal static class GroupAddress
{
    public static string Of(FindingGroupKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Code.Value}~{key.Severity.ToString().ToLowerInvariant()}~{key.Column}");

    public static FindingGroupKey? Read(string? text)
    {
        if (text?.Split('~') is not [var code, var severity, var column] || !Enum.TryParse<Severity>(severity, ignoreCase: true, out var weight) || severity.Length == 0 || !char.IsAsciiLetter(severity[0])
            || !int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var key = new FindingGroupKey(new(code), weight, number);
        return key.Rule is null ? null : key;
    }
}
