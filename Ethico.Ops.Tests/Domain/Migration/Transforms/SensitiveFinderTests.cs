using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class SensitiveFinderTests
{
    private static readonly SensitiveFinder Finder = SensitiveFinder.Shipped;

    [Theory]
    [InlineData("123-45-6789")]
    [InlineData("His number is 123-45-6789.")]
    [InlineData("(123 45 6789)")]
    [InlineData("001-01-0001")]
    [InlineData("899-99-9999")]
    [InlineData("SSN: 123456789")]
    [InlineData("social security no 123456789, he said")]
    [InlineData("000-12-3456 then 123-45-6789")]
    public void MIG_31_A_social_security_number_is_found(string text) =>
        Finder.Find(text).Should().HaveFlag(SensitiveKinds.SocialSecurityNumber);

    [Theory]
    [InlineData("000-12-3456")]
    [InlineData("666-12-3456")]
    [InlineData("900-12-3456")]
    [InlineData("999-12-3456")]
    [InlineData("123-00-4567")]
    [InlineData("123-45-0000")]
    [InlineData("123-45-67890")]
    [InlineData("1123-45-6789")]
    [InlineData("A123-45-6789")]
    [InlineData("12-123-45-6789")]
    [InlineData("123-45-6789-1")]
    [InlineData("123-45 6789")]
    [InlineData("123456789")]
    [InlineData("Case 2023-45-6789")]
    [InlineData("SSN: 666456789")]
    public void MIG_31_A_look_alike_of_a_social_security_number_is_not(string text) =>
        Finder.Find(text).Should().NotHaveFlag(SensitiveKinds.SocialSecurityNumber);

    // Test numbers the card schemes publish.
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("Card 4111 1111 1111 1111, 123 on the back")]
    [InlineData("4111 1111 1111 1111 123")]
    [InlineData("12 4111 1111 1111 1111")]
    [InlineData("4222222222222")]
    [InlineData("5555555555554444")]
    [InlineData("2223003122003222")]
    [InlineData("3782 822463 10005")]
    [InlineData("30569309025904")]
    [InlineData("6011111111111117")]
    [InlineData("3530111333300000")]
    [InlineData("6304000000000000")]
    [InlineData("6200000000000005")]
    public void MIG_31_A_card_number_is_found(string text) => Finder.Find(text).Should().HaveFlag(SensitiveKinds.CardNumber);

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("0000000000000000")]
    [InlineData("1111111111111117")]
    [InlineData("411111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("x4111111111111111")]
    [InlineData("4111111111111111x")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("9999999999999995")]
    public void MIG_31_A_look_alike_of_a_card_number_is_not(string text) => Finder.Find(text).Should().NotHaveFlag(SensitiveKinds.CardNumber);

    [Theory]
    [InlineData("She is pregnant and was diagnosed last week")]
    [InlineData("HIV")]
    [InlineData("on sick leave since May")]
    [InlineData("SCHWANGER")]
    [InlineData("seine Krebserkrankung")]
    [InlineData("Er ist schwerbehindertengleichgestellt")]
    [InlineData("ÜBERDOSIS")]
    public void MIG_31_A_health_term_is_found_in_english_and_german(string text) => Finder.Find(text).Should().Be(SensitiveKinds.HealthTerm);

    [Theory]
    [InlineData("He aids and abets")]
    [InlineData("hive of activity")]
    [InlineData("archive")]
    [InlineData("Krebse im Teich")]
    [InlineData("He sucht")]
    [InlineData("")]
    public void MIG_31_A_look_alike_of_a_health_term_is_not(string text) => Finder.Find(text).Should().Be(SensitiveKinds.None);

    [Fact]
    public void Health_terms_are_as_edited()
    {
        var finder = new SensitiveFinder(["gout", " mig* ", "*", ""]);
        finder.Find("gout").Should().Be(SensitiveKinds.HealthTerm);
        finder.Find("Migraine").Should().Be(SensitiveKinds.HealthTerm);
        finder.Find("gouty pregnant").Should().Be(SensitiveKinds.None);
        new SensitiveFinder([]).Find("pregnant").Should().Be(SensitiveKinds.None);
    }

    [Theory]
    [InlineData("write to a.b@client.example today", SensitiveKinds.Email)]
    [InlineData("+49 171 2345678", SensitiveKinds.Phone)]
    [InlineData("call (555) 234-5678 now", SensitiveKinds.Phone)]
    [InlineData("555.234.5678", SensitiveKinds.Phone)]
    [InlineData("1-555-234-5678", SensitiveKinds.Phone)]
    [InlineData("555-1234", SensitiveKinds.Phone)]
    [InlineData("0171/2345678", SensitiveKinds.Phone)]
    [InlineData("(030) 1234567", SensitiveKinds.Phone)]
    [InlineData("0044 20 7946 0000", SensitiveKinds.Phone)]
    [InlineData("on 2023-03-04 at 10:15", SensitiveKinds.None)]
    [InlineData("04.03.2023 10:15", SensitiveKinds.None)]
    [InlineData("03/04/2023", SensitiveKinds.None)]
    [InlineData("1,234,567.00 dollars", SensitiveKinds.None)]
    [InlineData("invoice 2023001234", SensitiveKinds.None)]
    [InlineData("EMP-0012345", SensitiveKinds.None)]
    [InlineData("me @ work.", SensitiveKinds.None)]
    [InlineData("a@b", SensitiveKinds.None)]
    [InlineData("192.168.100.200", SensitiveKinds.None)]
    public void Addresses_and_phone_numbers_in_a_narrative_are_found_and_dates_and_amounts_are_not(string text, SensitiveKinds kinds) =>
        Finder.Find(text).Should().Be(kinds);

    [Fact]
    public void MIG_31_Mask_replaces_each_hit_and_nothing_else() =>
        Finder.Mask("SSN 123-45-6789, card 4111 1111 1111 1111, again 123-45-6789; he is pregnant.", SensitiveKinds.Sensitive)
            .Should().Be("SSN •••, card •••, again •••; he is •••.");

    [Fact]
    public void Mask_leaves_addresses_unless_asked_for_them()
    {
        const string text = "Call +49 171 2345678 or mail a@client.example.";
        Finder.Mask(text, SensitiveKinds.Sensitive).Should().BeSameAs(text);
        Finder.Mask(text, SensitiveKinds.All).Should().Be("Call ••• or mail •••.");
        Finder.Find(Finder.Mask(text, SensitiveKinds.All)).Should().Be(SensitiveKinds.None);
    }

    [Theory]
    [InlineData("1 ", 500_000)]
    [InlineData("4111 ", 200_000)]
    [InlineData("1", 1_000_000)]
    [InlineData("@", 1_000_000)]
    [InlineData("a@", 500_000)]
    [InlineData("a.", 500_000)]
    [InlineData("HIVx", 250_000)]
    [InlineData("123-45-", 140_000)]
    public void H8_A_megabyte_made_to_be_slow_is_searched_through(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        Finder.Mask(text, SensitiveKinds.All).Should().NotBeNull();
    }
}
