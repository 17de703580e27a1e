using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class NightStore
{
    public Task<Outcome<int>> ExpireOverridesAsync(NightLease lease, JobFire fire, DateOnly today, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            var ended = await context.ReadAsync(
                """
                update client_success.health_override set state = 'EXPIRED', ended_at = access.now()
                where state = 'ACTIVE' and expires_on <= $1 returning id, organization_id
                """,
                r => (Id: r.GetGuid(0), Tenant: new OrganizationId(r.GetGuid(1))),
                token,
                today);
            foreach (var (id, tenant) in ended)
                await context.AppendAsync(fire, new AuditAct(AuditAction.ExpireHealthOverride) { EntityType = "HealthOverride", EntityId = id.ToString(), Tenant = tenant }, token);
            return Outcome.Of(ended.Count);
        },
        ct);

    public Task<Outcome<(IReadOnlyList<AlertInput> Tenants, AlertThresholds Thresholds)>> AlertsAsync(
        DateOnly day, IReadOnlyList<OrganizationId> only, CancellationToken ct) =>
        JobAsync(async (context, token) => Outcome.Of(await AlertReads.ReadAsync(context, calendar, day, only, token)), ct);

    // Before the very first run nobody has a score, and that is no alarm. An override or a late day does not make an old score fresh.
    public Task<Outcome<IReadOnlyList<OrganizationId>>> StaleAsync(DateOnly day, CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<OrganizationId>>(await context.ReadAsync(
            """
            select c.organization_id from client_success.client c
            where c.status = 'ACTIVE' and c.alert_level <> 'NONE' and c.live_at < access.now() - interval '26 hours'
              and exists (select from client_success.run r where r.kind = 'SCORE')
              and not exists (select from client_success.health_snapshot h
                where h.organization_id = c.organization_id and h.day >= $1 - 2 and h.computed_at >= access.now() - interval '26 hours')
              and not exists (select from client_success.alert a where a.organization_id = c.organization_id and a.rule = 'NO_SCORE'
                and (a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') or (a.state = 'DISMISSED' and a.seen_on >= $1 - 1)))
            order by 1
            """,
            r => new OrganizationId(r.GetGuid(0)),
            token,
            day)),
        ct);

    public Task<Outcome<int>> WriteAlertsAsync(NightLease lease, JobFire fire, DateOnly day, IReadOnlyList<AlertChange> changes, CancellationToken ct) => SharingAsync(
        lease,
        async (context, token) =>
        {
            await context.WriteAsync(
                "create temp table moved (organization_id uuid, rule text, what text, severity text, stage integer, number numeric, against numeric, notice text) on commit drop", token);
            context.Sent++;
            await using (var copy = await context.Connection().BeginBinaryImportAsync(
                "copy moved (organization_id, rule, what, severity, stage, number, against, notice) from stdin (format binary)", token))
            {
                foreach (var change in changes)
                {
                    await copy.StartRowAsync(token);
                    await copy.WriteAsync(change.Tenant.Value, NpgsqlDbType.Uuid, token);
                    await copy.WriteAsync(change.Rule.Stored(), NpgsqlDbType.Text, token);
                    await copy.WriteAsync(change.What.Stored(), NpgsqlDbType.Text, token);
                    await copy.PutAsync(change.Call?.Severity.Stored(), NpgsqlDbType.Text, token);
                    await copy.PutAsync(change.Call?.Stage, NpgsqlDbType.Integer, token);
                    await copy.PutAsync(change.Call?.Number, NpgsqlDbType.Numeric, token);
                    await copy.PutAsync(change.Call?.Against, NpgsqlDbType.Numeric, token);
                    await copy.WriteAsync(AlertWords.Notice(change.Rule), NpgsqlDbType.Text, token);
                }

                await copy.CompleteAsync(token);
            }

            foreach (var statement in AlertStatements)
                await context.WriteAsync(statement, token, day);
            await TellAdministratorsAsync(context, token);
            await ResolvedAsync(context, fire, token);
            return Outcome.Of(changes.Count);
        },
        ct);

    // Each alert is touched once a day by seen_on: the same night again changes nothing. That a number moved on is nobody's change, and no
    // reason to refuse what somebody decided by yesterday's.
    private static readonly string[] AlertStatements =
    [
        """
        create temp table opened on commit drop as
        with new_ones as (
            insert into client_success.alert (id, organization_id, rule, severity, stage, number, against, opened_on, owner_id, owner_role, seen_on)
            select gen_random_uuid(), m.organization_id, m.rule, m.severity, m.stage, m.number, m.against, $1,
                case when m.rule <> 'NO_SCORE' then c.lead_id end, case when m.rule = 'NO_SCORE' then 'PLATFORM_ADMIN' end, $1
            from moved m join client_success.client c on c.organization_id = m.organization_id
            where m.what = 'OPENS'
              -- A dismissed one stays dismissed as long as its condition lasts: it was seen yesterday or today.
              and not exists (select from client_success.alert a where a.organization_id = m.organization_id and a.rule = m.rule
                and a.state = 'DISMISSED' and a.seen_on >= $1 - 1)
            on conflict do nothing
            returning id, organization_id, rule, severity, owner_id)
        select * from new_ones
        """,
        """
        update client_success.alert a set seen_on = $1
        from moved m where m.organization_id = a.organization_id and m.rule = a.rule and m.what = 'OPENS' and a.state = 'DISMISSED' and a.seen_on = $1 - 1
        """,
        """
        update client_success.alert a
        set state = case m.what when 'RETURNS' then 'NEW' else a.state end, snoozed_until = case m.what when 'RETURNS' then null else a.snoozed_until end,
            severity = m.severity, stage = greatest(a.stage, m.stage), number = m.number, against = m.against, quiet_nights = 0, seen_on = $1,
            row_version = a.row_version + (m.what = 'RETURNS' or a.severity <> m.severity or a.stage < m.stage)::integer
        from moved m
        where m.organization_id = a.organization_id and m.rule = a.rule and m.what in ('STAYS', 'RETURNS')
          and a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') and a.seen_on < $1
        """,
        """
        update client_success.alert a set quiet_nights = a.quiet_nights + 1, seen_on = $1
        from moved m
        where m.organization_id = a.organization_id and m.rule = a.rule and m.what = 'FADES'
          and a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') and a.seen_on < $1
        """,
        """
        create temp table resolved on commit drop as
        with gone as (
            update client_success.alert a
            set state = 'RESOLVED', quiet_nights = 3, seen_on = $1, snoozed_until = null, closed_at = access.now(), row_version = a.row_version + 1
            from moved m
            where m.organization_id = a.organization_id and m.rule = a.rule and m.what = 'RESOLVES'
              and a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') and a.seen_on < $1
            returning a.id, a.organization_id, a.rule)
        select * from gone
        """,
        // Working days: five a week, from the day it opened.
        """
        insert into client_success.cs_task (id, organization_id, alert_id, title, owner_id, owner_role, due_on, place)
        select gen_random_uuid(), o.organization_id, o.id, s.title, case when s.owner_role is null then o.owner_id end, s.owner_role,
            (select max(w.day) from (
                select g::date as day from generate_series($1, $1 + 100, interval '1 day') g where extract(isodow from g) < 6 and g::date > $1
                order by g limit s.due_in) w), s.place
        from opened o
        join client_success.playbook p on p.rule = o.rule and p.is_active
        join client_success.playbook_step s on s.playbook_id = p.id and s.due_in > 0
        on conflict do nothing
        """,
        """
        insert into support.notification (id, operator_id, kind, subject, priority, text, link)
        select gen_random_uuid(), o.owner_id, 'client-alert', o.organization_id::text, case o.severity when 'HIGH' then 'CRITICAL' else 'NORMAL' end,
            m.notice, '/clients/' || o.organization_id
        from opened o
        join moved m on m.organization_id = o.organization_id and m.rule = o.rule
        join client_success.client c on c.organization_id = o.organization_id and c.alert_level = 'PROACTIVE'
        where o.owner_id is not null and $1::date is not null
        """,
    ];

    // What no lead can mend goes to those who run the nights: one notice for the lot, however many clients it is about.
    private static async Task TellAdministratorsAsync(OpsDbContext context, CancellationToken ct)
    {
        var clients = (await context.ReadAsync(
            """
            select count(*) from opened o join client_success.client c on c.organization_id = o.organization_id and c.alert_level = 'PROACTIVE'
            where o.rule = 'NO_SCORE'
            """,
            r => r.GetInt64(0), ct)).Single();
        await context.WriteAsync(
            """
            insert into support.notification (id, operator_id, kind, subject, priority, text, link)
            select gen_random_uuid(), a.id, 'client-alert', 'NO_SCORE', 'CRITICAL', $2, '/alerts?view=book&rule=NO_SCORE'
            from client_success.administrators() a (id) where $1 > 0
            """,
            ct, clients, AlertWords.NoScoreNotice(clients));
    }

    private static async Task ResolvedAsync(OpsDbContext context, JobFire fire, CancellationToken ct)
    {
        var resolved = await context.ReadAsync(
            "select id, organization_id, rule from resolved", r => (Id: r.GetGuid(0), Tenant: new OrganizationId(r.GetGuid(1)), Rule: r.GetString(2)), ct);
        if (resolved.Count == 0)
            return;
        // One entry for the lot: a bulk act (DESIGN.md 4). The digest is over all their ids, in order, a line each.
        var ids = resolved.Select(r => r.Id.ToString()).Order(StringComparer.Ordinal).ToList();
        await context.AppendAsync(
            fire,
            new AuditAct(AuditAction.ResolveAlert)
            {
                EntityType = "Alert",
                Detail = new JsonObject { ["count"] = ids.Count, ["alerts"] = new JsonArray([.. ids.Take(100).Select(id => (JsonNode)id)]), ["digest"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids)))) },
            },
            ct);
    }
}
