using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class SessionStore(OpsDatabase database, SessionOptions settings, TimeProvider clock) : IImpersonationSessions
{
    public async Task<Outcome<SessionView>> OpenAsync(Caller caller, SessionWish wish, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var enter = caller.May(Permission.EnterTenant).Scope;
        var seesContent = caller.May(Permission.ViewCaseContent).IsGiven;
        try
        {
            return await database.PortalAsync(
                async (context, token) =>
                {
                    if (await StartFaultAsync(context, caller, wish, token) is { } fault)
                        return (Outcome<SessionView>)fault;

                    var earlier = await SessionSql.OpenOfAsync(context, caller.Id.Value, token);
                    if (earlier is not null)
                        await EndInAsync(context, caller, earlier.Id, EndReason.Switched, words: null, token);

                    await context.Database.ExecuteSqlAsync(
                        $"""
                        insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, ticket,
                            started_at, expires_at, idle_span, last_act_at, return_to, ip, user_agent)
                        select {id}, {caller.Id.Value}, {caller.Role.Stored()}, {wish.Tenant.Value}, {seesContent}, {enter is Scope.Assigned},
                            {wish.Category.Stored()}, {wish.Reason}, {wish.Ticket}, t.now, t.now + make_interval(mins => {wish.Minutes}),
                            {settings.Idle}, t.now, {wish.ReturnTo}, {caller.Ip}, {caller.UserAgent}
                        -- offset 0: the clock is read once, not once a column.
                        from (select access.now() as now offset 0) t
                        """,
                        token);
                    await AppendInSessionAsync(
                        context, caller, id, wish.Tenant.Value, AuditAction.OpenSession, wish.Reason, wish.Ticket,
                        new JsonObject { ["category"] = wish.Category.Stored(), ["minutes"] = wish.Minutes }, token);
                    await NotifyAsync(context, "session-opened", id, caller.Id.Value, token);
                    return await ViewAsync(context, id, token);
                },
                ct);
        }
        catch (Exception fault) when (DatabaseFaults.ViolatedConstraint(fault) is "session_one_open")
        {
            return AccessRefusals.OneSession;
        }
    }

    public Task<Outcome<SessionView?>> FindOpenAsync(OperatorId who, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var view = (await SessionSql.OpenOfAsync(context, who.Value, token))?.ToView();
                return Outcome.Of(view is { IsOpen: true } ? view : null);
            },
            ct);

    public Task<Outcome<SessionView?>> FindOwnAsync(Caller caller, SessionId session, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var view = (await SessionSql.OneAsync(context, session.Value, token))?.ToView();
                return Outcome.Of(view?.Operator == caller.Id ? view : null);
            },
            ct);

    public Task<Outcome<SessionView>> ExtendAsync(Caller caller, SessionId session, int minutes, string reason, CancellationToken ct) =>
        OwnAsync(
            caller,
            session,
            async (context, now, token) =>
            {
                if (now.StillExtendable == TimeSpan.Zero)
                    return AccessRefusals.FourHours;
                var until = SessionRules.ExtendedUntil(now.StartedAt, now.ExpiresAt, minutes);
                await context.Database.ExecuteSqlAsync(
                    $"update access.session set expires_at = {until}, last_act_at = access.now() where id = {session.Value}", token);
                await AppendInSessionAsync(
                    context, caller, session.Value, now.Tenant.Value, AuditAction.ExtendSession, reason, now.Ticket,
                    new JsonObject { ["minutes"] = minutes, ["until"] = until.UtcDateTime.ToString("O") }, token);
                return null;
            },
            ct);

    public Task<Outcome<SessionView>> StepUpAsync(Caller caller, SessionId session, string reason, bool isLoud, CancellationToken ct) =>
        OwnAsync(
            caller,
            session,
            async (context, now, token) =>
            {
                if (now.Mode is SessionMode.Write)
                    return AccessRefusals.AlreadyWriting;
                var until = SessionRules.WriteUntil(now.ReadAt, now.ExpiresAt);
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update access.session set mode = 'WRITE', write_reason = {reason}, write_until = {until}, last_act_at = access.now(),
                        to_review = to_review or {isLoud}
                    where id = {session.Value}
                    """,
                    token);
                await AppendInSessionAsync(
                    context, caller, session.Value, now.Tenant.Value, AuditAction.StepUpToWrite, reason, now.Ticket,
                    new JsonObject { ["until"] = until.UtcDateTime.ToString("O"), ["toReview"] = isLoud }, token);
                if (isLoud)
                    await TellSupportAdministratorsAsync(context, caller, session, token);
                return null;
            },
            ct);

    public Task<Outcome<SessionView>> FallBackAsync(Caller caller, SessionId session, CancellationToken ct) =>
        OwnAsync(
            caller,
            session,
            async (context, now, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"update access.session set mode = 'READ', write_until = null, last_act_at = access.now() where id = {session.Value}", token);
                await AppendInSessionAsync(
                    context, caller, session.Value, now.Tenant.Value, AuditAction.FallBackToRead, words: null, now.Ticket,
                    new JsonObject { ["cause"] = "BY_HAND" }, token);
                return null;
            },
            ct);

    public Task<Outcome<bool>> EndAsync(Caller caller, SessionId session, EndReason why, string? words, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var row = await SessionSql.OneAsync(context, session.Value, token);
                // Only an administrator's act may reach another operator's session, and it says so.
                if (row is null || (row.OperatorId != caller.Id.Value && why is not EndReason.ForcedByAdmin))
                    return (Outcome<bool>)AccessRefusals.NotFoundOrNotYours;
                return Outcome.Of(await EndInAsync(context, caller, session.Value, why, words, token));
            },
            ct);

    public Task<Outcome<IReadOnlyList<SessionView>>> LiveAsync(Caller caller, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            new AuditAct(AuditAction.ViewLiveSessions),
            async (context, token) =>
                Outcome.Of<IReadOnlyList<SessionView>>([.. (await SessionSql.LiveAsync(context, token)).Select(r => r.ToView())]),
            ct);

    public Task<Outcome<Done>> ReviewAsync(Caller caller, SessionId session, string words, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            new AuditAct(AuditAction.ReviewSession) { EntityType = "Session", EntityId = session.ToString(), Reason = words },
            async (context, token) =>
            {
                var row = await SessionSql.OneAsync(context, session.Value, token);
                if (row is not { ToReview: true })
                    return AccessRefusals.NotFoundOrNotYours;
                if (row.OperatorId == caller.Id.Value)
                    return AccessRefusals.OwnReview;
                await context.Database.ExecuteSqlAsync(
                    $"update access.session set reviewed_by = {caller.Id.Value}, reviewed_at = access.now() where id = {session.Value} and reviewed_by is null",
                    token);
                return Outcome.Done;
            },
            ct);

    internal static async Task<bool> EndInAsync(
        OpsDbContext context, Caller caller, Guid session, EndReason why, string? words, CancellationToken ct) =>
        (await context.Database.SqlQuery<bool>(
            $"""
            select access.end_session({session}, {why.Stored()}, {caller.Id.Value}, {words}, {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId}) as "Value"
            """).ToListAsync(ct)).Single();

    private async Task<Outcome<SessionView>> OwnAsync(
        Caller caller, SessionId session, Func<OpsDbContext, SessionView, CancellationToken, Task<Refusal?>> act, CancellationToken ct) =>
        await database.PortalAsync(
            async (context, token) =>
            {
                // The row stays locked to the end: an end by another server comes wholly before or wholly after this.
                await context.Database.ExecuteSqlAsync($"select from access.session where id = {session.Value} for update", token);
                var now = (await SessionSql.OneAsync(context, session.Value, token))?.ToView();
                if (now is null || now.Operator != caller.Id)
                    return (Outcome<SessionView>)AccessRefusals.NotFoundOrNotYours;
                if (!now.IsOpen)
                    return AccessRefusals.SessionOver;
                if (await act(context, now, token) is { } refusal)
                    return refusal;
                await NotifyAsync(context, "session-changed", session.Value, caller.Id.Value, token);
                return await ViewAsync(context, session.Value, token);
            },
            ct);

    private static async Task<Refusal?> StartFaultAsync(OpsDbContext context, Caller caller, SessionWish wish, CancellationToken ct)
    {
        var wait = (await context.Database.SqlQuery<TimeSpan?>(
            $"""select access.take_token({caller.Id.Value}, 'session-start') as "Value" """).ToListAsync(ct)).Single();
        if (wait is { } w)
            return AccessRefusals.TooMany(w);

        var tenant = (await context.Database.SqlQuery<TenantRow>(
            $"""
            select o.status, exists (select from platform.support_tickets k where k.number = {wish.Ticket} and k.organization_id <> o.id) as foreign_ticket
            from platform.organizations o where o.id = {wish.Tenant.Value}
            """).ToListAsync(ct)).SingleOrDefault();
        return tenant switch
        {
            null => AccessRefusals.NotFoundOrNotYours,
            { Status: not ("ACTIVE" or "PENDING") } => AccessRefusals.TenantClosed,
            { ForeignTicket: true } => AccessRefusals.TicketOfAnother,
            _ => null,
        };
    }

    private static async Task<Outcome<SessionView>> ViewAsync(OpsDbContext context, Guid session, CancellationToken ct) =>
        Outcome.Of((await SessionSql.OneAsync(context, session, ct) ?? throw new InvalidOperationException("The session just written is gone.")).ToView());

    private static Task AppendInSessionAsync(
        OpsDbContext context, Caller caller, Guid session, Guid tenant, AuditAction action, string? words, string? ticket, JsonObject detail,
        CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            insert into access.audit_entry (id, stream, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id,
                detail, outcome, reason, ticket, ip, user_agent, correlation_id)
            values (gen_random_uuid(), 'session:' || {session}::text, 'OPERATOR', {caller.Id.Value}::text, {caller.Role.Stored()}, {session}, {tenant},
                {action.ToString()}, 'Session', {session}::text, {CanonicalJson.Write(detail)}, 'ALLOWED', {words}, {ticket}, {caller.Ip},
                {caller.UserAgent}, {caller.CorrelationId})
            """,
            ct);

    private static Task NotifyAsync(OpsDbContext context, string kind, Guid session, Guid operatorId, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"select pg_notify('ops_signal', jsonb_build_object('kind', {kind}, 'session', {session}, 'operator', {operatorId})::text)", ct);

    private static Task TellSupportAdministratorsAsync(OpsDbContext context, Caller caller, SessionId session, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            insert into support.notification (id, operator_id, kind, subject, priority, text, link)
            select gen_random_uuid(), o.id, 'write-by-platform-admin', {session.Value}::text, 'CRITICAL',
                'A platform administrator is writing in a tenant. The session waits for a review.', '/admin/sessions'
            from access.operator o where o.role = 'SUPPORT_ADMIN' and o.deactivated_at is null and o.id <> {caller.Id.Value}
            """,
            ct);

    internal sealed record TenantRow(string Status, bool ForeignTicket);
}
