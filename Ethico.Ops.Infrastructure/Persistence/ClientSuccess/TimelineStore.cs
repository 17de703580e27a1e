using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;
using TimelineKind = Ethico.Ops.Domain.ClientSuccess.TimelineKind;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The timeline entries this schema holds itself, in one statement. Money is not among them.</summary>
internal sealed class TimelineStore(OpsDatabase database, NightCalendar calendar) : IClientTimeline
{
    public Task<Outcome<IReadOnlyList<TimelineEntry>?>> OwnAsync(
        ClientScope scope, OrganizationId tenant, DateTimeOffset from, DateTimeOffset to, string? text, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((IReadOnlyList<TimelineEntry>?)null);
            var wanted = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
            return Outcome.Of<IReadOnlyList<TimelineEntry>?>(await context.ReadAsync(
                $"""
                with snapshots as (
                    select h.day, h.score, h.band, h.model_version, lag(h.score) over w as score_before, lag(h.band) over w as band_before, lag(h.model_version) over w as model_before
                    from client_success.health_snapshot h where h.organization_id = $1 and h.state = 'SCORED' window w as (order by h.day))
                select t.id, t.kind, t.at, t.title, t.detail, t.by from (
                    select e.id::text, 'ENGAGEMENT' as kind, e.happened_at as at, case e.kind when 'QBR' then e.kind else initcap(e.kind) end || ': ' || e.subject as title, e.notes as detail, p.display_name as by
                    from client_success.engagement e left join access.operator_name p on p.operator_id = e.created_by
                    where e.organization_id = $1 and ($4::text is null or position(lower($4) in lower(e.subject || ' ' || coalesce(e.notes, ''))) > 0)
                    union all
                    select 'ticket-' || k.number, 'TICKET', k.opened_at, 'Ticket ' || k.number || ' opened', lower(k.severity) || ', ' || lower(k.status), null
                    from client_success.ticket_line k where k.organization_id = $1 and $4::text is null
                    union all
                    select 'score-' || s.day, 'SCORE_CHANGE', (s.day + 1)::timestamp at time zone $5,
                        case when s.band is distinct from s.band_before then 'Band changed from ' || lower(s.band_before) || ' to ' || lower(s.band)
                            else 'Score changed from ' || s.score_before || ' to ' || s.score end, s.score_before || ' → ' || s.score, null
                    from snapshots s where $4::text is null and s.score_before is not null
                      and (s.band is distinct from s.band_before or abs(s.score - s.score_before) >= 5.0)
                    union all
                    select 'model-' || s.day, 'MODEL_CHANGE', (s.day + 1)::timestamp at time zone $5, 'Health model ' || s.model_version || ' took effect', null, null
                    from snapshots s where $4::text is null and s.model_before <> s.model_version
                    union all
                    select o.id::text, 'OVERRIDE', o.created_at, 'Band overridden: ' || lower(o.band) || ' until ' || to_char(o.expires_on, 'FMDD Mon YYYY'), o.reason, p.display_name
                    from client_success.health_override o left join access.operator_name p on p.operator_id = o.created_by
                    where o.organization_id = $1 and $4::text is null
                    union all
                    select 'live', 'GO_LIVE', c.live_at, 'Went live', null, null from client_success.client c where c.organization_id = $1 and c.live_at is not null and $4::text is null
                    union all
                    select 'renewal-' || c.renewal_on, 'RENEWAL', c.renewal_on::timestamp at time zone $5, 'Renewal', lower(c.renewal_kind), null
                    from client_success.client c where c.organization_id = $1 and c.renewal_on is not null and $4::text is null
                    union all
                    select a.id::text, 'ALERT', (a.opened_on + 1)::timestamp at time zone $5, a.rule, lower(a.severity) || ', ' || lower(a.state), null
                    from client_success.alert a where a.organization_id = $1 and $4::text is null
                ) t (id, kind, at, title, detail, by)
                where t.at >= $2 and t.at < $3
                order by t.at desc, t.kind, t.id limit {IClientTimeline.Most} + 1
                """,
                r =>
                {
                    var (kind, title) = (PlatformCodes.Read<Domain.ClientSuccess.TimelineKind>(r.GetString(1)), r.GetString(3));
                    return new TimelineEntry(
                        r.GetString(0), kind, r.GetFieldValue<DateTimeOffset>(2),
                        kind is Domain.ClientSuccess.TimelineKind.Alert ? WholeText.Sentence(PlatformCodes.Read<AlertRule>(title).InWords()) : title, r.MaybeText(4), r.MaybeText(5));
                },
                token, tenant.Value, from, to, ScopeSql.Typed(wanted, NpgsqlDbType.Text), calendar.Zone));
        },
        ct);
}
