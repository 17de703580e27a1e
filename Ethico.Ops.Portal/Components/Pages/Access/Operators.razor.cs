using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Access;

/// <summary>The operators page (support.md 4c): roles as given, assignments, who may still come in.</summary>
public sealed partial class Operators
{
    private static readonly IReadOnlyList<FilterSpec> filters =
    [
        new("role", "Role", [.. Enum.GetValues<Role>().Select(r => new FilterOption(r.Stored(), r.Shown()))], IsMany: true),
        new("state", "State", [new("active", "Active"), new("deactivated", "Deactivated")]),
    ];

    private IReadOnlyList<OperatorEntry>? entries;
    private Refusal? refusal;

    [Inject]
    public required OperatorBook Book { get; init; }

    [SupplyParameterFromQuery(Name = "role")]
    public string? RoleFilter { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateFilter { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    public string? Open { get; set; }

    private IReadOnlyList<Role> Roles => [.. (RoleFilter ?? "").Split(',').Select(RoleNames.Parse).OfType<Role>()];

    private bool? WantsActive => StateFilter switch { "active" => true, "deactivated" => false, _ => null };

    private bool IsFiltered => Roles.Count > 0 || WantsActive is not null;

    private IReadOnlyList<OperatorEntry>? Shown => entries is null
        ? null
        : [.. entries.Where(e => (Roles.Count == 0 || Roles.Contains(e.Role)) && (WantsActive is null || e.IsActive == WantsActive))];

    private OperatorEntry? Chosen => entries?.FirstOrDefault(e => string.Equals(e.Id.ToString(), Open, StringComparison.Ordinal));

    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Assigned(OperatorEntry entry)
    {
        var enter = AccessMatrix.Answer(entry.Role, Permission.SearchTenants).Scope;
        return enter switch
        {
            Scope.All => "all tenants",
            Scope.None => "–",
            _ when entry.Assignments.Count == 0 => "none yet",
            _ when entry.Assignments.Count == 1 => entry.Assignments[0].TenantName,
            _ => string.Create(CultureInfo.InvariantCulture, $"{entry.Assignments.Count} tenants"),
        };
    }

    private string Address(OperatorId? open) =>
        PortalUrls.With(PortalUrls.Operators, ("role", RoleFilter), ("state", StateFilter), ("open", open?.ToString()));

    private async Task LoadAsync()
    {
        var found = await Book.ListAsync(await ActAsync(), LeaveToken);
        refusal = found.Refusal;
        entries = found.IsAllowed ? found.Value : entries;
    }
}
