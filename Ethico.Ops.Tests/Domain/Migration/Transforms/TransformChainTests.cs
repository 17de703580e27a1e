using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>A chain as a whole, and the plain steps in it: cleaning, emptying, joining, filling in.</summary>
public sealed class TransformChainTests : ChainGround
{
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
}
