using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Sources;

public sealed class SeverityScaleTests
{
    [Theory]
    [InlineData("1 2 3", false, "LOW MEDIUM HIGH")]
    [InlineData("1 2 3", true, "HIGH MEDIUM LOW")]
    [InlineData("1 2 3 4", false, "LOW MEDIUM HIGH CRITICAL")]
    [InlineData("5 1 3", true, "LOW CRITICAL MEDIUM")]
    [InlineData("1 2 3 4 5", false, "LOW LOW MEDIUM HIGH CRITICAL")]
    [InlineData("0 1 2 3", false, "LOW MEDIUM HIGH CRITICAL")]
    [InlineData("1 2", true, "HIGH LOW")]
    [InlineData("1 4 7 10", false, "LOW MEDIUM HIGH CRITICAL")]
    public void MIG_15_One_answer_gives_every_figure_its_word(string figures, bool isLeastWorst, string words)
    {
        var values = figures.Split(' ');

        var entries = SeverityScale.Of(values)!.Entries(values, isLeastWorst);

        entries.Select(e => e.TargetValue).Should().Equal(words.Split(' '));
        entries.Select(e => e.SourceValue).Should().Equal(values);
    }

    [Fact]
    public void MIG_15_Words_are_left_alone_and_a_column_without_figures_asks_nothing()
    {
        SeverityScale.Of(["High", "2023-01", "3.5", "-1", "Priority"]).Should().BeNull();
        SeverityScale.Of(["High", "Level 3", "1", ""])!.Entries(["High", "Level 3", "1", ""], isLeastWorst: false)
            .Select(e => $"{e.SourceValue}={e.TargetValue}").Should().Equal("Level 3=HIGH", "1=LOW");
    }

    [Fact]
    public void MIG_15_After_the_answer_no_row_breaks_the_rule()
    {
        string[] values = ["1", "2", "5"];
        var bare = RowDesk.Mapping with { ValueMaps = [.. RowDesk.Mapping.ValueMaps.Where(m => m.Target is not TargetKeys.CaseSeverity)] };
        var mapper = RowDesk.Mapper(bare);
        foreach (var value in values)
            RowDesk.Broken(mapper, RowDesk.Row(("Severity", value))).Should().Contain("E MIG-VAL-001 Severity");
        mapper.RunFindings().Should().Contain(f => f.Code.Value == "MIG-VAL-002" && f.Message == "Is 1 or 5 the worst?");

        var answered = RowDesk.Mapper(SeverityScale.Of(values)!.Entries(values, isLeastWorst: true).Aggregate(bare, (m, e) => m.WithValue(TargetKeys.CaseSeverity, e)));
        foreach (var value in values)
            RowDesk.Broken(answered, RowDesk.Row(("Severity", value))).Should().NotContain("E MIG-VAL-001 Severity");
        answered.RunFindings().Should().NotContain(f => f.Code.Value == "MIG-VAL-002");
    }
}
