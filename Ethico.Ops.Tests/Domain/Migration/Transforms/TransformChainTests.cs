using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class TransformChainTests
{
    private static readonly string[] File = ["A", "B", "C"];

    [Theory]
    [InlineData("\u00A0\t x  y\u2003\n", "x  y")]
    [InlineData("x", "x")]
    [InlineData("   ", "")]
    public void Trim_takes_unicode_white_space_off_both_ends(string cell, string text) => One(cell, new TrimTransform()).Text.Should().Be(text);

    [Fact]
    public void CollapseSpaces_makes_one_blank_of_any_run() =>
        One("a\u00A0\u2003b\r\n\tc d", new CollapseSpacesTransform()).Text.Should().Be("a b c d");

    [Fact]
    public void Upper_and_lower_know_no_culture()
    {
        One("ınfoİß", new UpperTransform()).Text.Should().Be("ıNFOİß".ToUpperInvariant());
        One("TITLE", new LowerTransform()).Text.Should().Be("title");
    }

    [Theory]
    [InlineData("N/A", "")]
    [InlineData(" n/a ", "")]
    [InlineData("None", "")]
    [InlineData("NULL", "")]
    [InlineData("-", "")]
    [InlineData("k.A.", "")]
    [InlineData("--", "--")]
    [InlineData("?", "?")]
    [InlineData("none given", "none given")]
    [InlineData("NA", "NA")]
    public void EmptyIf_empties_the_usual_words_and_only_whole_ones(string cell, string text) => One(cell, new EmptyIfTransform()).Text.Should().Be(text);

    [Fact]
    public void EmptyIf_takes_an_edited_list()
    {
        One("unbekannt", new EmptyIfTransform(["Unbekannt"])).IsBlank.Should().BeTrue();
        One("N/A", new EmptyIfTransform(["Unbekannt"])).Text.Should().Be("N/A");
    }

    [Fact]
    public void Each_cell_is_cleaned_before_the_chain_and_a_nul_is_an_error()
    {
        Apply(["a\r\nb\u0007\tc", "", ""], ["A"]).Should().BeEquivalentTo(new
        {
            Value = new { Text = "a\nb\tc" },
            Faults = new[] { new { Code = "MIG-FIL-007", Weight = FaultWeight.Information } },
        });
        var nul = Apply(["a\0b", "", ""], ["A"], new CleanTextTransform());
        nul.IsFault.Should().BeTrue();
        nul.Faults!.Single().Code.Should().Be("MIG-FMT-008");
        nul.Value.Text.Should().Be("ab");
    }

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

    [Fact]
    public void Several_columns_are_joined_in_the_chosen_order_without_the_empty_ones()
    {
        Apply(["a", " ", "c"], ["C", "B", "A"]).Value.Text.Should().Be("c\na");
        Apply(["a", "b", "c"], ["A"], new ConcatTransform(["C", "A"], " - ", Labelled: true)).Value.Text.Should().Be("C: c - A: a");
        Apply(["a", "", ""], ["A", "B"], new ConcatTransform(Labelled: true)).Value.Text.Should().Be("A: a");
        Apply([" a ", "b", ""], ["A", "B"], new TrimTransform(), new ConcatTransform(Separator: "")).Value.Text.Should().Be("ab");
        Apply(["a"], ["A", "C"]).Value.Text.Should().Be("a");
        Apply([" "], ["A", "C"]).Value.IsBlank.Should().BeTrue();
    }

    [Fact]
    public void Joined_columns_over_a_megabyte_are_an_error_and_not_cut_in_silence()
    {
        var half = new string('x', 600 * 1024);
        var read = Apply([half, half, ""], ["A", "B"]);
        (read.IsFault, read.Faults!.Single().Code).Should().Be((true, "MIG-FMT-006"));
    }

    [Fact]
    public void Copy_constant_and_ifEmpty_do_what_they_say()
    {
        One("a b", new CopyTransform()).Text.Should().Be("a b");
        Apply(["a"], [], new ConstantTransform("HOTLINE")).Value.Text.Should().Be("HOTLINE");
        Apply(["a"], ["A", "B"], new ConstantTransform("HOTLINE")).Value.Text.Should().Be("HOTLINE");
        Apply([" ", "b", ""], ["A"], new IfEmptyTransform(Column: "B")).Value.Text.Should().Be("b");
        Apply([" ", "b", ""], ["A"], new IfEmptyTransform(Text: "none given")).Value.Text.Should().Be("none given");
        Apply(["a", "b", ""], ["A"], new IfEmptyTransform(Column: "B")).Value.Text.Should().Be("a");
    }

    [Theory]
    [InlineData("^00(\\d+)$", "$1", "00123", "123")]
    [InlineData("\\s+", " ", "a  b\n c", "a b c")]
    [InlineData("x", "", "axb", "ab")]
    [InlineData("", "y", "a", "refused")]
    [InlineData("(?<n>b)", "[${n}]", "abc", "a[b]c")]
    [InlineData("b*", "-", "ab", "-a--")]
    public void Replace_replaces_every_match(string pattern, string with, string cell, string text)
    {
        var chain = TransformChain.Compile([new ReplaceTransform(pattern, with)], ["A"], File);
        if (text == "refused")
            chain.Refusal!.Code.Should().Be("transform-argument");
        else
            chain.Value.Apply([cell]).Value.Text.Should().Be(text);
    }

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a+)b")]
    [InlineData("((a{1,1000}){1,1000}){1,1000}")]
    [InlineData("(")]
    [InlineData("[z-a]")]
    public void H8_A_pattern_that_cannot_run_in_linear_time_is_refused_before_any_row(string pattern)
    {
        var refusal = TransformChain.Compile([new ReplaceTransform(pattern, "")], ["A"], File).Refusal!;
        (refusal.Code, refusal.Field).Should().Be(("transform-argument", "replace"));
    }

    [Theory]
    [InlineData("$_")]
    [InlineData("$`")]
    [InlineData("$'")]
    [InlineData("a\0b")]
    public void H8_A_replacement_that_repeats_the_cell_at_each_match_is_refused(string with) =>
        TransformChain.Compile([new ReplaceTransform("a", with)], ["A"], File).Refusal!.Code.Should().Be("transform-argument");

    [Theory]
    [InlineData("(a+)+$", "b")]
    [InlineData("(a|a)*$", "b")]
    [InlineData("(.*a){12}x", "b")]
    [InlineData("a.*b|a", "c")]
    public void H8_A_catastrophic_pattern_on_a_megabyte_ends_with_text_or_the_timeout_finding(string pattern, string with)
    {
        var cell = new string('a', 1_000_000) + "!";
        var read = Apply([cell], ["A"], new ReplaceTransform(pattern, with));
        if (read.IsFault)
            (read.Faults!.Single().Code, read.Value.IsBlank).Should().Be(("MIG-FMT-006", true));
        else
            (read.Value.Text.Contains('!', StringComparison.Ordinal), read.Faults).Should().Be((true, null));
    }

    [Fact]
    public void H8_A_replacement_that_grows_the_cell_past_a_megabyte_is_an_error()
    {
        var read = Apply([new string('a', 3_000)], ["A"], new ReplaceTransform("a", new string('b', 500)));
        (read.IsFault, read.Faults!.Single().Code, read.Value.IsBlank).Should().Be((true, "MIG-FMT-006", true));
        read.Faults!.Single().Detail.Should().Contain("1 MB");
    }

    [Fact]
    public void A_replacement_that_cuts_a_character_in_half_leaves_no_half()
    {
        var read = Apply(["\U0001F600"], ["A"], new ReplaceTransform("^.", ""));
        read.Value.Text.Should().Be("\uFFFD");
        read.Faults!.Single().Code.Should().Be("MIG-FIL-007");
    }

    [Fact]
    public void MIG_31_Mask_in_a_chain_puts_bullets_in_place_before_anything_is_staged()
    {
        One("SSN 123-45-6789", new MaskTransform()).Text.Should().Be("SSN •••");
        One("mail a@x.example", new MaskTransform()).Text.Should().Be("mail a@x.example");
        One("mail a@x.example", new MaskTransform(Contacts: true)).Text.Should().Be("mail •••");
    }

    [Fact]
    public void A_chain_naming_a_column_the_file_lacks_is_refused_by_its_name()
    {
        foreach (var step in new Transform[] { new ConcatTransform(["A", "Z"]), new IfEmptyTransform(Column: "Z") })
            TransformChain.Compile([step], ["A"], File).Refusal!.Sentence.Should().Contain("\"Z\"");
        TransformChain.Compile([], ["Z"], File).Refusal!.Code.Should().Be("transform-column");
    }

    [Fact]
    public void Arguments_without_sense_are_refused()
    {
        Transform[] wrong =
        [
            new SplitPartTransform("/", 0), new SplitPartTransform("", 1), new SplitListTransform(new string('x', 21)), new SplitListTransform("\uD83D"),
            new SplitPartTransform("\r\n", 1), new ConcatTransform(Separator: "\0"), new EmptyIfTransform([]),
            new EmptyIfTransform([" "]), new ConstantTransform(""), new ConstantTransform("a\0"), new IfEmptyTransform(), new IfEmptyTransform("A", "b"),
            new ConcatTransform(Separator: new string('x', 21)), new ReplaceTransform(new string('a', 501), ""),
        ];
        foreach (var transform in wrong)
            TransformChain.Compile([transform], ["A"], File).Refusal.Should().NotBeNull(transform.ToString());
    }

    [Fact]
    public void A_plain_chain_on_clean_cells_allocates_nothing()
    {
        var chain = TransformChain.Compile(
            [new TrimTransform(), new CollapseSpacesTransform(), new EmptyIfTransform(["zz"]), new MapValueTransform(new Dictionary<string, string>(StringComparer.Ordinal) { ["Open"] = "OPEN" })],
            ["A"], File).Value;
        string[] row = ["Open", "", ""];
        Allocations.Least(() =>
        {
            for (var i = 0; i < 1_000; i++)
                chain.Apply(row);
        }).Should().Be(0);
    }

    private static TransformValue One(string cell, params Transform[] chain) => Apply([cell, "", ""], ["A"], chain).Value;

    private static TransformResult Apply(string[] row, string[] feed, params Transform[] chain) =>
        TransformChain.Compile(chain, feed, File).Value.Apply(row);
}
