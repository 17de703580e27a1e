using System.Runtime.InteropServices;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// What is known of one client that its days are counted from. Each row of the platform becomes the days it counts on, by the windows
/// of client-success.md 5.1; what is counted from accounts and features <see cref="ClientCounter"/> does. Instants are ticks of UTC,
/// days day numbers.
/// </summary>
/// <param name="tenant">Whose.</param>
/// <param name="from">The first of its days that is counted anew.</param>
/// <param name="range">The run's.</param>
public sealed partial class ClientFacts(OrganizationId tenant, int from, CountedRange range)
{
    private const int Quarter = CountedRange.Reach;
    private const int Month = 29;

    private readonly List<DaySpan> spans = [];
    private readonly List<(Guid Account, long At, bool IsActive)> statuses = [];
    private readonly Dictionary<Guid, AccountActivity> accounts = [];

    public OrganizationId Tenant => tenant;

    public int From => from;

    public int Final => range.Day;

    /// <summary>Of the client's file today; a day that was counted before keeps the one it was counted with.</summary>
    public int? Headcount { get; set; }

    public IReadOnlyDictionary<Guid, AccountActivity> Accounts => accounts;

    internal IReadOnlyList<DaySpan> Spans => spans;

    internal CountedRange Range => range;

    public AccountActivity Account(Guid id) => CollectionsMarshal.GetValueRefOrAddDefault(accounts, id, out _) ??= new();

    /// <summary>A case whose columns say its past: open until it was closed.</summary>
    /// <param name="openedAt">First of all.</param>
    /// <param name="closedAt">None: still open, or closed nobody knows when.</param>
    /// <param name="dueAt">None: it is never past due.</param>
    /// <param name="isKnown">Not one that is closed nobody knows when; such a one counts where it was opened and nowhere else.</param>
    public void AddCase(long openedAt, long? closedAt, long? dueAt, bool isKnown)
    {
        if (!isKnown)
            return;
        var closed = closedAt is { } at ? range.Local.DayOf(at) : int.MaxValue;
        if (dueAt is not null)
            AddCaseSpan(range.Local.DayOf(openedAt), closed == int.MaxValue ? closed : closed - 1, null, dueAt);
        if (closedAt is not null)
            AddCaseSpan(closed, int.MaxValue, closedAt, dueAt);
    }

    public void AddOpened(long openedAt) => On(UsageFigure.CasesOpened, range.Local.DayOf(openedAt));

    /// <summary>How a case stood from one day to another: open, or closed at an instant.</summary>
    public void AddCaseSpan(int first, int final, long? closedAt, long? dueAt)
    {
        if (closedAt is not { } at)
        {
            if (dueAt is { } due)
                Add(UsageFigure.CasesPastDue, Math.Max(first, range.Local.DayOf(due)), final);
            return;
        }

        var closed = range.Local.DayOf(at);
        var isOnTime = at <= dueAt;
        if (first == closed)
        {
            On(UsageFigure.CasesClosed, closed);
            if (isOnTime)
                On(UsageFigure.CasesClosedOnTime, closed);
        }

        var until = Math.Min(final, closed + Quarter);
        Add(dueAt is null ? UsageFigure.ClosedWithoutDue90 : UsageFigure.Closed90, first, until);
        if (isOnTime)
            Add(UsageFigure.ClosedOnTime90, first, until);
    }

    public void AddCampaign(long startsAt, long? endsAt) =>
        Add(UsageFigure.CampaignsRunning, range.Local.DayOf(startsAt), range.Local.DayOf(endsAt ?? long.MaxValue));

    /// <param name="isAttestation">Of its campaign.</param>
    /// <param name="dueAt">Its window begins there.</param>
    /// <param name="completedAt">On time or not.</param>
    /// <param name="withdrawnAt">Exempt or cancelled: from that day on it is not due.</param>
    public void AddAssignment(bool isAttestation, long dueAt, long? completedAt, long? withdrawnAt)
    {
        var due = range.Local.DayOf(dueAt);
        var last = withdrawnAt is { } gone ? range.Local.DayOf(gone) - 1 : int.MaxValue;
        if (last >= due)
            On(UsageFigure.AssignmentsDue, due);
        Add(UsageFigure.Due90, due, Math.Min(due + Quarter, last));
        if (isAttestation)
            Add(UsageFigure.AttestationDue90, due, Math.Min(due + Quarter, last));
        if (completedAt is not { } at)
            return;
        var completed = range.Local.DayOf(at);
        On(UsageFigure.AssignmentsCompleted, completed);
        Add(UsageFigure.Completed90, Math.Max(due, completed), due + Quarter);
        if (isAttestation)
            Add(UsageFigure.AttestationCompleted90, Math.Max(due, completed), due + Quarter);
    }

    /// <param name="openedAt">Duplicates, internal ones and tests are not added.</param>
    /// <param name="severity">0 low to 3 urgent.</param>
    public void AddTicket(long openedAt, int severity)
    {
        var day = range.Local.DayOf(openedAt);
        On(UsageFigure.TicketsLow + severity, day);
        Add(UsageFigure.TicketsLow30 + severity, day, day + Month);
        Add(UsageFigure.Tickets7, day, day + 6);
        Add(UsageFigure.Tickets56Before, day + 7, day + 62);
    }

    public void AddReport(long receivedAt)
    {
        var day = range.Local.DayOf(receivedAt);
        On(UsageFigure.ReportsReceived, day);
        Add(UsageFigure.Reports90, day, day + Quarter);
    }

    public void AddStatus(Guid account, long fromAt, bool isActive) => statuses.Add((account, fromAt, isActive));

    internal void Add(UsageFigure figure, int first, int final, int amount = 1)
    {
        if (first <= final && first <= range.Day && final >= from)
            spans.Add(new(figure, first, final, amount));
    }

    private void On(UsageFigure figure, int day) => Add(figure, day, day);

    // From one status to the next; who was switched off on the day it was switched on was not enabled at its end.
    private void SettleStatuses()
    {
        statuses.Sort();
        List<(int From, int To)> enabled = [];
        for (var i = 0; i < statuses.Count; i++)
        {
            var isLast = i + 1 == statuses.Count || statuses[i + 1].Account != statuses[i].Account;
            if (statuses[i].IsActive)
            {
                var (first, final) = (range.Local.DayOf(statuses[i].At), isLast ? int.MaxValue : range.Local.DayOf(statuses[i + 1].At) - 1);
                Add(UsageFigure.EnabledAccounts, first, final);
                if (first <= final)
                    enabled.Add((first, final));
            }

            if (!isLast)
                continue;
            if (enabled.Count > 0 && accounts.TryGetValue(statuses[i].Account, out var account))
                account.Enable([.. enabled]);
            enabled.Clear();
        }
    }
}
