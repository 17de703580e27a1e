using CsCheck;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public class TrendAndBandTests
{
    private static readonly DateOnly Day = new(2026, 6, 14);
    private static readonly HealthModel Model = new(1);

    [Fact]
    public void CS_5_Thirty_four_days_of_history_are_new_and_thirty_five_are_compared()
    {
        TrendRules.Of(Day, Day.AddDays(-33), Days(34, _ => 70m), 5m).Note.Should().Be(TrendNote.New);
        TrendRules.Of(Day, Day.AddDays(-34), Days(35, _ => 70m), 5m).Should().Be(new TrendReading(Trend.Stable, 0m, null, 70m, 70m));
        TrendRules.Of(Day, null, default, 5m).Note.Should().Be(TrendNote.New);
    }

    [Fact]
    public void CS_5_A_new_ruler_alone_never_changes_the_trend()
    {
        var tenant = new OrganizationId(Guid.CreateVersion7(new(2026, 6, 14, 0, 0, 0, TimeSpan.Zero)));
        var raw = new RawCounts
        {
            EnabledAccounts = 240, ActiveEnabled = 126, ActiveAccounts = 126, ActiveBefore = 126, Closed = 40, ClosedOnTime = 33, PastDue = 4, AssignmentsDue = 1200, AssignmentsCompleted = 918,
            FeaturesEntitled = 10, FeaturesUsed = 4, TicketsLow = 3, TicketsMedium = 4, TicketsHigh = 1, TicketsUrgent = 1,
        };
        var harsher = Model with { Version = 2, LoginTarget = 1m, CasesTarget = 1m, CampaignsTarget = 1m, AdoptionTarget = 1m };
        var past = Enumerable.Range(1, 34).Select(ago => new PastDay(tenant, Day.AddDays(-ago), 1, 77.7m, raw)).ToList();
        var input = new ScoringInput(
            [new ScoringClient(tenant, Day, IsLive: true, raw, null, null, null, HealthFlags.None)], past, new Dictionary<OrganizationId, DateOnly> { [tenant] = Day.AddDays(-60) },
            new ModelBook([(Model, DateOnly.MinValue), (harsher, Day)]));

        var today = SnapshotMaker.Make(input, new HashSet<DateOnly>()).Single();

        today.ModelVersion.Should().Be(2);
        today.Reading!.Score.Should().BeLessThan(72.7m, "the score falls by more than a trend's step");
        today.Trend.Should().Be(new TrendReading(Trend.Stable, 0m, null, today.Reading.Score, today.Reading.Score));
    }

    [Theory]
    [InlineData(75.0, 70.0, Trend.Improving)]
    [InlineData(74.9, 70.0, Trend.Stable)]
    [InlineData(65.0, 70.0, Trend.Declining)]
    [InlineData(65.1, 70.0, Trend.Stable)]
    [InlineData(74.2, 79.4, Trend.Declining)]
    public void CS_5_Exactly_five_points_change_it(double now, double then, Trend trend) =>
        TrendRules.Of(Day, Day.AddDays(-34), Days(35, ago => (decimal)(ago < 7 ? now : then)), 5m).Trend.Should().Be(trend);

    [Theory]
    [InlineData(4, 4, null)]
    [InlineData(3, 7, TrendNote.Gaps)]
    [InlineData(7, 3, TrendNote.Gaps)]
    public void CS_5_A_week_needs_four_scored_days(int recent, int earlier, TrendNote? note) =>
        TrendRules.Of(Day, Day.AddDays(-60), Days(35, ago => ago < 7 ? (ago < recent ? 60m : null) : (34 - ago < earlier ? 60m : null)), 5m).Note.Should().Be(note);

    [Theory]
    [InlineData(39.9, Trend.Stable, 200, Band.High, "R1")]
    [InlineData(40.0, Trend.Stable, 200, Band.Medium, "R4")]
    [InlineData(58.0, Trend.Declining, 200, Band.High, "R2")]
    [InlineData(69.9, Trend.Stable, 30, Band.Medium, "R4")]
    [InlineData(70.0, Trend.Stable, 30, Band.Low, "R3")]
    [InlineData(74.2, Trend.Declining, 91, Band.Medium, "R4")]
    [InlineData(74.2, Trend.Declining, 90, Band.High, "R4,R5")]
    [InlineData(74.2, Trend.Declining, -3, Band.High, "R4,R5")]
    [InlineData(92.0, Trend.Stable, 10, Band.Low, "R3")]
    [InlineData(30.0, Trend.Declining, 10, Band.High, "R1,R5")]
    [InlineData(58.0, Trend.Declining, 10, Band.High, "R2,R5")]
    [InlineData(60.0, Trend.Declining, null, Band.Medium, "R4")]
    [InlineData(70.0, Trend.Improving, 10, Band.Low, "R3")]
    public void CS_6_Each_rule_fires_alone_and_together(double score, Trend trend, int? renewal, Band band, string fired)
    {
        var read = BandRules.Decide((decimal)score, trend, renewal, Model);

        read.Band.Should().Be(band);
        string.Join(',', read.Fired).Should().Be(fired);
    }

    [Fact]
    public void CS_18_The_worked_smallest_change_is_five_closures()
    {
        var reading = Example(9);
        reading.Score.Should().Be(65.0m);

        var change = ChangeFinder.Find(reading, Steady, Model);

        change.Steps.Should().ContainSingle();
        change.Steps[0].Should().BeEquivalentTo(new { Component = Component.Cases, Units = 5, Target = 14m, Denominator = 25m, Score = 62.2m });
        change.Score.Should().Be(70.6m);
        HealthFormula.Of([.. reading.Components.Select(c => c.Component is Component.Cases ? HealthFormula.With(c, 13m, Model) : c)], Model, isQuiet: false)
            .Score.Should().Be(69.5m);
    }

    [Fact]
    public void CS_18_A_change_reaches_LOW_and_one_unit_less_does_not() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 100], Gen.Int[1, 40], Gen.Int[0, 100], Gen.Int[1, 300], Gen.Int[0, 100], Gen.Int[0, 14]).Sample(
            (enabled, active, closed, onTime, due, done, used) =>
            {
                var raw = new RawCounts
                {
                    EnabledAccounts = enabled, ActiveEnabled = enabled * active / 100, Closed = closed, ClosedOnTime = closed * onTime / 100,
                    AssignmentsDue = due, AssignmentsCompleted = due * done / 100, FeaturesEntitled = 14, FeaturesUsed = used, TicketsMedium = active % 7,
                };
                var reading = HealthFormula.Read(raw, Model);
                var change = ChangeFinder.Find(reading, Steady, Model);
                if (change.Obstacle is { } obstacle)
                {
                    (reading.Score >= 70m).Should().Be(obstacle is ChangeObstacle.None);
                    return;
                }

                After(reading, change.Steps).Should().BeGreaterThanOrEqualTo(70m).And.Be(change.Score!.Value);
                var last = change.Steps[^1];
                var target = last.Component is Component.Tickets ? last.Target + 1 : last.Target - 1;
                var less = last with { Target = Math.Min(target, last.Component is Component.Tickets ? reading[Component.Tickets].Numerator : target) };
                After(reading, [.. change.Steps.SkipLast(1), less]).Should().BeLessThan(70m);
            });

    [Fact]
    public void CS_18_While_it_declines_numbers_alone_do_not_reach_LOW()
    {
        var change = ChangeFinder.Find(Example(9), new TrendReading(Trend.Declining, -6m, null, 65m, 71m), Model);

        change.Obstacle.Should().Be(ChangeObstacle.Declining);
        change.MeanNeeded.Should().Be(66m);
    }

    private static TrendReading Steady { get; } = new(Trend.Stable, 0m, null, 65m, 65m);

    private static HealthReading Example(int onTime) => HealthFormula.Of(
        [
            new(Component.Login, 56m, 100m, 80m, null, false),
            HealthFormula.With(new(Component.Cases, onTime, 25m, 40m, null, false), onTime, Model),
            new(Component.Campaigns, 765m, 1000m, 90m, null, false),
            new(Component.Adoption, 24m, 100m, 40m, null, false),
            new(Component.Tickets, 3m, 100m, 70m, null, false),
        ],
        Model,
        isQuiet: false);

    private static decimal After(HealthReading reading, IEnumerable<ChangeUnit> steps)
    {
        var targets = steps.ToDictionary(s => s.Component, s => s.Target);
        return WhatIf.Try(reading, targets, Trend.Stable, null, Model).Reading.Score!.Value;
    }

    private static TrendWeeks Days(int count, Func<int, decimal?> score) =>
        Enumerable.Range(0, count).Aggregate(default(TrendWeeks), (weeks, ago) => score(ago) is { } known ? weeks.With(ago, known) : weeks);
}
