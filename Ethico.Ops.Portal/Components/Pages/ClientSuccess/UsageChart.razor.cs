using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// Bars of one figure from zero, with the previous period as a line over them. Every bar is drawn from the text of its cell in table
/// and file: what is not told there has no height here, only a hatched stub.
/// </summary>
public sealed partial class UsageChart
{
    // A title for each of a thousand days would weigh more than the chart.
    private const int MostHints = 120;
    private const decimal Stub = 6m;

    private readonly string hatch = "hatch-" + Guid.CreateVersion7().ToString("N");

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<UsageCell> Cells { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<UsageCell> Before { get; set; }

    [Parameter, EditorRequired]
    public required CountGrain Grain { get; set; }

    private string Period => Grain.Word().ToLowerInvariant();

    private decimal Top => Nice(Math.Max(Cells.Max(c => c.Value) ?? 0m, Before.Max(c => c.Value) ?? 0m));

    // Where every bar is hidden, a scale would promise what is not told.
    private bool HasScale => Cells.Any(c => c.Value > 0m) || Before.Any(c => c.Value > 0m);

    // The last whole period: an unfinished one would look like a fall.
    private int At => Cells.Select((c, i) => (c, i)).Where(x => !x.c.IsUnfinished).Select(x => x.i).DefaultIfEmpty(-1).Last();

    private UsageCell? Latest => At < 0 ? null : Cells[At];

    private string LatestWords => $"Last whole {Period} {Grouped(Latest!.Value)}{(Latest.Value.Remark.Length > 0 ? $" ({Latest.Value.Remark})" : "")}{(At < Before.Count ? $" · {Wording.Count(Cells.Count, Period, Period + "s")} earlier {Grouped(Before[At])}" : "")}";

    private string Label => $"{Title}, {Wording.Count(Cells.Count, Period, Period + "s")}. {(Latest is null ? "" : LatestWords + ". ")}The table holds every number.";

    private string BeforeLine
    {
        get
        {
            var path = new StringBuilder();
            var isDown = false;
            for (var i = 0; i < Math.Min(Before.Count, Cells.Count); i++)
            {
                if (Before[i].Value is not { } value)
                {
                    isDown = false;
                    continue;
                }

                var (x, y) = (1000m * i / Cells.Count, 100m - Height(value));
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{x:0.##} {y:0.##}H{1000m * (i + 1) / Cells.Count:0.##}");
                isDown = true;
            }

            return path.ToString();
        }
    }

    /// <summary>The next round number whose half is round, too.</summary>
    internal static decimal Nice(decimal most)
    {
        if (most <= 2m)
            return 2m;
        var step = 1m;
        while (step * 10m < most)
            step *= 10m;
        decimal[] tops = step == 1m ? [2m, 4m, 6m, 8m, 10m] : [1.2m, 1.4m, 1.6m, 2m, 3m, 4m, 5m, 6m, 8m, 10m];
        return tops.Select(m => m * step).First(top => top >= most);
    }

    private string Bars(Func<UsageCell, bool> isWanted)
    {
        var path = new StringBuilder();
        var width = 1000m / Cells.Count;
        var gap = Math.Min(width * 0.25m, 8m);
        for (var i = 0; i < Cells.Count; i++)
        {
            if (!isWanted(Cells[i]))
                continue;
            var height = !Cells[i].IsCounted ? 100m : Cells[i].IsHidden ? Stub : Height(Cells[i].Value!.Value);
            path.Append(CultureInfo.InvariantCulture, $"M{(i * width) + (gap / 2):0.##} 100v-{height:0.##}h{width - gap:0.##}v{height:0.##}z");
        }

        return path.ToString();
    }

    private decimal Height(decimal value) => 100m * value / Top;

    private static string Hint(UsageCell cell) =>
        $"{(cell.From == cell.To ? HealthWording.Day(cell.From) : $"{HealthWording.ShortDay(cell.From)} – {HealthWording.Day(cell.To)}")}: {cell.Text}{(cell.Remark.Length > 0 ? ", " + cell.Remark : "")}";

    // With the decimals of its cell, and the thousands of the axis beside it.
    private static string Grouped(UsageCell cell) =>
        cell.Value is { } value ? value.ToString(cell.Text.Contains('.', StringComparison.Ordinal) ? "#,0.0" : "#,0", CultureInfo.InvariantCulture) : cell.Text;

    private static string AxisText(decimal value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
