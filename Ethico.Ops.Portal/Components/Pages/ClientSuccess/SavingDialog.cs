using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>
/// A form over one thing of a client, saved whole. It closes only when it was saved: a refusal leaves what is typed where it is, and where
/// somebody saved first what stands now is beside it.
/// </summary>
/// <typeparam name="TStanding">What is shown of the thing.</typeparam>
public abstract class SavingDialog<TStanding> : ComponentBase
    where TStanding : class
{
    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>Of the thing as it was looked at; 0 for a new one.</summary>
    protected long Version { get; set; }

    /// <summary>As it stands now, where somebody saved first.</summary>
    protected TStanding? Newer { get; private set; }

    protected Refusal? Refusal { get; private set; }

    protected bool IsBusy { get; private set; }

    /// <summary>Where what is typed is kept until it was saved.</summary>
    protected abstract IReadOnlyList<DraftPlace> Places { get; }

    /// <summary>What is typed and can be no value at all, so that nobody need be asked.</summary>
    protected abstract Refusal? Unread();

    protected abstract Task<Refusal?> SaveAsync(Caller caller);

    protected abstract Task<TStanding?> StandingAsync(Caller caller);

    protected abstract long VersionOf(TStanding standing);

    /// <summary>Over what stands now: it was looked at.</summary>
    protected Task OverAsync()
    {
        Version = VersionOf(Newer!);
        return GoAsync();
    }

    protected async Task GoAsync()
    {
        if (IsBusy)
            return;
        Refusal = Unread();
        if (Refusal is not null)
            return;
        IsBusy = true;
        try
        {
            var caller = await Workspace.ActAsync();
            Refusal = await SaveAsync(caller);
            Newer = Refusal is { Code: "conflict" } ? await StandingAsync(caller) : null;
        }
        finally
        {
            IsBusy = false;
        }

        if (Refusal is not null)
            return;
        foreach (var place in Places)
            Drafts.Forget(place);
        Dialog.Close(DialogResult.Ok(true));
    }
}
