-- Drift (migration.md 9.2): what is no longer as it was when the plan was made. The whole plan at start, and each batch's own rows
-- in the transaction that writes them.
set local role ops_owner;

-- SHA-256 over what the plan was made from: the mapping's last version, and every standing fix and skip. The file's own digest is
-- in each staged row's.
create function migration.sources_digest(p_run uuid) returns bytea
    language sql stable
    set search_path = ''
    as $$
    select sha256(convert_to(
        coalesce((select d.version || ' ' || md5(d.body::text) from migration.run_documents d
            where d.organization_id = (select access.current_tenant()) and d.run_id = p_run and d.kind = 'MAPPING' order by d.version desc limit 1), '-')
        || ' ' || coalesce((select md5(string_agg(f.id::text || ':' || f.row_number || ':' || f.column_number || ':' || md5(f.value), ',' order by f.id))
            from migration.fixes f where f.organization_id = (select access.current_tenant()) and f.run_id = p_run and f.undone_at is null), '-')
        || ' ' || coalesce((select md5(string_agg(k.row_number::text, ',' order by k.row_number))
            from migration.row_skips k where k.organization_id = (select access.current_tenant()) and k.run_id = p_run), '-')
        || ' ' || coalesce((select count(*) || ':' || sum(('x' || left(encode(s.digest, 'hex'), 15))::bit(60)::bigint % 1000000007 * (s.row_number % 997 + 1))
            from migration.staged_rows s where s.organization_id = (select access.current_tenant()) and s.run_id = p_run), '-'), 'UTF8'))
    $$;

create function migration.drift_of(p_run uuid, p_from int, p_to int, p_most int)
    returns table (row_number int, cause text, entity text, entity_id uuid, before text, now text)
    language sql stable
    set search_path = ''
    set plan_cache_mode = force_custom_plan
    as $$
    with mine as (
        select p.*, migration.comes_to(p.action, p.decision) as does from migration.plan_rows p
        where p.run_id = p_run and p.position between p_from and p_to and p.failure_code is null
    ), system as (
        select p.source_system from migration.plans p where p.run_id = p_run
    ), used as (
        select min(m.row_number) as row_number, m.category_id as id, 'CATEGORY' as kind from mine m where m.does in ('CREATE', 'UPDATE') group by 2
        union all
        select min(m.row_number), m.secondary_category_id, 'CATEGORY' from mine m where m.does in ('CREATE', 'UPDATE') group by 2
        union all
        select min(m.row_number), m.location_id, 'LOCATION' from mine m where m.does in ('CREATE', 'UPDATE') group by 2
        union all
        select min(m.row_number), s.handler_id, 'LEAD' from mine m join migration.staged_rows s
            on s.organization_id = (select access.current_tenant()) and s.run_id = p_run and s.row_number = m.row_number
            where m.does in ('CREATE', 'UPDATE') group by 2
        union all
        select min(m.row_number), s.queue_id, 'QUEUE' from mine m join migration.staged_rows s
            on s.organization_id = (select access.current_tenant()) and s.run_id = p_run and s.row_number = m.row_number
            where m.does in ('CREATE', 'UPDATE') group by 2
    )
    (select m.row_number, 'EDITED', 'CASE', m.case_id, left(encode(m.fingerprint, 'hex'), 16), left(encode(f.now, 'hex'), 16)
     from mine m
     left join migration.live_cases c on c.organization_id = m.organization_id and c.id = m.case_id
     left join migration.live_reports r on r.organization_id = m.organization_id and r.id = m.report_id
     left join migration.live_investigations i on i.organization_id = m.organization_id and i.id = m.investigation_id and not m.makes_investigation
     cross join lateral (select sha256(coalesce(c.fingerprint, '') || coalesce(r.fingerprint, '') || coalesce(i.fingerprint, '')) as now) f
     where m.fingerprint is not null and f.now <> m.fingerprint
     limit p_most)
    union all
    (select m.row_number, 'KEY_TAKEN', k.entity, k.entity_id, null, k.source_record_id
     from mine m join migration.source_keys k on k.organization_id = m.organization_id and k.source_system = (select s.source_system from system s)
        and k.source_record_id = m.source_record_id and k.entity in ('CASE', 'REPORT')
     where m.does = 'CREATE'
     limit p_most)
    union all
    (select m.row_number, 'REFERENCE_TAKEN', 'CASE', c.id, null, m.case_reference
     from mine m join platform.cases c on c.organization_id = m.organization_id and c.reference_number = m.case_reference
     where m.does = 'CREATE'
     limit p_most)
    union all
    (select m.row_number, 'REFERENCE_TAKEN', 'REPORT', r.id, null, m.report_reference
     from mine m join platform.reports r on r.organization_id = m.organization_id and r.reference_number = m.report_reference
     where m.does = 'CREATE'
     limit p_most)
    union all
    (select u.row_number, 'GONE', u.kind, u.id, 'in use', 'deleted or switched off'
     from used u
     where u.id is not null and case u.kind
        when 'CATEGORY' then not exists (select from platform.categories c where c.organization_id = (select access.current_tenant())
                and c.id = u.id and c.is_active)
            and not exists (select from migration.plan_references x where x.run_id = p_run and x.id = u.id
                and not exists (select from platform.categories c where c.organization_id = (select access.current_tenant()) and c.id = u.id))
        when 'LOCATION' then not exists (select from platform.locations l where l.organization_id = (select access.current_tenant())
                and l.id = u.id and l.is_active)
            and not exists (select from migration.plan_references x where x.run_id = p_run and x.id = u.id
                and not exists (select from platform.locations l where l.organization_id = (select access.current_tenant()) and l.id = u.id))
        when 'LEAD' then not exists (select from platform.accounts a where a.organization_id = (select access.current_tenant())
                and a.id = u.id and a.status = 'ACTIVE')
        else not exists (select from platform.queues q where q.organization_id = (select access.current_tenant())
                and q.id = u.id and q.is_active) end
     limit p_most)
    $$;
grant execute on function migration.sources_digest(uuid), migration.drift_of(uuid, int, int, int) to ops_migration, ops_import;
reset role;
