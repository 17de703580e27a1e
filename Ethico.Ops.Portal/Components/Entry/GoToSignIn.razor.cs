using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Ethico.Ops.Portal.Components.Entry;

/// <summary>Takes the place of a page nobody may see.</summary>
public sealed partial class GoToSignIn
{
    private bool _isSignedIn;

    [CascadingParameter]
    private Task<AuthenticationState>? State { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _isSignedIn = State is not null && (await State).User.Identity is { IsAuthenticated: true };
        if (!_isSignedIn)
            await LeaveAsync($"/signin?to={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}");
    }

    // Past the navigation manager, which logs an unhandled exception of the circuit where the browser is not there to be told: whoever
    // signs out in one window may have closed the other.
    private async Task LeaveAsync(string address)
    {
        try
        {
            await Script.InvokeVoidAsync("Blazor.navigateTo", address, true);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Gone before it was told, or before it could answer.
        }
    }
}
