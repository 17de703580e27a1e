using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of steps 5 to 8. None says a word of the client's.</summary>
public static class ImportRefusals
{
    public static Refusal DecisionDoesNotFit { get; } = new("decision", "That choice does not answer this kind of conflict.", "decision");
    public static Refusal NothingToDecide { get; } = new("nothing-to-decide", "None of these conflicts is there any more. Look at the preview again.");
    public static Refusal NoPlan { get; } = new("no-plan", "This run has no preview yet.");
    public static Refusal ChoiceDoesNotFit { get; } = new(
        "choice", "Something newer hangs on this record, or a later run changed it: it can be kept or detached, not reverted.", "choice");
    public static Refusal NotListed { get; } = new("not-listed", "This record is not in the preview any more. Look at it again.");
    public static Refusal NoSheet { get; } = new("no-sheet", "Count the sheet first.");
    public static Refusal NotBalanced { get; } = new("not-balanced", "The sheet does not balance: source rows and what became of them differ.");
    public static Refusal Unjudged(int left) => new("unjudged", FormattableString.Invariant($"{left} of the drawn records are not judged yet."));
    public static Refusal Unexplained(int left) => new("unexplained", FormattableString.Invariant($"{left} failed rows or differences have no note yet."));
    public static Refusal SheetChanged { get; } = new("sheet-changed", "The figures are no longer the ones on the page. Look at them again.");
    public static Refusal StatementTooShort { get; } = new("statement", "Say in at least 10 characters what you sign.", "statement");
    public static Refusal NotDrawn { get; } = new("not-drawn", "This record is not in the sample.");
    public static Refusal NoteTooLong(int most) => new("note-long", FormattableString.Invariant($"A note has at most {most:N0} characters. Shorten it; what you typed stands."), "note");

    public static Refusal NoteMissing { get; } = new("note", "Say in a few words how it differs.", "note");
}
