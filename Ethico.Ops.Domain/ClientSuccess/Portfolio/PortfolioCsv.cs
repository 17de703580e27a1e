using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The portfolio as a file; the money's columns are there only with the right.</summary>
internal static class PortfolioCsv
{
    public static byte[] Write(IReadOnlyList<PortfolioRow> rows, bool withValue)
    {
        var csv = new CsvText();
        string?[] head =
        [
            "Client", "Domain", "Plan", "State", "Cause", "Score", "Band", "Computed band", "Trend", "Change", "Coverage", "Computed at (UTC)", "Stale",
            "Flags", "Renewal", "Days to renewal", "Lead", "Last contact (UTC)", "Open alerts",
        ];
        csv.Line(withValue ? [.. head, "ARR", "Currency"] : head);
        foreach (var r in rows)
        {
            string?[] cells =
            [
                r.Name, r.Domain, r.Plan, r.State?.ToString(), r.Cause?.ToString(), Text(r.Score), r.Band?.ToString(), r.ComputedBand?.ToString(), r.Trend?.ToString(),
                Text(r.TrendDelta), Text(r.Coverage), Text(r.ComputedAt), r.IsStale ? "stale" : "", r.Flags is HealthFlags.None ? "" : r.Flags.ToString(),
                r.RenewalOn?.ToString("O", CultureInfo.InvariantCulture), r.RenewalInDays?.ToString(CultureInfo.InvariantCulture), r.LeadName, Text(r.LastContactAt),
                r.OpenAlerts.ToString(CultureInfo.InvariantCulture),
            ];
            csv.Line(withValue ? [.. cells, Text(r.Value?.Arr), r.Value?.Currency] : cells);
        }

        return csv.ToBytes();
    }

    private static string? Text(decimal? value) => value?.ToString("0.0#", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
