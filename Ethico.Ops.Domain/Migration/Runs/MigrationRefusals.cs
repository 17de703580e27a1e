using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of a run. None says a word of the client's.</summary>
public static class MigrationRefusals
{
    /// <summary>Who has no right to migrations learns nothing of them, not even that the right is what is missing.</summary>
    public static Refusal NotYours { get; } = new("not-allowed", "Not found, or not yours.");

    public static Refusal GrantOver { get; } = new("grant-over", "What this work was allowed for is over. Start it again from the run's page.");
    public static Refusal RightLost { get; } = new("right-lost", "Who started this work may not do so any more. Any permitted person may resume it.");
    public static Refusal LeaseLost { get; } = new("lease-lost", "Another worker has taken this run over. Nothing of this attempt was kept.");
    public static Refusal QueueMissing { get; } = new("queue-missing", "Name the queue that takes cases whose lead is not found.", "fallbackQueue");
    public static Refusal RowsWritten { get; } = new("rows-written", "Rows of this run are in the tenant already, so earlier steps stay as they are. Finish it here, or roll it back.");
    public static Refusal Drifted { get; } = new("drifted", "The tenant's data changed after the preview. Preview the rest again, then start.");
    public static Refusal ImportUnapproved { get; } = new("import-unapproved", "An import of this size needs a second person to approve this preview. Ask for approval first.");
    public static Refusal NoApprovalNeeded { get; } = new("no-approval-needed", "This import needs no second person now. Start it right away.");
    public static Refusal NoImportRequest { get; } = new("no-request", "Nobody has asked to have this import approved.");
    public static Refusal ApprovedAlready { get; } = new("approved", "This preview is approved already. The import can be started.");
    public static Refusal PlanChanged { get; } = new("plan-changed", "The preview is no longer the one that was asked for. Look at the new one; approval has to be asked for again.");
    public static Refusal WindowOver { get; } = new("window-over", "The 168 hours in which this run could be rolled back are over.");
    public static Refusal SecondPerson { get; } = new("second-person", "A rollback of this size needs a second person. Ask for approval instead.");
    public static Refusal OnePersonIsEnough { get; } = new("one-person", "A rollback of this size needs no second person. Start it right away.");
    public static Refusal NoRequest { get; } = new("no-request", "Nobody has asked to roll this run back.");
    public static Refusal NotYourRequest { get; } = new("not-your-request", "Only who asked can withdraw this. Decline it instead.");
    public static Refusal OwnRequest { get; } = new("own-request", "Somebody else has to approve what you asked for.");
    public static Refusal RequestLapsed { get; } = new("request-lapsed", "This request is older than 24 hours. It has to be asked for again.");
    public static Refusal PreviewChanged { get; } = new("preview-changed", "The rollback's preview is no longer the one that was asked for. Look at the new one and ask again.");
    public static Refusal NoPreview { get; } = new("no-preview", "Preview the rollback first.");
    public static Refusal WrongTenantName { get; } = new("tenant-name", "That is not the tenant's name. Type it as the directory has it.", "tenantName");
    public static Refusal WrongReference { get; } = new("reference", "That is not this run's reference. Type it as the page's head shows it.", "reference");
    public static Refusal HeldByYou { get; } = new("held-by-you", "You have this run already.");
    public static Refusal NoSuchStep { get; } = new("step", "Steps 1 to 4 can be reopened.", "step");
    public static Refusal DocumentTooLarge { get; } = new("document", "That is more than a run can keep. Nothing of it was saved.");
    public static Refusal NothingSaved { get; } = new("nothing-saved", "Nothing has been saved yet. Save first.");

    /// <summary>A fault of ours: the number finds it in the log.</summary>
    public static Refusal StageFault(string reference) => new("fault", $"This failed for a cause of ours. Try again; if it comes back, tell support the number {reference}.");

    public static Refusal NotNow(RunState state) => new("not-now", $"That cannot be done while the run is {state.Words()}. Look at its present state.");

    public static Refusal Held(RunHold hold) => new(
        "held", string.Create(CultureInfo.InvariantCulture, $"{hold.Who} has had this run since {hold.Since.UtcDateTime:d MMM yyyy HH:mm} UTC. Take it over first; what you typed is still here."));

    /// <summary>A stale save: who was quicker, and with what.</summary>
    public static Refusal Stale(string who, DateTimeOffset at, string what) => new(
        "conflict", string.Create(CultureInfo.InvariantCulture, $"{who} saved the {what} at {at.UtcDateTime:HH:mm} UTC, after you opened it. Look at that version; what you typed is still here."));

    /// <summary>One run per tenant may write. Who is at it.</summary>
    public static Refusal TenantBusy(RunReference other, string holder, RunState state) => new(
        "tenant-busy", $"{other} is {state.Words()} in this tenant ({holder} is at it). One run at a time may write here.");

    public static Refusal FilesOpen(int count) => count == 0
        ? new("files-open", "There is no file yet. Choose one first.")
        : Counted("files-open", count, "file is not whole yet", "files are not whole yet", "Wait for the upload, or remove it.");

    public static Refusal ColumnsOpen(int count) => Counted("columns-open", count, "column is undecided", "columns are undecided", "Map it, keep it, or ignore it.");

    public static Refusal TargetsMissing(int count) => Counted("targets-missing", count, "required target has no column", "required targets have no column", "Feed each from a column.");

    public static Refusal DatesOpen(int count) => Counted("dates-open", count, "date column has an unconfirmed order", "date columns have an unconfirmed order", "Confirm which part is the day.");

    public static Refusal ErrorsOpen(int count) => Counted("errors-open", count, "error is open", "errors are open", "Fix or skip each row.");

    public static Refusal WarningsOpen(int count) => Counted("warnings-open", count, "group of warnings is not accepted", "groups of warnings are not accepted", "Accept or fix each.");

    public static Refusal ConflictsOpen(int count) => Counted("conflicts-open", count, "conflict is undecided", "conflicts are undecided", "Decide each, singly or by class.");

    private static Refusal Counted(string code, int count, string one, string many, string then) =>
        new(code, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}. {then}"));
}
