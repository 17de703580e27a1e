-- Drift (migration.md 9.2): what is no longer as it was when the plan was made. The whole plan at start, and each batch's own rows
-- in the transaction that writes them. Each row is looked up by itself (lateral, offset 0): while a tenant fills, the planner's
-- figures of it are old, and a join it thinks small reads the whole tenant once per row.
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
    set jit = off
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
        select min(m.row_number), s.handler_id, 'LEAD' from mine m cross join lateral (select x.handler_id from migration.staged_rows x
                where x.organization_id = m.organization_id and x.run_id = p_run and x.row_number = m.row_number offset 0) s
            where m.does in ('CREATE', 'UPDATE') group by 2
        union all
        select min(m.row_number), s.queue_id, 'QUEUE' from mine m cross join lateral (select x.queue_id from migration.staged_rows x
                where x.organization_id = m.organization_id and x.run_id = p_run and x.row_number = m.row_number offset 0) s
            where m.does in ('CREATE', 'UPDATE') group by 2
    )
    (select m.row_number, 'EDITED', 'CASE', m.case_id, left(encode(m.fingerprint, 'hex'), 16), left(encode(f.now, 'hex'), 16)
     from mine m
     left join lateral (select x.fingerprint from migration.live_cases x
        where x.organization_id = m.organization_id and x.id = m.case_id offset 0) c on true
     left join lateral (select x.fingerprint from migration.live_reports x
        where x.organization_id = m.organization_id and x.id = m.report_id offset 0) r on true
     left join lateral (select x.fingerprint from migration.live_investigations x
        where x.organization_id = m.organization_id and x.id = m.investigation_id and not m.makes_investigation offset 0) i on true
     cross join lateral (select sha256(coalesce(c.fingerprint, '') || coalesce(r.fingerprint, '') || coalesce(i.fingerprint, '')) as now) f
     where m.fingerprint is not null and f.now <> m.fingerprint
     limit p_most)
    union all
    (select m.row_number, 'KEY_TAKEN', k.entity, k.entity_id, null, k.source_record_id
     from mine m cross join lateral (select x.entity, x.entity_id, x.source_record_id from migration.source_keys x
        where x.organization_id = m.organization_id and x.source_system = (select s.source_system from system s)
          and x.source_record_id = m.source_record_id and x.entity in ('CASE', 'REPORT') offset 0) k
     where m.does = 'CREATE'
     limit p_most)
    union all
    (select m.row_number, 'REFERENCE_TAKEN', 'CASE', c.id, null, m.case_reference
     from mine m cross join lateral (select x.id from platform.cases x
        where x.organization_id = m.organization_id and x.reference_number = m.case_reference offset 0) c
     where m.does = 'CREATE'
     limit p_most)
    union all
    (select m.row_number, 'REFERENCE_TAKEN', 'REPORT', r.id, null, m.report_reference
     from mine m cross join lateral (select x.id from platform.reports x
        where x.organization_id = m.organization_id and x.reference_number = m.report_reference offset 0) r
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
