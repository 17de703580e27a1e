using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Rows;

/// <summary>The failing cells of one group, a page at a time, and the ways to mend them. Each act says its count before it is done.</summary>
public sealed partial class FindingRows
{
    private const int Size = 25;
    private const int ShownMost = 300;
    private IReadOnlyList<FindingLine>? lines;
    private Refusal? refusal;
    private FindingGroup? loaded;
    private FindingGroupKey? shown;
    private RevealBar<KeysetPage<FindingLine>>? bar;
    private bool isClear;
    private int? after;
    private int? next;
    private int? editing;
    private int? placing;
    private string typed = "";
    private string? said;
    private bool isBusy;

    [Inject]
    public required MigrationRows Rows { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Parameter, EditorRequired]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required FindingGroup Group { get; set; }

    [Parameter, EditorRequired]
    public required bool MayAct { get; set; }

    /// <summary>Something was done to rows: counts are to be read again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChanged { get; set; }

    // Of a column that feeds a closed list: there a fix is one of our codes, never a word of the source.
    private TargetCodeList? Codes { get; set; }

    // What rows share is decided in the mapping, or by who leaves one of them out: no act here merges them, or gives them numbers.
    private bool IsShared => Group.Key.Rule is { Scope: RuleScope.BetweenRows } rule && rule != Rules.RowTwice;

    protected override Task OnParametersSetAsync()
    {
        if (loaded == Group)
            return Task.CompletedTask;
        if (shown != Group.Key)
            (after, editing, placing, said, lines) = (null, null, null, null, null);
        (loaded, shown) = (Group, Group.Key);
        Codes = Desk.View.Mapping is { } saved && MappingJson.Read(saved.Json) is { IsAllowed: true } read && Group.ColumnName is { } column
            ? read.Value.Feeds.Where(f => f.SourceColumns.Contains(column, StringComparer.Ordinal)).Select(f => TargetFields.Find(f.Target)?.Codes).FirstOrDefault(c => c is not null) : null;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        // What was revealed is masked again with the next reading: one reveal, one look.
        (isClear, refusal) = (false, null);
        bar?.Forget();
        var ct = Newest();
        Take(await Rows.LinesAsync(key, Desk.Id, Group.Key, after, Size, ct));
        ct.ThrowIfCancellationRequested();
    }

    private void Take(Outcome<KeysetPage<FindingLine>> found)
    {
        refusal = found.Refusal;
        if (!found.IsAllowed)
            return;
        lines = found.Value.Items;
        next = int.TryParse(found.Value.Next, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
    }

    private Task GoAsync(int? row)
    {
        (after, editing, placing) = (row, null, null);
        return LoadAsync();
    }

    private void Edit(FindingLine line) => (editing, typed) = (line.Row, Standing(line));

    private string Standing(FindingLine line) => line.IsMasked || Codes is not null ? "" : line.Value ?? "";

    private DraftPlace FixPlace(FindingLine line) => DraftPlaces.RowFix(Workspace.Session?.Tenant, Desk.Id, $"{Group.Key.Column}:{line.Row}");

    private async Task FixAsync(FindingLine line)
    {
        var place = FixPlace(line);
        if (await ActAsync(new RowFixWish.Cell(line.Row, Group.Key.Column, typed), _ => $"Row {line.Row} is fixed."))
            Drafts.Forget(place);
    }

    private Task SuggestAsync(FindingLine line) => ActAsync(new RowFixWish.Suggestion(Group.Key, line.Row, 1), _ => $"Row {line.Row}: {line.Suggestion}.");

    private Task PlaceAsync(FindingLine line, RowFixWish wish) => ActAsync(wish, _ => $"Row {line.Row} is mended.");

    private async Task FixSameAsync(FindingLine line)
    {
        var counted = await CountAsync(new RowFixWish.SameValue(Group.Key, line.Value!, typed, 0));
        if (counted is { } count)
            await AskAsync("Fix all of them", $"{Count(count, "cell holds", "cells hold")} the same text here. Each gets what you typed; it can be undone as one act.", $"Fix {PortalUrls.Number(count)}",
                new RowFixWish.SameValue(Group.Key, line.Value!, typed, count));
    }

    private async Task SuggestAllAsync()
    {
        var counted = await CountAsync(new RowFixWish.Suggestion(Group.Key, null, Group.Open));
        if (counted is { } count)
            await AskAsync("Take every suggestion", $"{Count(count, "row is", "rows are")} changed as its own finding suggests; rows without a suggestion stay as they are. It can be undone as one act.", $"Change {PortalUrls.Number(count)}",
                new RowFixWish.Suggestion(Group.Key, null, count));
    }

    private Task SkipAsync(FindingLine line) => SkipAskAsync($"Leave row {line.Row} out?", line.Row, 1);

    private Task SkipAllAsync() => SkipAskAsync($"Leave {Count(Group.Open, "row", "rows")} out?", null, Group.Open);

    private async Task SkipAskAsync(string title, int? row, int expected)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, title, "It will not be imported and its findings no longer count. It stands in the error file and on the sheet, with your reason, and can be taken back.", "Leave out",
            async reason => await KeyAsync() is { } key ? (await Rows.SkipAsync(key, Desk.Id, new(Group.Key, row, reason, expected), LeaveToken)).Refusal : AccessRefusals.NoSession,
            asksReason: true, draftKey: DraftPlaces.RunReason(Workspace.Session?.Tenant, "leave-out", Desk.Id));
        if (isDone)
            await ChangedAsync($"{Count(expected, "row is", "rows are")} left out.");
    }

    private async Task<int?> CountAsync(RowFixWish wish)
    {
        if (await KeyAsync() is not { } key)
            return null;
        var counted = await Rows.CountAsync(key, Desk.Id, wish, LeaveToken);
        refusal = counted.Refusal;
        return counted.IsAllowed ? counted.Value : null;
    }

    private async Task AskAsync(string title, string text, string action, RowFixWish wish)
    {
        var changed = 0;
        var isDone = await ConfirmDialog.AskAsync(Dialogs, title, text, action, async _ =>
        {
            if (await KeyAsync() is not { } key)
                return AccessRefusals.NoSession;
            var done = await Rows.FixAsync(key, Desk.Id, wish, LeaveToken);
            changed = done.IsAllowed ? done.Value.Rows : 0;
            return done.Refusal;
        });
        if (isDone)
            await ChangedAsync($"{Count(changed, "row is", "rows are")} changed.");
    }

    private async Task<bool> ActAsync(RowFixWish wish, Func<RowsChanged, string> says)
    {
        if (isBusy || await KeyAsync() is not { } key)
            return false;
        isBusy = true;
        var done = await Rows.FixAsync(key, Desk.Id, wish, LeaveToken);
        (isBusy, refusal) = (false, done.Refusal);
        if (done.IsAllowed)
            await ChangedAsync(says(done.Value));
        else
            await Workspace.CheckAsync(done.Refusal, LeaveToken);
        return done.IsAllowed;
    }

    private async Task ChangedAsync(string words)
    {
        // Counts first, then the lines with them; where nothing of the group is left, this list goes with it.
        (said, editing, placing, loaded) = (words, null, null, null);
        await OnChanged.InvokeAsync();
    }

    private async Task TakeShownAsync(KeysetPage<FindingLine>? shownNow)
    {
        if (shownNow is not null)
        {
            Take(Outcome.Of(shownNow));
            isClear = true;
        }
        else if (isClear)
        {
            // Gone at once; the masked page comes after.
            lines = null;
            StateHasChanged();
            await LoadAsync();
        }
    }

    private static string Count(int count, string one, string many) => $"{PortalUrls.Number(count)} {(count == 1 ? one : many)}";
}
