namespace Ethico.Ops.Domain.Migration;

/// <summary>Steps that only change text: on a list they act on each part and drop what became empty.</summary>
internal static class TextSteps
{
    public static TransformStep Each(Func<string, string> change) => (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults _) =>
    {
        switch (value.Kind)
        {
            case TransformValueKind.Blank:
                return value;
            case TransformValueKind.List:
                return TransformValue.Of([.. value.List.Select(change).Where(static part => part.Length > 0)]);
            default:
                var changed = change(value.Text);
                // An untouched value keeps its kind: trimming a number leaves a number.
                return string.Equals(changed, value.Text, StringComparison.Ordinal) ? value : TransformValue.Of(changed);
        }
    };
}
