-- Records an update changed: back to what the ledger kept, their keys to the fingerprint they had.
set local role ops_owner;

create function migration.rollback_restore(p_run uuid, p_cases uuid[]) returns void
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
begin
    if cardinality(p_cases) = 0 then
        return;
    end if;

    with back as (
        update platform.cases x set
            reference_number = b.reference_number, status = b.status, outcome = b.outcome, outcome_detail = b.outcome_detail,
            severity = b.severity, category_id = b.category_id, secondary_category_id = b.secondary_category_id,
            opened_at = b.opened_at, opened_precision = b.opened_precision, closed_at = b.closed_at,
            closed_precision = b.closed_precision, handler_id = b.handler_id, queue_id = b.queue_id,
            lead_source_text = b.lead_source_text, location_id = b.location_id, location_text = b.location_text,
            business_unit = b.business_unit, tags = b.tags, custom_fields = b.custom_fields, updated_by = b.updated_by
        from migration.ledger g cross join lateral jsonb_populate_record(null::platform.cases, g.before - 'key_print') b
        where g.run_id = p_run and g.entity = 'CASE' and g.action = 'UPDATED' and g.entity_id = any(p_cases)
          and x.organization_id = v_tenant and x.id = g.entity_id
        returning x.source_system, x.source_record_id, decode(g.before ->> 'key_print', 'hex') as key_print)
    update migration.source_keys k set fingerprint = b.key_print from back b
    where k.organization_id = v_tenant and k.source_system = b.source_system and k.source_record_id = b.source_record_id
      and k.entity = 'CASE';

    with back as (
        update platform.reports x set
            reference_number = b.reference_number, channel = b.channel, language = b.language, is_anonymous = b.is_anonymous,
            reporter_type = b.reporter_type, reporter_relationship = b.reporter_relationship,
            reporter_reference = b.reporter_reference, received_at = b.received_at, received_precision = b.received_precision,
            incident_on = b.incident_on, incident_note = b.incident_note, details = b.details, summary = b.summary,
            category_id = b.category_id, severity = b.severity, location_id = b.location_id, location_text = b.location_text,
            custom_fields = b.custom_fields, updated_by = b.updated_by
        from migration.ledger g cross join lateral jsonb_populate_record(null::platform.reports, g.before - 'key_print') b
        where g.run_id = p_run and g.entity = 'REPORT' and g.action = 'UPDATED' and g.link_id = any(p_cases)
          and x.organization_id = v_tenant and x.id = g.entity_id
        returning x.source_system, x.source_record_id, decode(g.before ->> 'key_print', 'hex') as key_print)
    update migration.source_keys k set fingerprint = b.key_print from back b
    where k.organization_id = v_tenant and k.source_system = b.source_system and k.source_record_id = b.source_record_id
      and k.entity = 'REPORT';

    with back as (
        update platform.investigations x set
            number = b.number, status = b.status, handler_id = b.handler_id, opened_at = b.opened_at,
            opened_precision = b.opened_precision, due_on = b.due_on, closed_at = b.closed_at,
            closed_precision = b.closed_precision, outcome = b.outcome, findings_summary = b.findings_summary,
            findings_detail = b.findings_detail, root_cause = b.root_cause, notes = b.notes, remediation = b.remediation,
            lessons_learned = b.lessons_learned, updated_by = b.updated_by
        from migration.ledger g cross join lateral jsonb_populate_record(null::platform.investigations, g.before - 'key_print') b
        where g.run_id = p_run and g.entity = 'INVESTIGATION' and g.action = 'UPDATED' and g.link_id = any(p_cases)
          and x.organization_id = v_tenant and x.id = g.entity_id
        returning x.source_system, x.source_record_id, decode(g.before ->> 'key_print', 'hex') as key_print)
    update migration.source_keys k set fingerprint = b.key_print from back b
    where k.organization_id = v_tenant and k.source_system = b.source_system and k.source_record_id = b.source_record_id
      and k.entity = 'INVESTIGATION';

    -- What the update added to a record that had none.
    with gone as (
        delete from platform.investigations x using migration.ledger g
        where g.run_id = p_run and g.entity = 'INVESTIGATION' and g.action = 'CREATED' and g.link_id = any(p_cases)
          and x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = g.entity_id
        returning x.source_system, x.source_record_id)
    delete from migration.source_keys k using gone g
    where k.organization_id = v_tenant and k.source_system = g.source_system and k.source_record_id = g.source_record_id
      and k.entity = 'INVESTIGATION' and k.run_id = p_run;
end
$$;

-- Where a key the import's role cannot see (a message, a workflow) holds a record: halved until it stands alone, and kept.
create function migration.rollback_span(p_run uuid, p_plan uuid, p_from int, p_to int, p_operator uuid)
    returns table (removed int, restored int, detached int, kept int)
    language plpgsql
    set search_path = ''
    as $$
declare
    v_middle int := p_from + (p_to - p_from) / 2;
begin
    begin
        return query select * from migration.rollback_rows_of(p_run, p_plan, p_from, p_to, p_operator);
        return;
    exception when integrity_constraint_violation then
        null;
    end;
    if p_from = p_to then
        insert into migration.rollback_rows (organization_id, run_id, plan_id, position, entity_id, verdict, causes, outcome)
        select (select access.current_tenant()), p_run, p_plan, r.position, r.case_id, 'KEPT_BLOCKED', '{OTHER}', 'KEPT'
        from migration.rollback_records(p_run, p_from, p_to) r
        on conflict (plan_id, position, entity_id) do update set outcome = 'KEPT', causes = '{OTHER}';
        return query select 0, 0, 0, 1;
        return;
    end if;
    return query
    select sum(x.removed)::int, sum(x.restored)::int, sum(x.detached)::int, sum(x.kept)::int
    from (select * from migration.rollback_span(p_run, p_plan, p_from, v_middle, p_operator)
        union all select * from migration.rollback_span(p_run, p_plan, v_middle + 1, p_to, p_operator)) x;
end
$$;

-- People, locations and categories of the run that nobody uses any more. In use, edited since, or held by a key nobody here can
-- see: they stay, and are counted apart.
create function migration.rollback_unused(p_run uuid, p_plan uuid, p_entity text) returns table (removed int, in_use int)
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_ids uuid[];
    v_stays uuid[];
    v_one uuid;
begin
    if p_entity = 'PERSON' then
        select array_agg(p.id) filter (where p.is_free), array_agg(p.id) filter (where not p.is_free) into v_ids, v_stays
        from (select l.id, l.fingerprint = g.fingerprint and not exists (select from platform.case_persons x
                where x.organization_id = v_tenant and x.person_id = l.id) as is_free
            from migration.ledger g cross join lateral (select * from migration.live_people x
        where x.organization_id = v_tenant and x.id = g.entity_id offset 0) l
            where g.run_id = p_run and g.entity = 'PERSON' and g.action = 'CREATED') p;
    elsif p_entity = 'LOCATION' then
        select array_agg(p.id) filter (where p.is_free), array_agg(p.id) filter (where not p.is_free) into v_ids, v_stays
        from (select l.id, l.fingerprint = g.fingerprint
                and not exists (select from platform.cases x where x.organization_id = v_tenant and x.location_id = l.id)
                and not exists (select from platform.reports x where x.organization_id = v_tenant and x.location_id = l.id) as is_free
            from migration.ledger g cross join lateral (select * from migration.live_locations x
        where x.organization_id = v_tenant and x.id = g.entity_id offset 0) l
            where g.run_id = p_run and g.entity = 'LOCATION' and g.action = 'CREATED') p;
    else
        select array_agg(p.id) filter (where p.is_free), array_agg(p.id) filter (where not p.is_free) into v_ids, v_stays
        from (select l.id, l.fingerprint = g.fingerprint
                and not exists (select from platform.cases x where x.organization_id = v_tenant and x.category_id = l.id)
                and not exists (select from platform.cases x where x.organization_id = v_tenant and x.secondary_category_id = l.id)
                and not exists (select from platform.reports x where x.organization_id = v_tenant and x.category_id = l.id)
                -- A parent goes with its last child.
                and not exists (with recursive below as (
                        select c.id, c.migration_run_id from platform.categories c where c.organization_id = v_tenant and c.parent_id = l.id
                        union all select c.id, c.migration_run_id from platform.categories c join below b on c.parent_id = b.id
                        where c.organization_id = v_tenant)
                    select from below b where b.migration_run_id is distinct from p_run
                        or exists (select from platform.cases x where x.organization_id = v_tenant and x.category_id = b.id)
                        or exists (select from platform.cases x where x.organization_id = v_tenant and x.secondary_category_id = b.id)) as is_free
            from migration.ledger g cross join lateral (select * from migration.live_categories x
        where x.organization_id = v_tenant and x.id = g.entity_id offset 0) l
            where g.run_id = p_run and g.entity = 'CATEGORY' and g.action = 'CREATED') p;
    end if;
    v_ids := coalesce(v_ids, '{}');
    v_stays := coalesce(v_stays, '{}');
    removed := 0;
    begin
        removed := migration.rollback_delete(p_run, p_entity, v_ids);
    exception when integrity_constraint_violation then
        foreach v_one in array v_ids loop
            begin
                removed := removed + migration.rollback_delete(p_run, p_entity, array[v_one]);
            exception when integrity_constraint_violation then
                v_stays := v_stays || v_one;
            end;
        end loop;
    end;
    insert into migration.rollback_rows (organization_id, run_id, plan_id, position, entity_id, verdict, outcome)
    select v_tenant, p_run, p_plan, 0, s, 'KEPT_IN_USE', 'KEPT' from unnest(v_stays) s
    on conflict (plan_id, position, entity_id) do update set outcome = 'KEPT';
    in_use := cardinality(v_stays);
    return next;
end
$$;

create function migration.rollback_delete(p_run uuid, p_entity text, p_ids uuid[]) returns int
    language plpgsql
    set search_path = ''
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_many int;
begin
    if p_entity = 'PERSON' then
        with gone as (delete from platform.persons x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = any(p_ids)
            returning x.id, x.source_system, x.source_record_id), freed as (
            delete from migration.source_keys k using gone g where k.organization_id = v_tenant and k.source_system = g.source_system
                and k.source_record_id = g.source_record_id and k.entity = 'PERSON' and k.entity_id = g.id)
        select count(*) into v_many from gone;
    elsif p_entity = 'LOCATION' then
        with gone as (delete from platform.locations x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = any(p_ids)
            returning x.id, x.source_system, x.source_record_id), freed as (
            delete from migration.source_keys k using gone g where k.organization_id = v_tenant and k.source_system = g.source_system
                and k.source_record_id = g.source_record_id and k.entity = 'LOCATION' and k.entity_id = g.id)
        select count(*) into v_many from gone;
    else
        with gone as (delete from platform.categories x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = any(p_ids)
            returning x.id, x.source_system, x.source_record_id), freed as (
            delete from migration.source_keys k using gone g where k.organization_id = v_tenant and k.source_system = g.source_system
                and k.source_record_id = g.source_record_id and k.entity = 'CATEGORY' and k.entity_id = g.id)
        select count(*) into v_many from gone;
    end if;
    return v_many;
end
$$;
grant execute on function migration.rollback_records(uuid, int, int) to ops_migration, ops_import;
grant execute on function
    migration.rollback_rows_of(uuid, uuid, int, int, uuid), migration.rollback_remove(uuid, uuid[]), migration.rollback_restore(uuid, uuid[]),
    migration.rollback_span(uuid, uuid, int, int, uuid), migration.rollback_unused(uuid, uuid, text),
    migration.rollback_delete(uuid, text, uuid[]) to ops_import;
reset role;
