using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

/// <summary>The one select over sessions, with a condition added by the caller from the closed list below.</summary>
internal static class SessionSql
{
    public static async Task<SessionRow?> OneAsync(OpsDbContext context, Guid session, CancellationToken ct) =>
        (await context.Database.SqlQueryRaw<SessionRow>(Columns + "where s.id = {0}", session).ToListAsync(ct)).SingleOrDefault();

    public static async Task<SessionRow?> OpenOfAsync(OpsDbContext context, Guid operatorId, CancellationToken ct) =>
        (await context.Database.SqlQueryRaw<SessionRow>(Columns + "where s.operator_id = {0} and s.ended_at is null", operatorId).ToListAsync(ct))
        .SingleOrDefault();

    // Nobody has two open: they are no more than there are operators. What waits for a review has no such end.
    public static Task<List<SessionRow>> LiveAsync(OpsDbContext context, CancellationToken ct) =>
        context.Database.SqlQueryRaw<SessionRow>(
            Columns + """
            where s.ended_at is null or s.id in (
                select w.id from access.session w where w.to_review and w.reviewed_by is null and w.ended_at is not null order by w.started_at, w.id limit {0})
            order by s.started_at, s.id
            """,
            ImpersonationService.MostToReview).ToListAsync(ct);

    // A session that ran out but was not yet swept is over all the same: the view tells by expires_at, the door by its own look.
    private const string Columns =
        """
        select s.id, s.operator_id, coalesce(n.display_name, '(erased)') as operator_name, s.role, s.organization_id,
            coalesce(o.name, '(unknown)') as tenant_name,
            (select min(d.domain) from platform.organization_domains d where d.organization_id = s.organization_id) as tenant_domain,
            coalesce(p.name, o.plan, '') as tenant_plan, s.sees_content, s.category, s.reason, s.ticket,
            s.mode = 'WRITE' and s.write_until > access.now() as is_writing, s.write_until, s.started_at, s.expires_at, s.last_act_at,
            s.ended_at, s.end_reason, s.to_review and s.reviewed_by is null as to_review, s.return_to, access.now() as read_at
        from access.session s
        left join access.operator_name n on n.operator_id = s.operator_id
        left join platform.organizations o on o.id = s.organization_id
        left join platform.plans p on p.code = o.plan

        """;
}
