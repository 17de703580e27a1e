namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A score under changed numerators, trend and renewal held as they are. Nothing of it is stored.</summary>
public static class WhatIf
{
    /// <param name="numerators">In each component's own unit; one that is not named stays, an absent one cannot be moved.</param>
    public static (HealthReading Reading, BandReading? Band) Try(
        HealthReading today, IReadOnlyDictionary<Component, decimal> numerators, Trend trend, int? renewalInDays, HealthModel model)
    {
        var reading = HealthFormula.Of(
            [.. today.Components.Select(c => numerators.TryGetValue(c.Component, out var moved) ? HealthFormula.With(c, Held(c, moved), model) : c)],
            model,
            today.Flags.HasFlag(HealthFlags.Quiet));
        return (reading, reading.Score is { } score ? BandRules.Decide(score, trend, renewalInDays, model) : null);
    }

    private static decimal Held(ComponentScore c, decimal moved) =>
        c.Component is Component.Tickets ? Math.Max(0m, moved) : Math.Clamp(moved, 0m, c.Denominator);
}
