using static Ethico.Ops.Domain.ClientSuccess.QbrWords;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Figures and words into a document. The same edit over the same figures gives the same document: no clock is read.</summary>
public static class QbrWriter
{
    public static QbrDocument Write(QbrEdit edit, QbrFigures figures) => new(
        figures.Beside.Client,
        "Business review",
        edit.From.Year == edit.To.Year && edit.From.Month == edit.To.Month ? Month(edit.From) : $"{Month(edit.From)} to {Month(edit.To)}",
        [.. edit.Sections.Order().Select(section => Part(section, edit, figures)).OfType<QbrPart>()]);

    private static QbrPart? Part(QbrSection section, QbrEdit edit, QbrFigures figures) => section switch
    {
        QbrSection.Achievements => new("Achievements", Achievements(edit, figures)),
        QbrSection.Score => new("Health score", Score(figures.Beside)),
        QbrSection.Band => new("Risk", [new QbrParagraph(figures.Beside.Band is { } band ? $"We see this account at {band.ToString().ToLowerInvariant()} risk." : "Too little could be measured for a risk level.")]),
        QbrSection.Usage => new("Usage", Usage(figures.Usage)),
        QbrSection.Adoption => new("Adoption", Adoption(figures.Adoption)),
        QbrSection.Campaigns => new("Campaigns", Campaigns(figures.Beside.Campaigns)),
        QbrSection.Benchmarks => new("Benchmarks", Benchmarks(edit.Cohort, figures)),
        QbrSection.Notes => edit.Notes.Length == 0 ? null : new("Notes", [.. edit.Notes.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new QbrParagraph(p))]),
        _ => edit.NextSteps.Length == 0 ? null : new("Next steps", [new QbrBullets(edit.NextSteps.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]),
    };

    private static QbrBlock[] Achievements(QbrEdit edit, QbrFigures figures)
    {
        List<string> found = [];
        // Days that were not counted would look like a rise behind them, and could have held the most.
        var isWhole = figures.Usage.Bars.All(b => b.IsWhole);
        var (signIns, before) = (SignIns(figures.Usage.Bars), SignIns(figures.Usage.Before));
        if (isWhole && figures.Usage.Before.All(b => b.IsWhole) && before > 0 && signIns > before)
            found.Add($"Sign-ins rose by {Percent(100m * (signIns - before) / before)}, to {Number(signIns)} in the period.");
        if (isWhole && figures.Usage.Bars.MaxBy(b => b.Counts!.ActiveAccounts ?? 0) is { Counts.ActiveAccounts: > 0 and { } most } best)
            found.Add($"{Number(most)} accounts were active in {Month(best.From)}, the most of the period.");
        found.AddRange(figures.Beside.Campaigns.Where(c => c.Due > 0 && c.Completed * 10L >= c.Due * 9L).OrderByDescending(c => c.Due).ThenBy(c => c.Id).Take(3)
            .Select(c => $"{c.Title}: {Percent(100m * c.Completed / c.Due)} of {Number(c.Due)} assignments completed."));
        if (figures.Beside.Standing?.Snapshot is { Raw: { } raw, Day: var day } && Cases(figures) is { HasCounts: true } && OnTime(raw) is >= 80m and { } share && day >= edit.From)
            found.Add($"{Percent(share)} of cases were closed on time in the 90 days to {Day(day)}.");
        if (figures.Adoption.Reading is { Entitled: > 0, Used: > 0 } reading)
            found.Add($"{Number(reading.Used)} of {Number(reading.Entitled)} features are in use.");
        return found.Count == 0 ? [new QbrParagraph("No figure of this period stands out.")] : [new QbrBullets(found)];
    }

    private static QbrBlock[] Score(QbrBeside beside) => beside.Standing?.Snapshot is { Reading.Score: { } score, Day: var day }
        ? [new QbrParagraph($"{score.ToString("0", System.Globalization.CultureInfo.InvariantCulture)} of 100 on {Day(day)}. Higher is healthier.")]
        : [new QbrParagraph("Too little could be measured for a score.")];

    private static QbrBlock[] Usage(UsageView usage)
    {
        if (usage.Bars.All(b => b.Counts is null or { SignIns: 0, ActiveAccounts: null or 0 }))
            return [new QbrParagraph(usage.Bars.All(b => b.IsWhole) ? "No activity was counted in this period." : "This period was not counted, or not on all its days.")];
        List<QbrBlock> blocks =
        [
            new QbrBars("Sign-ins", [.. usage.Bars.Select(b => new QbrBar(Month(b.From), b.Counts?.SignIns, b.Counts is { } counts ? Number(counts.SignIns) : UsageCells.NotCounted))]),
            new QbrTable(["Month", "Active accounts", "Cases opened", "Cases closed", "Reports received", "Assignments completed"], [.. usage.Bars.Select(Row)]),
        ];
        if (usage.Bars.Where(b => b.IsPartly).ToList() is { Count: > 0 } partly)
            blocks.Add(new QbrParagraph($"Not every day was counted: {string.Join("; ", partly.Select(b => $"{Month(b.From)} on {b.DaysCounted} of {b.Days} days"))}.", IsQuiet: true));
        blocks.Add(new QbrParagraph("Active accounts are distinct people of the month. Counts of cases and reports under 5 are not told, nor what would tell them.", IsQuiet: true));
        return [.. blocks];

        static IReadOnlyList<string> Row(UsageBar bar) => bar.Counts is not { } counts
            ? [Month(bar.From), .. Enumerable.Repeat(UsageCells.NotCounted, 5)]
            :
            [
                Month(bar.From), counts.ActiveAccounts is { } active ? Number(active) : "not kept", Shown(counts.CasesOpened), Shown(counts.CasesClosed), Shown(counts.ReportsReceived),
                Number(counts.AssignmentsCompleted),
            ];
    }

    private static QbrBlock[] Adoption(AdoptionView adoption)
    {
        var entitled = adoption.Features.Where(f => f.Level is not FeatureLevel.NotEntitled).ToList();
        return entitled.Count == 0 || adoption.Day is not { } day
            ? [new QbrParagraph("No feature of the contract has been counted yet.")]
            :
            [
                new QbrTable(["Feature", $"On {Day(day)}"], [.. entitled.Select(f => (IReadOnlyList<string>)[Name(f.Use.Feature), Level(f)])]),
                new QbrParagraph("A channel is judged by being open, never by the number of reports.", IsQuiet: true),
            ];
    }

    private static QbrBlock[] Campaigns(IReadOnlyList<CampaignLine> campaigns) => campaigns.Count == 0
        ? [new QbrParagraph("No campaign was due in this period.")]
        :
        [
            new QbrTable(
                ["Campaign", "Due", "Completed", "Share"],
                [.. campaigns.Select(c => (IReadOnlyList<string>)
                [
                    c.Title, c.DueOn is { } due ? Day(due) : "–", $"{Number(c.Completed)} of {Number(c.Due)}", c.Due > 0 ? Percent(100m * c.Completed / c.Due) : "–",
                ])]),
        ];

    // What leaves the house needs ten peers, is whole, and is of one cohort. A rate over hidden counts is hidden.
    private static QbrBlock[] Benchmarks(CohortKind cohort, QbrFigures figures)
    {
        var areCasesHidden = Cases(figures) is not { HasCounts: true };
        var rows = figures.Benchmarks.Metrics
            .Where(v => v.Cohort == cohort && !BenchmarkRules.IsContextOnly(v.Metric) && v.Reading.Peers >= BenchmarkRules.LeastPeersOutside && !v.Reading.HasTooFewPeers)
            .OrderBy(v => v.Metric)
            .Select(v => (IReadOnlyList<string>)
            [
                Name(v.Metric),
                v.Metric is BenchmarkMetric.CasesOnTime or BenchmarkMetric.DaysToClose && areCasesHidden ? "hidden" : Figure(v.Metric, v.Reading.Own),
                Figure(v.Metric, v.Reading.Median),
                Figure(v.Metric, v.LowerIsBetter ? v.Reading.P25 : v.Reading.P75),
            ])
            .ToList();
        var peers = cohort switch
        {
            CohortKind.All => "all our clients", CohortKind.Industry => "clients of the same industry", CohortKind.Size => "clients of the same size", _ => "clients of the same industry and size",
        };
        return rows.Count == 0
            ? [new QbrParagraph($"There are too few {(cohort is CohortKind.All ? "clients" : peers)} to compare with: a comparison needs 10 others.")]
            :
            [
                new QbrTable(["Measure", "You", "Median", "Better quarter"], rows),
                new QbrParagraph($"Compared with {peers}, as of {(figures.Benchmarks.Day is { } day ? Day(day) : "the last night")}. A measure is shown where at least 10 others have a value.", IsQuiet: true),
            ];
    }

    private static long SignIns(IReadOnlyList<UsageBar> bars) => bars.Sum(b => (long)(b.Counts?.SignIns ?? 0));

    private static string Figure(BenchmarkMetric metric, decimal? value) => (value, metric) switch
    {
        (null, _) => "–",
        (_, BenchmarkMetric.DaysToClose or BenchmarkMetric.TicketsPer100) => Whole(value.Value),
        _ => Percent(value.Value),
    };

    private static ShownCases? Cases(QbrFigures figures) => figures.Beside.Standing?.Snapshot.Raw is { } raw ? ShownCases.Of(raw) : null;

    private static decimal? OnTime(RawCounts raw) => raw.Closed + raw.PastDue is > 0 and var all ? 100m * raw.ClosedOnTime / all : null;
}
