using System.Text.Json;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A new contact, or one that is edited. Where somebody saved first, what is typed stays beside what stands now.</summary>
public sealed partial class ContactDialog
{
    private readonly SortedSet<string> roles = new(StringComparer.Ordinal);
    private string name = "";
    private string email = "";
    private string account = "";
    private long version;
    private ContactView? newer;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required ClientFiles Files { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>Who is edited; null: a new one.</summary>
    [Parameter]
    public ContactView? Existing { get; set; }

    private string Title => Existing is null ? "Add a contact" : "Edit contact";

    private string Fields => JsonSerializer.Serialize(new Typed(name, email, [.. roles], account));

    /// <summary>Shows the dialog; true when the contact was saved.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, OrganizationId tenant, ContactView? existing)
    {
        var shown = await dialogs.ShowAsync<ContactDialog>("Contact", new DialogParameters<ContactDialog> { { d => d.Tenant, tenant }, { d => d.Existing, existing } }, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    protected override void OnInitialized()
    {
        if (Existing is not { } was)
            return;
        (name, email, account, version) = (was.Name, was.Email ?? "", was.AccountId?.ToString() ?? "", was.RowVersion);
        roles.UnionWith(was.Roles);
    }

    private void Restore(string text)
    {
        if (TypedFields.Read<Typed>(text) is not { } kept)
            return;
        (name, email, account) = (kept.Name, kept.Email, kept.Account);
        roles.Clear();
        roles.UnionWith(kept.Roles);
    }

    private void Toggle(string role)
    {
        if (!roles.Remove(role))
            roles.Add(role);
    }

    private Task OverAsync()
    {
        version = newer!.RowVersion;
        return GoAsync();
    }

    private async Task GoAsync()
    {
        if (isBusy)
            return;
        var isLinked = Guid.TryParse(account.Trim(), out var linked);
        if (!isLinked && !string.IsNullOrWhiteSpace(account))
        {
            refusal = HealthRefusals.Wrong("account", "A login's id looks like 0191d9c2-7c1e-7a3b-9c55-0f6f2f1f8a10.");
            return;
        }

        isBusy = true;
        try
        {
            var caller = await Workspace.ActAsync();
            refusal = (await Files.EditContactAsync(
                caller, Tenant, new(Existing?.Id, name, string.IsNullOrWhiteSpace(email) ? null : email, [.. roles], isLinked ? new AccountId(linked) : null, version), CancellationToken.None)).Refusal;
            newer = refusal is { Code: "conflict" } && await Files.OpenAsync(caller, Tenant, CancellationToken.None) is { IsAllowed: true } now
                ? now.Value.Contacts.FirstOrDefault(c => c.Id == Existing?.Id)
                : null;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(DraftPlaces.Contact(Tenant, Existing?.Id));
        Dialog.Close(DialogResult.Ok(true));
    }

    private sealed record Typed(string Name, string Email, string[] Roles, string Account);
}
