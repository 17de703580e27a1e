namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>The three statements of a case's page. No narrative is selected, only whether there is some.</summary>
internal static class CaseDetailSql
{
    /// <summary>By id, or where that is null by reference.</summary>
    public static FormattableString Header(Guid? id, string? reference) => new SqlText()
        .Add(
            $"""
            select c.id, c.reference_number, c.status, c.outcome, c.severity, g.name as category, g2.name as secondary_category,
                c.opened_at, c.opened_precision = 'DAY' as opened_is_day, c.closed_at, c.closed_precision = 'DAY' as closed_is_day,
                case when c.status <> 'CLOSED' then access.now() else c.closed_at end - c.opened_at as age,
                c.due_at, coalesce(c.status <> 'CLOSED' and c.due_at < access.now(), false) as is_overdue,
                c.handler_id, access.mask_name(h.display_name) as handler_masked, access.mask_name(c.lead_source_text) as lead_masked,
                q.name as queue, coalesce(l.name, c.location_text) as location, c.business_unit, c.acknowledged_at, c.feedback_given_at,
                c.merged_into_id, m.reference_number as merged_into_reference, c.locked_at, c.is_test,
                c.source_system, c.migration_run_id, c.migrated_at, c.summary is not null as has_summary,
                c.outcome_detail is not null as has_outcome_detail, cardinality(c.tags) as tags,
                (select count(*)::int from jsonb_object_keys(c.custom_fields)) as custom_fields,
                (select o.time_zone from platform.organizations o) as time_zone,
                coalesce((
                    select jsonb_agg(jsonb_build_object('id', r.id, 'reference', r.reference_number, 'kind', x.kind, 'channel', r.channel,
                        'language', r.language, 'reporter', r.reporter_type, 'is_anonymous', r.is_anonymous,
                        'received_at', r.received_at, 'received_is_day', r.received_precision = 'DAY',
                        'names_somebody', num_nonnulls(r.reporter_reference, r.reporter_relationship) > 0 or exists (
                            select from platform.report_persons p where p.organization_id = r.organization_id and p.report_id = r.id
                              and p.role = 'REPORTER' and p.removed_at is null)) order by x.kind, r.received_at, r.id)
                    from platform.case_reports x
                    join platform.reports r on r.organization_id = x.organization_id and r.id = x.report_id
                    where x.organization_id = c.organization_id and x.case_id = c.id), '[]')::text as reports,
                coalesce((
                    select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'status', i.status,
                        'handler_masked', access.mask_name(a.display_name), 'opened_at', i.opened_at,
                        'opened_is_day', i.opened_precision = 'DAY', 'due_on', i.due_on, 'closed_at', i.closed_at,
                        'closed_is_day', i.closed_precision = 'DAY', 'outcome', i.outcome,
                        'has_words', num_nonnulls(i.findings_summary, i.findings_detail, i.root_cause, i.notes, i.lessons_learned) > 0
                            or cardinality(i.remediation) > 0) order by i.number, i.id)
                    from platform.investigations i
                    left join platform.accounts a on a.organization_id = i.organization_id and a.id = i.handler_id
                    where i.organization_id = c.organization_id and i.case_id = c.id), '[]')::text as investigations,
                coalesce((
                    select jsonb_agg(jsonb_build_object('id', t.id, 'status', t.status, 'assignee_masked', access.mask_name(a.display_name),
                        'due_on', t.due_on, 'done_at', t.done_at, 'created_at', t.created_at) order by t.created_at, t.id)
                    from platform.case_tasks t
                    left join platform.accounts a on a.organization_id = t.organization_id and a.id = t.assignee_id
                    where t.organization_id = c.organization_id and t.case_id = c.id), '[]')::text as tasks,
                coalesce((
                    select jsonb_agg(jsonb_build_object('id', f.id, 'media_type', f.media_type, 'size', f.size_bytes,
                        'created_at', f.created_at) order by f.created_at, f.id)
                    from platform.case_files f
                    where f.organization_id = c.organization_id and f.case_id = c.id), '[]')::text as files,
                access.now() as read_at
            from platform.cases c
            join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            left join platform.categories g2 on g2.organization_id = c.organization_id and g2.id = c.secondary_category_id
            left join platform.accounts h on h.organization_id = c.organization_id and h.id = c.handler_id
            left join platform.queues q on q.organization_id = c.organization_id and q.id = c.queue_id
            left join platform.locations l on l.organization_id = c.organization_id and l.id = c.location_id
            left join platform.cases m on m.organization_id = c.organization_id and m.id = c.merged_into_id
            """)
        .AddIf(id is not null, $"where c.id = {id}")
        .AddIf(id is null, $"where c.reference_number = {reference}")
        .Done();

    public static FormattableString People(Guid id, int most) =>
        $"""
        select p.id, x.roles, access.mask_name(p.full_name) as name_masked,
            access.mask_email(p.email) as mail_masked, p.phone is not null as has_phone,
            num_nonnulls(p.employee_id, p.job_title, p.department, p.company) > 0 as has_employment, p.account_id is not null as has_account
        from (
            select organization_id, person_id, array_agg(role order by role) as roles, min(role) as first_role
            from platform.case_persons where case_id = {id}
            group by organization_id, person_id) x
        join platform.persons p on p.organization_id = x.organization_id and p.id = x.person_id
        order by x.first_role, p.id
        limit {most}
        """;

    /// <summary>
    /// Events and notes, newest first. An id among an event's codes is answered with what it names: a masked handler, a category, a
    /// case's reference; any other id with nothing.
    /// </summary>
    public static FormattableString Timeline(Guid id, int limit) =>
        $"""
        select t.kind, t.id, t.at, t.actor_kind, t.event, b.shown as before, a.shown as after, t.has_words
        from (
            select 'EVENT' as kind, e.organization_id, e.id, e.occurred_at as at, e.actor_kind, e.kind as event, e.before_code, e.after_code,
                e.note is not null as has_words
            from platform.case_events e where e.case_id = {id}
            union all
            select 'NOTE', n.organization_id, n.id, n.created_at, n.author_kind, null, null, null, true
            from platform.case_notes n where n.case_id = {id}
            order by at desc, id desc
            limit {limit}) t
        cross join lateral (
            select case when t.before_code ~ {UuidForm} then t.before_code::uuid end as before_id,
                case when t.after_code ~ {UuidForm} then t.after_code::uuid end as after_id) i
        cross join lateral (
            select case when i.before_id is null then t.before_code
                when t.event = 'HANDLER_CHANGED' then (select access.mask_name(x.display_name) from platform.accounts x
                    where x.organization_id = t.organization_id and x.id = i.before_id)
                when t.event = 'CATEGORY_CHANGED' then (select x.name from platform.categories x
                    where x.organization_id = t.organization_id and x.id = i.before_id)
                when t.event = 'MERGED' then (select x.reference_number from platform.cases x
                    where x.organization_id = t.organization_id and x.id = i.before_id) end as shown) b
        cross join lateral (
            select case when i.after_id is null then t.after_code
                when t.event = 'HANDLER_CHANGED' then (select access.mask_name(x.display_name) from platform.accounts x
                    where x.organization_id = t.organization_id and x.id = i.after_id)
                when t.event = 'CATEGORY_CHANGED' then (select x.name from platform.categories x
                    where x.organization_id = t.organization_id and x.id = i.after_id)
                when t.event = 'MERGED' then (select x.reference_number from platform.cases x
                    where x.organization_id = t.organization_id and x.id = i.after_id) end as shown) a
        order by t.at desc, t.id desc
        """;

    private const string UuidForm = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
}
