using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// Where the contract feed is loaded by hand. The bytes go from the browser over HTTP, not through this circuit; what comes back here
/// is the counts and the first rows that were refused, and the whole list stays in the browser.
/// </summary>
public sealed partial class ContractFeed : IAsyncDisposable
{
    private ElementReference input;
    private IJSObjectReference? script;
    private FeedAnswer? answer;
    private bool isBusy;

    [Inject]
    public required IJSRuntime Scripts { get; init; }

    /// <summary>Values or renewal dates may have changed.</summary>
    [Parameter]
    public EventCallback OnLoaded { get; set; }

    public async ValueTask DisposeAsync()
    {
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

    private async Task LoadAsync()
    {
        if (isBusy)
            return;
        (isBusy, answer) = (true, null);
        try
        {
            script ??= await Scripts.InvokeAsync<IJSObjectReference>("import", LeaveToken, "./js/feed.js");
            answer = await script.InvokeAsync<FeedAnswer?>("send", LeaveToken, input, PortalUrls.ContractFeed.TrimStart('/'));
        }
        finally
        {
            isBusy = false;
        }

        if (answer is { Fault: null, Applied: > 0 })
            await OnLoaded.InvokeAsync();
    }

    private async Task SaveAsync() => await script!.InvokeVoidAsync("save", LeaveToken);

    private sealed record FeedAnswer(int Applied, int Refused, IReadOnlyList<FeedLine> First, string? Fault);

    private sealed record FeedLine(int Line, string Reason);
}
