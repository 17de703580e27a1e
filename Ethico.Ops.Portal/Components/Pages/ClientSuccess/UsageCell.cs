using System.Globalization;
using System.Runtime.InteropServices;
using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One cell of the usage table, and the bar drawn from it.</summary>
/// <param name="Text">As table and file write it.</param>
/// <param name="Remark">What it covers, where that is not the whole period.</param>
/// <param name="Value">Read from that text; null where it is no number.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UsageCell(DateOnly From, DateOnly To, bool IsUnfinished, string Remark, string Text, decimal? Value, bool IsHidden, bool IsCounted)
{
    /// <summary>Titles of the figures, in the order of <see cref="UsageCells.Of"/>.</summary>
    public static IReadOnlyList<string> Titles { get; } =
        ["Sign-ins", "Active accounts", "Cases opened", "Cases closed", "Campaigns running", "Assignments completed", "Reports received", "Report views"];

    /// <summary>One figure over all bars.</summary>
    public static IReadOnlyList<UsageCell> Column(IReadOnlyList<UsageBar> bars, int figure, bool per100) => [.. bars.Select(bar =>
    {
        var text = UsageCells.Of(bar, per100)[figure];
        var value = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null;
        return new UsageCell(bar.From, bar.To, bar.IsUnfinished, UsageCells.Remark(bar), text, value, text is "< 5" or "hidden", bar.Counts is not null);
    })];
}
