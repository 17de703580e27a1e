using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Which tenant is open, how, and for how long; on every page. A leaf: what happens here redraws nothing else.</summary>
public sealed partial class TenantBar : IDisposable
{
    private IDisposable? following;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    public void Dispose() => following?.Dispose();

    protected override void OnInitialized() => following = Workspace.Follow(() =>
    {
        refusal = null;
        StateHasChanged();
        return Task.CompletedTask;
    });

    private static string About(SessionView session) => session.TenantDomain is null ? session.TenantPlan : $"{session.TenantDomain} · {session.TenantPlan}";

    private Task EndAsync() => OnceAsync(async () =>
    {
        var ended = await Workspace.EndAsync(CancellationToken.None);
        if (ended.IsAllowed)
            Navigation.NavigateTo(ended.Value);
        return ended.Refusal;
    });

    private Task BackToReadAsync() => OnceAsync(async () => (await Workspace.FallBackAsync(CancellationToken.None)).Refusal);

    private async Task OnceAsync(Func<Task<Refusal?>> act)
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            refusal = await act();
        }
        finally
        {
            isBusy = false;
        }
    }
}
