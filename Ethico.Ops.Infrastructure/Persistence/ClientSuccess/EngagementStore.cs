using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class EngagementStore(OpsDatabase database, TimeProvider clock) : IEngagements
{
    private static readonly Refusal TooLate = new("too-late", "An engagement is edited by its author within 24 hours; after that, add to it.");

    public Task<Outcome<IReadOnlyList<EngagementView>?>> ListAsync(ClientScope scope, OrganizationId tenant, OperatorId reader, int most, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((IReadOnlyList<EngagementView>?)null);
            var addenda = (await context.ReadAsync(
                """
                select d.engagement_id, d.text, d.created_at, p.display_name
                from client_success.engagement_addendum d join client_success.engagement e on e.id = d.engagement_id
                left join access.operator_name p on p.operator_id = d.created_by
                where e.organization_id = $1 order by d.created_at, d.id
                """,
                r => (Of: r.GetGuid(0), Addendum: new EngagementAddendum(r.GetString(1), r.GetFieldValue<DateTimeOffset>(2), r.MaybeText(3))), token, tenant.Value)).ToLookup(a => a.Of, a => a.Addendum);
            return Outcome.Of<IReadOnlyList<EngagementView>?>(await context.ReadAsync(
                """
                select e.id, e.organization_id, e.kind, e.subject, e.notes, e.contact_ids, e.happened_at, e.minutes, e.outcome, e.follow_up_on, e.follow_up_done, e.created_at, e.created_by,
                    p.display_name, e.created_by = $2 and e.created_at > access.now() - interval '24 hours', e.row_version
                from client_success.engagement e left join access.operator_name p on p.operator_id = e.created_by
                where e.organization_id = $1 order by e.happened_at desc, e.kind, e.id limit $3
                """,
                r => new EngagementView(
                    r.GetGuid(0), new(r.GetGuid(1)), r.GetString(2), r.GetString(3), r.MaybeText(4), r.GetFieldValue<Guid[]>(5), r.GetFieldValue<DateTimeOffset>(6), r.Maybe<int>(7), r.GetString(8),
                    r.Maybe<DateOnly>(9), r.GetBoolean(10), r.GetFieldValue<DateTimeOffset>(11), new(r.GetGuid(12)), r.MaybeText(13), [.. addenda[r.GetGuid(0)]], r.GetBoolean(14), r.GetInt64(15)),
                token, tenant.Value, reader.Value, most));
        },
        ct);

    public Task<Outcome<Guid>> LogAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, EngagementEdit edit, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return (Outcome<Guid>)AccessRefusals.NotFoundOrNotYours;
            var id = Guid.CreateVersion7(clock.GetUtcNow());
            await context.WriteAsync(
                """
                insert into client_success.engagement (id, organization_id, kind, subject, notes, contact_ids, happened_at, minutes, outcome, follow_up_on, follow_up_done, created_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """,
                token, [id, tenant.Value, .. Values(edit), caller.Id.Value]);
            await context.AppendAsync(caller, act with { EntityId = id.ToString() }, refused: false, token);
            return Outcome.Of(id);
        },
        ct);

    public Task<Outcome<Done>> CorrectAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, EngagementEdit edit, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (edit.Id is not { } id || !await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return AccessRefusals.NotFoundOrNotYours;
            var found = await context.ReadAsync(
                "select created_by = $3 and created_at > access.now() - interval '24 hours', row_version from client_success.engagement where id = $1 and organization_id = $2 for update",
                r => (MayEdit: r.GetBoolean(0), Version: r.GetInt64(1)), token, id, tenant.Value, caller.Id.Value);
            if (found is not [var was])
                return AccessRefusals.NotFoundOrNotYours;
            if (!was.MayEdit)
                return TooLate;
            if (was.Version != edit.RowVersion)
                return await ConflictSql.ReadAsync(context, ConflictSql.Engagement, tenant, id, edit.RowVersion, token);
            await context.WriteAsync(
                """
                update client_success.engagement set kind = $3, subject = $4, notes = $5, contact_ids = $6, happened_at = $7, minutes = $8, outcome = $9, follow_up_on = $10,
                    follow_up_done = $11, changed_by = $12, row_version = row_version + 1 where id = $1 and organization_id = $2
                """,
                token, [id, tenant.Value, .. Values(edit), caller.Id.Value]);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> AddAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid engagement, string text, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token)
                || await context.WriteAsync(
                    "insert into client_success.engagement_addendum (id, engagement_id, text, created_by) select $1, e.id, $2, $3 from client_success.engagement e where e.id = $4 and e.organization_id = $5",
                    token, Guid.CreateVersion7(clock.GetUtcNow()), text, caller.Id.Value, engagement, tenant.Value) == 0)
                return AccessRefusals.NotFoundOrNotYours;
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    private static object?[] Values(EngagementEdit e) =>
    [
        e.Kind, e.Subject, ScopeSql.Typed(e.Notes, NpgsqlDbType.Text), e.Contacts.ToArray(), e.HappenedAt.ToUniversalTime(), ScopeSql.Typed(e.Minutes, NpgsqlDbType.Integer), e.Outcome,
        ScopeSql.Typed(e.FollowUpOn, NpgsqlDbType.Date), e.IsFollowUpDone,
    ];
}
