using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>
/// The shell around every page. Pages of a tenant are drawn only while its session is open, and drawn anew for each session, so that
/// none carries anything over from one tenant into another.
/// </summary>
public sealed partial class MainLayout : IDisposable
{
    private IDisposable? following;
    private OpsErrorBoundary? boundary;
    private Refusal? refusal;
    private bool isReady;
    private string path = "/";

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string? Frame => Workspace.Session?.Mode switch { SessionMode.Write => "write", SessionMode.Read => "read", _ => null };

    private bool IsInsideTenant => PortalUrls.IsInsideTenant(path);

    // Pages outside a tenant go on as they are when a session opens or ends.
    private SessionId? PageKey => IsInsideTenant ? Workspace.Session?.Id : null;

    public void Dispose() => following?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        following = Workspace.Follow(() =>
        {
            StateHasChanged();
            return Task.CompletedTask;
        });
        await BeginAsync();
    }

    protected override void OnParametersSet()
    {
        path = new Uri(Navigation.Uri).AbsolutePath;
        // Another page is another try.
        boundary?.Recover();
    }

    private async Task BeginAsync()
    {
        refusal = await Workspace.BeginAsync(InvokeAsync, CancellationToken.None);
        isReady = refusal is null;
    }

    private Task EnterAsync() => Desk.SwitchAsync(goTo: "/" + Navigation.ToBaseRelativePath(Navigation.Uri));
}
