using CsCheck;
using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public class HealthFormulaTests
{
    internal static readonly HealthModel Model = new(1);

    internal static readonly RawCounts ExampleA = new()
    {
        EnabledAccounts = 240, ActiveEnabled = 126, ActiveAccounts = 126, ActiveBefore = 126, Closed = 40, ClosedOnTime = 33, PastDue = 4,
        AssignmentsDue = 1200, AssignmentsCompleted = 918, FeaturesEntitled = 10, FeaturesUsed = 4,
        TicketsLow = 3, TicketsMedium = 4, TicketsHigh = 1, TicketsUrgent = 1,
    };

    private static readonly Gen<RawCounts> Counts =
        from enabled in Gen.Int[0, 300]
        from active in Gen.Int[0, enabled]
        from before in Gen.Int[0, 300]
        from closed in Gen.Int[0, 60]
        from onTime in Gen.Int[0, closed]
        from pastDue in Gen.Int[0, 10]
        from due in Gen.Int[0, 400]
        from completed in Gen.Int[0, due]
        from entitled in Gen.Int[0, 14]
        from used in Gen.Int[0, entitled]
        from tickets in Gen.Int[0, 6].Array[4]
        select new RawCounts
        {
            EnabledAccounts = enabled, ActiveEnabled = active, ActiveAccounts = active, ActiveBefore = before, Closed = closed, ClosedOnTime = onTime,
            PastDue = pastDue, AssignmentsDue = due, AssignmentsCompleted = completed, FeaturesEntitled = entitled, FeaturesUsed = used,
            TicketsLow = tickets[0], TicketsMedium = tickets[1], TicketsHigh = tickets[2], TicketsUrgent = tickets[3],
        };

    [Fact]
    public void CS_1_Example_A_scores_77_7_with_the_stated_parts_and_points()
    {
        var reading = HealthFormula.Read(ExampleA, Model);

        reading.Components.Select(c => c.Score).Should().Equal(75.0m, 83.3m, 90.0m, 66.7m, 62.5m);
        reading.Score.Should().Be(77.7m);
        reading.Coverage.Should().Be(100m);
        var points = PointsTable.Of(reading, Model);
        points.Select(p => p.Earned).Should().Equal(15.0m, 20.8m, 22.5m, 10.0m, 9.4m);
        points.Select(p => p.Missing).Should().Equal(5.0m, 4.2m, 2.5m, 5.0m, 5.6m);
    }

    [Theory]
    [InlineData(80, 60, 90, 40, 70, 100, "70.0")]
    [InlineData(80, 60, 90, null, 70, 85, "75.3")]
    [InlineData(80, null, 90, null, 70, 60, "81.7")]
    [InlineData(80, null, null, 40, 70, 50, null)]
    [InlineData(100, 100, 100, 100, 100, 100, "100.0")]
    [InlineData(0, 0, 0, 0, 0, 100, "0.0")]
    public void CS_1_CS_2_The_table_of_scores_and_coverage_comes_out(int? login, int? cases, int? campaigns, int? adoption, int? tickets, int coverage, string? score)
    {
        var reading = Of(Model, login, cases, campaigns, adoption, tickets);

        reading.Coverage.Should().Be(coverage);
        reading.Score.Should().Be(score is null ? null : decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture));
        reading.State.Should().Be(score is null ? SnapshotState.Insufficient : SnapshotState.Scored);
    }

    [Fact]
    public void CS_2_Sixty_percent_is_enough_and_fifty_nine_is_not()
    {
        var at59 = Model with { LoginWeight = 0.19m, AdoptionWeight = 0.16m };

        Of(Model, 80, null, 90, null, 70).Score.Should().NotBeNull();
        Of(at59, 80, null, 90, null, 70).Coverage.Should().Be(59m);
        Of(at59, 80, null, 90, null, 70).Score.Should().BeNull();
    }

    [Fact]
    public void A_component_of_weight_0_counts_neither_way()
    {
        var without = Model with { AdoptionWeight = 0m, LoginWeight = 0.35m };

        Of(without, 80, 60, 90, 0, 70).Should().BeEquivalentTo(Of(without, 80, 60, 90, null, 70), o => o.Excluding(r => r.Components));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, AbsentCause.NoAccounts, AbsentCause.NothingClosedOrDue, AbsentCause.NothingDue, AbsentCause.NothingEntitled)]
    public void An_unmeasured_component_says_why(int enabled, int closed, int due, int entitled, params AbsentCause[] causes)
    {
        var reading = HealthFormula.Read(new RawCounts { EnabledAccounts = enabled, Closed = closed, AssignmentsDue = due, FeaturesEntitled = entitled }, Model);

        reading.Components.Take(4).Select(c => c.Absent).Should().Equal(causes.Cast<AbsentCause?>());
        reading[Component.Tickets].Absent.Should().Be(AbsentCause.NoAccounts);
        reading.Score.Should().BeNull();
    }

    [Fact]
    public void CS_4_Falling_usage_without_tickets_is_quiet_and_steady_usage_is_a_hundred()
    {
        var silent = ExampleA with { TicketsLow = 0, TicketsMedium = 0, TicketsHigh = 0, TicketsUrgent = 0, ActiveBefore = 170 };

        var quiet = HealthFormula.Read(silent, Model);
        quiet.Score.Should().Be(80.4m);
        quiet.Coverage.Should().Be(85m);
        quiet.Flags.Should().HaveFlag(HealthFlags.Quiet);
        quiet[Component.Tickets].Absent.Should().Be(AbsentCause.Quiet);

        var steady = HealthFormula.Read(silent with { ActiveBefore = 126 }, Model);
        steady.Score.Should().Be(83.3m);
        steady[Component.Tickets].Score.Should().Be(100m);
        steady.Flags.Should().Be(HealthFlags.None);
    }

    [Theory]
    [InlineData(4, 5, true)]
    [InlineData(3, 4, false)]
    [InlineData(80, 100, true)]
    [InlineData(81, 100, false)]
    public void CS_4_The_edges_of_quiet(int active, int before, bool quiet) =>
        HealthFormula.IsQuiet(new RawCounts { ActiveAccounts = active, ActiveBefore = before }).Should().Be(quiet);

    [Fact]
    public void A_small_base_is_marked_and_changes_no_number()
    {
        HealthFormula.Read(ExampleA with { EnabledAccounts = 24, ActiveEnabled = 12 }, Model).Flags.Should().Be(HealthFlags.SmallBase);
        HealthFormula.Read(ExampleA with { EnabledAccounts = 25, ActiveEnabled = 12 }, Model).Flags.Should().Be(HealthFlags.None);
        HealthFormula.Read(ExampleA with { FeaturesEntitled = 4 }, Model).Flags.Should().Be(HealthFlags.SmallBase);
    }

    [Fact]
    public void CS_1_A_score_lies_within_0_and_100_and_its_points_add_up() =>
        Counts.Sample(raw =>
        {
            raw.Impossible().Should().BeNull();
            var reading = HealthFormula.Read(raw, Model);
            reading.Components.Should().OnlyContain(c => c.Score == null || (c.Score >= 0m && c.Score <= 100m));
            reading.Components.Should().OnlyContain(c => (c.Score == null) != (c.Absent == null));
            if (reading.Score is not { } score)
                return;
            score.Should().BeInRange(0m, 100m);
            var points = PointsTable.Of(reading, Model);
            points.Sum(p => p.Earned).Should().Be(score);
            (points.Sum(p => p.Earned) + points.Sum(p => p.Missing)).Should().Be(100m);
            points.Should().OnlyContain(p => p.Earned >= 0m && p.Missing >= 0m);
        });

    [Fact]
    public void CS_1_A_score_never_falls_when_a_component_rises() =>
        Gen.Select(Gen.Int[0, 1000].Array[5], Gen.Int[0, 4], Gen.Int[0, 1000]).Sample((parts, which, more) =>
        {
            var before = Of(Model, parts.Select(p => (decimal?)(p / 10m)).ToArray());
            parts[which] = Math.Max(parts[which], more);
            Of(Model, parts.Select(p => (decimal?)(p / 10m)).ToArray()).Score.Should().BeGreaterThanOrEqualTo(before.Score!.Value);
        });

    [Fact]
    public void CS_18_What_if_at_todays_values_is_todays_score() =>
        Counts.Sample(raw =>
        {
            var today = HealthFormula.Read(raw, Model);
            var same = today.Components.ToDictionary(c => c.Component, c => c.Numerator);
            WhatIf.Try(today, same, Trend.Stable, null, Model).Reading.Should().BeEquivalentTo(today);
        });

    [Fact]
    public void Numbers_that_cannot_be_are_named()
    {
        (ExampleA with { AssignmentsCompleted = 1201 }).Impossible().Should().Be("AssignmentsCompleted");
        (ExampleA with { TicketsHigh = -1 }).Impossible().Should().Be("Tickets");
        ExampleA.Impossible().Should().BeNull();
    }

    internal static HealthReading Of(HealthModel model, params decimal?[] scores) => HealthFormula.Of(
        [.. scores.Select((s, i) => new ComponentScore((Component)i, s ?? 0m, 100m, s, s is null ? AbsentCause.NothingDue : null, IsSmallBase: false))],
        model,
        isQuiet: false);
}
