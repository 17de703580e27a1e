using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData(" de-AT ", "de-AT")]
    [InlineData("EN_us", "en-us")]
    [InlineData("zh-Hans-CN", "zh-Hans-CN")]
    [InlineData("German", "de")]
    [InlineData("türkisch", "tr")]
    public void MIG_15_A_language_arrives_as_the_platform_keeps_it(string cell, string expected)
    {
        var row = Mapped(cell);
        row.Language.Should().Be(expected);
        row.CustomFields.Should().BeNull();
    }

    [Theory]
    [InlineData("English (US)")]
    [InlineData("e")]
    [InlineData("engl")]
    [InlineData("en-")]
    [InlineData("en-a")]
    [InlineData("en-123456789")]
    [InlineData("de-über")]
    public void MIG_15_What_is_no_language_is_kept_as_a_custom_field(string cell)
    {
        var row = Mapped(cell);
        row.Language.Should().BeNull();
        JsonNode.Parse(row.CustomFields!)!["Language"]!.GetValue<string>().Should().Be(cell);
    }

    private static MappedRow Mapped(string cell)
    {
        string[] header = [.. RowDesk.Header, "Language"];
        var mapper = RowDesk.Mapper(RowDesk.Feeding(new TargetFeed(TargetKeys.ReportLanguage, "Language")), header);
        return mapper.Map(new SourceRow(1, 2, [.. RowDesk.Row(), cell], null), 1, 1, RowFixes.None);
    }
}
