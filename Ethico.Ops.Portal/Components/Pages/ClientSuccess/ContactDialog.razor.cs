using System.Text.Json;
using Ethico.Ops.Domain.Access;
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

    [Inject]
    public required ClientFiles Files { get; init; }

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
        (name, email, account, Version) = (was.Name, was.Email ?? "", was.AccountId?.ToString() ?? "", was.RowVersion);
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

    protected override IReadOnlyList<DraftPlace> Places => [DraftPlaces.Contact(Tenant, Existing?.Id)];

    protected override Refusal? Unread() =>
        string.IsNullOrWhiteSpace(account) || Guid.TryParse(account.Trim(), out _) ? null : HealthRefusals.Wrong("account", "A login's id looks like 0191d9c2-7c1e-7a3b-9c55-0f6f2f1f8a10.");

    protected override async Task<Refusal?> SaveAsync(Caller caller) => (await Files.EditContactAsync(
        caller, Tenant,
        new(Existing?.Id, name, string.IsNullOrWhiteSpace(email) ? null : email, [.. roles], Guid.TryParse(account.Trim(), out var linked) ? new AccountId(linked) : null, Version),
        CancellationToken.None)).Refusal;

    protected override async Task<ContactView?> StandingAsync(Caller caller) =>
        await Files.OpenAsync(caller, Tenant, CancellationToken.None) is { IsAllowed: true } now ? now.Value.Contacts.FirstOrDefault(c => c.Id == Existing?.Id) : null;

    protected override long VersionOf(ContactView standing) => standing.RowVersion;

    private sealed record Typed(string Name, string Email, string[] Roles, string Account);
}
