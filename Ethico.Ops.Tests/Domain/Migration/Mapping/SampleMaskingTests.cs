using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class SampleMaskingTests
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 60).Select(i => $"Person Number{(char)('a' + (i % 26))}{i}")];

    [Fact]
    public void MIG_34_Unknown_means_masked() => SampleMasking.IsPlain(null, []).Should().BeFalse();

    [Fact]
    public void A_column_of_dates_numbers_or_words_for_yes_and_no_is_plain()
    {
        SampleMasking.IsPlain(MapGround.Column("2023-01-02", "2023-05-04", ""), []).Should().BeTrue();
        SampleMasking.IsPlain(MapGround.Column("1", "2.5", "30"), []).Should().BeTrue();
        SampleMasking.IsPlain(MapGround.Column("yes", "No"), []).Should().BeTrue();
    }

    [Fact]
    public void One_name_among_dates_masks_the_column() =>
        SampleMasking.IsPlain(MapGround.Column([.. Enumerable.Range(1, 28).Select(i => $"2023-02-{i:00}"), "Jane Roe"]), []).Should().BeFalse();

    [Fact]
    public void Figures_that_may_be_telephone_or_social_security_numbers_are_no_mere_numbers()
    {
        SampleMasking.IsPlain(MapGround.Column("5551230199", "5551230198", "5551230197"), []).Should().BeFalse();
        SampleMasking.IsPlain(MapGround.Column("219099999", "219099998", "219099997"), []).Should().BeFalse();
    }

    [Fact]
    public void An_empty_column_shows_nothing() => SampleMasking.IsPlain(MapGround.Column("", ""), []).Should().BeFalse();

    [Theory]
    [InlineData(50, 3, true)]
    [InlineData(51, 3, false)]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, true)]
    public void Few_values_that_repeat_three_times_on_average_are_plain(int values, int times, bool isPlain) =>
        SampleMasking.IsPlain(MapGround.Column([.. Enumerable.Repeat(Names.Take(values), times).SelectMany(n => n)]), []).Should().Be(isPlain);

    [Fact]
    public void A_column_mapped_to_what_is_not_personal_is_plain_and_one_that_also_feeds_a_person_is_not()
    {
        var names = MapGround.Column(Names);
        SampleMasking.IsPlain(names, [TargetKeys.CaseReference]).Should().BeTrue();
        SampleMasking.IsPlain(names, [TargetKeys.CaseReference, TargetKeys.ReporterName]).Should().BeFalse();
        SampleMasking.IsPlain(names, ["no.such.target"]).Should().BeFalse();
    }

    [Fact]
    public void A_line_keeps_what_is_beyond_ASCII_and_one_neighbour() =>
        SampleMasking.Line(new(3, "Frau Müller, 12.3.", [6])).Text.Should().Be("•••• Mül•••, ••.•.");

    [Fact]
    public void What_a_page_gets_of_step_2_holds_no_masked_cell()
    {
        var run = MapGround.Of();
        var view = DetectionView.Of(run.Detection!, 1, run.Profile, _ => []);

        view.Masked.Should().Contain(["Case Number", "Reporter Name", "Narrative", "Assigned To"]).And.NotContain(["Date Reported", "EPRS Report Number"]);
        var shown = string.Join('\n', view.First.FirstRows.SelectMany(r => r.Cells)) + string.Join('\n', view.First.Lines.Select(l => l.Text));
        shown.Should().Contain("03/04/2023").And.Contain("88001").And.NotContain("Reporter One").And.NotContain("Shouting").And.NotContain("Herrn");
    }
}
