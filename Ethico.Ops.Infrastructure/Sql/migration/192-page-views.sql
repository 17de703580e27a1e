-- What the pages of Preview, Verify and Roll back read of one row at a time (migration.md 4.5 to 4.8): staged and live values by the
-- target keys of mappings, so that a row stands beside its source. Read with the rights of who asks.
set local role ops_owner;

-- An instant as people compare it; text of jsonb depends on the session's zone.
create function migration.shown_instant(p_at timestamptz) returns text
    language sql immutable parallel safe
    as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"') $$;

-- A category, location or account of a difference by its name; everything else as it is.
create function migration.shown_value(p_run uuid, p_target text, p_value text) returns text
    language sql stable
    set search_path = ''
    as $$
    select case
        when p_value is null then null
        when p_target in ('case.category', 'case.secondary_category', 'report.category') then coalesce(
            (select c.name from platform.categories c where c.organization_id = (select access.current_tenant()) and c.id = p_value::uuid),
            (select s.name from migration.plan_references r join migration.staged_references s
                on s.organization_id = r.organization_id and s.run_id = r.run_id and s.kind = r.kind and s.ref = r.ref
                where r.run_id = p_run and r.id = p_value::uuid), p_value)
        when p_target in ('case.location', 'report.location') then coalesce(
            (select l.name from platform.locations l where l.organization_id = (select access.current_tenant()) and l.id = p_value::uuid),
            (select s.name from migration.plan_references r join migration.staged_references s
                on s.organization_id = r.organization_id and s.run_id = r.run_id and s.kind = r.kind and s.ref = r.ref
                where r.run_id = p_run and r.id = p_value::uuid), p_value)
        when p_target in ('case.lead', 'investigation.lead') then coalesce(
            (select a.display_name from platform.accounts a where a.organization_id = (select access.current_tenant()) and a.id = p_value::uuid), p_value)
        else p_value end
    $$;

-- A staged row by target keys: what the import would write.
create function migration.staged_values(p_run uuid, p_row int) returns table (target text, value text)
    language sql stable
    set search_path = ''
    as $$
    select v.target, v.value
    from migration.staged_rows s
    left join migration.staged_investigations i on i.organization_id = s.organization_id and i.run_id = s.run_id and i.row_number = s.row_number
    cross join lateral (
        select * from (values
            ('row.key', s.row_key),
            ('report.reference_number', coalesce(s.report_reference_number, s.case_reference_number)),
            ('report.received_at', migration.shown_instant(s.received_at)),
            ('report.details', s.details), ('report.summary', s.summary), ('report.incident_on', s.incident_on::text),
            ('report.incident_note', s.incident_note), ('report.channel', s.channel), ('report.language', s.language),
            ('report.is_anonymous', case s.is_anonymous when true then 'yes' when false then 'no' end), ('report.reporter_type', s.reporter_type),
            ('report.reporter_relationship', s.reporter_relationship), ('report.reporter_reference', s.reporter_reference),
            ('report.severity', s.report_severity),
            ('case.reference_number', s.case_reference_number), ('case.status', s.status), ('case.outcome', s.outcome),
            ('case.outcome_detail', s.outcome_detail), ('case.severity', s.severity),
            ('category.name', (select r.name from migration.staged_references r where r.organization_id = s.organization_id
                and r.run_id = s.run_id and r.kind = 'CATEGORY' and r.ref = s.category_ref)),
            ('secondary_category.name', (select r.name from migration.staged_references r where r.organization_id = s.organization_id
                and r.run_id = s.run_id and r.kind = 'CATEGORY' and r.ref = s.secondary_category_ref)),
            ('case.opened_at', migration.shown_instant(s.opened_at)), ('case.closed_at', migration.shown_instant(s.closed_at)),
            ('case.lead', coalesce(
                (select a.display_name from platform.accounts a where a.organization_id = s.organization_id and a.id = s.handler_id),
                (select q.name from platform.queues q where q.organization_id = s.organization_id and q.id = s.queue_id))),
            ('case.lead_source_text', s.lead_source_text),
            ('location.name', coalesce((select r.name from migration.staged_references r where r.organization_id = s.organization_id
                and r.run_id = s.run_id and r.kind = 'LOCATION' and r.ref = s.location_ref), s.location_text)),
            ('case.business_unit', s.business_unit), ('case.tags', array_to_string(s.tags, '; ')), ('case.notes', s.notes),
            ('investigation.number', i.number), ('investigation.status', i.status), ('investigation.outcome', i.outcome),
            ('investigation.closed_at', migration.shown_instant(i.closed_at)), ('investigation.due_on', i.due_on::text),
            ('investigation.findings_summary', i.findings_summary), ('investigation.findings_detail', i.findings_detail),
            ('investigation.root_cause', i.root_cause), ('investigation.notes', i.notes),
            ('investigation.remediation', array_to_string(i.remediation, '; ')), ('investigation.lessons_learned', i.lessons_learned)
        ) fixed (target, value)
        union all
        select lower(p.role) || '.' || f.field, f.value
        from migration.staged_people p
        cross join lateral (values ('full_name', p.full_name), ('email', p.email), ('phone', p.phone), ('employee_id', p.employee_id)) f (field, value)
        where p.organization_id = s.organization_id and p.run_id = s.run_id and p.row_number = s.row_number
        union all
        select 'custom.' || c.key, c.value from jsonb_each_text(coalesce(s.custom_fields, '{}')) c
    ) v
    where s.organization_id = (select access.current_tenant()) and s.run_id = p_run and s.row_number = p_row and v.value is not null
    $$;

-- The record a row became, by the same keys, as it stands in the client's tables now.
create function migration.live_values(p_run uuid, p_position int) returns table (target text, value text)
    language sql stable
    set search_path = ''
    as $$
    select v.target, v.value
    from migration.plan_rows p
    join platform.cases c on c.organization_id = p.organization_id and c.id = p.case_id
    left join platform.reports r on r.organization_id = p.organization_id and r.id = p.report_id
    left join platform.investigations i on i.organization_id = p.organization_id and i.id = p.investigation_id
    cross join lateral (
        select * from (values
            ('row.key', c.source_record_id), ('report.reference_number', r.reference_number),
            ('report.received_at', migration.shown_instant(r.received_at)),
            ('report.details', r.details), ('report.summary', r.summary), ('report.incident_on', r.incident_on::text),
            ('report.incident_note', r.incident_note), ('report.channel', r.channel), ('report.language', r.language),
            ('report.is_anonymous', case r.is_anonymous when true then 'yes' when false then 'no' end), ('report.reporter_type', r.reporter_type),
            ('report.reporter_relationship', r.reporter_relationship), ('report.reporter_reference', r.reporter_reference),
            ('report.severity', r.severity),
            ('case.reference_number', c.reference_number), ('case.status', c.status), ('case.outcome', c.outcome),
            ('case.outcome_detail', c.outcome_detail), ('case.severity', c.severity),
            ('category.name', (select x.name from platform.categories x where x.organization_id = c.organization_id and x.id = c.category_id)),
            ('secondary_category.name', (select x.name from platform.categories x where x.organization_id = c.organization_id and x.id = c.secondary_category_id)),
            ('case.opened_at', migration.shown_instant(c.opened_at)), ('case.closed_at', migration.shown_instant(c.closed_at)),
            ('case.lead', coalesce(
                (select a.display_name from platform.accounts a where a.organization_id = c.organization_id and a.id = c.handler_id),
                (select q.name from platform.queues q where q.organization_id = c.organization_id and q.id = c.queue_id))),
            ('case.lead_source_text', c.lead_source_text),
            ('location.name', coalesce((select l.name from platform.locations l where l.organization_id = c.organization_id and l.id = c.location_id), c.location_text)),
            ('case.business_unit', c.business_unit), ('case.tags', array_to_string(c.tags, '; ')),
            ('case.notes', (select n.text from platform.case_notes n where n.organization_id = c.organization_id and n.id = p.note_id)),
            ('investigation.number', i.number), ('investigation.status', i.status), ('investigation.outcome', i.outcome),
            ('investigation.closed_at', migration.shown_instant(i.closed_at)), ('investigation.due_on', i.due_on::text),
            ('investigation.findings_summary', i.findings_summary), ('investigation.findings_detail', i.findings_detail),
            ('investigation.root_cause', i.root_cause), ('investigation.notes', i.notes),
            ('investigation.remediation', array_to_string(i.remediation, '; ')), ('investigation.lessons_learned', i.lessons_learned)
        ) fixed (target, value)
        union all
        select lower(m.role) || '.' || f.field, f.value
        from migration.plan_people m
        join platform.persons x on x.organization_id = p.organization_id and x.id = m.person_id
        cross join lateral (values ('full_name', x.full_name), ('email', x.email), ('phone', x.phone), ('employee_id', x.employee_id)) f (field, value)
        where m.run_id = p.run_id and m.position = p.position
        union all
        select 'custom.' || f.key, f.value from jsonb_each_text(coalesce(c.custom_fields, '{}')) f
    ) v
    where p.organization_id = (select access.current_tenant()) and p.run_id = p_run and p.position = p_position and v.value is not null
    $$;

grant execute on function migration.shown_instant(timestamptz), migration.shown_value(uuid, text, text), migration.staged_values(uuid, int),
    migration.live_values(uuid, int) to ops_migration;
reset role;
