using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Alerts and tasks of one's own or of one's book. The address is all of its state.</summary>
public sealed partial class AlertsPage
{
    private WorkPage? shown;
    private AlertSteps? opened;
    private Refusal? refusal;
    private Refusal? fault;
    private string? said;
    private bool isBusy;
    private string? asked;
    private Guid? askedOpen;

    [Inject]
    public required ClientWork Work { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public string? List { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery]
    public string? Rule { get; set; }

    [SupplyParameterFromQuery]
    public string? Client { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    private bool ShowsTasks => List is "tasks";

    private bool IsRefused => refusal == AccessRefusals.NotAllowed;

    private bool MayAct => May(Permission.OverrideHealth);

    // Who sees the whole house owns little of it; a book's keeper looks at what is theirs first.
    private string DefaultView => Workspace.Me is { } me && AccessMatrix.Answer(me.Role, Permission.ViewClientHealth).Scope is Scope.All ? "book" : "mine";

    private bool IsMine => (View ?? DefaultView) is "mine";

    private bool WithClosed => State is "all";

    private bool IsFiltered => (Severities.Count > 0 && !ShowsTasks) || Kind is not null || ClientId is not null || (View is "mine" && DefaultView is "book");

    private HashSet<AlertSeverity> Severities => [.. (Severity ?? "").Split(',').Select(PlatformCodes.Find<AlertSeverity>).OfType<AlertSeverity>()];

    private AlertRule? Kind => PlatformCodes.Find<AlertRule>(Rule);

    private string ClearHref => PortalUrls.With(PortalUrls.Alerts, ("list", List));

    private string EmptyText => IsMine ? "Nothing is yours at the moment. Others in the book may have something." : "No client in your scope asks for anything.";

    private Guid? OpenId => Guid.TryParse(Open, out var id) ? id : null;

    private OrganizationId? ClientId => Guid.TryParse(Client, out var id) ? new OrganizationId(id) : null;

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(
        ("list", List, ShowsTasks), ("client", Client, ClientId is not null), ("after", After, IsAfterKnown), ("open", Open, OpenId is not null), ("severity", Severity, !ShowsTasks));

    // A cursor that is gone meanwhile begins anew, and says so.
    private bool IsAfterKnown => AfterId is not null && shown is not { BeganAnew: true };

    private Guid? AfterId => Guid.TryParse(After, out var id) ? id : null;

    private DateOnly Today => Calendar.Today(Workspace.Now);

    // What the address asks for; rows are asked for anew when it is another.
    private WorkQuery Query => new(ShowsTasks ? WorkList.Tasks : WorkList.Alerts)
    {
        MineOnly = IsMine, Tenant = ClientId, WithClosed = WithClosed, Rule = Kind, Severities = [.. Severities], After = AfterId,
    };

    private IReadOnlyList<FilterSpec> Filters =>
    [
        new("view", "Whose", [new("mine", "Mine"), new("book", DefaultView is "book" ? "All clients" : "My book")], Default: DefaultView, Neutral: "book"),
        .. ShowsTasks ? (FilterSpec[])[] : [new("severity", "Severity", [.. Enum.GetValues<AlertSeverity>().Reverse().Select(s => new FilterOption(s.Stored(), s.Word()))], IsMany: true)],
        new("rule", "Kind", [.. Enum.GetValues<AlertRule>().Select(r => new FilterOption(r.Stored(), Wording.Of(r.InWords())))]),
        new("state", "State", [new("open", "Open"), new("all", "Closed ones too")], Default: "open", Neutral: "all"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        // The panel opens beside a list that stays; other words in the address for the same rows ask for none.
        var wish = string.Join(' ', ShowsTasks, IsMine, ClientId, WithClosed, Kind, string.Join(',', Severities.Order()), AfterId);
        if (!string.Equals(asked, wish, StringComparison.Ordinal))
        {
            (asked, shown) = (wish, null);
            await LoadAsync();
        }
        else if (askedOpen != OpenId)
        {
            await OpenAsync();
        }
    }

    private async Task LoadAsync()
    {
        var ct = Newest();
        refusal = null;
        var found = await Work.PageAsync(await ActAsync(), Query, ct);
        ct.ThrowIfCancellationRequested();
        (shown, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        if (refusal is null)
            await OpenAsync();
    }

    // A link to an alert of somebody else, or of another page, opens it without changing the list, and without ending its reading.
    private async Task OpenAsync()
    {
        if (OpenId is not { } id)
        {
            (opened, askedOpen) = (null, null);
            return;
        }

        // The one that is there stays while it is read anew.
        if (askedOpen != id)
            opened = null;
        var found = await Work.AlertAsync(await ActAsync(), id, LeaveToken);
        // Another one was opened meanwhile, or none.
        if (OpenId == id)
            (opened, askedOpen) = (found.IsAllowed ? found.Value : null, id);
    }

    private bool IsLate(SuccessTask task) => task.State is "OPEN" && task.DueOn < Today;

    // A client that is none, or none of one's own, is nobody by name.
    private string ClientName => shown?.Client ?? (shown is null && refusal is null ? "" : "not found, or not yours");

    private string ListHref(string? list) => PortalUrls.With(PortalUrls.Alerts, ("view", View), ("list", list), ("rule", Rule), ("state", State), ("client", Client));

    private string OpenHref(Guid alert) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["open"] = alert.ToString(), ["list"] = null, ["after"] = ShowsTasks ? null : After });

    private string Without(string name) => Navigation.GetUriWithQueryParameter(name, (string?)null);

    private Task AcknowledgeAsync(AlertRow alert) =>
        DoAsync(caller => Work.AcknowledgeAsync(caller, alert.Id, alert.RowVersion, LeaveToken), $"Acknowledged: {alert.Client}.");

    private Task SnoozeAsync((AlertRow Alert, DateOnly Until) wish) => DoAsync(
        caller => Work.SnoozeAsync(caller, wish.Alert.Id, wish.Alert.RowVersion, wish.Until, LeaveToken), $"Snoozed until {HealthWording.Day(wish.Until)}: {wish.Alert.Client}.");

    private Task DismissAsync(AlertRow alert) => ConfirmDialog.AskAsync(
        Dialogs, "Dismiss this alert", $"{alert.Client}: {WorkWording.Sentence(alert)}. It does not come back by itself while its condition holds.", "Dismiss",
        words => DoAsync(caller => Work.DismissAsync(caller, alert.Id, alert.RowVersion, words, LeaveToken), $"Dismissed: {alert.Client}."), asksReason: true, draftKey: DraftPlaces.Dismissal(alert.Id));

    private async Task EngageAsync(AlertRow alert)
    {
        if (!await EngagementDialog.AskAsync(Dialogs, alert.Tenant, alert.Client))
            return;
        said = $"Engagement logged: {alert.Client}.";
        // To talk to the client is to have seen the alert.
        if (alert.State is AlertState.New or AlertState.Snoozed)
            await DoAsync(caller => Work.AcknowledgeAsync(caller, alert.Id, alert.RowVersion, LeaveToken), $"Engagement logged and alert acknowledged: {alert.Client}.");
    }

    private Task DoneAsync(SuccessTask task) =>
        DoAsync(caller => Work.CompleteTaskAsync(caller, task.Id, task.RowVersion, outcome: null, LeaveToken), $"Done: {task.Title}.");

    private Task SkipAsync(SuccessTask task) => ConfirmDialog.AskAsync(
        Dialogs, "Skip this task", $"{task.Client}: {task.Title}.", "Skip",
        words => DoAsync(caller => Work.SkipTaskAsync(caller, task.Id, task.RowVersion, words, LeaveToken), $"Skipped: {task.Title}."), asksReason: true);

    private async Task<Refusal?> DoAsync(Func<Caller, Task<Outcome<Done>>> act, string words)
    {
        if (isBusy)
            return null;
        isBusy = true;
        try
        {
            var done = await act(await ActAsync());
            (fault, said) = (done.Refusal, done.IsAllowed ? words : null);
            // A conflict shows its new state, too.
            if (done.IsAllowed || done.Refusal.Code is "conflict")
                await LoadAsync();
            return done.Refusal;
        }
        finally
        {
            isBusy = false;
            StateHasChanged();
        }
    }
}
