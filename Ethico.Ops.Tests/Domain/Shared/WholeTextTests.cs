using Ethico.Ops.Domain.Shared;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Shared;

/// <summary>Texts that are cut for the eye.</summary>
public sealed class WholeTextTests
{
    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("shorter", 5, "short…")]
    [InlineData("four😀", 5, "four…")]
    [InlineData("fou😀r", 5, "fou😀…")]
    [InlineData("", 5, "")]
    public void C20_What_is_shortened_says_so_and_is_never_cut_through_a_character(string text, int most, string shown) =>
        WholeText.Shortened(text, most).Should().Be(shown);

    [Theory]
    [InlineData("few seats used", "Few seats used")]
    [InlineData("", "")]
    public void C20_A_sentence_begins_with_a_capital(string words, string sentence) => WholeText.Sentence(words).Should().Be(sentence);
}
