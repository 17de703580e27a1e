using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Ethico.Ops.Portal.Components.Entry;

/// <summary>Takes the place of a page nobody may see.</summary>
public sealed partial class GoToSignIn
{
    private bool _isSignedIn;

    [CascadingParameter]
    private Task<AuthenticationState>? State { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _isSignedIn = State is not null && (await State).User.Identity is { IsAuthenticated: true };
        if (!_isSignedIn)
            Navigation.NavigateTo($"/signin?to={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}", forceLoad: true);
    }
}
