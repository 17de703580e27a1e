using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class NoticeStore(OpsDatabase database) : INotices
{
    public Task<Outcome<NoticeList>> OfAsync(OperatorId who, int most, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                // Unread ones through notification_unread, the rest through notification_recent; each arm stops at its limit.
                var rows = await context.Database.SqlQuery<NoticeRow>(
                    $"""
                    select n.id, n.kind, n.text, n.link, n.priority = 'CRITICAL' as is_critical, n.at, n.read_at,
                        (select count(*)::int from support.notification u where u.operator_id = {who.Value} and u.read_at is null) as unread
                    from (
                        (select * from support.notification where operator_id = {who.Value} and read_at is null order by at desc limit {most})
                        union all
                        (select * from support.notification where operator_id = {who.Value} and read_at is not null order by at desc limit {most})) n
                    order by n.read_at is not null, n.at desc, n.id
                    limit {most}
                    """).ToListAsync(token);
                return Outcome.Of(new NoticeList(
                    [.. rows.Select(r => new Notice(r.Id, r.Kind, r.Text, r.Link, r.IsCritical, r.At, r.ReadAt))], rows.Count == 0 ? 0 : rows[0].Unread));
            },
            ct);

    public Task<Outcome<Done>> MarkReadAsync(OperatorId who, Guid? notice, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var marked = await context.Database.ExecuteSqlAsync(
                    $"""
                    update support.notification set read_at = access.now()
                    where operator_id = {who.Value} and read_at is null and ({notice}::uuid is null or id = {notice}::uuid)
                    """,
                    token);
                if (marked > 0 || notice is null)
                    return Outcome.Done;
                // Read already is no fault; another person's is not there.
                var isMine = (await context.Database.SqlQuery<bool>(
                    $"""select exists (select from support.notification where operator_id = {who.Value} and id = {notice}) as "Value" """).ToListAsync(token)).Single();
                return isMine ? Outcome.Done : AccessRefusals.NotFoundOrNotYours;
            },
            ct);

    internal sealed record NoticeRow(Guid Id, string Kind, string Text, string? Link, bool IsCritical, DateTimeOffset At, DateTimeOffset? ReadAt, int Unread);
}
