using System.Runtime.InteropServices;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The days of a chart as an address names them: "90d" back from the last complete day, or "2026-01-31..2026-03-31".</summary>
/// <param name="Says">What the address should have said, where it asked for more than there is.</param>
/// <param name="Notice">What was wrong with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HistoryRange(DateOnly From, DateOnly To, string? Says, string? Notice)
{
    public const int Usual = 90;

    private const string Corrected = "The range was corrected: it runs forward, ends with the last complete day and holds three years at most.";

    public static IReadOnlyList<int> Quick { get; } = [30, 90, 365];

    public static HistoryRange Of(string? text, DateOnly last)
    {
        var asked = DayRange.Parse(text, UsageRange.MostDays);
        if (!asked.IsGiven)
            return new(last.AddDays(1 - Usual), last, null, string.IsNullOrEmpty(text) ? null : "The range in the address is none; these are the last 90 days.");
        if (asked.Days is { } days)
            return DayRange.IsWhole(text, UsageRange.MostDays) ? new(last.AddDays(1 - days), last, null, null) : new(last.AddDays(1 - days), last, asked.ToString(), Corrected);
        var (from, to) = (asked.First ?? (asked.Last ?? last).AddDays(1 - Usual), asked.Last ?? last);
        var (fitFrom, fitTo) = UsageRange.Fit(from, to);
        if (fitTo > last)
            fitTo = last;
        if (fitFrom > last)
            fitFrom = last;
        return ((fitFrom, fitTo) == (from, to), DayRange.IsWhole(text)) switch
        {
            (true, true) => new(from, to, null, null),
            (true, false) => new(from, to, Whole(from, to), "The range was corrected: one of the two days in the address is none."),
            _ => new(fitFrom, fitTo, Whole(fitFrom, fitTo), Corrected),
        };
    }

    private static string? Whole(DateOnly from, DateOnly to) => new DayRange(null, from, to).ToString();
}
