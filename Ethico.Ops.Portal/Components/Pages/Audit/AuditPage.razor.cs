using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>The viewer: one's own entries, or all of them. The address is all of its state.</summary>
public sealed partial class AuditPage
{
    private const int Rows = 50;

    private static readonly IReadOnlyList<FilterSpec> Filters =
    [
        new("action", "Action", [.. Enum.GetNames<AuditAction>().Order(StringComparer.Ordinal).Select(a => new FilterOption(a, Wording.Of(a)))]),
        new("outcome", "Outcome", [new("ALLOWED", "Allowed"), new("REFUSED", "Refused")]),
    ];

    private readonly TypedFilter typed = new();
    private AuditAddress address = new();
    private KeysetPage<AuditRow>? list;
    private Refusal? refusal;
    private (AuditAddress, string?)? shown;

    [Inject]
    public required AuditBook Book { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery]
    public string? Operator { get; set; }

    [SupplyParameterFromQuery]
    public string? Tenant { get; set; }

    [SupplyParameterFromQuery]
    public string? Session { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? EntityType { get; set; }

    [SupplyParameterFromQuery]
    public string? Entity { get; set; }

    [SupplyParameterFromQuery]
    public string? Ticket { get; set; }

    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    [SupplyParameterFromQuery]
    public string? Time { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    private AuditEntryId? OpenId => Guid.TryParse(Open, out var id) ? new AuditEntryId(id) : null;

    private string CloseHref => Navigation.GetUriWithQueryParameter("open", (string?)null);

    private bool SeesAll => Workspace.Me is { } me && AccessMatrix.Answer(me.Role, Permission.ViewAudit).Scope is Scope.All;

    private string LeadText => SeesAll
        ? "Everything anybody did in this portal, newest first. Looks at one record within a minute stand in one row."
        : "What you did in this portal, newest first. Looks at one record within a minute stand in one row.";

    // Ids are shortened, and named where a row on the screen names them.
    private IEnumerable<(string Name, string Title, string Value)> Picked
    {
        get
        {
            var first = list?.Items is [var row, ..] ? row.Newest : null;
            if (Operator is { Length: > 0 })
                yield return ("operator", "Who", first?.ActorName ?? Short(Operator));
            if (Tenant is { Length: > 0 })
                yield return ("tenant", "Tenant", first?.TenantName ?? Short(Tenant));
            if (Session is { Length: > 0 })
                yield return ("session", "Session", Short(Session));
            if (EntityType is { Length: > 0 })
                yield return ("type", "Kind", Short(EntityType));
            if (Entity is { Length: > 0 })
                yield return ("entity", "Record", Short(Entity));
            if (Ticket is { Length: > 0 })
                yield return ("ticket", "Ticket", Short(Ticket));
        }
    }

    protected override Task OnParametersSetAsync()
    {
        address = new()
        {
            Operator = Operator, Tenant = Tenant, Session = Session, Action = Action, EntityType = EntityType, Entity = Entity, Ticket = Ticket, Outcome = Outcome, Time = Time,
        };
        (typed.Operator, typed.Tenant, typed.Session, typed.Entity, typed.Ticket) = (Operator, Tenant, Session, Entity, Ticket);
        // Opening a row reads that entry, not the list again.
        return shown == (address, After) ? Task.CompletedTask : LoadAsync();
    }

    internal static string Short(string id) => id.Length > 24 ? id[..8] + "…" + id[^4..] : id;

    private static string Who(AuditLine line) => line.ActorName ?? (line.ActorKind is "OPERATOR" ? Short(line.ActorId) : line.ActorId);

    private string OpenHref(AuditEntryId id) => Navigation.GetUriWithQueryParameter("open", id.ToString());

    private string Without(string name) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = null, ["after"] = null, ["open"] = null });

    private Task NarrowAsync()
    {
        var wanted = address with { Operator = typed.Operator, Tenant = typed.Tenant, Session = typed.Session, Entity = typed.Entity, Ticket = typed.Ticket };
        Navigation.NavigateTo(PortalUrls.With(PortalUrls.Audit, wanted.ToQuery()));
        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        shown = (address, After);
        var ct = Newest();
        (list, refusal) = (null, null);
        var found = await Book.ListAsync(await ActAsync(), address.ToInput(Workspace.Now), After, Rows, ct);
        ct.ThrowIfCancellationRequested();
        (list, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private Task ExportAsync() => Dialogs.ShowAsync<ExportDialog>(
        "Export the audit trail", new DialogParameters<ExportDialog> { { d => d.Address, address }, { d => d.IsOwnOnly, !SeesAll } }, OpsDialogs.Decision);

    private sealed class TypedFilter
    {
        public string? Operator { get; set; }

        public string? Tenant { get; set; }

        public string? Session { get; set; }

        public string? Entity { get; set; }

        public string? Ticket { get; set; }
    }
}
