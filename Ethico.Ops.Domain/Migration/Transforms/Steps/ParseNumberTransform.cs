namespace Ethico.Ops.Domain.Migration;

public sealed record ParseNumberTransform(DecimalMark Decimal) : Transform
{
    public const string Word = "parseNumber";

    internal override TransformStep Compile(TransformColumns columns) => (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
    {
        if (value.Kind is TransformValueKind.Number || string.IsNullOrWhiteSpace(value.Text))
            return value.Kind is TransformValueKind.Number ? value : TransformValue.Blank;
        if (NumberText.Read(value.Text, Decimal) is { } number)
            return TransformValue.Of(number, NumberText.Plain(number));
        var other = Decimal is DecimalMark.Point ? DecimalMark.Comma : DecimalMark.Point;
        faults.Error(
            TransformCodes.NotANumber,
            "This is not a finite number in range.",
            NumberText.Read(value.Text, other) is { } otherwise ? NumberText.Write(otherwise, Decimal) : null);
        return TransformValue.Blank;
    };
}
