-- Rollback (migration.md 9.3): before, imported and now of each record of a run, compared set by set.
set local role ops_owner;

-- A record is a case with what hangs on it. is_edited: one of its rows differs from what the run left. causes: what somebody added
-- since. A record that is no longer there has nothing to undo and is not listed.
create function migration.rollback_records(p_run uuid, p_from int, p_to int)
    returns table ("position" int, case_id uuid, is_created boolean, is_edited boolean, causes text[], changed_by_run uuid, fingerprint bytea)
    language sql stable
    set search_path = ''
    set plan_cache_mode = force_custom_plan
    set jit = off
    as $$
    with mine as (
        select g.position, g.entity, g.entity_id, g.action, g.fingerprint,
            case when g.entity = 'CASE' then g.entity_id else g.link_id end as case_id
        from migration.ledger g
        where g.run_id = p_run and g.position between p_from and p_to and g.entity in ('CASE', 'REPORT', 'INVESTIGATION', 'CASE_NOTE')
    ), compared as (
        select m.case_id, m.position, m.action = 'CREATED' and m.entity = 'CASE' as makes_case, m.entity_id, m.action, m.fingerprint as imported,
            case m.entity when 'CASE' then c.fingerprint when 'REPORT' then r.fingerprint
                when 'INVESTIGATION' then i.fingerprint else n.fingerprint end as now
        from mine m
        left join lateral (select x.fingerprint from migration.live_cases x where m.entity = 'CASE'
            and x.organization_id = (select access.current_tenant()) and x.id = m.entity_id offset 0) c on true
        left join lateral (select x.fingerprint from migration.live_reports x where m.entity = 'REPORT'
            and x.organization_id = (select access.current_tenant()) and x.id = m.entity_id offset 0) r on true
        left join lateral (select x.fingerprint from migration.live_investigations x where m.entity = 'INVESTIGATION'
            and x.organization_id = (select access.current_tenant()) and x.id = m.entity_id offset 0) i on true
        left join lateral (select x.fingerprint from migration.live_notes x where m.entity = 'CASE_NOTE'
            and x.organization_id = (select access.current_tenant()) and x.id = m.entity_id offset 0) n on true
    ), records as (
        select c.case_id, min(c.position) as position, bool_or(c.makes_case) as is_created,
            bool_or(c.now is distinct from c.imported) as is_edited, bool_and(c.now is null) as is_gone,
            sha256(string_agg(coalesce(c.now, ''), '' order by c.position, c.entity_id)) as fingerprint,
            array_agg(c.entity_id) filter (where c.now is distinct from c.imported) as edited
        from compared c group by c.case_id
    )
    select r.position, r.case_id, r.is_created, r.is_edited,
        case when r.is_created then array_remove(array[
            case when exists (select from platform.case_notes x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id and x.migration_run_id is distinct from p_run) then 'NOTE' end,
            case when exists (select from platform.case_files x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id) then 'FILE' end,
            case when exists (select from platform.case_tasks x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id) then 'TASK' end,
            case when exists (select from platform.case_persons x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id and x.migration_run_id is distinct from p_run) then 'PERSON' end,
            case when exists (select from platform.case_reports x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id and x.migration_run_id is distinct from p_run) then 'LINK' end,
            case when exists (select from platform.investigations x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id and x.migration_run_id is distinct from p_run) then 'INVESTIGATION' end,
            case when exists (select from platform.case_events x where x.organization_id = (select access.current_tenant())
                and x.case_id = r.case_id) then 'TIMELINE' end,
            case when exists (select from platform.cases x where x.organization_id = (select access.current_tenant())
                and x.merged_into_id = r.case_id) then 'MERGED' end], null) else '{}' end,
        -- Only asked where something differs.
        case when r.is_edited then (
            select g.run_id from migration.ledger g
            where g.organization_id = (select access.current_tenant()) and g.action = 'UPDATED' and g.run_id <> p_run
              and g.entity_id = any(r.edited) limit 1) end,
        r.fingerprint
    from records r
    where not r.is_gone
    $$;

-- One attempt at a stretch of the run. Whoever is neither edited nor blocked goes; the rest as it was chosen, or stays and is
-- listed. Who a person's choice no longer fits (blocked since) stays, too.
create function migration.rollback_rows_of(p_run uuid, p_plan uuid, p_from int, p_to int, p_operator uuid)
    returns table (removed int, restored int, detached int, kept int)
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_remove uuid[];
    v_restore uuid[];
    v_detach uuid[];
begin
    -- What is decided on must not change before it is done.
    perform from platform.cases c join migration.ledger g on g.entity_id = c.id
    where g.run_id = p_run and g.position between p_from and p_to and g.entity = 'CASE' and c.organization_id = v_tenant
    for update of c;

    with decided as (
        select r.*, l.choice, l.verdict as listed,
            case when not r.is_edited and r.causes = '{}' then case when r.is_created then 'REMOVE' else 'RESTORE' end
                when l.choice = 'DETACH' then 'DETACH'
                when l.choice = 'REVERT' and r.causes = '{}' and r.changed_by_run is null then case when r.is_created then 'REMOVE' else 'RESTORE' end
                else 'KEEP' end as does
        from migration.rollback_records(p_run, p_from, p_to) r
        left join migration.rollback_rows l on l.plan_id = p_plan and l.position = r.position and l.entity_id = r.case_id
    ), noted as (
        insert into migration.rollback_rows (organization_id, run_id, plan_id, position, entity_id, verdict, choice, causes, changed_by_run, fingerprint, outcome)
        select v_tenant, p_run, p_plan, d.position, d.case_id,
            case when d.is_edited then 'KEPT_EDITED' when d.causes <> '{}' then 'KEPT_BLOCKED' else 'RESTORE' end, 'KEEP', d.causes,
            d.changed_by_run, d.fingerprint, case d.does when 'REMOVE' then 'REMOVED' when 'RESTORE' then 'RESTORED' when 'DETACH' then 'DETACHED' else 'KEPT' end
        from decided d
        where d.does <> 'REMOVE' or d.listed is not null
        on conflict (plan_id, position, entity_id) do update set outcome = excluded.outcome
    )
    select coalesce(array_agg(d.case_id) filter (where d.does = 'REMOVE'), '{}'),
        coalesce(array_agg(d.case_id) filter (where d.does = 'RESTORE'), '{}'),
        coalesce(array_agg(d.case_id) filter (where d.does = 'DETACH'), '{}'),
        count(*) filter (where d.does = 'KEEP')
    into v_remove, v_restore, v_detach, kept
    from decided d;
    removed := cardinality(v_remove);
    restored := cardinality(v_restore);
    detached := cardinality(v_detach);

    perform migration.rollback_remove(p_run, v_remove);
    perform migration.rollback_restore(p_run, v_restore);
    delete from migration.source_keys k using migration.ledger g
    where g.run_id = p_run and g.position between p_from and p_to and g.action = 'CREATED' and g.entity in ('CASE', 'REPORT', 'INVESTIGATION')
      and case when g.entity = 'CASE' then g.entity_id else g.link_id end = any(v_detach)
      and k.organization_id = v_tenant and k.run_id = p_run and k.entity = g.entity and k.entity_id = g.entity_id;
    return next;
end
$$;

-- Cases of the run with all that hangs on them, and their keys: the same file may come again.
create function migration.rollback_remove(p_run uuid, p_cases uuid[]) returns void
    language plpgsql
    set search_path = ''
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_reports uuid[];
begin
    if cardinality(p_cases) = 0 then
        return;
    end if;
    delete from platform.case_persons x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.case_id = any(p_cases);
    delete from platform.case_notes x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.case_id = any(p_cases);
    with gone as (
        delete from platform.investigations x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.case_id = any(p_cases)
        returning x.source_system, x.source_record_id)
    delete from migration.source_keys k using gone g
    where k.organization_id = v_tenant and k.source_system = g.source_system and k.source_record_id = g.source_record_id
      and k.entity = 'INVESTIGATION' and k.run_id = p_run;
    with gone as (
        delete from platform.case_reports x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.case_id = any(p_cases)
        returning x.report_id)
    select array_agg(g.report_id) into v_reports from gone g;
    with gone as (
        delete from platform.cases x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = any(p_cases)
        returning x.source_system, x.source_record_id)
    delete from migration.source_keys k using gone g
    where k.organization_id = v_tenant and k.source_system = g.source_system and k.source_record_id = g.source_record_id
      and k.entity = 'CASE' and k.run_id = p_run;
    with gone as (
        delete from platform.reports x where x.organization_id = v_tenant and x.migration_run_id = p_run and x.id = any(v_reports)
        returning x.source_system, x.source_record_id)
    delete from migration.source_keys k using gone g
    where k.organization_id = v_tenant and k.source_system = g.source_system and k.source_record_id = g.source_record_id
      and k.entity = 'REPORT' and k.run_id = p_run;
end
$$;
reset role;
