-- The preview of a rollback (migration.md 4.8), as ops_migration: reads the client's rows, writes the list of what will not simply go.
set local role ops_owner;

-- What the click confirms: counts, and every listed record with its verdict and choice. Kept with the run's head.
create function migration.rollback_digest(p_run uuid, p_plan uuid) returns bytea
    language plpgsql
    set search_path = ''
    as $$
declare
    v_digest bytea;
begin
    update migration.rollback_plans p set digest = sha256(convert_to(
        p.records || ' ' || p.removes || ' ' || p.restores || ' ' || coalesce((
            select string_agg(r.position || ':' || r.entity_id || ':' || r.verdict || ':' || r.choice || ':' || array_to_string(r.causes, '+')
                || ':' || coalesce(encode(r.fingerprint, 'hex'), ''), ',' order by r.position, r.entity_id)
            from migration.rollback_rows r where r.plan_id = p_plan), ''), 'UTF8'))
    where p.id = p_plan
    returning p.digest into v_digest;
    update migration.runs set rollback_plan_digest = v_digest where id = p_run;
    return v_digest;
end
$$;

-- Choices made on the preview before stay where the record is as it was then. Answers the new preview's digest.
create function migration.rollback_preview(p_run uuid, p_plan uuid, p_by uuid) returns bytea
    language plpgsql
    set search_path = ''
    set plan_cache_mode = force_custom_plan
    set jit = off
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_earlier constant uuid := (select p.id from migration.rollback_plans p where p.run_id = p_run order by p.made_at desc, p.id desc limit 1);
begin
    insert into migration.rollback_plans (organization_id, run_id, id, made_at, made_by, digest, records, removes, restores, kept_edited, kept_blocked, kept_in_use)
    values (v_tenant, p_run, p_plan, access.now(), p_by, '', 0, 0, 0, 0, 0, 0);

    with found as materialized (
        select * from migration.rollback_records(p_run, 1, 2147483647)
    ), listed as (
        insert into migration.rollback_rows (organization_id, run_id, plan_id, position, entity_id, verdict, causes, changed_by_run, fingerprint, choice)
        select v_tenant, p_run, p_plan, f.position, f.case_id,
            case when f.is_edited then 'KEPT_EDITED' when f.causes <> '{}' then 'KEPT_BLOCKED' else 'RESTORE' end,
            f.causes, f.changed_by_run, f.fingerprint, coalesce(e.choice, 'KEEP')
        from found f
        left join migration.rollback_rows e on e.plan_id = v_earlier and e.position = f.position and e.entity_id = f.case_id
            and e.fingerprint = f.fingerprint and e.causes = f.causes and e.outcome is null
        where f.is_edited or f.causes <> '{}' or not f.is_created
    )
    update migration.rollback_plans p set records = c.records, removes = c.removes, restores = c.restores, kept_edited = c.edited, kept_blocked = c.blocked
    from (select count(*) as records,
            count(*) filter (where f.is_created and not f.is_edited and f.causes = '{}') as removes,
            count(*) filter (where not f.is_created and not f.is_edited) as restores,
            count(*) filter (where f.is_edited) as edited,
            count(*) filter (where not f.is_edited and f.causes <> '{}') as blocked
        from found f) c
    where p.id = p_plan;

    insert into migration.rollback_rows (organization_id, run_id, plan_id, position, entity_id, verdict, fingerprint)
    select v_tenant, p_run, p_plan, 0, u.id, 'KEPT_IN_USE', u.fingerprint
    from migration.rollback_used(p_run, p_plan) u;
    update migration.rollback_plans p set kept_in_use = (select count(*) from migration.rollback_rows r where r.plan_id = p_plan and r.verdict = 'KEPT_IN_USE')
    where p.id = p_plan;

    return migration.rollback_digest(p_run, p_plan);
end
$$;

-- People, locations and categories of the run that something which stays still uses, or that were edited since.
create function migration.rollback_used(p_run uuid, p_plan uuid) returns table (id uuid, entity text, fingerprint bytea)
    language sql stable
    set search_path = ''
    set plan_cache_mode = force_custom_plan
    set jit = off
    as $$
    with stays as materialized (
        select r.entity_id as case_id from migration.rollback_rows r
        where r.plan_id = p_plan and r.position > 0 and not (r.choice = 'REVERT' and r.verdict = 'KEPT_EDITED')
    )
    select l.id, 'PERSON', l.fingerprint
    from migration.ledger g cross join lateral (select * from migration.live_people x
        where x.organization_id = (select access.current_tenant()) and x.id = g.entity_id offset 0) l
    where g.run_id = p_run and g.entity = 'PERSON' and g.action = 'CREATED'
      and (l.fingerprint <> g.fingerprint or exists (
        select from platform.case_persons x where x.organization_id = l.organization_id and x.person_id = l.id
          and (x.migration_run_id is distinct from p_run or x.case_id in (select s.case_id from stays s))))
    union all
    select l.id, 'LOCATION', l.fingerprint
    from migration.ledger g cross join lateral (select * from migration.live_locations x
        where x.organization_id = (select access.current_tenant()) and x.id = g.entity_id offset 0) l
    where g.run_id = p_run and g.entity = 'LOCATION' and g.action = 'CREATED'
      and (l.fingerprint <> g.fingerprint
        or exists (select from platform.cases x where x.organization_id = l.organization_id and x.location_id = l.id
            and (x.migration_run_id is distinct from p_run or x.id in (select s.case_id from stays s)))
        or exists (select from platform.reports x where x.organization_id = l.organization_id and x.location_id = l.id
            and x.migration_run_id is distinct from p_run))
    union all
    select l.id, 'CATEGORY', l.fingerprint
    from migration.ledger g cross join lateral (select * from migration.live_categories x
        where x.organization_id = (select access.current_tenant()) and x.id = g.entity_id offset 0) l
    where g.run_id = p_run and g.entity = 'CATEGORY' and g.action = 'CREATED'
      and (l.fingerprint <> g.fingerprint
        or exists (select from platform.cases x where x.organization_id = l.organization_id and l.id in (x.category_id, x.secondary_category_id)
            and (x.migration_run_id is distinct from p_run or x.id in (select s.case_id from stays s)))
        or exists (select from platform.reports x where x.organization_id = l.organization_id and x.category_id = l.id
            and x.migration_run_id is distinct from p_run)
        or exists (select from platform.categories x where x.organization_id = l.organization_id and x.parent_id = l.id
            and x.migration_run_id is distinct from p_run))
    $$;
grant execute on function migration.rollback_digest(uuid, uuid), migration.rollback_preview(uuid, uuid, uuid), migration.rollback_used(uuid, uuid) to ops_migration;
reset role;
