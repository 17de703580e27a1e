using System.Text.Json.Serialization;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Mark">"decimal" in JSON, as the specification calls it.</param>
public sealed record ParseNumberTransform([property: JsonPropertyName("decimal")] DecimalMark Mark) : Transform
{
    public const string Word = "parseNumber";

    internal override TransformStep Compile(TransformColumns columns) => (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
    {
        if (value.Kind is TransformValueKind.Number || string.IsNullOrWhiteSpace(value.Text))
            return value.Kind is TransformValueKind.Number ? value : TransformValue.Blank;
        if (NumberText.Read(value.Text, Mark) is { } number)
            return TransformValue.Of(number, NumberText.Plain(number));
        var other = Mark is DecimalMark.Point ? DecimalMark.Comma : DecimalMark.Point;
        faults.Error(
            TransformCodes.NotANumber,
            "This is not a finite number in range.",
            NumberText.Read(value.Text, other) is { } otherwise ? NumberText.Write(otherwise, Mark) : null);
        return TransformValue.Blank;
    };
}
