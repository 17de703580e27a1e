using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The same text in every row; listed as such on Preview.</summary>
public sealed record ConstantTransform(string Text) : Transform
{
    public const string Word = "constant";

    internal override Refusal? Check(TransformColumns columns) => ConstantText.Check(Word, Text);

    internal override TransformStep Compile(TransformColumns columns)
    {
        var constant = TransformValue.Of(Text);
        return (TransformValue _, ReadOnlySpan<string> _, ref TransformFaults _) => constant;
    }
}
