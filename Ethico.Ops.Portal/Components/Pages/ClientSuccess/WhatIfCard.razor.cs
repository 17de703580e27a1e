using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// One slider per measured part in its own unit; the formula of the night answers. A leaf: moving a slider draws nothing else again.
/// Where case counts are hidden the slider moves the part's own score, which is shown anyway, and no count can be read off it.
/// </summary>
public sealed partial class WhatIfCard
{
    private readonly Dictionary<Component, decimal> moved = [];
    private StandingSnapshot? given;

    [Parameter, EditorRequired]
    public required StandingSnapshot Standing { get; set; }

    private HealthReading Today => Standing.Snapshot.Reading!;

    private HealthModel Model => Standing.Model;

    private (HealthReading Reading, BandReading? Band) Tried => WhatIf.Try(
        Today, moved, Standing.Snapshot.Trend?.Trend ?? Trend.Stable, Standing.Snapshot.RenewalInDays, Model);

    private string Difference => (Tried.Reading.Score, Today.Score) switch
    {
        ({ } then, { } now) when then == now => "as today",
        ({ } then, { } now) => $"{HealthWording.Signed(then - now)} against today's {HealthWording.Tenth(now)}",
        _ => "",
    };

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(given, Standing))
            return;
        given = Standing;
        moved.Clear();
    }

    private void Reset() => moved.Clear();

    private void Move(ComponentScore part, ChangeEventArgs e)
    {
        if (!decimal.TryParse(e.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var place))
            return;
        place = Math.Clamp(place, 0m, Most(part));
        var numerator = IsInPoints(part) ? place * Model.CasesTarget * part.Denominator / 100m : place;
        // Back on its place is today again, to the last digit.
        if (place == Place(part, isToday: true))
            moved.Remove(part.Component);
        else
            moved[part.Component] = numerator;
    }

    private bool IsInPoints(ComponentScore part) =>
        part.Component is Component.Cases && (Standing.Snapshot.Raw is not { } raw || !ShownCases.Of(raw).HasCounts);

    private decimal Most(ComponentScore part) => part.Component switch
    {
        _ when IsInPoints(part) => 100m,
        Component.Tickets => Math.Max(Math.Ceiling(part.Numerator), Model.PointsPerTicket > 0m ? Math.Ceiling(part.Denominator / Model.PointsPerTicket) : 0m),
        _ => part.Denominator,
    };

    private decimal StepOf(ComponentScore part) => IsInPoints(part) ? 0.1m : part.Component is Component.Tickets ? 0.5m : 1m;

    private decimal Place(ComponentScore part, bool isToday = false)
    {
        var current = !isToday && moved.ContainsKey(part.Component) ? Tried.Reading[part.Component] : part;
        return IsInPoints(part) ? current.Score ?? 0m : current.Numerator;
    }

    private string Says(ComponentScore part)
    {
        var now = Tried.Reading[part.Component];
        var scored = $"{HealthWording.Tenth(now.Score ?? 0m)} of 100";
        return part.Component switch
        {
            _ when IsInPoints(part) => $"{scored}; counts are hidden",
            Component.Login => $"{HealthWording.Whole(now.Numerator)} of {HealthWording.Whole(now.Denominator)} accounts active · {scored}",
            Component.Cases => $"{HealthWording.Whole(now.Numerator)} of {HealthWording.Whole(now.Denominator)} on time · {scored}",
            Component.Campaigns => $"{HealthWording.Whole(now.Numerator)} of {HealthWording.Whole(now.Denominator)} completed · {scored}",
            Component.Adoption => $"{HealthWording.Whole(now.Numerator)} of {HealthWording.Whole(now.Denominator)} features used · {scored}",
            _ => $"{HealthWording.Tenth(now.Numerator)} weighted tickets · {scored}",
        };
    }

    private static string Id(ComponentScore part) => "what-if-" + part.Component.ToString().ToLowerInvariant();

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
