using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The case list as a file: the columns of the screen, masked the same, instants in UTC.</summary>
internal static class CaseCsv
{
    public static byte[] Write(IReadOnlyList<CaseRow> rows)
    {
        var csv = new CsvText().Line(
            "Reference", "Status", "Severity", "Category", "Handler", "Opened (UTC)", "Age in days", "Due (UTC)", "Overdue", "Anonymous", "People", "Imported", "Test");
        foreach (var row in rows)
        {
            csv.Line(
                row.Reference,
                row.Status.Stored(),
                row.Severity.Stored(),
                row.Category,
                row.HandlerMasked,
                Instant(row.OpenedAt),
                row.Age is { } age ? Math.Floor(age.TotalDays).ToString(CultureInfo.InvariantCulture) : null,
                row.DueAt is { } due ? Instant(due) : null,
                YesNo(row.IsOverdue),
                row.IsAnonymous is { } anonymous ? YesNo(anonymous) : "unknown",
                row.People.ToString(CultureInfo.InvariantCulture),
                YesNo(row.IsImported),
                YesNo(row.IsTest));
        }

        return csv.ToBytes();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "yes" : "no";
}
