using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Who one is here, and how one likes it.</summary>
public sealed partial class PersonMenu : IAsyncDisposable
{
    private Preference mine = Preference.Default;
    private Refusal? refusal;
    private IJSObjectReference? shell;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required Preferences Preferences { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (shell is not null)
                await shell.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var found = await Preferences.MineAsync(await Workspace.ActAsync(), CancellationToken.None);
        if (found.IsAllowed)
            mine = found.Value;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await ApplyAsync();
    }

    // Methods and no lambdas over a loop's variable: a new delegate is a new handler, and the browser is sent all of them at each drawing.
    private Task ChooseAsync(ChangeEventArgs e) =>
        Enum.TryParse<Theme>(e.Value as string, out var theme) && Enum.IsDefined(theme) ? KeepAsync(mine with { Theme = theme }) : Task.CompletedTask;

    private Task SwitchKeysAsync() => KeepAsync(mine with { SingleKeys = !mine.SingleKeys });

    private async Task KeepAsync(Preference wanted)
    {
        mine = wanted;
        await ApplyAsync();
        refusal = (await Preferences.KeepAsync(await Workspace.ActAsync(), wanted, CancellationToken.None)).Refusal;
    }

    // The cookie it leaves lets the server draw the next page in the right theme from its first byte.
    private async Task ApplyAsync()
    {
        shell ??= await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/shell.js"]);
        await shell.InvokeVoidAsync("prefer", mine.Theme switch { Theme.Light => "light", Theme.Dark => "dark", _ => "" }, mine.SingleKeys);
    }
}
