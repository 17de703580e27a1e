using System.Globalization;
using System.Text;

namespace Ethico.Ops.Bench.Harness;

/// <summary>
/// RESULTS.md: a table with one row a goal, which a run replaces, and below it a section a goal with words of a person's, which
/// no run touches.
/// </summary>
internal static class Results
{
    private const string Heading =
        """
        # Results

        Written by `dotnet run -c Release --project bench -- <name>`; how each is measured stands in README.md, the goals in quality.md section 2.
        Ratio: median of the pairs. Load: the machine's one-minute average when the run began and ended, the benchmark's own work included in the second.

        | Goal | Ours ÷ what | must / **aim** | Measured | Verdict | Absolutes | Pairs | Baseline p75/p25 | Date | Machine | Load |
        |---|---|---|---|---|---|---|---|---|---|---|
        """;

    public static string Row(Figure figure, int pairs, DateTimeOffset at, string machine, string load) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {figure.Goal} | {figure.What} | {figure.Bounds} | {figure.Shown} | {figure.Verdict} | {figure.Absolutes} | {pairs} | {figure.Spread?.ToString("F2", CultureInfo.InvariantCulture) ?? "–"} | {at:yyyy-MM-dd} | {machine} | {load} |");

    public static void Write(string file, IReadOnlyDictionary<string, string> rows)
    {
        var old = File.Exists(file) ? File.ReadAllLines(file) : [];
        // Tables below the first heading are somebody's words.
        var kept = old.TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| P", StringComparison.Ordinal) || line.StartsWith("| S", StringComparison.Ordinal) || line.StartsWith("| R", StringComparison.Ordinal) || line.StartsWith("| ACC", StringComparison.Ordinal)
                || line.StartsWith("| CS", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('|')[1].Trim(), StringComparer.Ordinal);
        foreach (var (goal, row) in rows)
            kept[goal] = row;

        var words = old.SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var goal in kept.Keys.OrderBy(Order).ThenBy(goal => goal, StringComparer.Ordinal))
            text.Append(kept[goal]).Append('\n');
        text.Append('\n').AppendJoin('\n', words);
        File.WriteAllText(file, text.ToString().TrimEnd() + "\n");
    }

    // P9 before P10.
    private static int Order(string goal) => int.Parse(string.Concat(goal.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
