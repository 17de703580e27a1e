using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>The viewer of the trail. Scope Own: one's own entries and no others.</summary>
[UseCase]
public sealed class AuditBook(AccessGate gate, IAuditBook book)
{
    public const int LargestPage = 200;

    /// <param name="cursor">As the page before gave it; null: from the newest.</param>
    /// <param name="size">Clamped to 1…<see cref="LargestPage"/>.</param>
    [Needs(Permission.ViewAudit)]
    public async Task<Outcome<KeysetPage<AuditRow>>> ListAsync(Caller caller, AuditFilterInput input, string? cursor, int size, CancellationToken ct)
    {
        var parsed = AuditFilter.Parse(input);
        if (!parsed.IsAllowed)
            return parsed.Refusal;
        size = Math.Clamp(size, 1, LargestPage);
        var detail = parsed.Value.ToDetail();
        detail["size"] = size;
        if (cursor is not null)
            detail["after"] = cursor.Length > 60 ? cursor[..60] : cursor;
        var act = new AuditAct(AuditAction.ViewAudit) { Detail = detail };

        var narrowed = await NarrowAsync(gate, caller, act, parsed.Value, ct);
        if (!narrowed.IsAllowed)
            return narrowed.Refusal;
        var after = cursor is null ? null : AuditCursor.Parse(cursor);
        return cursor is not null && after is null ? AuditRefusals.Cursor : await book.ListAsync(caller, act, narrowed.Value, after, size, ct);
    }

    /// <summary>One entry with before and after.</summary>
    [Needs(Permission.ViewAudit)]
    public async Task<Outcome<AuditEntryView>> EntryAsync(Caller caller, AuditEntryId id, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewAudit) { EntityType = "AuditEntry", EntityId = id.ToString() };
        if (await gate.AskAsync(caller, Permission.ViewAudit, act, null, ct) is { } refusal)
            return refusal;
        var entry = await book.EntryAsync(caller, act, id, OnlyBy(caller), ct);
        return entry.IsAllowed ? entry : await gate.RefuseAsync(caller, act, entry.Refusal, null, ct);
    }

    /// <summary>The acts of one session in their order.</summary>
    /// <param name="after">The sequence of the last act seen, as the page before gave it; null: from the first.</param>
    [Needs(Permission.ViewAudit)]
    public async Task<Outcome<KeysetPage<AuditEntryView>>> ReplayAsync(Caller caller, SessionId session, string? after, int size, CancellationToken ct)
    {
        size = Math.Clamp(size, 1, LargestPage);
        var last = 0L;
        var isPlace = after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out last);
        var act = new AuditAct(AuditAction.ViewAudit) { EntityType = "Session", EntityId = session.ToString(), Detail = new() { ["after"] = last, ["size"] = size } };
        if (await gate.AskAsync(caller, Permission.ViewAudit, act, null, ct) is { } refusal)
            return refusal;
        if (!isPlace)
            return AuditRefusals.Cursor;
        var page = await book.ReplayAsync(caller, act, session, OnlyBy(caller), last, size, ct);
        return page.IsAllowed ? page : await gate.RefuseAsync(caller, act, page.Refusal, null, ct);
    }

    internal static string? OnlyBy(Caller caller) => caller.May(Permission.ViewAudit).Scope is Scope.All ? null : caller.Id.ToString();

    /// <summary>Asks the gate, and holds a caller of scope Own to their own entries; another's are not theirs to filter by.</summary>
    internal static async Task<Outcome<AuditFilter>> NarrowAsync(AccessGate gate, Caller caller, AuditAct act, AuditFilter filter, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewAudit, act, null, ct) is { } refusal)
            return refusal;
        if (OnlyBy(caller) is not { } own)
            return Outcome.Of(filter);
        return filter.ActorId is { } other && !string.Equals(other, own, StringComparison.Ordinal)
            ? await gate.RefuseAsync(caller, act, AccessRefusals.NotFoundOrNotYours, null, ct)
            : Outcome.Of(filter with { ActorId = own });
    }
}
