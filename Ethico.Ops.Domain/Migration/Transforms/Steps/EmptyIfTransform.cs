using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Words that say "nothing here", compared whole after folding.</summary>
/// <param name="Words">Left out: <see cref="Usual"/>.</param>
public sealed record EmptyIfTransform(IReadOnlyList<string>? Words = null) : Transform
{
    public const string Word = "emptyIf";

    private const int WordMost = 200;

    public static IReadOnlyList<string> Usual { get; } = ["N/A", "none", "null", "-", "k.A."];

    internal override Refusal? Check(TransformColumns columns) => Words switch
    {
        { Count: 0 } => TransformRefusals.ArgumentWrong(Word, "name at least one word."),
        { } words when words.Any(w => string.IsNullOrWhiteSpace(w) || w.Length > WordMost) =>
            TransformRefusals.ArgumentWrong(Word, $"a word has 1 to {WordMost} characters."),
        _ => null,
    };

    internal override TransformStep Compile(TransformColumns columns)
    {
        var words = new FoldedLookup((Words ?? Usual).Select(w => KeyValuePair.Create(w, "")));
        return TextSteps.Each(text => text.Length <= WordMost ? words.Find(text) ?? text : text);
    }
}
