using System.Runtime.InteropServices;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The days of a timeline as its address names them. An end that is not given is open: what is to come stands there, too.</summary>
/// <param name="Says">What the address should have said, where it asked for what cannot be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoryRange(DateOnly? From, DateOnly? To, string? Says)
{
    public static StoryRange Of(string? text, DateOnly today)
    {
        var asked = DayRange.Parse(text, UsageRange.MostDays);
        if (!asked.IsGiven)
            return default;
        var fit = asked switch
        {
            { First: { } first, Last: { } last } => Whole(UsageRange.Fit(first, last)),
            { First: { } first } when first <= today => asked with { First = UsageRange.Fit(first, today).From },
            _ => asked,
        };
        var from = fit.Days is { } back ? today.AddDays(-back) : fit.First ?? (fit.Last is { } end ? end.AddDays(1 - UsageRange.MostDays) : null);
        return new(from, fit.Last, fit == asked && DayRange.IsWhole(text, UsageRange.MostDays) ? null : fit.ToString());
    }

    private static DayRange Whole((DateOnly From, DateOnly To) days) => new(null, days.From, days.To);
}
