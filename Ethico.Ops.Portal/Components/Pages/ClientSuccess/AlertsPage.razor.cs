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
    private const int PageSize = 50;
    private IReadOnlyList<AlertRow>? alerts;
    private IReadOnlyList<SuccessTask>? tasks;
    private Refusal? refusal;
    private Refusal? fault;
    private string? said;
    private bool isBusy;
    private (bool, bool, OrganizationId?)? read;
    private IReadOnlyList<AlertRow> allAlerts = [];
    private IReadOnlyList<SuccessTask> allTasks = [];

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
    private bool IsAfterKnown => Guid.TryParse(After, out var after) && (alerts is null || tasks is null || (ShowsTasks ? tasks.Any(t => t.Id == after) : alerts.Any(a => a.Id == after)));

    private DateOnly Today => Calendar.Today(Workspace.Now);

    private AlertRow? Opened => allAlerts.FirstOrDefault(a => a.Id == OpenId);

    private IReadOnlyList<SuccessTask> OpenedTasks => [.. allTasks.Where(t => t.AlertId == OpenId)];

    private IReadOnlyList<AlertRow>? AlertPage => alerts is null ? null : [.. Following(alerts, a => a.Id)];

    private IReadOnlyList<SuccessTask>? TaskPage => tasks is null ? null : [.. Following(tasks, t => t.Id)];

    private IReadOnlyList<FilterSpec> Filters =>
    [
        new("view", "Whose", [new("mine", "Mine"), new("book", DefaultView is "book" ? "All clients" : "My book")], Default: DefaultView, Neutral: "book"),
        .. ShowsTasks ? (FilterSpec[])[] : [new("severity", "Severity", [.. Enum.GetValues<AlertSeverity>().Reverse().Select(s => new FilterOption(s.Stored(), s.Word()))], IsMany: true)],
        new("rule", "Kind", [.. Enum.GetValues<AlertRule>().Select(r => new FilterOption(r.Stored(), Wording.Of(r.InWords())))]),
        new("state", "State", [new("open", "Open"), new("all", "Closed ones too")], Default: "open", Neutral: "all"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        // What only narrows what is here already asks no database.
        if (read == (IsMine, WithClosed, ClientId))
            Narrow();
        else
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        read = (IsMine, WithClosed, ClientId);
        var ct = Newest();
        refusal = null;
        var caller = await ActAsync();
        var found = await Work.AlertsAsync(caller, IsMine, ClientId, WithClosed, ct);
        // Of all owners: the panel shows every step of an alert.
        var steps = found.IsAllowed ? await Work.TasksAsync(caller, mineOnly: false, ClientId, WithClosed, ct) : found.Refusal;
        ct.ThrowIfCancellationRequested();
        refusal = found.Refusal ?? steps.Refusal;
        (allAlerts, allTasks) = refusal is null ? (found.Value, steps.Value) : ([], []);
        if (refusal is null && OpenId is { } open && IsMine && !allAlerts.Any(a => a.Id == open))
            allAlerts = [.. allAlerts, .. await OneAsync(open, ct)];
        Narrow();
    }

    // A link to an alert of somebody else opens it without changing the list.
    private async Task<IReadOnlyList<AlertRow>> OneAsync(Guid open, CancellationToken ct)
    {
        var found = await Work.AlertsAsync(await ActAsync(), mineOnly: false, ClientId, withClosed: true, ct);
        return found.IsAllowed ? [.. found.Value.Where(a => a.Id == open)] : [];
    }

    private void Narrow()
    {
        if (refusal is not null)
        {
            (alerts, tasks) = (null, null);
            return;
        }

        var (severities, rule) = (Severities, Kind);
        alerts = [.. allAlerts.Where(a => (!IsMine || a.Owner == Workspace.Me?.Id) && (severities.Count == 0 || severities.Contains(a.Severity)) && (rule is null || a.Rule == rule))];
        tasks = [.. allTasks.Where(t => (!IsMine || t.Owner == Workspace.Me?.Id) && (rule is null || t.Rule == rule))];
    }

    private IEnumerable<T> Following<T>(IReadOnlyList<T> all, Func<T, Guid> key)
    {
        var begin = Guid.TryParse(After, out var after) ? all.TakeWhile(x => key(x) != after).Count() + 1 : 0;
        return all.Skip(begin > all.Count ? 0 : begin).Take(PageSize);
    }

    private string? Next(IEnumerable<Guid>? keys)
    {
        if (keys is null)
            return null;
        var page = Following([.. keys], k => k).ToList();
        return page.Count == PageSize && page[^1] != keys.Last() ? page[^1].ToString() : null;
    }

    private bool IsLate(SuccessTask task) => task.State is "OPEN" && task.DueOn < Today;

    private string ClientName(OrganizationId id) => allAlerts.FirstOrDefault(a => a.Tenant == id)?.Client ?? allTasks.FirstOrDefault(t => t.Tenant == id)?.Client ?? "";

    private string ListHref(string? list) => PortalUrls.With(PortalUrls.Alerts, ("view", View), ("list", list), ("rule", Rule), ("state", State), ("client", Client));

    private string OpenHref(Guid alert) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["open"] = alert.ToString(), ["list"] = null });

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
