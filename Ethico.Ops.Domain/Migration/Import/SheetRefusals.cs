using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of step 7.</summary>
public static class SheetRefusals
{
    public static Refusal NotComplete { get; } = new("not-complete", "The import is not complete, so there is nothing to verify yet.");
    public static Refusal NoSheet { get; } = new("no-sheet", "Count the sheet first.");
    public static Refusal SheetMoved { get; } = new("sheet-moved", "A newer sheet was counted. Look at it, then sign.");
    public static Refusal NoSuchSample { get; } = new("no-sample", "That record is not among the drawn ones.");
    public static Refusal NoteNeeded { get; } = new("note-needed", "Say what differs.", "note");
    public static Refusal NoteLength { get; } = new("note-length", "A note has 1 to 2,000 characters.", "note");
    public static Refusal NoSuchSubject { get; } = new("no-subject", "There is nothing of that name on the sheet.");
    public static Refusal Statement { get; } = new("statement", "State in 10 to 2,000 characters what you sign.", "statement");
    public static Refusal Client { get; } = new("client", "The client's agreement needs a name of at most 200 characters, and an e-mail address and date that can be.", "client");

    public static Refusal NotReady(IReadOnlyList<string> missing) => new("not-ready", $"Not yet: {string.Join("; ", missing)}.");
}
