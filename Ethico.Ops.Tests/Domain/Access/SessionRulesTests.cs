using Ethico.Ops.Domain.Access;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Access;

public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("too short", false)]
    [InlineData("just long!", true)]
    [InlineData("   padded   ", false)]
    [InlineData("xXxXxXxXxXxX", false)]
    [InlineData("a a a a a a a a", false)]
    [InlineData("ab ab ab ab", true)]
    [InlineData("pasted\0from somewhere", false)]
    public void A_reason_is_ten_characters_and_more_than_one_letter(string words, bool isGood) =>
        (SessionRules.CheckReason(words) is null).Should().Be(isGood);

    [Fact]
    public void A_reason_with_half_a_character_is_refused() =>
        // Not as inline data: an attribute's text is UTF-8 and would mend it.
        SessionRules.CheckReason("half a pair " + (char)0xD83D + " here").Should().Be(AccessRefusals.ReasonUnreadable);

    [Fact]
    public void A_reason_ends_at_500_characters()
    {
        SessionRules.CheckReason(string.Concat(Enumerable.Repeat("ab", 250))).Should().BeNull();
        SessionRules.CheckReason(string.Concat(Enumerable.Repeat("ab", 250)) + "c").Should().Be(AccessRefusals.ReasonTooLong);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("SUP-48213", true)]
    [InlineData("A-1", false)]
    [InlineData("AB-1", true)]
    [InlineData("ABCDEFGHIJ-123456789", true)]
    [InlineData("ABCDEFGHIJK-1", false)]
    [InlineData("AB-1234567890", false)]
    [InlineData("sup-1", false)]
    [InlineData("SUP-1\n", true)]
    [InlineData("SUP-١", false)]
    public void A_ticket_has_the_form_of_a_ticket(string? ticket, bool isGood) =>
        (SessionRules.CheckTicket(ticket) is null).Should().Be(isGood);

    [Fact]
    public void An_extension_never_passes_four_hours_from_the_start()
    {
        SessionRules.ExtendedUntil(Start, Start.AddHours(1), 60).Should().Be(Start.AddHours(2));
        SessionRules.ExtendedUntil(Start, Start.AddHours(3.75), 60).Should().Be(Start.AddHours(4));
        SessionRules.StillExtendable(Start, Start.AddHours(3.75)).Should().Be(TimeSpan.FromMinutes(15));
        SessionRules.StillExtendable(Start, Start.AddHours(4)).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_write_window_is_thirty_minutes_or_what_is_left()
    {
        SessionRules.WriteUntil(Start, Start.AddHours(2)).Should().Be(Start.AddMinutes(30));
        SessionRules.WriteUntil(Start, Start.AddMinutes(10)).Should().Be(Start.AddMinutes(10));
    }
}
