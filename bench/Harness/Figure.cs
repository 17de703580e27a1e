using System.Globalization;

namespace Ethico.Ops.Bench.Harness;

/// <summary>One goal of quality.md and how it was met.</summary>
/// <param name="Goal">Its id there, with a letter where it has several parts: <c>P22b</c>.</param>
/// <param name="What">In words: ours ÷ what.</param>
/// <param name="Must">The bound that gates.</param>
/// <param name="Aim">The goal.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Absolutes">Both sides as measured, with their units.</param>
internal sealed record Figure(string Goal, string What, double Must, double Aim, double Value, string Absolutes)
{
    /// <summary>True for throughputs, where the bounds are floors.</summary>
    public bool MoreIsBetter { get; init; }

    /// <summary>The baseline's p75 ÷ p25; null where the figure is not a ratio of pairs.</summary>
    public double? Spread { get; init; }

    public string Format { get; init; } = "F2";

    public string Unit { get; init; } = "";

    public static Figure Of(string goal, string what, double must, double aim, Pairs pairs, string absolutes) =>
        new(goal, what, must, aim, pairs.Ratio, absolutes) { Spread = pairs.Spread };

    public bool IsVoid => Spread > Pairs.MostSpread;

    public string Verdict => (IsVoid, Holds(Aim), Holds(Must)) switch
    {
        (true, _, _) => "void: the baseline wandered",
        (_, true, _) => "aim met",
        (_, _, true) => $"must met, aim missed by {Missed(Aim)}",
        _ => $"**must missed by {Missed(Must)}**",
    };

    public string Bounds => $"{Sign} {Bound(Must)} / **{Sign} {Bound(Aim)}**";

    public string Shown => Bound(Value);

    private string Sign => MoreIsBetter ? "≥" : "≤";

    private bool Holds(double bound) => MoreIsBetter ? Value >= bound : Value <= bound;

    private string Missed(double bound) =>
        (Math.Abs(Value - bound) / Math.Max(bound, double.Epsilon)).ToString("P0", CultureInfo.InvariantCulture).Replace(" ", " ", StringComparison.Ordinal);

    private string Bound(double value) => value.ToString(Format, CultureInfo.InvariantCulture) + Unit;
}
