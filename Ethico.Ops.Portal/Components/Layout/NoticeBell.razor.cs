using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>What this person was told. Read at the start, when the bell is opened, and when the session changed; never polled.</summary>
public sealed partial class NoticeBell : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly CancellationToken left;
    private IDisposable? following;
    private NoticeList list = new([], 0);
    private Refusal? refusal;

    // Taken once: the source may be gone while something is awaited.
    public NoticeBell() => left = leaving.Token;

    [Inject]
    public required NoticeBoard Board { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    private string Label => list.Unread == 0 ? "Notices" : string.Create(CultureInfo.InvariantCulture, $"Notices, {list.Unread} unread");

    public void Dispose()
    {
        following?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        following = Workspace.Follow(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var found = await Board.MineAsync(await Workspace.ActAsync(), left);
        refusal = found.Refusal;
        if (found.IsAllowed)
            list = found.Value;
    }

    private async Task ReadAsync(Notice? notice)
    {
        if (notice?.ReadAt is not null)
            return;
        refusal = (await Board.MarkReadAsync(await Workspace.ActAsync(), notice?.Id, left)).Refusal;
        if (refusal is null)
            await LoadAsync();
    }
}
