-- A batch of the import (migration.md 4.6), as ops_import and with its rights only: each statement carries all rows of the batch
-- from the staged tables into one of the client's, and the policies judge every row. No function that writes may set
-- plan_cache_mode: the foreign keys' own look-ups would inherit it, and be planned anew for every row.
set local role ops_owner;

-- What a row brings along that is not there yet: its categories with their parents, its locations.
create function migration.import_references(p_run uuid, p_from int, p_to int, p_now timestamptz, p_operator uuid) returns void
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_system constant text := (select p.source_system from migration.plans p where p.run_id = p_run);
begin
    if not exists (select from migration.plan_references r where r.run_id = p_run) then
        return;
    end if;

    with recursive named as (
        select v.id, min(p.position * 4 + v.nth) as place
        from migration.plan_rows p
        cross join lateral (values (p.category_id, 0), (p.secondary_category_id, 1)) v (id, nth)
        where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
          and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE') and v.id is not null
        group by v.id
    ), needed as (
        select r.id, r.parent_id, r.ref, n.place from named n
        join migration.plan_references r on r.run_id = p_run and r.kind = 'CATEGORY' and r.id = n.id
        union
        select r.id, r.parent_id, r.ref, n.place from needed n
        join migration.plan_references r on r.run_id = p_run and r.kind = 'CATEGORY' and r.id = n.parent_id
    ), missing as (
        select n.id, n.parent_id, n.ref, min(n.place) as place from needed n
        where not exists (select from platform.categories c where c.organization_id = v_tenant and c.id = n.id)
        group by n.id, n.parent_id, n.ref
    ), made as (
        insert into platform.categories (organization_id, id, parent_id, name, name_key, code, standard_code, updated_by,
            source_system, source_record_id, migration_run_id, migrated_at)
        select v_tenant, m.id, m.parent_id, s.name, s.name_key, s.code, s.standard_code, p_operator, v_system, r.source_record_id, p_run, p_now
        from missing m
        join migration.staged_references s on s.organization_id = v_tenant and s.run_id = p_run and s.kind = 'CATEGORY' and s.ref = m.ref
        join migration.plan_references r on r.run_id = p_run and r.kind = 'CATEGORY' and r.ref = m.ref
        returning id
    ), keys as (
        insert into migration.source_keys (organization_id, source_system, source_record_id, entity, entity_id, run_id)
        select v_tenant, v_system, r.source_record_id, 'CATEGORY', r.id, p_run
        from made join migration.plan_references r on r.run_id = p_run and r.id = made.id
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id)
    select v_tenant, p_run, m.place / 4,
        case row_number() over (partition by m.place / 4 order by m.place % 4, m.id) when 1 then 12 when 2 then 13
            else 12 + row_number() over (partition by m.place / 4 order by m.place % 4, m.id) end,
        'CATEGORY', 'CREATED', m.id
    from missing m;

    with missing as (
        select r.id, r.ref, min(p.position) as position
        from migration.plan_rows p
        join migration.plan_references r on r.run_id = p_run and r.kind = 'LOCATION' and r.id = p.location_id
        where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
          and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE')
          and not exists (select from platform.locations l where l.organization_id = v_tenant and l.id = r.id)
        group by r.id, r.ref
    ), made as (
        insert into platform.locations (organization_id, id, code, name, name_key, city, state, postal_code, country, updated_by,
            source_system, source_record_id, migration_run_id, migrated_at)
        select v_tenant, m.id, s.code, s.name, s.name_key, s.city, s.state, s.postal_code, s.country, p_operator,
            v_system, r.source_record_id, p_run, p_now
        from missing m
        join migration.staged_references s on s.organization_id = v_tenant and s.run_id = p_run and s.kind = 'LOCATION' and s.ref = m.ref
        join migration.plan_references r on r.run_id = p_run and r.kind = 'LOCATION' and r.ref = m.ref
        returning id
    ), keys as (
        insert into migration.source_keys (organization_id, source_system, source_record_id, entity, entity_id, run_id)
        select v_tenant, v_system, r.source_record_id, 'LOCATION', r.id, p_run
        from made join migration.plan_references r on r.run_id = p_run and r.id = made.id
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id)
    select v_tenant, p_run, m.position, 11 + 20 + row_number() over (partition by m.position order by m.id), 'LOCATION', 'CREATED', m.id
    from missing m;

    -- Of a few new ones each batch, after the statement that made them.
    update migration.ledger g set fingerprint = c.fingerprint
    from migration.live_categories c
    where g.run_id = p_run and g.position between p_from and p_to and g.entity = 'CATEGORY' and g.fingerprint is null
      and c.organization_id = v_tenant and c.id = g.entity_id;
    update migration.ledger g set fingerprint = l.fingerprint
    from migration.live_locations l
    where g.run_id = p_run and g.position between p_from and p_to and g.entity = 'LOCATION' and g.fingerprint is null
      and l.organization_id = v_tenant and l.id = g.entity_id;
end
$$;

-- Numbers the platform draws, kept with the plan before the first row that carries one.
create function migration.import_numbers(p_run uuid, p_from int, p_to int) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_many int;
begin
    select count(*) into v_many from migration.plan_rows p
    where p.run_id = p_run and p.position between p_from and p_to and p.case_reference is null and p.failure_code is null
      and migration.comes_to(p.action, p.decision) = 'CREATE';
    if v_many = 0 then
        return;
    end if;
    update migration.plan_rows p set case_reference = d.number, report_reference = coalesce(p.report_reference, d.number)
    from (
        select p.position, row_number() over (order by p.position) as nth from migration.plan_rows p
        where p.run_id = p_run and p.position between p_from and p_to and p.case_reference is null and p.failure_code is null
          and migration.comes_to(p.action, p.decision) = 'CREATE') n
    join (select x.number, x.nth from platform.draw_numbers('CASE', v_many) with ordinality x (number, nth)) d on d.nth = n.nth
    where p.run_id = p_run and p.position = n.position;
end
$$;

-- Rows are looked up one by one (lateral, offset 0): while a tenant fills, the planner's figures of it are old, and a join it thinks
-- small reads the whole tenant once per row.
create function migration.import_new(p_run uuid, p_from int, p_to int, p_now timestamptz, p_operator uuid) returns void
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_system constant text := (select p.source_system from migration.plans p where p.run_id = p_run);
    v_made uuid[];
begin
    -- People who are not there yet; who was found is linked and noted.
    with named as (
        select distinct on (n.person_id) n.person_id, n.role, n.source_record_id, p.row_number
        from migration.plan_people n
        cross join lateral (select * from migration.plan_rows x where x.run_id = p_run and x.position = n.position offset 0) p
        where n.run_id = p_run and n.position between p_from and p_to and n.source_record_id is not null and p.failure_code is null
          and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE')
          and (select x.id from platform.persons x where x.organization_id = v_tenant and x.id = n.person_id) is null
        order by n.person_id, n.position, n.role
    ), made as (
        insert into platform.persons (organization_id, id, full_name, first_name, last_name, name_key, email, email_hash, phone,
            employee_id, job_title, department, company, updated_by, source_system, source_record_id, migration_run_id, migrated_at)
        select v_tenant, n.person_id, s.full_name, s.first_name, s.last_name, s.name_key, s.email,
            case when s.email is not null then migration.keyed_hash(k.mail_inner, k.mail_outer, lower(btrim(s.email))) end, s.phone,
            s.employee_id, s.job_title, s.department, s.company, p_operator, v_system, n.source_record_id, p_run, p_now
        from named n
        cross join lateral (select * from migration.staged_people x
            where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = n.row_number and x.role = n.role offset 0) s
        cross join (select current_setting('ops.mail_inner')::bytea as mail_inner, current_setting('ops.mail_outer')::bytea as mail_outer) k
        returning id
    )
    select array_agg(m.id) into v_made from made m;

    with named as (
        select distinct on (n.person_id) n.person_id, n.position, n.role, n.source_record_id
        from migration.plan_people n
        where n.run_id = p_run and n.position between p_from and p_to and n.person_id = any(v_made)
        order by n.person_id, n.position, n.role
    ), keys as (
        insert into migration.source_keys (organization_id, source_system, source_record_id, entity, entity_id, run_id)
        select v_tenant, v_system, n.source_record_id, 'PERSON', n.person_id, p_run from named n order by n.source_record_id
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, fingerprint)
    select v_tenant, p_run, n.position, 3 + array_position(array['REPORTER', 'SUBJECT', 'WITNESS'], n.role), 'PERSON', 'CREATED', n.person_id, f.fingerprint
    from named n cross join lateral (select x.fingerprint from migration.live_people x
        where x.organization_id = v_tenant and x.id = n.person_id offset 0) f
    union all
    select v_tenant, p_run, n.position, 3 + array_position(array['REPORTER', 'SUBJECT', 'WITNESS'], n.role), 'PERSON', 'LINKED', n.person_id, null
    from migration.plan_people n
    cross join lateral (select * from migration.plan_rows x where x.run_id = p_run and x.position = n.position offset 0) p
    where n.run_id = p_run and n.position between p_from and p_to and n.source_record_id is null and n.is_first and p.failure_code is null
      and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE');

    insert into platform.reports (organization_id, id, reference_number, channel, language, is_anonymous, reporter_type,
        reporter_relationship, reporter_reference, received_at, received_precision, incident_on, incident_note, details, summary,
        category_id, severity, location_id, location_text, custom_fields, intake_state, submitted_at, released_at, updated_by,
        source_system, source_record_id, migration_run_id, migrated_at)
    select v_tenant, p.report_id, coalesce(p.report_reference, p.case_reference), coalesce(s.channel, 'OTHER'), s.language,
        s.is_anonymous, s.reporter_type, s.reporter_relationship, s.reporter_reference, s.received_at,
        coalesce(s.received_precision, 'MINUTE'), s.incident_on, s.incident_note, s.details, s.summary, p.category_id,
        s.report_severity, p.location_id, s.location_text, coalesce(s.report_custom_fields, '{}'), 'RELEASED', s.received_at,
        s.received_at, p_operator, v_system, p.source_record_id, p_run, p_now
    from migration.plan_rows p
    cross join lateral (select * from migration.staged_rows x
        where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) s
    where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
      and migration.comes_to(p.action, p.decision) = 'CREATE';

    insert into platform.cases (organization_id, id, reference_number, status, outcome, outcome_detail, severity, category_id,
        secondary_category_id, opened_at, opened_precision, closed_at, closed_precision, handler_id, queue_id, lead_source_text,
        location_id, location_text, business_unit, tags, custom_fields, updated_by,
        source_system, source_record_id, migration_run_id, migrated_at)
    select v_tenant, p.case_id, p.case_reference, s.status, s.outcome, s.outcome_detail, s.severity, p.category_id,
        p.secondary_category_id, coalesce(s.opened_at, s.received_at),
        coalesce(case when s.opened_at is null then s.received_precision else s.opened_precision end, 'MINUTE'), s.closed_at,
        coalesce(s.closed_precision, 'MINUTE'), s.handler_id, s.queue_id, s.lead_source_text, p.location_id, s.location_text,
        s.business_unit, coalesce(s.tags, '{}'), coalesce(s.custom_fields, '{}'), p_operator,
        v_system, p.source_record_id, p_run, p_now
    from migration.plan_rows p
    cross join lateral (select * from migration.staged_rows x
        where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) s
    where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
      and migration.comes_to(p.action, p.decision) = 'CREATE';

    with made as (
        insert into platform.case_reports (organization_id, case_id, report_id, kind, source_system, source_record_id, migration_run_id, migrated_at)
        select v_tenant, p.case_id, p.report_id, 'PRIMARY', v_system, p.source_record_id, p_run, p_now
        from migration.plan_rows p
        where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
          and migration.comes_to(p.action, p.decision) = 'CREATE'
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id)
    select v_tenant, p_run, p.position, 3, 'CASE_REPORT', 'CREATED', p.case_id, p.report_id
    from migration.plan_rows p
    where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
      and migration.comes_to(p.action, p.decision) = 'CREATE';

    -- Two rows of one key may name the same person in the same role.
    with named as (
        select distinct on (p.case_id, n.person_id, n.role) p.case_id, n.person_id, n.role, p.position, p.source_record_id
        from migration.plan_people n
        cross join lateral (select * from migration.plan_rows x where x.run_id = p_run and x.position = n.position offset 0) p
        where n.run_id = p_run and n.position between p_from and p_to and p.failure_code is null
          and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE')
          and (p.action <> 'MERGE' or not exists (select from platform.case_persons x where x.organization_id = v_tenant
            and x.case_id = p.case_id and x.person_id = n.person_id and x.role = n.role))
        order by p.case_id, n.person_id, n.role, p.position
    ), made as (
        insert into platform.case_persons (organization_id, case_id, person_id, role, source_system, source_record_id, migration_run_id, migrated_at)
        select v_tenant, n.case_id, n.person_id, n.role, v_system, n.source_record_id, p_run, p_now from named n
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id)
    select v_tenant, p_run, n.position, 6 + array_position(array['REPORTER', 'SUBJECT', 'WITNESS'], n.role), 'CASE_PERSON', 'CREATED',
        n.case_id, n.person_id
    from named n;

    -- Also for an update whose record had none.
    insert into platform.investigations (organization_id, id, case_id, number, status, handler_id, opened_at, opened_precision,
        due_on, closed_at, closed_precision, outcome, findings_summary, findings_detail, root_cause, notes, remediation,
        lessons_learned, updated_by, source_system, source_record_id, migration_run_id, migrated_at)
    select v_tenant, p.investigation_id, p.case_id, coalesce(i.number, '1'), i.status, i.handler_id, i.opened_at,
        coalesce(i.opened_precision, 'MINUTE'), i.due_on, i.closed_at, coalesce(i.closed_precision, 'MINUTE'), i.outcome,
        i.findings_summary, i.findings_detail, i.root_cause, i.notes, coalesce(i.remediation, '{}'), i.lessons_learned, p_operator,
        v_system, p.source_record_id, p_run, p_now
    from migration.plan_rows p
    cross join lateral (select * from migration.staged_investigations x
        where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) i
    where p.run_id = p_run and p.position between p_from and p_to and p.makes_investigation and p.failure_code is null
      and p.position = p.lead_position and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE');

    insert into platform.case_notes (organization_id, id, case_id, text, author_kind, author_id, source_system, source_record_id,
        migration_run_id, migrated_at)
    select v_tenant, p.note_id, p.case_id, s.notes, 'IMPERSONATED', p_operator, v_system, p.source_record_id, p_run, p_now
    from migration.plan_rows p
    cross join lateral (select * from migration.staged_rows x
        where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) s
    where p.run_id = p_run and p.position between p_from and p_to and p.note_id is not null and p.failure_code is null
      and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE');

    -- What was written, as it stands: in the ledger, and with its source's key.
    with done as materialized (
        select p.position, p.source_record_id, p.case_id, p.report_id, p.investigation_id,
            migration.comes_to(p.action, p.decision) = 'CREATE' as is_new, p.makes_investigation, p.note_id,
            p.action = 'MERGE' as is_merged
        from migration.plan_rows p
        where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
          and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE', 'MERGE')
    ), prints as materialized (
        select d.position, d.source_record_id, d.case_id as link_id, 1 as place, 'REPORT' as entity, d.report_id as id, f.fingerprint
        from done d cross join lateral (select x.fingerprint from migration.live_reports x
            where x.organization_id = v_tenant and x.id = d.report_id offset 0) f where d.is_new
        union all
        select d.position, d.source_record_id, null, 2, 'CASE', d.case_id, f.fingerprint
        from done d cross join lateral (select x.fingerprint from migration.live_cases x
            where x.organization_id = v_tenant and x.id = d.case_id offset 0) f where d.is_new
        union all
        select d.position, d.source_record_id, d.case_id, 10, 'INVESTIGATION', d.investigation_id, f.fingerprint
        from done d cross join lateral (select x.fingerprint from migration.live_investigations x
            where x.organization_id = v_tenant and x.id = d.investigation_id offset 0) f where d.makes_investigation and not d.is_merged
        union all
        select d.position, d.source_record_id, d.case_id, 11, 'CASE_NOTE', d.note_id, f.fingerprint
        from done d cross join lateral (select x.fingerprint from migration.live_notes x
            where x.organization_id = v_tenant and x.id = d.note_id offset 0) f where d.note_id is not null
    ), keys as (
        insert into migration.source_keys (organization_id, source_system, source_record_id, entity, entity_id, run_id, fingerprint)
        select v_tenant, v_system, w.source_record_id, w.entity, w.id, p_run, w.fingerprint from prints w where w.entity <> 'CASE_NOTE'
        order by w.source_record_id
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id, fingerprint)
    select v_tenant, p_run, w.position, w.place, w.entity, 'CREATED', w.id, w.link_id, w.fingerprint from prints w order by w.position, w.place;
end
$$;

-- Exactly the fields the plan named, with what they were before.
create function migration.import_changes(p_run uuid, p_from int, p_to int, p_operator uuid) returns void
    language plpgsql
    set search_path = ''
    set jit = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set enable_material = off
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_system constant text := (select p.source_system from migration.plans p where p.run_id = p_run);
begin
    if not exists (select from migration.plan_rows p where p.run_id = p_run and p.position between p_from and p_to
            and migration.comes_to(p.action, p.decision) = 'UPDATE' and p.failure_code is null) then
        return;
    end if;

    with before as (
        select p.position, p.row_number, p.source_record_id, p.changes, p.category_id, p.secondary_category_id, p.location_id, c.id,
            jsonb_build_object('reference_number', c.reference_number, 'status', c.status, 'outcome', c.outcome, 'outcome_detail', c.outcome_detail,
                'severity', c.severity, 'category_id', c.category_id, 'secondary_category_id', c.secondary_category_id,
                'opened_at', c.opened_at, 'opened_precision', c.opened_precision, 'closed_at', c.closed_at,
                'closed_precision', c.closed_precision, 'handler_id', c.handler_id, 'queue_id', c.queue_id,
                'lead_source_text', c.lead_source_text, 'location_id', c.location_id, 'location_text', c.location_text,
                'business_unit', c.business_unit, 'tags', c.tags, 'custom_fields', c.custom_fields, 'updated_by', c.updated_by)
                || jsonb_build_object('key_print', (select encode(k.fingerprint, 'hex') from migration.source_keys k
                    where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = p.source_record_id
                      and k.entity = 'CASE')) as was
        from migration.plan_rows p
        cross join lateral (select x.* from platform.cases x where x.organization_id = v_tenant and x.id = p.case_id offset 0) c
        where p.run_id = p_run and p.position between p_from and p_to and p.position = p.lead_position and p.failure_code is null
          and migration.comes_to(p.action, p.decision) = 'UPDATE'
          and exists (select from jsonb_object_keys(p.changes) k where k like 'case.%')
    ), done as (
        update platform.cases c set
        reference_number = case when p.changes ? 'case.reference_number' then s.case_reference_number else c.reference_number end,
        status = case when p.changes ? 'case.status' then s.status else c.status end,
        outcome = case when p.changes ? 'case.outcome' then s.outcome else c.outcome end,
        outcome_detail = case when p.changes ? 'case.outcome_detail' then s.outcome_detail else c.outcome_detail end,
        severity = case when p.changes ? 'case.severity' then s.severity else c.severity end,
        category_id = case when p.changes ? 'case.category' then p.category_id else c.category_id end,
        secondary_category_id = case when p.changes ? 'case.secondary_category' then p.secondary_category_id else c.secondary_category_id end,
        opened_at = case when p.changes ? 'case.opened_at' then s.opened_at else c.opened_at end,
        opened_precision = case when p.changes ? 'case.opened_precision' then case when s.opened_at is not null then s.opened_precision end else c.opened_precision end,
        closed_at = case when p.changes ? 'case.closed_at' then s.closed_at else c.closed_at end,
        closed_precision = case when p.changes ? 'case.closed_precision' then case when s.closed_at is not null then s.closed_precision end else c.closed_precision end,
        handler_id = case when p.changes ? 'case.lead' then s.handler_id else c.handler_id end,
        lead_source_text = case when p.changes ? 'case.lead_source_text' then s.lead_source_text else c.lead_source_text end,
        location_id = case when p.changes ? 'case.location' then p.location_id else c.location_id end,
        location_text = case when p.changes ? 'case.location_text' then s.location_text else c.location_text end,
        business_unit = case when p.changes ? 'case.business_unit' then s.business_unit else c.business_unit end,
        tags = case when p.changes ? 'case.tags' then nullif(s.tags, '{}') else c.tags end,
        custom_fields = case when p.changes ? 'case.custom_fields' then case when s.custom_fields is not null then c.custom_fields || s.custom_fields end else c.custom_fields end,
        queue_id = case when p.changes ? 'case.lead' then s.queue_id else c.queue_id end,
        updated_by = p_operator
        from before p
        cross join lateral (select * from migration.staged_rows x
            where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) s
        where c.organization_id = v_tenant and c.id = p.id
        returning c.id, p.position, p.source_record_id, p.was, sha256(record_send(row(c.reference_number, c.status, c.outcome,
            c.outcome_detail, c.summary, c.severity, c.category_id, c.secondary_category_id, c.opened_at, c.opened_precision, c.closed_at,
            c.closed_precision, c.due_at, c.handler_id, c.queue_id, c.lead_source_text, c.location_id, c.location_text, c.business_unit,
            c.tags, c.custom_fields, c.acknowledged_at, c.feedback_given_at, c.merged_into_id, c.locked_at, c.is_test))) as fingerprint
    ), keys as (
        update migration.source_keys k set fingerprint = d.fingerprint from done d
        where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = d.source_record_id and k.entity = 'CASE'
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, fingerprint, before)
    select v_tenant, p_run, d.position, 2, 'CASE', 'UPDATED', d.id, d.fingerprint, d.was from done d;

    with before as (
        select p.position, p.row_number, p.case_id, p.source_record_id, p.changes, p.category_id, p.location_id, r.id,
            jsonb_build_object('reference_number', r.reference_number, 'channel', r.channel, 'language', r.language,
                'is_anonymous', r.is_anonymous, 'reporter_type', r.reporter_type, 'reporter_relationship', r.reporter_relationship,
                'reporter_reference', r.reporter_reference, 'received_at', r.received_at, 'received_precision', r.received_precision,
                'incident_on', r.incident_on, 'incident_note', r.incident_note, 'details', r.details, 'summary', r.summary,
                'category_id', r.category_id, 'severity', r.severity, 'location_id', r.location_id, 'location_text', r.location_text,
                'custom_fields', r.custom_fields, 'updated_by', r.updated_by)
                || jsonb_build_object('key_print', (select encode(k.fingerprint, 'hex') from migration.source_keys k
                    where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = p.source_record_id
                      and k.entity = 'REPORT')) as was
        from migration.plan_rows p
        cross join lateral (select x.id, x.reference_number, x.channel, x.language, x.is_anonymous, x.reporter_type, x.reporter_relationship,
                x.reporter_reference, x.received_at, x.received_precision, x.incident_on, x.incident_note, x.details, x.summary, x.category_id,
                x.severity, x.location_id, x.location_text, x.custom_fields, x.updated_by from platform.reports x where x.organization_id = v_tenant and x.id = p.report_id offset 0) r
        where p.run_id = p_run and p.position between p_from and p_to and p.position = p.lead_position and p.failure_code is null
          and migration.comes_to(p.action, p.decision) = 'UPDATE'
          and exists (select from jsonb_object_keys(p.changes) k where k like 'report.%')
    ), done as (
        update platform.reports r set
        reference_number = case when p.changes ? 'report.reference_number' then coalesce(s.report_reference_number, s.case_reference_number) else r.reference_number end,
        channel = case when p.changes ? 'report.channel' then s.channel else r.channel end,
        language = case when p.changes ? 'report.language' then s.language else r.language end,
        is_anonymous = case when p.changes ? 'report.is_anonymous' then s.is_anonymous else r.is_anonymous end,
        reporter_type = case when p.changes ? 'report.reporter_type' then s.reporter_type else r.reporter_type end,
        reporter_relationship = case when p.changes ? 'report.reporter_relationship' then s.reporter_relationship else r.reporter_relationship end,
        reporter_reference = case when p.changes ? 'report.reporter_reference' then s.reporter_reference else r.reporter_reference end,
        received_at = case when p.changes ? 'report.received_at' then s.received_at else r.received_at end,
        received_precision = case when p.changes ? 'report.received_precision' then case when s.received_at is not null then s.received_precision end else r.received_precision end,
        incident_on = case when p.changes ? 'report.incident_on' then s.incident_on else r.incident_on end,
        incident_note = case when p.changes ? 'report.incident_note' then s.incident_note else r.incident_note end,
        details = case when p.changes ? 'report.details' then s.details else r.details end,
        summary = case when p.changes ? 'report.summary' then s.summary else r.summary end,
        category_id = case when p.changes ? 'report.category' then p.category_id else r.category_id end,
        severity = case when p.changes ? 'report.severity' then s.report_severity else r.severity end,
        location_id = case when p.changes ? 'report.location' then p.location_id else r.location_id end,
        location_text = case when p.changes ? 'report.location_text' then s.location_text else r.location_text end,
        custom_fields = case when p.changes ? 'report.custom_fields' then case when s.report_custom_fields is not null then r.custom_fields || s.report_custom_fields end else r.custom_fields end,
        updated_by = p_operator
        from before p
        cross join lateral (select * from migration.staged_rows x
            where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) s
        where r.organization_id = v_tenant and r.id = p.id
        returning r.id, p.position, p.case_id, p.source_record_id, p.was, sha256(record_send(row(r.reference_number, r.kind, r.channel, r.language,
            r.is_anonymous, r.reporter_type, r.reporter_relationship, r.reporter_reference, r.received_at, r.received_precision,
            r.incident_on, r.incident_note, r.details, r.summary, r.category_id, r.severity, r.location_id, r.location_text,
            r.custom_fields, r.intake_state, r.submitted_at, r.released_at, r.rejected_at, r.acknowledged_at, r.is_test))) as fingerprint
    ), keys as (
        update migration.source_keys k set fingerprint = d.fingerprint from done d
        where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = d.source_record_id and k.entity = 'REPORT'
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id, fingerprint, before)
    select v_tenant, p_run, d.position, 1, 'REPORT', 'UPDATED', d.id, d.case_id, d.fingerprint, d.was from done d;

    with before as (
        select p.position, p.row_number, p.case_id, p.source_record_id, p.changes, i.id,
            jsonb_build_object('number', i.number, 'status', i.status, 'handler_id', i.handler_id, 'opened_at', i.opened_at,
                'opened_precision', i.opened_precision, 'due_on', i.due_on, 'closed_at', i.closed_at,
                'closed_precision', i.closed_precision, 'outcome', i.outcome, 'findings_summary', i.findings_summary,
                'findings_detail', i.findings_detail, 'root_cause', i.root_cause, 'notes', i.notes, 'remediation', i.remediation,
                'lessons_learned', i.lessons_learned, 'updated_by', i.updated_by)
                || jsonb_build_object('key_print', (select encode(k.fingerprint, 'hex') from migration.source_keys k
                    where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = p.source_record_id
                      and k.entity = 'INVESTIGATION')) as was
        from migration.plan_rows p
        cross join lateral (select x.* from platform.investigations x where x.organization_id = v_tenant and x.id = p.investigation_id offset 0) i
        where p.run_id = p_run and p.position between p_from and p_to and p.position = p.lead_position and p.failure_code is null
          and not p.makes_investigation and migration.comes_to(p.action, p.decision) = 'UPDATE'
          and exists (select from jsonb_object_keys(p.changes) k where k like 'investigation.%')
    ), done as (
        update platform.investigations i set
        number = case when p.changes ? 'investigation.number' then n.number else i.number end,
        status = case when p.changes ? 'investigation.status' then n.status else i.status end,
        handler_id = case when p.changes ? 'investigation.lead' then n.handler_id else i.handler_id end,
        opened_at = case when p.changes ? 'investigation.opened_at' then n.opened_at else i.opened_at end,
        opened_precision = case when p.changes ? 'investigation.opened_precision' then case when n.opened_at is not null then n.opened_precision end else i.opened_precision end,
        due_on = case when p.changes ? 'investigation.due_on' then n.due_on else i.due_on end,
        closed_at = case when p.changes ? 'investigation.closed_at' then n.closed_at else i.closed_at end,
        closed_precision = case when p.changes ? 'investigation.closed_precision' then case when n.closed_at is not null then n.closed_precision end else i.closed_precision end,
        outcome = case when p.changes ? 'investigation.outcome' then n.outcome else i.outcome end,
        findings_summary = case when p.changes ? 'investigation.findings_summary' then n.findings_summary else i.findings_summary end,
        findings_detail = case when p.changes ? 'investigation.findings_detail' then n.findings_detail else i.findings_detail end,
        root_cause = case when p.changes ? 'investigation.root_cause' then n.root_cause else i.root_cause end,
        notes = case when p.changes ? 'investigation.notes' then n.notes else i.notes end,
        remediation = case when p.changes ? 'investigation.remediation' then nullif(n.remediation, '{}') else i.remediation end,
        lessons_learned = case when p.changes ? 'investigation.lessons_learned' then n.lessons_learned else i.lessons_learned end,
        updated_by = p_operator
        from before p
        cross join lateral (select * from migration.staged_investigations x
            where x.organization_id = v_tenant and x.run_id = p_run and x.row_number = p.row_number offset 0) n
        where i.organization_id = v_tenant and i.id = p.id
        returning i.id, p.position, p.case_id, p.source_record_id, p.was, sha256(record_send(row(i.case_id, i.number, i.status,
            i.handler_id, i.opened_at, i.opened_precision, i.due_on, i.closed_at, i.closed_precision, i.outcome, i.findings_summary,
            i.findings_detail, i.root_cause, i.notes, i.remediation, i.lessons_learned))) as fingerprint
    ), keys as (
        update migration.source_keys k set fingerprint = d.fingerprint from done d
        where k.organization_id = v_tenant and k.source_system = v_system and k.source_record_id = d.source_record_id
          and k.entity = 'INVESTIGATION'
    )
    insert into migration.ledger (organization_id, run_id, position, place, entity, action, entity_id, link_id, fingerprint, before)
    select v_tenant, p_run, d.position, 10, 'INVESTIGATION', 'UPDATED', d.id, d.case_id, d.fingerprint, d.was from done d;
end
$$;

-- All rows from one place to another, or, where the database refuses, as many as it takes: halved until the one at fault stands
-- alone and is noted. p_most: more failures than this end the attempt with MG001, so that a hopeless batch does not run for ever.
create function migration.import_span(
    p_run uuid, p_from int, p_to int, p_now timestamptz, p_operator uuid, p_most int) returns int
    language plpgsql
    set search_path = ''
    as $$
declare
    v_middle int := p_from + (p_to - p_from) / 2;
    v_failed int;
    v_state text;
    v_constraint text;
begin
    begin
        perform migration.import_numbers(p_run, p_from, p_to);
        perform migration.import_references(p_run, p_from, p_to, p_now, p_operator);
        perform migration.import_new(p_run, p_from, p_to, p_now, p_operator);
        perform migration.import_changes(p_run, p_from, p_to, p_operator);
        return 0;
    exception when integrity_constraint_violation or data_exception or program_limit_exceeded then
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
    end;

    if p_from = p_to then
        if p_most < 1 then
            raise exception 'Too many rows could not be written.' using errcode = 'MG001';
        end if;
        update migration.plan_rows set failure_code = v_state, failure_words = nullif(v_constraint, '')
        where run_id = p_run and position = p_from;
        return 1;
    end if;
    v_failed := migration.import_span(p_run, p_from, v_middle, p_now, p_operator, p_most);
    return v_failed + migration.import_span(p_run, v_middle + 1, p_to, p_now, p_operator, p_most - v_failed);
end
$$;
grant execute on function
    migration.import_references(uuid, int, int, timestamptz, uuid), migration.import_numbers(uuid, int, int),
    migration.import_new(uuid, int, int, timestamptz, uuid), migration.import_changes(uuid, int, int, uuid),
    migration.import_span(uuid, int, int, timestamptz, uuid, int) to ops_import;
reset role;
