using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Why nothing was done to rows. No sentence repeats a cell.</summary>
public static class RowRefusals
{
    /// <summary>More at once belongs into the mapping: a map or a transform, and a new validation.</summary>
    public const int RowsMost = 100_000;

    public static readonly Refusal NoSuchGroup = new("finding-group", "There are no such findings. Look at the present list.");
    public static readonly Refusal NoSuchRow = new("finding-row", "There is no such row in this run.");
    public static readonly Refusal NoSuchColumn = new("finding-column", "The file has no such column.", "column");
    public static readonly Refusal NoSuggestion = new("finding-suggestion", "Nothing can be proposed here: type the value, or leave the row out.");
    public static readonly Refusal OnlyWarnings = new("accept-warnings", "Only warnings can be accepted. Errors are fixed, or their rows left out.");
    public static readonly Refusal ReasonNeeded = new("skip-reason", "Say in 10 to 500 characters why.", "reason");
    public static readonly Refusal ValueTooLong = new("fix-value", "That is longer than a cell can be.", "value");
    public static readonly Refusal ValueUnstorable = new("fix-value", "The text holds a character no database can keep.", "value");
    public static readonly Refusal NothingToUndo = new("undo-nothing", "This was undone already, or something newer stands in its place.");

    public static Refusal CountMoved(int now) => new(
        "count-moved", string.Create(CultureInfo.InvariantCulture, $"There are {now:N0} now, another number than the page showed. Nothing was changed."));

    public static Refusal TooManyRows(int rows) => new(
        "too-many-rows", string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows are too many to change one by one. Change the mapping, and validate again."));
}
