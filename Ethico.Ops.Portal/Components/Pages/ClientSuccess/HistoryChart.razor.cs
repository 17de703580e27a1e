using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// Scores over days, from 0 to 100. Days without one are hatched, never bridged; each line is named where it ends. Places are percents
/// and only the lines are stretched, so that text keeps its size on every screen.
/// </summary>
public sealed partial class HistoryChart
{
    private const int Height = 200;
    private const int LabelGap = 14;
    private const int LabelEdge = 6;
    private static readonly int[] Ticks = [0, 25, 50, 75, 100];
    // Two charts on one page need two patterns.
    private static int drawn;
    private readonly string hatch = string.Create(CultureInfo.InvariantCulture, $"hatch-{Interlocked.Increment(ref drawn)}");

    [Parameter, EditorRequired]
    public required HealthHistory History { get; set; }

    /// <summary>Beside the score, each component's.</summary>
    [Parameter]
    public bool WithParts { get; set; }

    private int Span => Math.Max(1, History.To.DayNumber - History.From.DayNumber);

    private HistoryDay? LastScore => History.Days.LastOrDefault(d => d.Score is not null);

    private string ScorePath => Path(d => d.Score);

    private IEnumerable<(Component Component, string Path)> Parts => Enum.GetValues<Component>().Select(c => (c, Path(d => d.Components[(int)c])));

    private IEnumerable<(DateOnly First, DateOnly Last)> Gaps
    {
        get
        {
            var known = History.Days.Where(d => d.Score is not null).Select(d => d.Day).ToHashSet();
            DateOnly? open = null;
            for (var day = History.From; day <= History.To; day = day.AddDays(1))
            {
                if (!known.Contains(day))
                {
                    open ??= day;
                }
                else if (open is { } first)
                {
                    yield return (first, day.AddDays(-1));
                    open = null;
                }
            }

            if (open is { } rest)
                yield return (rest, History.To);
        }
    }

    // Names on the same height would cover each other: the next one stands a row higher.
    private IEnumerable<(DateOnly Day, string Text, bool IsLate, int Row)> Markers
    {
        get
        {
            var all = HealthMarkers.Of(History).OrderBy(m => m.Day).ToList();
            for (var i = 0; i < all.Count; i++)
            {
                var isLate = all[i].Day.DayNumber - History.From.DayNumber > Span * 6 / 10;
                yield return (all[i].Day, all[i].Text, isLate, i % 2);
            }
        }
    }

    private IReadOnlyList<(string Text, decimal Y, bool IsScore)> Labels
    {
        get
        {
            List<(string Text, decimal Y, bool IsScore)> labels = [];
            if (LastScore is { Score: { } score })
                labels.Add((WithParts ? $"Score {HealthWording.Tenth(score)}" : HealthWording.Tenth(score), Top(score), true));
            if (WithParts)
            {
                foreach (var component in Enum.GetValues<Component>())
                {
                    if (History.Days.LastOrDefault(d => d.Components[(int)component] is not null) is { } day)
                        labels.Add(($"{component.Name()} {HealthWording.Tenth(day.Components[(int)component]!.Value)}", Top(day.Components[(int)component]!.Value), false));
                }
            }

            labels.Sort((a, b) => a.Y.CompareTo(b.Y));
            // Half a line of text stays inside at both ends; each stands under the one before, and what is pushed over the edge goes back up.
            for (var (i, least) = (0, (decimal)LabelEdge); i < labels.Count; least = labels[i].Y + LabelGap, i++)
                labels[i] = labels[i] with { Y = Math.Max(labels[i].Y, least) };
            for (var (i, most) = (labels.Count - 1, (decimal)(Height - LabelEdge)); i >= 0; most = labels[i].Y - LabelGap, i--)
                labels[i] = labels[i] with { Y = Math.Min(labels[i].Y, most) };
            return labels;
        }
    }

    private string Words => LastScore is { Score: { } last } day
        ? $"Score from {HealthWording.Day(History.From)} to {HealthWording.Day(History.To)}: {HealthWording.Tenth(last)} on {HealthWording.Day(day.Day)}, {Wording.Count(Gaps.Sum(g => g.Last.DayNumber - g.First.DayNumber + 1), "day", "days")} without a score. The table below holds the same numbers."
        : $"No score from {HealthWording.Day(History.From)} to {HealthWording.Day(History.To)}.";

    private static string GapWords((DateOnly First, DateOnly Last) gap) =>
        $"No score {HealthWording.Day(gap.First)}{(gap.First == gap.Last ? "" : $" – {HealthWording.Day(gap.Last)}")}";

    private static decimal Top(decimal score) => (100m - score) * Height / 100m;

    private static string Y(decimal score) => string.Create(CultureInfo.InvariantCulture, $"{100m - score:0.##}%");

    private string Pct(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{100m * (day.DayNumber - History.From.DayNumber) / Span:0.##}%");

    private string Width((DateOnly First, DateOnly Last) gap) => string.Create(
        CultureInfo.InvariantCulture, $"{100m * Math.Min(gap.Last.DayNumber - gap.First.DayNumber + 1, Math.Max(1, History.To.DayNumber - gap.First.DayNumber)) / Span:0.##}%");

    private string Path(Func<HistoryDay, decimal?> value)
    {
        var path = new StringBuilder();
        HistoryDay? before = null;
        foreach (var day in History.Days)
        {
            if (value(day) is not { } score)
            {
                before = null;
                continue;
            }

            var joins = before is not null && before.Day.AddDays(1) == day.Day;
            path.Append(CultureInfo.InvariantCulture, $"{(joins ? 'L' : 'M')}{day.Day.DayNumber - History.From.DayNumber} {100m - score:0.##}");
            // A day alone is a dot: its round end is all that is drawn.
            if (!joins)
                path.Append("h.001");
            before = day;
        }

        return path.ToString();
    }
}
