namespace Ethico.Ops.Domain.Migration;

/// <summary>The first address, its domain in lower case; none or several different ones are said (MIG-FMT-002).</summary>
public sealed record ExtractEmailTransform : Transform
{
    public const string Word = "extractEmail";

    internal override TransformStep Compile(TransformColumns columns) => static (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
    {
        if (string.IsNullOrWhiteSpace(value.Text))
            return TransformValue.Blank;
        var first = EmailText.First(value.Text, out var hasMore);
        if (first is null)
            faults.Warning(TransformCodes.NotOneEmail, "This holds no valid e-mail address.");
        else if (hasMore)
            faults.Warning(TransformCodes.NotOneEmail, "This holds several e-mail addresses; the first is taken.", first);
        return TransformValue.Of(first);
    };
}
