using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Support;

public sealed class SettingTextTests
{
    [Theory]
    [InlineData(SettingValueType.Boolean, "true", null, null, "true")]
    [InlineData(SettingValueType.Integer, " 42 ", 1.0, 50.0, "42")]
    [InlineData(SettingValueType.Integer, "-3", null, null, "-3")]
    [InlineData(SettingValueType.Decimal, "7.50", 0.5, 60.0, "7.50")]
    [InlineData(SettingValueType.Text, "a \"b\" <c>", null, null, "\"a \\\"b\\\" <c>\"")]
    [InlineData(SettingValueType.List, "pdf\n\n docx ", null, null, "[\"pdf\",\"docx\"]")]
    [InlineData(SettingValueType.List, "", 0.0, 5.0, "[]")]
    [InlineData(SettingValueType.Json, "{\"b\": 1, \"a\": [2]}", null, null, "{\"a\":[2],\"b\":1}")]
    public void What_is_typed_becomes_json_of_its_type(SettingValueType type, string typed, double? least, double? most, string json)
    {
        SettingText.Parse(type, typed, (decimal?)least, (decimal?)most).Value.Should().Be(json);
    }

    [Theory]
    [InlineData(SettingValueType.Boolean, "yes", null, null)]
    [InlineData(SettingValueType.Integer, "4.2", null, null)]
    [InlineData(SettingValueType.Integer, "1,000", null, null)]
    [InlineData(SettingValueType.Integer, "", null, null)]
    [InlineData(SettingValueType.Integer, "99999999999999999999", null, null)]
    [InlineData(SettingValueType.Integer, "0", 1.0, 50.0)]
    [InlineData(SettingValueType.Integer, "51", 1.0, 50.0)]
    [InlineData(SettingValueType.Integer, "51", null, 50.0)]
    [InlineData(SettingValueType.Decimal, "NaN", null, null)]
    [InlineData(SettingValueType.Decimal, "1e309", null, null)]
    [InlineData(SettingValueType.Decimal, "0,5", null, null)]
    [InlineData(SettingValueType.Text, "", 1.0, 10.0)]
    [InlineData(SettingValueType.Text, "12345678901", 1.0, 10.0)]
    [InlineData(SettingValueType.Text, "a\u0000b", null, null)]
    [InlineData(SettingValueType.List, "a\na", null, null)]
    [InlineData(SettingValueType.List, "a\nb\nc", null, 2.0)]
    [InlineData(SettingValueType.Json, "{\"a\": }", null, null)]
    [InlineData(SettingValueType.Json, "{\"a\":1,\"a\":2}", null, null)]
    [InlineData(SettingValueType.Json, "\"text\"", null, null)]
    public void What_does_not_fit_is_refused_beside_the_value(SettingValueType type, string typed, double? least, double? most)
    {
        var refused = SettingText.Parse(type, typed, (decimal?)least, (decimal?)most).Refusal!;

        (refused.Code, refused.Field).Should().Be(("value", "value"));
        refused.Sentence.Should().EndWith(".");
    }

    [Fact]
    public void The_sentence_names_the_limits()
    {
        SettingText.Parse(SettingValueType.Integer, "500", 1, 200).Refusal!.Sentence.Should().Be("It has to lie between 1 and 200.");
        SettingText.Parse(SettingValueType.Text, "", 1, null).Refusal!.Sentence.Should().Be("It has to have at least 1 character.");
    }

    [Fact]
    public void A_sentence_about_bad_json_does_not_repeat_it()
    {
        SettingText.Parse(SettingValueType.Json, "{\n\"password\": hunter2}", null, null).Refusal!.Sentence
            .Should().Be("This is not JSON: something is wrong on line 2.");
    }

    [Theory]
    [InlineData(SettingValueType.List, "[\"a\",\"b\"]", "a\nb")]
    [InlineData(SettingValueType.Text, "\"x \\\"y\\\"\"", "x \"y\"")]
    [InlineData(SettingValueType.Integer, "10", "10")]
    [InlineData(SettingValueType.Boolean, "false", "false")]
    public void What_is_shown_can_be_typed_back(SettingValueType type, string json, string shown)
    {
        SettingText.Show(type, json).Should().Be(shown);
        SettingText.Parse(type, shown, null, null).Value.Should().Be(json);
    }

    [Theory]
    [InlineData(Role.SupportTier2, true, null)]
    [InlineData(Role.SupportTier2, false, "key-not-allowed")]
    [InlineData(Role.SupportAdmin, false, null)]
    [InlineData(Role.ImplementationSpecialist, false, null)]
    public void SUP23_Only_tier_two_is_held_to_the_marked_keys(Role role, bool isTier2, string? code)
    {
        SettingRules.MayChange(Setting() with { IsTier2 = isTier2 }, role)?.Code.Should().Be(code);
    }

    [Fact]
    public void A_secret_is_a_secret_to_every_role_whatever_else_its_row_says()
    {
        SettingRules.MayChange(Setting() with { IsSecret = true, IsTier2 = true }, Role.PlatformAdmin)!.Code.Should().Be("key-secret");
        SettingRules.MayChange(Setting() with { Class = SettingClass.Secret, IsTier2 = true }, Role.PlatformAdmin)!.Code.Should().Be("key-secret");
        SettingRules.MayChange(Setting() with { Class = null }, Role.PlatformAdmin)!.Code.Should().Be("key-unknown");
        SettingRules.MayChange(Setting() with { IsShown = false }, Role.PlatformAdmin)!.Code.Should().Be("key-unknown");
    }

    [Fact]
    public void The_value_that_stands_already_is_no_change()
    {
        SettingRules.Decide(Setting(), new("k", "50", 7), Role.SupportAdmin).Refusal!.Code.Should().Be("value");
        SettingRules.Decide(Setting(), new("k", "60", 6), Role.SupportAdmin).Refusal!.Code.Should().Be("conflict");
        SettingRules.Decide(Setting(), new("k", "60", 7), Role.SupportAdmin).Value.Should().Be("60");
    }

    private static SettingView Setting() => new(
        "k", SettingValueType.Integer, "intake", SettingClass.Public, null, 1, 200, IsTier2: false, IsSecret: false, IsShown: true, "10", "25", null,
        "50", 7, new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero), ActorKind.Client, IsSet: true, null);
}
