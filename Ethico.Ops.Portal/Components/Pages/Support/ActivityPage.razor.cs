using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>What staff did in the entered tenant, gathered by session.</summary>
public sealed partial class ActivityPage
{
    private IReadOnlyList<Sitting>? sittings;
    private Refusal? refusal;

    [Inject]
    public required TenantActivity Activity { get; init; }

    private string LeadText => Workspace.Me is { } me && AccessMatrix.Answer(me.Role, Permission.ViewAudit).Scope is Scope.All
        ? "What Ethico staff did in this tenant, newest first, by session."
        : "What you did in this tenant, newest first, by session.";

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (sittings, refusal) = (null, null);
        if (Workspace.Session is not { } open || await KeyAsync() is not { } key)
            return;
        var found = await Activity.RecentAsync(key, open.Tenant, LeaveToken);
        LeaveToken.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            sittings = Gather(found.Value);
            return;
        }

        refusal = found.Refusal;
        await Workspace.CheckAsync(refusal, LeaveToken);
    }

    // By session in the order of their latest act; what happened outside of one stands by person.
    private static IReadOnlyList<Sitting> Gather(IReadOnlyList<StaffAct> acts) =>
        [.. acts.GroupBy(a => (a.Session, Who: a.Session is null ? a.ActorName : "")).Select(g => new Sitting(g.Key.Session, [.. g]))];

    private sealed record Sitting(SessionId? Session, IReadOnlyList<StaffAct> Acts);
}
