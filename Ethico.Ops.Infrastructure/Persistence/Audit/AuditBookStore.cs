using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

internal sealed class AuditBookStore(OpsDatabase database) : IAuditBook
{
    // One query fills a page unless views were folded; a storm of them is cut off after four, and the next page goes on there.
    private const int Chunk = 500;
    private const int Chunks = 4;

    public Task<Outcome<KeysetPage<AuditRow>>> ListAsync(Caller caller, AuditAct act, AuditFilter filter, AuditCursor? after, int size, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            act,
            async (context, token) =>
            {
                var fold = new AuditFold(size);
                var (last, more) = (after, true);
                for (var i = 0; i < Chunks && more; i++)
                {
                    var lines = await context.Set<AuditEntryRow>().Matching(filter).OlderThan(last)
                        .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(Chunk).AsLines().ToListAsync(token);
                    var taken = lines.TakeWhile(fold.TryAdd).Count();
                    if (taken > 0)
                        last = new AuditCursor(lines[taken - 1].At, lines[taken - 1].Id.Value);
                    if (taken < lines.Count)
                        break;
                    more = lines.Count == Chunk;
                }

                var rows = await WithNamesAsync(context, fold.Rows, token);
                return Outcome.Of(new KeysetPage<AuditRow>(rows, more ? last?.ToString() : null));
            },
            ct);

    public Task<Outcome<AuditEntryView>> EntryAsync(Caller caller, AuditAct act, AuditEntryId id, string? onlyBy, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            act,
            async (context, token) =>
            {
                var found = await context.Set<AuditEntryRow>()
                    .Where(entry => entry.Id == id.Value && (onlyBy == null || entry.ActorId == onlyBy)).ToListAsync(token);
                return found.Count == 0 ? AccessRefusals.NotFoundOrNotYours : Outcome.Of((await ViewsAsync(context, found, token))[0]);
            },
            ct);

    public Task<Outcome<KeysetPage<AuditEntryView>>> ReplayAsync(
        Caller caller, AuditAct act, SessionId session, string? onlyBy, long after, int size, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            act,
            async (context, token) =>
            {
                var stream = StreamOf(session);
                var found = await context.Set<AuditEntryRow>()
                    .Where(entry => entry.Stream == stream && entry.Sequence > after && (onlyBy == null || entry.ActorId == onlyBy))
                    .OrderBy(entry => entry.Sequence).Take(size + 1).ToListAsync(token);
                if (found.Count == 0 && after == 0)
                    return AccessRefusals.NotFoundOrNotYours;
                var next = found.Count > size ? found[size - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
                return Outcome.Of(new KeysetPage<AuditEntryView>(await ViewsAsync(context, [.. found.Take(size)], token), next));
            },
            ct);

    public async Task<Outcome<T>> LendAsync<T>(
        Caller caller, AuditAct act, AuditFilter filter, Func<IAuditEvidence, CancellationToken, Task<T>> use, CancellationToken ct)
    {
        var recorded = await database.RecordAsync(caller, act, refused: false, ct);
        if (!recorded.IsAllowed)
            return recorded.Refusal;
        return await database.PortalSnapshotAsync(
            async (context, token) => Outcome.Of(await use(await DatabaseEvidence.OfAsync(context, filter, token), token)), ct);
    }

    /// <summary>The stream that <c>access.record_in_session</c> writes.</summary>
    internal static string StreamOf(SessionId session) => $"session:{session}";

    private static async Task<IReadOnlyList<AuditRow>> WithNamesAsync(OpsDbContext context, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var actors = await context.ActorNamesAsync(rows.Select(row => row.Newest.ActorId), ct);
        var tenants = await context.TenantNamesAsync(rows.Select(row => row.Newest.Tenant?.Value), ct);
        return
        [
            .. rows.Select(row => row with
            {
                Newest = row.Newest with
                {
                    ActorName = actors.GetValueOrDefault(row.Newest.ActorId),
                    TenantName = row.Newest.Tenant is { } tenant ? tenants.GetValueOrDefault(tenant.Value) : null,
                },
            }),
        ];
    }

    private static async Task<IReadOnlyList<AuditEntryView>> ViewsAsync(OpsDbContext context, IReadOnlyList<AuditEntryRow> found, CancellationToken ct)
    {
        var actors = await context.ActorNamesAsync(found.Select(row => row.ActorId), ct);
        var tenants = await context.TenantNamesAsync(found.Select(row => row.OrganizationId), ct);
        return
        [
            .. found.Select(row => new AuditEntryView(
                row.ToEntry(), actors.GetValueOrDefault(row.ActorId), row.OrganizationId is { } tenant ? tenants.GetValueOrDefault(tenant) : null)),
        ];
    }
}
