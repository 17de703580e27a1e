using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class CountryTextTests
{
    [Theory]
    [InlineData("DE", "DE")]
    [InlineData("de", "DE")]
    [InlineData("DEU", "DE")]
    [InlineData(" Germany ", "DE")]
    [InlineData("DEUTSCHLAND", "DE")]
    [InlineData("Österreich", "AT")]
    [InlineData("Oesterreich", "AT")]
    [InlineData("Türkei", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("United States of America", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("Vereinigte Staaten", "US")]
    [InlineData("UK", "GB")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Wakanda", "Wakanda")]
    [InlineData("England", "England")]
    [InlineData("Niger", "NE")]
    [InlineData("Nigeria", "NG")]
    [InlineData(" not Germany", "not Germany")]
    [InlineData("", "")]
    public void A_country_is_its_code_by_code_or_name_in_English_or_German_and_else_its_text(string written, string stored) => CountryText.Of(written).Should().Be(stored);

    [Fact]
    public void Every_country_of_the_standard_is_known_by_its_own_codes_and_no_name_means_two()
    {
        var codes = Enumerable.Range('A', 26).SelectMany(a => Enumerable.Range('A', 26).Select(b => $"{(char)a}{(char)b}")).Where(c => CountryText.CodeOf(c) is not null).ToList();

        codes.Where(c => CountryText.CodeOf(c) != c).Should().Equal("UK");
        codes.Should().HaveCount(249 + 1);
    }

    [Fact]
    public void A_row_stores_the_code_and_a_place_known_by_nothing_else_keeps_the_name_the_source_gave_it()
    {
        var header = RowDesk.Header.Append("Land").ToArray();
        var mapping = RowDesk.Without(TargetKeys.LocationName);
        mapping = mapping with { Feeds = [.. mapping.Feeds, new(TargetKeys.LocationCountry, "Land")] };
        var mapper = RowDesk.Mapper(mapping, header);

        mapper.Map(new SourceRow(1, 2, [.. RowDesk.SixRows[0], "Österreich"], null), 1, 1, RowFixes.None);

        mapper.References.Items.Where(r => r.Kind is ReferenceKind.Location).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Österreich", Country = "AT" });
    }
}
