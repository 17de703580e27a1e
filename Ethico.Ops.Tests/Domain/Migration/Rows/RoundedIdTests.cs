using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Ids that a spreadsheet wrote as a power of ten, and codes that only look so.</summary>
public sealed class RoundedIdTests
{
    [Theory]
    [InlineData("1.23E+05", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData(" -4.56e+11 ", "A spreadsheet has rounded this id: its last 9 digits are lost. Export the file again with this column as text.")]
    [InlineData("1,2E+02", "A spreadsheet has rounded this id: its last digit is lost. Export the file again with this column as text.")]
    [InlineData("2E+100", "A spreadsheet has rounded this id: its last 100 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.2345E+04", "A spreadsheet has rewritten this id as a number. Export the file again with this column as text.")]
    [InlineData("2E05", null)]
    [InlineData("E+05", null)]
    [InlineData("12.3E+05", null)]
    [InlineData("1.E+05", null)]
    [InlineData("1.2.3E+05", null)]
    [InlineData("1.23E-05", null)]
    [InlineData("1.23E+", null)]
    [InlineData("1.23E+5", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.23E+0005", null)]
    [InlineData("A1.23E+05", null)]
    [InlineData("1.23E+05 b", null)]
    [InlineData("", null)]
    public void MIG_15_An_id_that_a_spreadsheet_wrote_as_a_power_of_ten_is_said_of_each_row(string id, string? said)
    {
        string[] header = [.. RowDesk.Header, "Badge"];
        var mapper = RowDesk.Mapper(RowDesk.Feeding(new TargetFeed(TargetKeys.SubjectEmployeeId, "Badge")), header);
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Narrative", $"Said to be {id} in all, it is thought")), id]).Should().Equal(said is null ? [] : ["W MIG-FMT-009 Badge"]);
        mapper.Findings.Items.Select(f => (f.Message, f.Value, f.SuggestionKind)).Should().Equal(said is null ? [] : [(said, id, SuggestionKind.None)]);
    }

    [Theory]
    [InlineData("2E05", "A spreadsheet has rounded this id: its last 5 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.23e5", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.2345E4", "A spreadsheet has rewritten this id as a number. Export the file again with this column as text.")]
    [InlineData("2E+05", "A spreadsheet has rounded this id: its last 5 digits are lost. Export the file again with this column as text.")]
    [InlineData("12E05", null)]
    [InlineData("2E0005", null)]
    [InlineData("2E-5", null)]
    [InlineData("2E", null)]
    [InlineData("200000", null)]
    public void MIG_15_A_power_of_ten_without_its_sign_is_said_of_an_id_only_where_its_column_is_of_digits(string id, string? said)
    {
        var digits = RowMapper.Compile(RowDesk.Mapping, RowDesk.Setting() with { DigitColumns = ["EPRS Report Number"] }, []).Value;
        RowDesk.Broken(digits, RowDesk.Row(("EPRS Report Number", id))).Should().Equal(said is null ? [] : ["W MIG-FMT-009 EPRS Report Number"]);
        digits.Findings.Items.Select(f => f.Message).Should().Equal(said is null ? [] : [said]);
        RowDesk.Broken(digits, RowDesk.Row(("Case Number", id))).Should().Equal(id is "2E+05" ? ["W MIG-FMT-009 Case Number"] : [], "in another column it may be a code");
    }

    [Theory]
    [InlineData(true, "100001", "100002", "2E05")]
    [InlineData(true, "100001", "4.56E+11", "1.2e5", "100002", "")]
    [InlineData(false, "100001", "100002", "2F05", "2E05")]
    [InlineData(false, "1E01", "2E05", "3E07", "12")]
    [InlineData(false, "100001", "2E05")]
    [InlineData(false, "100001", "100002", "2E-5", "2E05")]
    public void MIG_15_A_column_is_of_digits_if_nothing_else_is_in_it_and_they_are_more(bool expected, params string[] cells)
    {
        var column = MapGround.Column(cells);
        column.Shapes.AreDigits(column.Filled).Should().Be(expected);
    }

    [Fact]
    public void MIG_15_An_id_is_looked_at_as_the_file_has_it_in_each_column_of_the_key_and_until_it_is_typed_anew()
    {
        var joined = RowDesk.Mapping with { RowKey = new(["Case Number", "Severity"]) };
        RowDesk.Broken(RowDesk.Mapper(joined), RowDesk.Row(("Case Number", "1.23E+05"))).Should().Equal("W MIG-FMT-009 Case Number");
        RowDesk.Broken(RowDesk.Mapper(joined), RowDesk.Row(("Severity", "1.23E+05"))).Should().Contain("W MIG-FMT-009 Severity");
        var cut = RowDesk.Feeding(new TargetFeed(TargetKeys.ReportReference, ["EPRS Report Number"], [new ReplaceTransform("\\+", "")]));
        RowDesk.Broken(RowDesk.Mapper(cut), RowDesk.Row(("EPRS Report Number", "1.23E+05"))).Should().Equal("W MIG-FMT-009 EPRS Report Number");
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(("Case Number", "1.23E+05")), new RowFixes(new Dictionary<int, string> { [1] = "123456" })).Should().BeEmpty();
        RowDesk.Broken(RowDesk.Mapper(RowDesk.Mapping with { RowKey = RowKeyChoice.Digest }), RowDesk.Row(("Severity", "1.23E+05"))).Should().NotContain("W MIG-FMT-009 Severity", "it is no id");
    }
}
