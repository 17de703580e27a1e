using CsCheck;
using Ethico.Ops.Domain.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.ClientSuccess;

public class AdoptionAndBenchmarkTests
{
    private static readonly DateOnly Day = new(2026, 6, 14);

    public static TheoryData<string> Features() => new(FeatureCatalog.All.Select(f => f.Code));

    [Theory]
    [MemberData(nameof(Features))]
    public void CS_20_Each_feature_reaches_every_level(string code)
    {
        var feature = FeatureCatalog.All.Single(f => string.Equals(f.Code, code, StringComparison.Ordinal));
        var quarter = feature.Expected / 4m;

        Level(feature, 0, entitled: false).Should().Be(FeatureLevel.NotEntitled);
        Level(feature, 0, configured: false).Should().Be(FeatureLevel.NotConfigured);
        Level(feature, 0).Should().Be(FeatureLevel.Idle);
        if (feature.Expected > 4)
            Level(feature, 1).Should().Be(FeatureLevel.Light);
        Level(feature, (int)Math.Ceiling(quarter)).Should().Be(FeatureLevel.Active);
        Level(feature, (int)Math.Floor(3 * quarter)).Should().Be(FeatureLevel.Active);
        Level(feature, (int)Math.Floor(3 * quarter) + 1).Should().Be(FeatureLevel.Power);
    }

    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(3, 1, false)]
    public void CS_20_Two_accounts_and_three_uses_are_the_edge(int uses, int accounts, bool used) =>
        AdoptionRules.IsUsed(Use("CASE_MANAGEMENT", uses, accounts)).Should().Be(used);

    [Fact]
    public void CS_20_A_new_feature_counts_in_neither_number()
    {
        List<FeatureUse> uses =
        [
            .. FeatureCatalog.All.Where(f => f.Kind is FeatureKind.Worked).Take(5).Select(f => Use(f.Code, 5, 3)),
            .. FeatureCatalog.All.Where(f => f.Kind is FeatureKind.Running).Take(3).Select(f => Use(f.Code, 0, 0)),
            Use("GIFT_DISCLOSURES", 5, 3) with { EntitledSince = Day.AddDays(-11) },
            Use("HOTLINE_INTAKE", 30, 0) with { EntitledSince = null },
        ];

        var read = AdoptionRules.Read(uses, Day, 10);

        read.Used.Should().Be(5);
        read.Entitled.Should().Be(8);
        read.Breadth.Should().Be(0.625m);
        read.Depth.Should().Be(0.3m);
        AdoptionRules.IsNew(uses[^2] with { EntitledSince = Day.AddDays(-28) }, Day).Should().BeTrue();
        AdoptionRules.IsNew(uses[^2] with { EntitledSince = Day.AddDays(-29) }, Day).Should().BeFalse();
    }

    [Fact]
    public void CS_20_A_channel_is_used_if_it_was_published_every_day()
    {
        AdoptionRules.IsUsed(Use("HOTLINE_INTAKE", 30, 0)).Should().BeTrue();
        AdoptionRules.IsUsed(Use("HOTLINE_INTAKE", 29, 0)).Should().BeFalse();
    }

    [Fact]
    public void CS_19_Per_100_employees_has_one_decimal_and_no_headcount_is_no_zero()
    {
        UsageRates.Per100(36, 1450).Should().Be(2.5m);
        UsageRates.Per100(36, null).Should().BeNull();
        UsageRates.Per100(36, 0).Should().BeNull();
    }

    [Fact]
    public void CS_21_The_worked_benchmarks_come_out()
    {
        var share = BenchmarkRules.Read(BenchmarkMetric.ActiveShare, [60m, 70m, 75m, 80m, 90m], 78m);
        share.Should().Be(new BenchmarkReading(5, 70m, 75m, 80m, 78m, 60));

        var days = BenchmarkRules.Read(BenchmarkMetric.DaysToClose, [10m, 14m, 20m, 25m, 40m], 18m);
        days.P25.Should().Be(14m);
        days.Percentile.Should().Be(60);
    }

    [Fact]
    public void CS_21_Four_peers_are_hidden_and_five_are_shown()
    {
        BenchmarkRules.Read(BenchmarkMetric.ActiveShare, [1m, 2m, 3m, 4m], 2m).HasTooFewPeers.Should().BeTrue();
        BenchmarkRules.Read(BenchmarkMetric.ActiveShare, [1m, 2m, 3m, 4m, 5m], 2m).HasTooFewPeers.Should().BeFalse();
        BenchmarkRules.Read(BenchmarkMetric.ReportsPer100, [1m, 2m, 3m, 4m, 5m], 2m).Percentile.Should().BeNull();
    }

    [Fact]
    public void CS_21_Turning_the_direction_turns_the_percentile() =>
        Gen.Select(Gen.Int[0, 50].Array[5, 30], Gen.Int[0, 50]).Sample((peers, own) =>
        {
            var values = peers.Select(p => (decimal)p).ToList();
            var higher = BenchmarkRules.Read(BenchmarkMetric.ActiveShare, values, own).Percentile!.Value;
            var lower = BenchmarkRules.Read(BenchmarkMetric.DaysToClose, values, own).Percentile!.Value;
            (higher + lower).Should().BeInRange(100, 101);
        });

    private static FeatureLevel Level(Feature feature, int uses, bool entitled = true, bool configured = true) =>
        AdoptionRules.Level(new(feature, uses, 2, uses, null, entitled ? Day.AddDays(-100) : null, configured));

    private static FeatureUse Use(string code, int uses, int accounts) => new(
        FeatureCatalog.All.Single(f => string.Equals(f.Code, code, StringComparison.Ordinal)), uses, accounts, uses, null, Day.AddDays(-100), IsConfigured: true);
}
