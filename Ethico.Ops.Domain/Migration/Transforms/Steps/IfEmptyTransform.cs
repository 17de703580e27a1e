using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What stands in for a blank value: another column, or a text. Exactly one of the two.</summary>
public sealed record IfEmptyTransform(string? Column = null, string? Text = null) : Transform
{
    public const string Word = "ifEmpty";

    internal override Refusal? Check(TransformColumns columns) => (Column, Text) switch
    {
        (null, null) or (not null, not null) => TransformRefusals.ArgumentWrong(Word, "name a column or a text."),
        ({ } column, _) => columns.Has(column) ? null : TransformRefusals.ColumnUnknown(Word, column),
        _ => ConstantText.Check(Word, Text),
    };

    internal override TransformStep Compile(TransformColumns columns)
    {
        var at = Column is null ? -1 : columns.At(Column);
        var text = TransformValue.Of(Text);
        return (TransformValue value, ReadOnlySpan<string> row, ref TransformFaults faults) =>
            !string.IsNullOrWhiteSpace(value.Text) ? value
            : at < 0 ? text
            : TransformValue.Of(TransformColumns.Cell(row, at, ref faults));
    }
}
