using CsCheck;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class TransformTotalityTests
{
    private static readonly string[] File = ["A", "B", "C"];

    // Any UTF-16 unit, halves of pairs and U+FFFE among them, and what the readers look for.
    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.Char.Array[0, 60].Select(chars => new string(chars)),
        Gen.Char["\0\r\n\t =+-@'\"<>&;#/.,:()0123456789abxyTZPM\uD83D\uDE00\uFFFEÃ¤â€Â"].Array[0, 80].Select(chars => new string(chars)),
        Gen.Char["0123456789-/. :TZ+"].Array[0, 24].Select(chars => new string(chars)),
        Among("", " ", "N/A", "25/12/2023", "2023-03-12 02:30", "a@x.example", "<p>a</p>", "\uD83D", "\uDE00", "123-45-6789"));

    private static readonly Gen<Transform> Step = Among<Transform>(
        new TrimTransform(), new CollapseSpacesTransform(), new UpperTransform(), new LowerTransform(), new EmptyIfTransform(), new CleanTextTransform(),
        new StripHtmlTransform(), new MapValueTransform(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "B", ["\uD83D"] = "C" }),
        new ParseBooleanTransform(), new ParseBooleanTransform(true), new ParseNumberTransform(DecimalMark.Comma), new ParseNumberTransform(DecimalMark.Point),
        new ExtractEmailTransform(), new ExtractPhoneTransform(), new SplitNameTransform(), new SplitListTransform(";"),
        new SplitPartTransform("/", 2), new ConcatTransform(["A", "B"], ", ", true), new ConcatTransform(), new CopyTransform(),
        new ConstantTransform("x"), new IfEmptyTransform(Column: "B"), new IfEmptyTransform(Text: "t"), new ReplaceTransform(".", "$0$0"), new ReplaceTransform("^.", ""),
        new ReplaceTransform("b*", ""), new MaskTransform(), new MaskTransform(true));

    [Fact]
    public void Every_chain_over_any_cells_gives_a_value_or_a_fault_the_same_each_time_and_never_throws() =>
        Gen.Select(Step.Array[0, 5], Cell.Array[0, 4]).Sample((steps, row) =>
        {
            var chain = TransformChain.Compile(steps, ["A", "C"], File);
            if (!chain.IsAllowed)
                return false;
            var once = chain.Value.Apply(row);
            var twice = chain.Value.Apply(row);
            return Seen(once) == Seen(twice);
        }, iter: 20_000);

    [Fact]
    public void No_chain_lets_through_what_the_database_cannot_hold() =>
        Gen.Select(Step.Array[0, 5], Cell.Array[0, 4]).Sample((steps, row) =>
        {
            var value = TransformChain.Compile(steps, ["A"], File).Value.Apply(row).Value;
            return value.List.Append(value.Text).Append(value.Name?.First ?? "").Append(value.Name?.Last ?? "").All(text => CleanText.Of(text) == text);
        }, iter: 20_000);

    [Fact]
    public void Dates_evidence_and_finders_take_any_cell()
    {
        var reader = new DateReader(DateOrder.DayFirst, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), 2026, ExcelDateSystem.From1900);
        var evidence = new DateEvidence(new DateOnly(2026, 11, 22));
        var pairs = new DatePairEvidence(2026);
        Gen.Select(Cell, Cell).Sample((cell, other) =>
        {
            evidence.Add(cell);
            pairs.Add(cell, other);
            _ = reader.Nearest(cell);
            _ = Markup.IsIn(cell);
            _ = SensitiveFinder.Shipped.Find(cell);
            _ = DoubleEncoding.Mended(cell);
            _ = FoldedValue.Of(cell);
            var read = reader.Read(cell);
            return read.IsBlank || read.Value is not null || read.Faults!.Any(f => f.Weight is FaultWeight.Error);
        }, iter: 50_000);
        evidence.Filled.Should().BePositive();
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Seen(TransformResult result) =>
        $"{result.Value.Kind}|{string.Join('|', result.Value.List)}|{result.Value.Name}|{string.Join('|', result.Faults ?? [])}";
}
