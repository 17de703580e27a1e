using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>
/// The entered tenant's logins. Filters and the open row are in the address; the mail address that is sought is not: an address is
/// kept by browsers, sent on in links and written to logs.
/// </summary>
public sealed partial class UsersPage
{
    private static readonly IReadOnlyList<FilterSpec> Filters =
    [
        new("role", "Role", [.. Enum.GetValues<AccountRole>().Select(r => new FilterOption(r.Stored(), r.Word()))], IsMany: true),
        new("status", "State", [.. Enum.GetValues<AccountStatus>().Select(s => new FilterOption(s.Stored(), s.Word()))], IsMany: true),
    ];

    private KeysetPage<UserRow>? list;
    private Refusal? refusal;
    private string? sought;
    private (string?, string?, string?)? shown;

    [Inject]
    public required TenantUsers Users { get; init; }

    [SupplyParameterFromQuery]
    public string? Role { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    private AccountId? OpenId => Guid.TryParse(Open, out var id) ? new AccountId(id) : null;

    private string CloseHref => Navigation.GetUriWithQueryParameter("open", (string?)null);

    protected override Task OnParametersSetAsync() => shown == (Role, Status, After) ? Task.CompletedTask : LoadAsync();

    private static string Factor(SecondFactor factor) => factor switch { SecondFactor.App => "App", SecondFactor.Key => "Security key", _ => "none" };

    private static string Flags(UserRow row) =>
        string.Join(" · ", new[] { row.MayHandleCases ? "handles cases" : null, row.AbsentUntil is null ? null : "absent" }.OfType<string>());

    private string OpenHref(UserRow row) => Navigation.GetUriWithQueryParameter("open", row.Id.ToString());

    private async Task LoadAsync()
    {
        shown = (Role, Status, After);
        var ct = Newest();
        (list, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var filter = new UserFilter
        {
            Roles = [.. Split(Role).Select(PlatformCodes.Find<AccountRole>).OfType<AccountRole>()],
            Statuses = [.. Split(Status).Select(PlatformCodes.Find<AccountStatus>).OfType<AccountStatus>()],
            Mail = sought,
        };
        var found = await Users.ListAsync(key, new UserQuery(filter, After), ct);
        ct.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            list = found.Value;
            return;
        }

        refusal = found.Refusal;
        await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private Task SeekAsync(string mail)
    {
        sought = mail.Length == 0 ? null : mail;
        if (After is null)
            return LoadAsync();
        // From the first page; arriving there reads.
        shown = null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("after", (string?)null));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Split(string? values) => values?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
