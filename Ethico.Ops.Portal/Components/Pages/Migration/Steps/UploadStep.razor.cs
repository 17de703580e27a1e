using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>
/// Step 1. The bytes go from the browser over HTTP, not through this circuit; what is told here is how far they are. A file chosen
/// again goes on with what the server has.
/// </summary>
public sealed partial class UploadStep : IAsyncDisposable
{
    private readonly Dictionary<FileId, UploadWord> told = [];
    private readonly List<(string Name, string Fault)> faults = [];
    private IReadOnlyList<RunFileView>? files;
    private ElementReference input;
    private DotNetObjectReference<UploadStep>? self;
    private IJSObjectReference? script;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationFiles Files { get; init; }

    [Inject]
    public required MigrationSteps Steps { get; init; }

    [Inject]
    public required MigrationRuns Runs { get; init; }

    [Inject]
    public required FormatLimits Limits { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IJSRuntime Scripts { get; init; }

    private bool MayAdd => Desk.IsMine && Desk.Head.State is RunState.Uploading or RunState.Uploaded;

    /// <summary>From the browser: how far a file is. Ids and numbers only; anything else is dropped.</summary>
    [JSInvokable]
    public async Task Told(string file, long sent, string state, string words)
    {
        if (!Guid.TryParse(file, out var id) || files?.Any(f => f.Id.Value == id) is not true)
            return;
        told[new(id)] = new(sent, state, words.Length > 300 ? words[..300] : words);
        if (state is "stored")
            await Desk.ReloadAsync();
        if (state is "stored" or "waiting" || told[new(id)].IsFault)
            await ReadAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        try
        {
            if (script is not null)
                await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }

        Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    private UploadWord? Told(FileId file) => told.GetValueOrDefault(file);

    private long Sent(RunFileView file) => Math.Clamp(Math.Max(file.Stored, Told(file.Id)?.Sent ?? 0), 0, file.Size);

    private static string Percent(long sent, long size) => (100 * sent / Math.Max(1, size)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Says(RunFileView file, long sent) => Told(file.Id) switch
    {
        { State: "sending" } => "Sending. You may go on elsewhere in the portal only when it is stored.",
        { State: "checking" } => "Comparing what is stored with the file chosen.",
        { State: "finishing" } => "All of it is here; checking the whole.",
        { State: "waiting" } => "The line was cut; trying again.",
        { IsFault: true, Words: { Length: > 0 } words } => words,
        { IsFault: true } => $"Cut at {Percent(sent, file.Size)} %. Choose the same file to go on.",
        _ => $"{Percent(sent, file.Size)} % stored. Choose the same file to go on.",
    };

    private async Task ReadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        var found = await Files.ListAsync(key, Desk.Id, LeaveToken);
        files = found.IsAllowed ? found.Value : files ?? [];
    }

    private async Task ChosenAsync()
    {
        faults.Clear();
        script ??= await Scripts.InvokeAsync<IJSObjectReference>("import", LeaveToken, "./js/upload.js");
        self ??= DotNetObjectReference.Create(this);
        var chosen = await script.InvokeAsync<ChosenFile[]>("chosen", LeaveToken, input);
        // The next file is begun before this one is sent: with all that was begun stored the run goes on to step 2, and this page with it.
        var taken = new HashSet<FileId>();
        var next = await BegunAsync(chosen, 0, taken);
        while (next is { } ready)
        {
            next = await BegunAsync(chosen, ready.Which + 1, taken);
            await script.InvokeVoidAsync("send", LeaveToken, input, ready.Which, Desk.Id.ToString(), ready.Ticket.File.ToString(), ready.Ticket.Text, self);
        }

        await Desk.ReloadAsync();
    }

    // The first from there that may be sent; those that may not are named.
    private async Task<(int Which, UploadTicket Ticket)?> BegunAsync(ChosenFile[] chosen, int from, HashSet<FileId> taken)
    {
        for (var which = from; which < chosen.Length; which++)
        {
            if (await KeyAsync() is not { } key)
                return null;
            var file = chosen[which];
            var shown = UploadRules.ShownName(file.Name);
            // One begun with this size and not finished is gone on with; the bytes decide whether it is the same.
            var begun = files?.FirstOrDefault(f => f.State is FileState.Uploading && f.Size == file.Size && !taken.Contains(f.Id));
            var ticket = begun is not null
                ? await Files.ResumeAsync(key, Desk.Id, begun.Id, LeaveToken)
                : await Files.BeginAsync(key, Desk.Id, new(shown, file.Size), LeaveToken);
            if (ticket.IsAllowed)
            {
                taken.Add(ticket.Value.File);
                await ReadAsync();
                return (which, ticket.Value);
            }

            faults.Add((shown, ticket.Refusal.Sentence));
        }

        return null;
    }

    private async Task RemoveAsync(RunFileView file)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Remove this file", "Its bytes are deleted from here. The mapping stays; what was detected and checked is computed again.", "Remove",
            async _ => await KeyAsync() is { } key ? (await Files.RemoveAsync(key, Desk.Id, file.Id, LeaveToken)).Refusal : Domain.Access.AccessRefusals.NoSession, isDanger: true);
        if (!isDone)
            return;
        if (script is not null)
            await script.InvokeVoidAsync("stop", LeaveToken, file.Id.ToString());
        await ReadAsync();
        await Desk.ReloadAsync();
    }

    private async Task DetectAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        await Desk.DoAsync((key, ct) => Steps.DetectAsync(key, Desk.Id, ct));
        isBusy = false;
    }

    private Task ReopenAsync() => Desk.DoAsync((key, ct) => Runs.ReopenAsync(key, Desk.Id, 1, ct));

    private sealed record ChosenFile(string Name, long Size);

    private sealed record UploadWord(long Sent, string State, string Words)
    {
        public bool IsFault => Sent < 0 && State is not "waiting";
    }
}
