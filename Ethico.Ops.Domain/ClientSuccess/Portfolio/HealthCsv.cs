using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

internal static class HealthCsv
{
    /// <param name="history">What the page shows.</param>
    /// <param name="isStale">The newest snapshot is older than it may be: the last row says so.</param>
    public static byte[] Write(HealthHistory history, bool isStale)
    {
        var csv = new CsvText();
        csv.Line(["Day", "State", "Cause", "Score", .. Enum.GetNames<Component>(), "Band", "Model", "Flags", "Stale"]);
        foreach (var day in history.Days)
        {
            csv.Line(
            [
                day.Day.ToString("O", CultureInfo.InvariantCulture), day.State.ToString(), day.Cause?.ToString(), Text(day.Score), .. day.Components.Select(Text),
                day.Band?.ToString(), day.ModelVersion.ToString(CultureInfo.InvariantCulture), day.Flags is HealthFlags.None ? "" : day.Flags.ToString(),
                isStale && ReferenceEquals(day, history.Days[^1]) ? "stale" : "",
            ]);
        }

        return csv.ToBytes();
    }

    private static string? Text(decimal? value) => value?.ToString("0.0", CultureInfo.InvariantCulture);
}
