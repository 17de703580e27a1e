using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class HeaderNameTests
{
    [Theory]
    [InlineData("Case_No.", "case number")]
    [InlineData("CaseNumber", "case number")]
    [InlineData("CASENUMBER", "case number")]
    [InlineData("Case #", "Case Nr")]
    [InlineData("Ref No", "reference number")]
    [InlineData("Reporter's E-Mail", "Reporters Mail")]
    [InlineData("Incident Desc", "incident_description")]
    [InlineData("DEPT.", "Department")]
    [InlineData("Closed DT", "closed date")]
    [InlineData("BU", "business unit")]
    [InlineData("Org Unit", "organization unit")]
    [InlineData("Maßnahmen", "MASSNAHMEN")]
    [InlineData("PRIORITÄT", "prioritaet")]
    [InlineData("EPRSReportNumber", "EPRS Report Number")]
    [InlineData("RIUNUM", "riu_num")]
    [InlineData("Ｓｔａｔｕｓ", "status")]
    public void Two_spellings_are_one_name(string left, string right) => HeaderName.Of(left).IsSame(HeaderName.Of(right)).Should().BeTrue();

    [Theory]
    [InlineData("Inactive", "active")]
    [InlineData("Statement", "state")]
    [InlineData("Type of case", "case type")]
    [InlineData("", "")]
    [InlineData("-", "_")]
    public void A_piece_of_a_word_is_no_name(string left, string right) => HeaderName.Of(left).HasSameWords(HeaderName.Of(right)).Should().BeFalse();

    [Fact]
    public void The_same_words_in_another_order_are_the_same_words_but_not_the_same_name()
    {
        HeaderName.Of("Closed Date").HasSameWords(HeaderName.Of("Date Closed")).Should().BeTrue();
        HeaderName.Of("Closed Date").IsSame(HeaderName.Of("Date Closed")).Should().BeFalse();
    }
}
