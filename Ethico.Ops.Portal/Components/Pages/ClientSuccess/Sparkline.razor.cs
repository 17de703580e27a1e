using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>90 days from 0 to 100, so that two rows can be compared; a day without a score is a gap in the line.</summary>
public sealed partial class Sparkline
{
    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<decimal?> Scores { get; set; }

    /// <summary>The last of the days; markers are placed by it.</summary>
    [Parameter]
    public DateOnly Last { get; set; }

    /// <summary>Days from which another model version counts: a step there is the ruler's, not the client's.</summary>
    [Parameter]
    public IReadOnlyList<(DateOnly Day, int Version)> Markers { get; set; } = [];

    private string Path
    {
        get
        {
            var path = new StringBuilder();
            for (var i = 0; i < Scores.Count; i++)
            {
                if (Scores[i] is not { } score)
                    continue;
                if (!IsAlone(i))
                    path.Append(CultureInfo.InvariantCulture, $"{(i == 0 || Scores[i - 1] is null ? 'M' : 'L')}{i} {Y(score)}");
            }

            return path.ToString();
        }
    }

    // A day between two without a score is a dot, and wide enough to be seen.
    private string Alone => string.Concat(Enumerable.Range(0, Scores.Count).Where(IsAlone).Select(i => string.Create(CultureInfo.InvariantCulture, $"M{i} {Y(Scores[i]!.Value)}h.01")));

    private bool IsAlone(int i) => Scores[i] is not null && (i == 0 || Scores[i - 1] is null) && (i == Scores.Count - 1 || Scores[i + 1] is null);

    private static string Y(decimal score) => string.Create(CultureInfo.InvariantCulture, $"{27m - (score * 0.26m):0.##}");

    private int Place(DateOnly day) => Scores.Count - 1 - (Last.DayNumber - day.DayNumber);

    private string Models => string.Concat(Markers.Select(m => string.Create(CultureInfo.InvariantCulture, $"; model {m.Version} from {HealthWording.ShortDay(m.Day)}")));

    private string Words
    {
        get
        {
            var known = Scores.OfType<decimal>().ToList();
            if (known.Count == 0)
                return "No score in 90 days";
            var gaps = Scores.Count - known.Count;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Scores.Count} days: from {known[0]:0.0} to {known[^1]:0.0}, lowest {known.Min():0.0}, highest {known.Max():0.0}{(gaps > 0 ? $", {gaps} without a score" : "")}{Models}");
        }
    }
}
