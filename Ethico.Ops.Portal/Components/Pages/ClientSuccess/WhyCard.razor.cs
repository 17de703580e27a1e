using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Where the score's points come from, and where they are missing.</summary>
public sealed partial class WhyCard
{
    [Parameter, EditorRequired]
    public required StandingSnapshot Standing { get; set; }

    /// <summary>Of a scored snapshot; in tenths that add up to the score.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ShownPoints> Points { get; set; }

    private HealthReading? Reading => Standing.Snapshot.Reading;

    private string TrendWords => Standing.Snapshot.Trend is not { } trend ? "" : trend.Delta is { } delta
        ? $"{HealthWording.Arrow(delta)} {HealthWording.Signed(delta)} against four weeks ago · {trend.Trend.Words(trend.Note)}"
        : trend.Note is TrendNote.New ? "new: a trend needs five weeks" : "no trend: too few scored days in one of the weeks compared";

    private string NoScoreWords => Standing.Snapshot switch
    {
        { State: SnapshotState.Insufficient } => "Insufficient data: no score and no band",
        { Cause: { } cause } => cause.Words(),
        _ => "No score",
    };

    private string Says(ComponentScore part)
    {
        if (part.Absent is { } cause)
            return cause.Words();
        var words = HealthWording.Raw(part, Standing.Snapshot.Raw, Standing.Model);
        if (part.IsSmallBase)
            words += " · small base";
        if (Standing.Model.Weight(part.Component) == 0m)
            words += " · weight 0, counts neither way";
        if (part.Component is Component.Cases && Standing.Snapshot.Raw is { ClosedWithoutDue: > 0 } raw)
            words += $" · {HealthWording.Shown(ShownCases.Of(raw).WithoutDue)} closed without a due date left out";
        return words;
    }

    private static string Css(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
