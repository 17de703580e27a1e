using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class OperatorStore(OpsDatabase database, TimeProvider clock) : IOperators
{
    private static readonly Refusal Deactivated = new("deactivated", "Your access to this portal was taken away. Ask a platform administrator.");

    public async Task<Outcome<OperatorId>> SignedInAsync(SignInFacts facts, CancellationToken ct)
    {
        var signedIn = await database.PortalAsync(
            async (context, token) =>
            {
                var row = await MakeOrRefreshAsync(context, facts, token);
                var caller = new Caller(new(row.Id), facts.Role, facts.Ip, facts.UserAgent, facts.CorrelationId);
                var act = new AuditAct(row.IsActive ? AuditAction.SignIn : AuditAction.SignInRefused)
                {
                    EntityType = "Operator",
                    EntityId = row.Id.ToString(),
                    Detail = row.IsActive ? null : new JsonObject { ["refusal"] = Deactivated.Code },
                };
                await context.AppendAsync(caller, act, refused: !row.IsActive, token);
                return Outcome.Of(row);
            },
            ct);
        if (signedIn is { IsAllowed: true, Value.IsActive: false })
            return Deactivated;
        return signedIn.Map(row => new OperatorId(row.Id));
    }

    public Task<Outcome<Done>> SignInRefusedAsync(RefusedSignIn refused, CancellationToken ct)
    {
        var subject = refused.Subject is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(refused.Subject)));
        var detail = CanonicalJson.Write(new JsonObject { ["refusal"] = refused.Why, ["issuer"] = refused.Issuer, ["subjectSha256"] = subject });
        // Nobody of ours, so the stream of nobody: one per UTC day.
        return database.PortalAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into access.audit_entry (id, stream, actor_kind, actor_id, action, detail, outcome, ip, user_agent, correlation_id)
                    values (gen_random_uuid(), 'actor:unknown:' || to_char(access.now() at time zone 'UTC', 'YYYY-MM-DD'), 'OPERATOR', 'unknown',
                        {nameof(AuditAction.SignInRefused)}, {detail}, 'REFUSED', {refused.Ip}, {refused.UserAgent}, {refused.CorrelationId})
                    """,
                    token);
                return Outcome.Done;
            },
            ct);
    }

    public Task<Outcome<Done>> SignedOutAsync(Caller caller, Guid signIn, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var isFirst = await context.Database.ExecuteSqlAsync(
                    $"insert into access.ended_sign_in (id, operator_id) values ({signIn}, {caller.Id.Value}) on conflict (id) do nothing", token) == 1;
                // A second click on "Sign out" ended nothing and is no act.
                if (!isFirst)
                    return Outcome.Done;

                await context.Database.ExecuteSqlAsync(
                    $"""
                    select access.end_session(s.id, {EndReason.SignedOut.Stored()}, {caller.Id.Value}, null, {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId})
                    from access.session s where s.operator_id = {caller.Id.Value} and s.ended_at is null
                    """,
                    token);
                var act = new AuditAct(AuditAction.SignOut) { EntityType = "Operator", EntityId = caller.Id.ToString() };
                await context.AppendAsync(caller, act, refused: false, token);
                return Outcome.Done;
            },
            ct);

    public Task<Outcome<Standing>> StandingAsync(OperatorId who, Guid signIn, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var row = await context.Database.SqlQuery<StandingRow>(
                    $"""
                    select (select o.role from access.operator o where o.id = {who.Value} and o.deactivated_at is null) as role,
                        exists (select from access.ended_sign_in e where e.id = {signIn}) as is_over
                    """).SingleAsync(token);
                return Outcome.Of(new Standing(RoleNames.Parse(row.Role), row.IsOver));
            },
            ct);

    public Task<Outcome<OperatorView?>> FindAsync(OperatorId who, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) => Outcome.Of(
                (await context.Database.SqlQuery<OperatorRow>(
                    $"""
                    select o.id, o.subject, o.role, n.display_name, n.email, o.time_zone, o.deactivated_at is null as is_active
                    from access.operator o left join access.operator_name n on n.operator_id = o.id
                    where o.id = {who.Value}
                    """).SingleOrDefaultAsync(token))?.ToView()),
            ct);

    public Task<Outcome<IReadOnlyList<OperatorView>>> OfIssuerAsync(string issuer, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<OperatorRow>(
                    $"""
                    select o.id, o.subject, o.role, n.display_name, n.email, o.time_zone, true as is_active
                    from access.operator o left join access.operator_name n on n.operator_id = o.id
                    where o.issuer = {issuer} and o.deactivated_at is null
                    """).ToListAsync(token);
                return Outcome.Of<IReadOnlyList<OperatorView>>(
                    [.. rows.Select(row => row.ToView()).OrderBy(view => view.Role).ThenBy(view => view.DisplayName, StringComparer.Ordinal)]);
            },
            ct);

    private async Task<SignedInRow> MakeOrRefreshAsync(OpsDbContext context, SignInFacts facts, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        // Who was deactivated is not refreshed: the row stays as the administrator left it.
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into access.operator as o (id, issuer, subject, role, last_sign_in_at)
            values ({id}, {facts.Issuer}, {facts.Subject}, {facts.Role.Stored()}, access.now())
            on conflict (issuer, subject) do update set role = excluded.role, last_sign_in_at = excluded.last_sign_in_at
            where o.deactivated_at is null
            """,
            ct);
        var row = await context.Database.SqlQuery<SignedInRow>(
            $"select id, deactivated_at is null as is_active from access.operator where issuer = {facts.Issuer} and subject = {facts.Subject}").SingleAsync(ct);
        if (row.IsActive)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                insert into access.operator_name (operator_id, display_name, email) values ({row.Id}, {facts.DisplayName}, {facts.Email})
                on conflict (operator_id) do update set display_name = excluded.display_name, email = excluded.email
                """,
                ct);
        }

        return row;
    }

    internal sealed record SignedInRow(Guid Id, bool IsActive);

    internal sealed record StandingRow(string? Role, bool IsOver);

    internal sealed record OperatorRow(Guid Id, string Subject, string Role, string? DisplayName, string? Email, string TimeZone, bool IsActive)
    {
        // Names may have been erased; the person is then known by id only.
        public OperatorView ToView() => new(
            new(Id),
            Subject,
            RoleNames.Parse(Role) ?? throw new InvalidOperationException("An operator holds a role that is not one of the nine."),
            DisplayName ?? $"Operator {Id.ToString()[^6..]}",
            Email,
            TimeZone,
            IsActive);
    }
}
