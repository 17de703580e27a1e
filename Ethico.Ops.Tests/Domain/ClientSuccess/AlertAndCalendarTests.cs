using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public class AlertAndCalendarTests
{
    private static readonly AlertThresholds At = new(1);

    public static TheoryData<AlertRule, AlertFacts, AlertFacts> Edges() => new()
    {
        { AlertRule.ScoreDrop, new() { Score = 60.1m, ScoreWeekAgo = 70m }, new() { Score = 60m, ScoreWeekAgo = 70m } },
        { AlertRule.BandHigh, new() { Band = Band.Medium }, new() { Band = Band.High, BandBefore = Band.Medium } },
        { AlertRule.KeyUserSilent, new() { KeyUserSilentDays = 13 }, new() { KeyUserSilentDays = 14 } },
        { AlertRule.TicketSurge, new() { TicketsOfWeek = 11, TicketsOfEightWeeks = 32 }, new() { TicketsOfWeek = 12, TicketsOfEightWeeks = 32 } },
        { AlertRule.TicketSurge, new() { TicketsOfWeek = 4, TicketsOfEightWeeks = 8 }, new() { TicketsOfWeek = 5, TicketsOfEightWeeks = 8 } },
        { AlertRule.UsageDrop, new() { ActiveOfWeek = 8, ActiveOfFourWeeks = 40 }, new() { ActiveOfWeek = 7, ActiveOfFourWeeks = 40 } },
        { AlertRule.UsageDrop, new() { ActiveOfWeek = 1, ActiveOfFourWeeks = 39 }, new() { ActiveOfWeek = 1, ActiveOfFourWeeks = 40 } },
        { AlertRule.FeatureIdle, new() { IdleFeatures = 0 }, new() { IdleFeatures = 1 } },
        { AlertRule.Renewal, new() { RenewalInDays = 91 }, new() { RenewalInDays = 90 } },
        { AlertRule.LowSeats, new() { ActiveAccounts = 50, LicensedSeats = 100 }, new() { ActiveAccounts = 49, LicensedSeats = 100 } },
        { AlertRule.NoContact, new() { DaysWithoutContact = 59 }, new() { DaysWithoutContact = 60 } },
        { AlertRule.Quiet, new() { Flags = HealthFlags.SmallBase }, new() { Flags = HealthFlags.Quiet } },
        { AlertRule.OverrideEnds, new() { OverrideEndsInDays = 8 }, new() { OverrideEndsInDays = 7 } },
        { AlertRule.NoScore, new() { State = SnapshotState.Unscored, Cause = UnscoredCause.NotLive }, new() { State = SnapshotState.Unscored, Cause = UnscoredCause.UsageMissing } },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void CS_22_Just_under_is_silent_and_at_the_threshold_it_calls(AlertRule rule, AlertFacts under, AlertFacts at)
    {
        AlertRules.Of(under, At).Should().NotContain(c => c.Rule == rule);
        AlertRules.Of(at, At).Should().ContainSingle(c => c.Rule == rule);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void CS_22_Each_rule_opens_once_stays_one_and_resolves_on_the_third_night_without_its_condition(AlertRule rule, AlertFacts under, AlertFacts at)
    {
        Night(under, null).Should().BeNull();
        Night(at, null).Should().Be(AlertDay.Opens);
        Night(at with { BandBefore = at.Band }, new(rule, AlertState.New, null, 0)).Should().Be(AlertDay.Stays, "the next night it is still one");
        Night(under, new(rule, AlertState.New, null, 0)).Should().Be(AlertDay.Fades);
        Night(under, new(rule, AlertState.Acknowledged, null, 1)).Should().Be(AlertDay.Fades);
        Night(at with { BandBefore = at.Band }, new(rule, AlertState.New, null, 2)).Should().Be(AlertDay.Stays, "it came back before it was gone");
        Night(under, new(rule, AlertState.New, null, 2)).Should().Be(AlertDay.Resolves);

        AlertDay? Night(AlertFacts facts, OpenAlert? open) => AlertPlan.Of([new(default, AlertLevel.DashboardOnly, facts with { IsCounted = true }, open is null ? [] : [open])], At, new(2026, 6, 14))
            .Where(c => c.Rule == rule).Select(c => (AlertDay?)c.What).SingleOrDefault();
    }

    [Fact]
    public void CS_22_Every_rule_there_is_has_its_edge_here() =>
        Edges().Select(row => row.Data.Item1).Distinct().Should().BeEquivalentTo(Enum.GetValues<AlertRule>());

    [Theory]
    [InlineData(90, AlertSeverity.Medium, 1)]
    [InlineData(60, AlertSeverity.Medium, 2)]
    [InlineData(30, AlertSeverity.High, 3)]
    [InlineData(-1, AlertSeverity.High, 4)]
    public void CS_22_A_renewal_rises_with_its_day(int days, AlertSeverity severity, int stage) =>
        AlertRules.Of(new AlertFacts { RenewalInDays = days }, At).Single().Should().Match<AlertCall>(c => c.Severity == severity && c.Stage == stage);

    [Fact]
    public void CS_22_One_opens_stays_fades_and_resolves_on_the_third_quiet_night()
    {
        var day = new DateOnly(2026, 6, 14);
        AlertNight.Of(null, holds: true, mayOpen: true, day).Should().Be(AlertDay.Opens);
        AlertNight.Of(null, holds: true, mayOpen: false, day).Should().Be(AlertDay.Nothing);
        var open = new OpenAlert(AlertRule.Quiet, AlertState.New, null, 0);
        AlertNight.Of(open, holds: true, mayOpen: true, day).Should().Be(AlertDay.Stays);
        AlertNight.Of(open, holds: false, mayOpen: false, day).Should().Be(AlertDay.Fades);
        AlertNight.Of(open with { QuietNights = 2 }, holds: false, mayOpen: false, day).Should().Be(AlertDay.Resolves);
        AlertNight.Of(open with { State = AlertState.Snoozed, SnoozedUntil = day }, holds: true, mayOpen: true, day).Should().Be(AlertDay.Returns);
        AlertNight.Of(open with { State = AlertState.Snoozed, SnoozedUntil = day.AddDays(1) }, holds: true, mayOpen: true, day).Should().Be(AlertDay.Stays);
        AlertRules.MayOpen(new(AlertRule.BandHigh, AlertSeverity.High, 0, 0), new() { BandBefore = Band.High }).Should().BeFalse();
    }

    [Theory]
    [InlineData("America/New_York", "2027-03-13", "06:00", "07:00", "07:00")]
    [InlineData("America/New_York", "2026-10-31", "05:00", "07:00", "08:00")]
    [InlineData("Europe/London", "2027-03-27", "01:00", "01:00", "02:00")]
    [InlineData("Europe/London", "2026-10-24", "00:00", "02:00", "03:00")]
    [InlineData("Etc/UTC", "2026-06-14", "01:00", "02:00", "03:00")]
    public void CS_11_D7_Each_link_is_due_at_its_hour_or_the_first_instant_after_the_gap(string zone, string day, params string[] due)
    {
        var calendar = new NightCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var of = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        Enum.GetValues<NightKind>().Select(k => calendar.DueAt(k, of).ToString("HH:mm", CultureInfo.InvariantCulture)).Should().Equal(due);
    }

    [Fact]
    public void Limits_of_a_model_are_held_and_named()
    {
        HealthModelRules.Check(new HealthModel(2)).Should().BeNull();
        HealthModelRules.Check(new HealthModel(2) { LoginWeight = 0.15m })!.Sentence.Should().Be("Weights add up to 0.95, not 1.00.");
        HealthModelRules.Check(new HealthModel(2) { LoginWeight = 0.205m })!.Field.Should().Be("LoginWeight");
        HealthModelRules.Check(new HealthModel(2) { CasesTarget = 0m })!.Field.Should().Be("CasesTarget");
        HealthModelRules.Check(new HealthModel(2) { HighBelow = 65m })!.Field.Should().Be("HighBelow");
        HealthModelRules.Check(new HealthModel(2) { TrendStep = 51m })!.Field.Should().Be("TrendStep");
        HealthModelRules.Check(new HealthModel(2) { CoverageMin = 0m })!.Field.Should().Be("CoverageMin");
        HealthModelRules.Check(new HealthModel(2) { CasesTarget = 0.755m })!.Field.Should().Be("CasesTarget", "it would be kept as 0.76");
        HealthModelRules.Check(new HealthModel(2) { UrgentWeight = 2.125m })!.Field.Should().Be("UrgentWeight");
        HealthModelRules.Check(new HealthModel(2) { LowFrom = 75.25m })!.Sentence.Should().Be("Low from has at most one decimal.");
    }

    [Fact]
    public void A_feed_line_that_cannot_be_read_is_refused_by_its_number()
    {
        var read = FeedFile.Read("Client,ARR,Currency,Renewal,As_of\na.example,10.50,USD,2027-01-31,2026-06-01\n\"b,x\",1,usd,,2026-06-01\nc.example,-1,USD,,2026-06-01\nd.example,1\n").Value;

        read.Rows.Should().ContainSingle().Which.Should().Be(new FeedRow(2, "a.example", 10.50m, "USD", new DateOnly(2027, 1, 31), new DateOnly(2026, 6, 1)));
        read.Faults.Select(f => f.Line).Should().Equal(3, 4, 5);
        FeedFile.Read("a,b").Refusal!.Code.Should().Be("file");
    }
}
