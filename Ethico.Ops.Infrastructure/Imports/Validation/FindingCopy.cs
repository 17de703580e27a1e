using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>Columns and bytes of migration.findings.</summary>
internal static class FindingCopy
{
    public static readonly CopyTable Table = new(
        "findings",
        "code text, severity text, column_number int, row_number int, line bigint, value text, message text, suggestion text, suggestion_kind text, suggested_value text");

    private static readonly Dictionary<SuggestionKind, string> Kinds = Enum.GetValues<SuggestionKind>().ToDictionary(k => k, StoredOf);

    public static void Write(CopyBuffer to, Finding finding)
    {
        to.BeginRow(Table.ColumnCount);
        to.Add(finding.Code.Value);
        to.Add(Stored(finding.Severity));
        to.Add(finding.ColumnNumber);
        to.Add(finding.Row);
        to.Add(finding.Line);
        to.Add(finding.Value);
        to.Add(finding.Message);
        to.Add(finding.Suggestion);
        to.Add(Kinds[finding.SuggestionKind]);
        to.Add(finding.SuggestedValue);
    }

    public static string Stored(Severity severity) => severity switch
    {
        Severity.Error => "ERROR",
        Severity.Warning => "WARNING",
        _ => "INFO",
    };

    public static string Stored(SuggestionKind kind) => Kinds[kind];

    private static string StoredOf(SuggestionKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : c.ToString())).ToUpperInvariant();
}
