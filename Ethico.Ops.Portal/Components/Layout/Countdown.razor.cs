using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>
/// The time left. The circuit draws it once and tells the browser the server's clock; from then on the browser ticks alone. Ticking on
/// the server cost 55 % of a core for 3,000 open circuits: an idle circuit sends no render batch at all.
/// </summary>
public sealed partial class Countdown : IAsyncDisposable
{
    private ElementReference face;
    private ElementReference voice;
    private IJSObjectReference? module;
    private IJSObjectReference? ticking;
    private DateTimeOffset shownUntil;
    private TimeSpan left;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required DateTimeOffset Until { get; set; }

    /// <summary>The server's clock at this moment; the browser's own may be an hour wrong and it would not matter.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    /// <summary>What ends, for the announcements at 15, 5 and 1 minutes.</summary>
    [Parameter]
    public string What { get; set; } = "The session";

    private string? Level => left.TotalMinutes switch { < 5 => "last", < 15 => "low", _ => null };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (ticking is not null)
            {
                await ticking.InvokeVoidAsync("stop");
                await ticking.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, or its connection went while it was being told; the timer goes with it.
        }
    }

    // What the browser ticks on is not drawn over: only another end is worth a redraw.
    protected override bool ShouldRender() => shownUntil != Until;

    protected override void OnParametersSet() => left = Until - Now;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        shownUntil = Until;
        module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/countdown.js"]);
        if (ticking is null)
            ticking = await module.InvokeAsync<IJSObjectReference>("start", face, voice, What, Until.ToUnixTimeMilliseconds(), Now.ToUnixTimeMilliseconds());
        else
            await ticking.InvokeVoidAsync("reset", What, Until.ToUnixTimeMilliseconds(), Now.ToUnixTimeMilliseconds());
    }
}
