using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The two weeks a trend compares: sums of their scores, and of how many days.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrendWeeks(decimal Recent, int RecentDays, decimal Earlier, int EarlierDays)
{
    /// <summary>Of a day of neither week nothing is taken.</summary>
    /// <param name="ago">Days before the one the trend is for.</param>
    /// <param name="score">Under the ruler of that day.</param>
    public TrendWeeks With(int ago, decimal score) => ago switch
    {
        >= 0 and < TrendRules.Week => this with { Recent = Recent + score, RecentDays = RecentDays + 1 },
        > TrendRules.Span - TrendRules.Week and <= TrendRules.Span => this with { Earlier = Earlier + score, EarlierDays = EarlierDays + 1 },
        _ => this,
    };
}
