using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>Steps that read something out of a cell: a known word, yes or no, an address, a number, a name, a list.</summary>
public sealed class ReadingTransformTests : ChainGround
{
    [Fact]
    public void MapValue_folds_and_leaves_an_unknown_word_open()
    {
        var map = new MapValueTransform(new Dictionary<string, string>(StringComparer.Ordinal) { ["In Progress"] = "IN_PROGRESS", ["Geprüft"] = "IN_REVIEW" });
        One("in_progress", map).Text.Should().Be("IN_PROGRESS");
        One("GEPRUEFT", map).Text.Should().Be("IN_REVIEW");
        One("", map).IsBlank.Should().BeTrue();
        var unknown = Apply(["Inactive", "", ""], ["A"], map);
        (unknown.Value.IsBlank, unknown.IsFault, unknown.Faults!.Single().Code).Should().Be((true, true, "MIG-VAL-001"));
        unknown.Faults!.Single().Detail.Should().NotContain("Inactive");
        Apply(["In progress; Geprüft", "", ""], ["A"], new SplitListTransform(";"), map).Value.List.Should().Equal("IN_PROGRESS", "IN_REVIEW");
    }

    [Fact]
    public void MapValue_with_one_word_mapped_two_ways_is_refused() =>
        TransformChain.Compile([new MapValueTransform(new Dictionary<string, string>(StringComparer.Ordinal) { ["On Hold"] = "A", ["on-hold"] = "B" })], ["A"], File)
            .Refusal!.Code.Should().Be("transform-argument");

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("y", true)]
    [InlineData("TRUE", true)]
    [InlineData("t", true)]
    [InlineData("1", true)]
    [InlineData("Ja", true)]
    [InlineData("j", true)]
    [InlineData(" wahr ", true)]
    [InlineData("X", true)]
    [InlineData("no", false)]
    [InlineData("N", false)]
    [InlineData("false", false)]
    [InlineData("f", false)]
    [InlineData("0", false)]
    [InlineData("nein", false)]
    [InlineData("falsch", false)]
    public void ParseBoolean_knows_both_languages(string cell, bool value)
    {
        var read = One(cell, new ParseBooleanTransform());
        (read.Kind, read.Boolean).Should().Be((TransformValueKind.Boolean, value));
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("2")]
    [InlineData("yes, I think")]
    [InlineData("00")]
    public void ParseBoolean_refuses_any_other_word(string cell)
    {
        var read = Apply([cell, "", ""], ["A"], new ParseBooleanTransform());
        (read.Value.IsBlank, read.Faults!.Single().Code).Should().Be((true, "MIG-FMT-001"));
    }

    [Fact]
    public void ParseBoolean_reads_blank_as_unknown_until_somebody_says_no()
    {
        One(" ", new ParseBooleanTransform()).IsBlank.Should().BeTrue();
        One("", new ParseBooleanTransform(BlankMeansNo: true)).Should().Be(TransformValue.Of(false));
        var evidence = new BooleanEvidence();
        foreach (var cell in new[] { "x", "", "X" })
            evidence.Add(cell);
        evidence.MustAskWhetherBlankMeansNo.Should().BeTrue();
        evidence.Add("no");
        evidence.MustAskWhetherBlankMeansNo.Should().BeFalse();
    }

    [Theory]
    [InlineData("Write to Lead.A@Client.EXAMPLE.", "Lead.A@client.example", false)]
    [InlineData("<a@x.example>, A@X.example", "a@x.example", false)]
    [InlineData("a@x.example; b@x.example", "a@x.example", true)]
    [InlineData("mailto:o'neil@x.example", "o'neil@x.example", false)]
    [InlineData("jörg@müller.example", "jörg@müller.example", false)]
    [InlineData("a@x", "", true)]
    [InlineData("a..b@x.example", "", true)]
    [InlineData("no address", "", true)]
    [InlineData("@x.example", "", true)]
    [InlineData("a@x..example", "", true)]
    [InlineData("", "", false)]
    public void ExtractEmail_takes_the_first_address(string cell, string address, bool isWarned)
    {
        var read = Apply([cell, "", ""], ["A"], new ExtractEmailTransform());
        read.Value.Text.Should().Be(address);
        (read.Faults?.Single().Code).Should().Be(isWarned ? "MIG-FMT-002" : null);
        read.IsFault.Should().BeFalse();
    }

    [Theory]
    [InlineData("+49 (0) 171 / 23 45-678", "+491712345678", false)]
    [InlineData("+49 (171) 2345678", "+491712345678", false)]
    [InlineData("0171 2345678", "01712345678", false)]
    [InlineData("(555) 234-5678", "5552345678", false)]
    [InlineData("555-1234567, ext. 12", "5551234567", true)]
    [InlineData("555-1234567 / 555-7654321", "5551234567", true)]
    [InlineData("123456", "", true)]
    [InlineData("1234567890123456", "", true)]
    [InlineData("unknown", "", true)]
    [InlineData(" ", "", false)]
    public void ExtractPhone_keeps_a_plus_and_digits_and_guesses_no_country(string cell, string number, bool isWarned)
    {
        var read = Apply([cell, "", ""], ["A"], new ExtractPhoneTransform());
        read.Value.Text.Should().Be(number);
        (read.Faults?.Single().Code).Should().Be(isWarned ? "MIG-FMT-003" : null);
    }

    [Theory]
    [InlineData("Doe, Jane Q.", "Jane Q.", "Doe")]
    [InlineData("Jane Q. Doe", "Jane Q.", "Doe")]
    [InlineData("Doe", "", "Doe")]
    [InlineData("Doe,", "", "Doe")]
    [InlineData(", Jane", "Jane", "")]
    [InlineData("Jane\u00A0Doe", "Jane", "Doe")]
    public void SplitName_keeps_the_full_name(string cell, string first, string last)
    {
        var read = One($" {cell} ", new SplitNameTransform());
        read.Text.Should().Be(cell);
        read.Name.Should().Be(new PersonName(cell, first, last));
    }

    [Fact]
    public void SplitList_trims_parts_and_drops_empty_ones()
    {
        One(" a ;; b;c; ", new SplitListTransform(";")).List.Should().Equal("a", "b", "c");
        One(" ; ;", new SplitListTransform(";")).IsBlank.Should().BeTrue();
        One("a<->b", new SplitListTransform("<->")).List.Should().Equal("a", "b");
        One("  a ; N/A ; b", new SplitListTransform(";"), new EmptyIfTransform()).List.Should().Equal("a", "b");
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(2, "b")]
    [InlineData(3, "")]
    [InlineData(4, "d")]
    [InlineData(5, "")]
    [InlineData(int.MaxValue, "")]
    public void SplitPart_counts_from_one_and_a_missing_part_is_empty(int part, string text) =>
        One("a / b // d", new SplitPartTransform("/", part)).Text.Should().Be(text);
}
