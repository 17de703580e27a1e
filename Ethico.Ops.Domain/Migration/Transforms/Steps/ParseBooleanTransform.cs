namespace Ethico.Ops.Domain.Migration;

/// <param name="BlankMeansNo">Only ever true after a person said so of a column that holds nothing but x and blank.</param>
public sealed record ParseBooleanTransform(bool BlankMeansNo = false) : Transform
{
    public const string Word = "parseBoolean";

    internal override TransformStep Compile(TransformColumns columns) => (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
    {
        if (value.Kind is TransformValueKind.Boolean)
            return value;
        if (string.IsNullOrWhiteSpace(value.Text))
            return BlankMeansNo ? TransformValue.Of(false) : TransformValue.Blank;
        if (BooleanText.Read(value.Text) is { } known)
            return TransformValue.Of(known);
        faults.Error(TransformCodes.NotYesOrNo, "This is not a word for yes or no.");
        return TransformValue.Blank;
    };
}
