using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Step 7: the proof in figures, twenty records by eye, and a name under it.</summary>
public sealed partial class VerifyStep
{
    private Sheet? sheet;
    private Refusal? refusal;
    private string? read;
    private bool isRead;
    private bool isCounting;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationSheets Sheets { get; init; }

    private bool MayEdit => Desk is { IsMine: true, Head.State: RunState.Imported or RunState.Verified };

    protected override async Task OnParametersSetAsync()
    {
        var stamp = $"{Desk.Id}:{Desk.Head.State}:{Desk.Head.Version}";
        if (string.Equals(read, stamp, StringComparison.Ordinal) || isCounting)
            return;
        read = stamp;
        await ReadAsync();
    }

    private string Download(string address) =>
        PortalUrls.With(address, ("session", Workspace.Session?.Id.ToString()), ("run", Desk.Id.ToString()));

    private async Task ReadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Sheets.ReadAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        // Nothing counted yet is no refusal here.
        (sheet, refusal, isRead) = (found.IsAllowed ? found.Value : sheet, found.Refusal == ImportRefusals.NoSheet ? null : found.Refusal, true);
    }

    private async Task CountAsync()
    {
        if (isCounting || await KeyAsync() is not { } key)
            return;
        isCounting = true;
        try
        {
            // Off the circuit's thread: the file is read again, and the page must answer meanwhile.
            var counted = await Task.Run(() => Sheets.CountAsync(key, Desk.Id, LeaveToken), LeaveToken);
            (sheet, refusal) = (counted.IsAllowed ? counted.Value : sheet, counted.Refusal);
        }
        finally
        {
            isCounting = false;
        }

        if (refusal is not null)
            await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private Task<bool> KeepAsync(string subject, string note) =>
        KeepAsync(async key => (await Sheets.NoteAsync(key, Desk.Id, subject, note, LeaveToken)).Refusal);

    private Task<bool> KeepForAllAsync(string reason, string note) =>
        KeepAsync(async key => (await Sheets.NoteRowsAsync(key, Desk.Id, reason, note, LeaveToken)).Refusal);

    private async Task<bool> KeepAsync(Func<TenantKey, Task<Refusal?>> keep)
    {
        if (await KeyAsync() is not { } key)
            return false;
        refusal = await keep(key);
        if (refusal is null)
            await ReadAsync();
        else
            await Workspace.CheckAsync(refusal, LeaveToken);
        StateHasChanged();
        return refusal is null;
    }

    // Rows of a reason that nobody has said anything about.
    private int Unsaid(string reason) => sheet!.Figures.FailedOf(reason).Count(s => !sheet.Notes.ContainsKey(s));
}
