namespace Ethico.Ops.Domain.Migration;

/// <summary>A leading + and 7 to 15 digits, punctuation gone; no country is guessed (MIG-FMT-003).</summary>
public sealed record ExtractPhoneTransform : Transform
{
    public const string Word = "extractPhone";

    internal override TransformStep Compile(TransformColumns columns) => static (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
    {
        if (string.IsNullOrWhiteSpace(value.Text))
            return TransformValue.Blank;
        var first = PhoneText.First(value.Text, out var hasMore);
        if (first is null)
            faults.Warning(TransformCodes.NotAPhone, "This holds no phone number of 7 to 15 digits.");
        else if (hasMore)
            faults.Warning(TransformCodes.NotAPhone, "There are more digits beside the first phone number; only that one is taken.", first);
        return TransformValue.Of(first);
    };
}
