namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// client-success.md 5.7. Every answer is recomputed by <see cref="HealthFormula"/>: the stated change reaches LOW, one unit
/// less does not. Rounding can grant a unit less than the algebra asks for, so units are tried, not only computed.
/// </summary>
public static class ChangeFinder
{
    public static SmallestChange Find(HealthReading reading, TrendReading trend, HealthModel model)
    {
        if (reading.Score is not { } score)
            return Blocked(ChangeObstacle.NoScore);
        if (trend.IsDeclining)
            return new([], score, ChangeObstacle.Declining, trend.Earlier is { } earlier ? earlier - model.TrendStep : null);
        if (score >= model.LowFrom)
            return new([], score, ChangeObstacle.None, null);

        var present = reading.Components.Where(c => c.IsPresent && model.Weight(c.Component) > 0m).ToList();
        var weights = present.Sum(c => model.Weight(c.Component));
        var needed = (model.LowFrom - score) * weights;
        var alone = present
            .Where(c => c.Score!.Value + (needed / model.Weight(c.Component)) <= 100m)
            .OrderBy(c => needed / model.Weight(c.Component)).ThenByDescending(c => 100m - c.Score!.Value).ThenBy(c => c.Component);
        foreach (var each in alone)
        {
            if (Least(reading, each, model) is { } step)
                return new([step], After(reading, [step], model), null, null);
        }

        // Rounding may bring one over the line that the algebra leaves just under it.
        foreach (var each in present.OrderByDescending(c => model.Weight(c.Component)).ThenBy(c => c.Component))
        {
            if (Least(reading, each, model) is { } step)
                return new([step], After(reading, [step], model), null, null);
        }

        return Together(reading, present, model);
    }

    private static SmallestChange Together(HealthReading reading, List<ComponentScore> present, HealthModel model)
    {
        List<ChangeUnit> steps = [];
        var current = reading;
        foreach (var each in present.Where(c => c.Score < 100m).OrderByDescending(c => model.Weight(c.Component)).ThenBy(c => c.Component))
        {
            // The last one only as far as it takes.
            if (Least(current, each, model) is { } last)
            {
                steps.Add(last);
                return new(steps, After(reading, steps, model), null, null);
            }

            if (Step(each, MostUnits(each), model) is { } full)
            {
                // No more than its best takes.
                while (full.Units > 1 && Step(each, full.Units - 1, model) is { } less && less.Score == full.Score)
                    full = less;
                steps.Add(full);
                current = Apply(current, full, model);
            }
        }

        return Blocked(ChangeObstacle.OutOfReach) with { Score = reading.Score };
    }

    /// <summary>The fewest units of one component that reach LOW; null where not even its best does.</summary>
    private static ChangeUnit? Least(HealthReading reading, ComponentScore component, HealthModel model)
    {
        var (low, high) = (1, MostUnits(component));
        if (high < 1 || !Reaches(high))
            return null;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Reaches(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return Step(component, low, model);

        bool Reaches(int units) => Apply(reading, Step(component, units, model)!, model).Score >= model.LowFrom;
    }

    private static int MostUnits(ComponentScore c) => c.Component is Component.Tickets
        ? (int)Math.Ceiling(c.Numerator)
        : (int)(c.Denominator - c.Numerator);

    private static ChangeUnit? Step(ComponentScore c, int units, HealthModel model)
    {
        if (units < 1)
            return null;
        var target = c.Component is Component.Tickets ? Math.Max(0m, c.Numerator - units) : c.Numerator + units;
        return new(c.Component, units, target, c.Denominator, HealthFormula.With(c, target, model).Score!.Value);
    }

    private static decimal? After(HealthReading reading, IEnumerable<ChangeUnit> steps, HealthModel model) =>
        steps.Aggregate(reading, (current, step) => Apply(current, step, model)).Score;

    private static HealthReading Apply(HealthReading reading, ChangeUnit step, HealthModel model) => HealthFormula.Of(
        [.. reading.Components.Select(c => c.Component == step.Component ? HealthFormula.With(c, step.Target, model) : c)],
        model,
        reading.Flags.HasFlag(HealthFlags.Quiet));

    private static SmallestChange Blocked(ChangeObstacle obstacle) => new([], null, obstacle, null);
}
