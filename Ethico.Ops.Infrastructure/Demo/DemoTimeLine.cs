using System.Globalization;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// A case's events, consistent with its columns: the last closing or reopening says what its status says, and each change of the due
/// instant leads to the next (platform.md 3.3, "As of a day").
/// </summary>
internal sealed class DemoTimeLine
{
    private readonly DemoOffice _office;

    private readonly DemoCase _wish;

    private readonly List<(string Kind, DateTimeOffset At, DateTimeOffset Recorded, string? Before, string? After, string? Note)> _events = [];

    public DemoTimeLine(DemoOffice office, DateTimeOffset opened, DemoCase wish)
    {
        _office = office;
        _wish = wish;
        CaseId = office.NextId("case", opened);
        Add("CREATED", opened, after: "NEW");
        if (wish.Handler is { } handler)
            Add("HANDLER_CHANGED", opened.AddMinutes(8), after: handler.Id.ToString());
        Walk(opened);
        foreach (var (due, changed, recorded) in wish.Redated)
            Add("DUE_CHANGED", changed, Instant(due), Instant(Next(due)), recorded: recorded, note: "Re-dated at the client's request.");
        if (wish.FeedbackGivenAt is { } given)
            Add("FEEDBACK_GIVEN", given);
        if (wish.LockedAt is { } locked)
            Add("LOCKED", locked);
    }

    public Guid CaseId { get; }

    public DateTimeOffset LastAt => _events.Max(each => each.At);

    /// <summary>Changes of the case's own row.</summary>
    public int Changes => _events.Count(each => each.Kind is "STATUS_CHANGED" or "CLOSED" or "REOPENED" or "DUE_CHANGED" or "HANDLER_CHANGED" or "LOCKED");

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public void Add(string kind, DateTimeOffset at, string? before = null, string? after = null, DateTimeOffset? recorded = null, string? note = null) =>
        _events.Add((kind, DemoOffice.Whole(at), DemoOffice.Whole(recorded ?? at), before, after, note));

    public void Write(DemoRows.Case row)
    {
        if (row.MergedIntoId is { } into)
            Add("MERGED", row.ClosedAt!.Value, after: into.ToString());
        if (row.AcknowledgedAt is { } acknowledged && acknowledged >= row.OpenedAt)
            Add("ACKNOWLEDGED", acknowledged);
        foreach (var each in _events.OrderBy(each => each.At))
        {
            var isFirst = each.Kind is "CREATED";
            _office.World.Add(new DemoRows.CaseEvent
            {
                OrganizationId = _office.Id,
                Id = _office.NextId("event", each.At),
                CaseId = CaseId,
                Kind = each.Kind,
                OccurredAt = each.At,
                RecordedAt = each.Recorded,
                ActorKind = isFirst ? "STAFF" : row.HandlerId is null ? "MACHINE" : "CLIENT",
                ActorId = isFirst ? DemoStaff.IdOf("gwen") : row.HandlerId,
                BeforeCode = each.Before,
                AfterCode = each.After,
                Note = each.Note,
            });
        }
    }

    // NEW, then at work on the second day, through each closing that was undone, to where it stands now.
    private void Walk(DateTimeOffset opened)
    {
        var status = "NEW";
        var isWorkedOn = _wish.Status is not "NEW";
        if (isWorkedOn)
        {
            var first = _wish.Status is "OPEN" ? "OPEN" : "IN_PROGRESS";
            var until = _wish.Reopened.Count > 0 ? _wish.Reopened[0].Closed : _wish.ClosedAt ?? _office.World.Anchor;
            Add("STATUS_CHANGED", opened + ((until - opened) / 4), status, first);
            status = first;
        }

        foreach (var (closed, reopened, recorded) in _wish.Reopened)
        {
            Add("CLOSED", closed, status, "INCONCLUSIVE");
            Add("REOPENED", reopened, Instant(closed), "IN_PROGRESS", recorded, "New facts came in.");
            status = "IN_PROGRESS";
        }

        if (_wish.Status is "CLOSED")
            Add("CLOSED", _wish.ClosedAt!.Value, status, _wish.Outcome);
        else if (!string.Equals(status, _wish.Status, StringComparison.Ordinal))
            Add("STATUS_CHANGED", LastAt + ((_office.World.Anchor - LastAt) / 2), status, _wish.Status);
    }

    private DateTimeOffset Next(DateTimeOffset due)
    {
        var index = _wish.Redated.TakeWhile(each => each.Due != due).Count() + 1;
        return index < _wish.Redated.Count ? _wish.Redated[index].Due : _wish.DueAt!.Value;
    }
}
