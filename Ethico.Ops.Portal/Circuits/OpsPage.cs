using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// What every page begins with: a token that ends when it is left, the caller of the act at hand, and the key to the open tenant.
/// A page never keeps a caller or a key: each act asks anew, so that each has its own correlation id and the session of that moment.
/// </summary>
public abstract class OpsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CancellationTokenSource? latest;

    protected OpsPage() => LeaveToken = leaving.Token;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Cancelled when the page is left. Every awaited call takes it.</summary>
    protected CancellationToken LeaveToken { get; }

    /// <summary>Who asks, with the correlation id of the act at hand.</summary>
    protected Task<Caller> ActAsync() => Workspace.ActAsync();

    /// <summary>What the tenant door asks for; null without an open session, and then the page is not shown at all.</summary>
    protected Task<TenantKey?> KeyAsync() => Workspace.KeyAsync();

    protected bool May(Permission permission) => Workspace.May(permission);

    /// <summary>A token for the newest of its kind: asking again cancels the earlier search.</summary>
    protected CancellationToken Newest()
    {
        // Left while the answer before was awaited: there is nobody to read for.
        LeaveToken.ThrowIfCancellationRequested();
        latest?.Cancel();
        latest?.Dispose();
        latest = CancellationTokenSource.CreateLinkedTokenSource(LeaveToken);
        return latest.Token;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        leaving.Cancel();
        latest?.Dispose();
        leaving.Dispose();
    }
}
