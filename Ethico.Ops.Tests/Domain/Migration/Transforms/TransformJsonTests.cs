using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class TransformJsonTests
{
    private static readonly Transform[] All =
    [
        new TrimTransform(), new CollapseSpacesTransform(), new UpperTransform(), new LowerTransform(), new EmptyIfTransform(["N/A"]), new CleanTextTransform(),
        new StripHtmlTransform(), new MapValueTransform(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "B" }), new ParseBooleanTransform(true),
        new ParseNumberTransform(DecimalMark.Comma), new ExtractEmailTransform(), new ExtractPhoneTransform(), new SplitNameTransform(),
        new SplitListTransform(";"), new SplitPartTransform("/", 2), new ConcatTransform(["A", "B"], ", ", true), new CopyTransform(),
        new ConstantTransform("x"), new IfEmptyTransform(Column: "B"), new ReplaceTransform("a", "b"), new MaskTransform(true),
    ];

    [Fact]
    public void Every_transform_of_the_list_is_written_and_read_back()
    {
        TransformJson.Names.Should().BeEquivalentTo(
            "trim", "collapseSpaces", "upper", "lower", "emptyIf", "cleanText", "stripHtml", "mapValue", "parseBoolean", "parseNumber", "extractEmail",
            "extractPhone", "splitName", "splitList", "splitPart", "concat", "copy", "constant", "ifEmpty", "replace", "mask");
        All.Select(t => t.Name).Should().BeEquivalentTo(TransformJson.Names);
        var json = TransformJson.Write(All);
        TransformJson.Write(TransformJson.Read(json).Value).Should().Be(json);
    }

    [Fact]
    public void A_document_has_a_name_and_arguments()
    {
        TransformJson.Write([new SplitPartTransform("/", 2), new ParseNumberTransform(DecimalMark.Comma)])
            .Should().Be("""[{"name":"splitPart","separator":"/","part":2},{"name":"parseNumber","decimal":"comma"}]""");
        TransformJson.Read("""[{"part":2,"separator":"/","name":"splitPart"}]""").Value.Single().Should().Be(new SplitPartTransform("/", 2));
    }

    [Fact]
    public void An_unknown_transform_is_refused_by_its_name()
    {
        var refusal = TransformJson.Read("""[{"name":"trim"},{"name":"execute","command":"x"}]""").Refusal!;
        refusal.Code.Should().Be("transform-unknown");
        refusal.Sentence.Should().Contain("\"execute\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"name":1}]""")]
    [InlineData("""[{"name":"\ud800"}]""")]
    [InlineData("""[{"name":"constant","text":"\ud800"}]""")]
    [InlineData("""[{"name":"splitPart","separator":"/"}]""")]
    [InlineData("""[{"name":"splitPart","separator":"/","part":"2"}]""")]
    [InlineData("""[{"name":"splitPart","separator":null,"part":2}]""")]
    [InlineData("""[{"name":"parseNumber","decimal":7}]""")]
    [InlineData("""[{"name":"trim","speed":"fast"}]""")]
    [InlineData("""[{"name":"mapValue","map":{"a":1}}]""")]
    public void A_document_that_is_wrong_in_any_other_way_is_a_refusal_too(string json) =>
        TransformJson.Read(json).Refusal!.Code.Should().StartWith("transform-");

    [Fact]
    public void A_document_that_is_no_text_at_all_is_refused() =>
        TransformJson.Read("[\"\ud800\"]").Refusal!.Code.Should().Be("transform-document");
}
