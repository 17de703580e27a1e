using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// The next review of a client and those that were sent. What is typed is kept two seconds after the last key, and a preview counts only
/// for what was on the page when it was made.
/// </summary>
public sealed partial class ReviewPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    private QbrShelf? shelf;
    private Refusal? refusal;
    private Refusal? fault;
    private string? said;
    private QbrPreview? preview;
    private bool wasPreviewed;
    private bool isDirty;
    private bool isBusy;
    private bool isPreviewing;
    private OrganizationId? shown;
    private ITimer? pause;

    private DateOnly from;
    private DateOnly to;
    private HashSet<QbrSection> sections = [];
    private CohortKind cohort;
    private string notes = "";
    private string nextSteps = "";
    private long version;
    private DateTimeOffset? keptAt;

    [Inject]
    public required Qbrs Reviews { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private bool MayWrite => May(Permission.LogEngagement);

    private DateOnly Today => Calendar.Today(Workspace.Now);

    /// <summary>Those that are over, newest first, and whatever is chosen.</summary>
    private IEnumerable<DateOnly> Months => Enumerable.Range(1, 24).Select(i => FirstOf(Today).AddMonths(-i)).Concat([from, FirstOf(to)]).Distinct().OrderDescending();

    private string Saved => (isDirty, keptAt) switch
    {
        (true, _) => "Not saved yet", (_, { } at) => string.Create(CultureInfo.InvariantCulture, $"Saved {Zone.There(at):HH:mm}"), _ => "",
    };

    private QbrEdit Edit => new(from, to, [.. sections], cohort, notes, nextSteps, version);

    protected override Task OnParametersSetAsync() => shown == Tenant ? Task.CompletedTask : LoadAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            pause?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        shown = Tenant;
        var ct = Newest();
        (shelf, refusal, fault, preview, wasPreviewed) = (null, null, null, null, false);
        var found = await Reviews.OpenAsync(await ActAsync(), Tenant, ct);
        ct.ThrowIfCancellationRequested();
        (shelf, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        if (shelf is not null)
            Take(shelf.Draft);
    }

    private void Take(QbrDraft? draft)
    {
        var (first, last) = QbrRules.LastQuarter(Today);
        var edit = draft?.Edit ?? new QbrEdit(first, last, QbrRules.Default, CohortKind.All, "", "", 0);
        (from, to, sections, cohort, notes, nextSteps, version) = (edit.From, edit.To, [.. edit.Sections], edit.Cohort, edit.Notes, edit.NextSteps, edit.RowVersion);
        (keptAt, isDirty) = (draft?.ChangedAt, false);
    }

    private Task FromAsync(string value) => Parsed(value) is { } day ? ChangeAsync(() => from = day) : Task.CompletedTask;

    private Task ToAsync(string value) => Parsed(value) is { } day ? ChangeAsync(() => to = day.AddMonths(1).AddDays(-1)) : Task.CompletedTask;

    private Task CohortAsync(CohortKind value) => ChangeAsync(() => cohort = value);

    private Task ToggleAsync(QbrSection section) => ChangeAsync(() =>
    {
        if (!sections.Remove(section))
            sections.Add(section);
    });

    private Task NotedAsync(string text) => ChangeAsync(() => notes = text);

    private Task SteppedAsync(string text) => ChangeAsync(() => nextSteps = text);

    private Task ChangeAsync(Action change)
    {
        change();
        (isDirty, said, wasPreviewed, preview) = (true, null, wasPreviewed || preview is not null, null);
        // A conflict stands until somebody looked; saving again and again would say it again and again.
        if (fault is { Code: "conflict" })
            return Task.CompletedTask;
        fault = null;
        pause ??= Clock.CreateTimer(_ => { _ = InvokeAsync(KeepQuietlyAsync); }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        pause.Change(Pause, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private async Task KeepQuietlyAsync()
    {
        if (!isDirty || isBusy || isPreviewing || LeaveToken.IsCancellationRequested)
            return;
        await KeepAsync();
        StateHasChanged();
    }

    private async Task KeepAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var edit = Edit;
            var done = await Reviews.KeepAsync(await ActAsync(), Tenant, edit, LeaveToken);
            fault = done.Refusal;
            if (!done.IsAllowed)
                return;
            // What was typed while it was written is not in it.
            isDirty = !(Edit with { Sections = edit.Sections }).Equals(edit) || !sections.SetEquals(edit.Sections);
            (version, keptAt) = (done.Value, Workspace.Now);
            if (!isDirty)
                ForgetTyped();
        }
        catch (OperationCanceledException) when (LeaveToken.IsCancellationRequested)
        {
            // Left meanwhile: the circuit's own draft has the words.
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task PreviewAsync()
    {
        if (isPreviewing || isBusy)
            return;
        isPreviewing = true;
        try
        {
            var edit = Edit;
            var made = await Reviews.PreviewAsync(await ActAsync(), Tenant, edit, LeaveToken);
            fault = made.Refusal;
            var isSame = (Edit with { Sections = edit.Sections }).Equals(edit) && sections.SetEquals(edit.Sections);
            preview = made.IsAllowed && isSame ? made.Value : null;
        }
        finally
        {
            isPreviewing = false;
        }

        if (isDirty && fault is null)
            await KeepAsync();
    }

    private async Task FinalizeAsync()
    {
        var seen = preview!;
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Finalize this review", "PDF and HTML are kept as previewed. Nobody can change or remove them afterwards.", "Finalize",
            async _ =>
            {
                var done = await Reviews.FinalizeAsync(await ActAsync(), Tenant, Edit, seen.Hash, LeaveToken);
                if (done.Refusal is { Code: "preview-old" or "conflict" })
                    (preview, wasPreviewed) = (null, true);
                return done.Refusal;
            });
        if (!isDone)
            return;
        ForgetTyped();
        await LoadAsync();
        said = "Finalized. Both files are in the list.";
    }

    private async Task DiscardAsync()
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Discard this draft", "Notes and next steps of the draft are gone for everybody. Finalized reviews stay.", "Discard",
            async _ => (await Reviews.DiscardAsync(await ActAsync(), Tenant, version, LeaveToken)).Refusal, isDanger: true);
        if (!isDone)
            return;
        ForgetTyped();
        await LoadAsync();
    }

    private void ForgetTyped()
    {
        Drafts.Forget(DraftPlaces.Review(Tenant, "notes"));
        Drafts.Forget(DraftPlaces.Review(Tenant, "next-steps"));
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly? Parsed(string value) => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Month(DateOnly day) => day.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Name(QbrSection section) => section switch
    {
        QbrSection.NextSteps => "Next steps", QbrSection.Score => "Score", QbrSection.Band => "Risk band", _ => section.ToString(),
    };
}
