using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class TargetFieldTests
{
    [Fact]
    public void Every_key_is_one_field_and_every_dictionary_names_fields_that_exist()
    {
        TargetFields.All.Select(f => f.Key).Should().OnlyHaveUniqueItems();
        var named = SourceDefinition.All.SelectMany(s => s.Rows).Concat(GenericColumns.Rows).ToList();
        named.Should().NotBeEmpty();
        named.Select(r => r.Target).Where(t => t is not "custom.").Should().OnlyContain(t => TargetFields.Find(t) != null);
        named.SelectMany(r => r.Names).SelectMany(n => n.Also).Should().OnlyContain(a => TargetFields.Find(a.Target) != null);
    }

    [Fact]
    public void A_mapping_must_feed_key_status_category_receipt_and_details()
    {
        TargetFields.MissingRequired([]).Select(f => f.Key).Should().Equal("row.key", "report.received_at", "report.details", "case.status", "category.name");
        TargetFields.MissingRequired(["row.key", "report.received_at", "report.details", "case.status", "category.code"]).Should().BeEmpty();
        TargetFields.MissingRequired(["row.key", "report.received_at", "report.details", "case.status", "case.category"]).Should().BeEmpty();
    }

    [Theory]
    [InlineData("case.category", "category.name")]
    [InlineData("report.location", "location.name")]
    [InlineData("case.status", "case.status")]
    [InlineData("custom.Assigned Tier", "custom.Assigned Tier")]
    [InlineData("custom.", null)]
    [InlineData("custom. padded", null)]
    [InlineData("case.nothing", null)]
    [InlineData(null, null)]
    public void A_key_finds_its_field(string? key, string? found) => TargetFields.Find(key)?.Key.Should().Be(found);

    [Fact]
    public void Names_addresses_and_texts_are_personal_and_dates_and_codes_are_not()
    {
        foreach (var key in new[] { "reporter.full_name", "subject.email", "witness.employee_id", "report.details", "case.lead", "custom.anything" })
            TargetFields.Find(key)!.IsPersonal.Should().BeTrue(key);
        foreach (var key in new[] { "row.key", "case.status", "report.received_at", "category.name", "location.city" })
            TargetFields.Find(key)!.IsPersonal.Should().BeFalse(key);
    }
}
