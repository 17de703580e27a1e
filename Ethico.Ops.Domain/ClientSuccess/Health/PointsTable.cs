namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Splits a score into its components' points. Rounded one by one they would add up to something else now and then, so the
/// tenths that are left go to the largest remainders (component order at equal ones).
/// </summary>
public static class PointsTable
{
    /// <summary>One line per present component; none where there is no score.</summary>
    public static IReadOnlyList<ShownPoints> Of(HealthReading reading, HealthModel model)
    {
        if (reading.Score is not { } score)
            return [];
        var present = reading.Components.Where(c => c.IsPresent).ToList();
        var weights = present.Sum(c => model.Weight(c.Component));
        var earned = Share(present.ConvertAll(c => model.Weight(c.Component) * c.Score!.Value / weights), score);
        // At full coverage what is missing is what is left of a whole number of points; else it is shared out like the rest.
        var missing = weights == 1m
            ? [.. present.Select((c, i) => (100m * model.Weight(c.Component)) - earned[i])]
            : Share(present.ConvertAll(c => model.Weight(c.Component) * (100m - c.Score!.Value) / weights), 100m - score);
        return [.. present.Select((c, i) => new ShownPoints(c.Component, earned[i], missing[i]))];
    }

    private static decimal[] Share(List<decimal> exact, decimal total)
    {
        var shown = exact.Select(e => Math.Floor(e * 10m) / 10m).ToArray();
        var left = (int)((total - shown.Sum()) * 10m);
        foreach (var i in Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - shown[i]).ThenBy(i => i).Take(left))
            shown[i] += 0.1m;
        return shown;
    }
}
