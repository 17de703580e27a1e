using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>Patterns a person writes: every match replaced, and nothing that runs or grows without end (H8).</summary>
public sealed class ReplaceTransformTests : ChainGround
{
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
}
