-- Preview's two questions (migration.md 4.5, 9.1), asked in one read-only snapshot as ops_migration: they run with the rights of
-- who asks and write nothing. What they answer is stored over another connection.
set local role ops_owner;

-- Categories and locations the rows use: found by what a person chose, by code, by folded name within the parent, by an earlier
-- import's key; else to be made under an id that is known beforehand.
create function migration.plan_references_of(p_run uuid, p_at_ms bigint, p_system text)
    returns table (kind text, ref int, id uuid, parent_id uuid, depth int, is_new boolean, source_record_id text)
    language sql stable
    set search_path = ''
    as $$
    with recursive mine as materialized (
        select s.kind, s.ref, s.parent_ref, s.platform_id, s.code, s.name_key
        from migration.staged_references s
        where s.organization_id = (select access.current_tenant()) and s.run_id = p_run
    ), tree as (
        select m.kind, m.ref, null::uuid as parent_id, 0 as depth, m.platform_id, m.code, m.name_key,
            case when m.code is not null then 'code ' || m.code else 'name ' || m.name_key end as path, f.id as found
        from mine m
        cross join lateral (select case when m.kind = 'CATEGORY' then coalesce(
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant()) and c.id = m.platform_id),
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant()) and c.code = m.code),
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant())
                    and c.parent_id is null and c.name_key = m.name_key))
            else coalesce(
                (select l.id from platform.locations l where l.organization_id = (select access.current_tenant()) and l.id = m.platform_id),
                (select l.id from platform.locations l where l.organization_id = (select access.current_tenant()) and l.code = m.code),
                (select min(l.id::text)::uuid from platform.locations l where l.organization_id = (select access.current_tenant())
                    and l.name_key = m.name_key having count(*) = 1)) end as id) f
        where m.parent_ref is null
        union all
        select m.kind, m.ref, coalesce(t.found, migration.new_id(p_at_ms, p_run, t.kind, t.ref)), t.depth + 1, m.platform_id, m.code, m.name_key,
            case when m.code is not null then 'code ' || m.code else t.path || ' / ' || m.name_key end,
            coalesce(
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant()) and c.id = m.platform_id),
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant()) and c.code = m.code),
                (select c.id from platform.categories c where c.organization_id = (select access.current_tenant())
                    and c.parent_id = t.found and c.name_key = m.name_key))
        from tree t join mine m on m.kind = t.kind and m.parent_ref = t.ref
        where t.depth < 10
    ), named as (
        select t.*, case when char_length(t.path) <= 200 then t.path else 'path ' || md5(t.path) end as source_record_id from tree t
    ), known as (
        select n.*, coalesce(n.found, (
            select k.entity_id from migration.source_keys k
            where k.organization_id = (select access.current_tenant()) and k.source_system = p_system
              and k.source_record_id = n.source_record_id and k.entity = n.kind
              and case when n.kind = 'CATEGORY' then exists (select from platform.categories c where c.organization_id = k.organization_id and c.id = k.entity_id)
                  else exists (select from platform.locations l where l.organization_id = k.organization_id and l.id = k.entity_id) end)) as here
        from named n
    )
    select k.kind, k.ref, coalesce(k.here, migration.new_id(p_at_ms, p_run, k.kind, k.ref)), k.parent_id, k.depth, k.here is null, k.source_record_id
    from known k
    $$;

-- One line per row (kind R) and one per person a row names (kind P). p_from: where the plan of a stopped run's rest begins; what
-- stands before it is done. Narrow until the end: only what an update is compared with reads the wide columns.
create function migration.plan_lines(
    p_run uuid, p_at_ms bigint, p_from int, p_system text, p_updates boolean, p_clears text[], p_mail_inner bytea, p_mail_outer bytea,
    p_key_inner bytea, p_key_outer bytea)
    returns table (
        kind text, "position" int, row_number int, lead_position int, action text, conflict text, reason text, source_record_id text,
        case_id uuid, report_id uuid, investigation_id uuid, note_id uuid, has_investigation boolean, makes_investigation boolean,
        case_reference text, report_reference text, category_id uuid, secondary_category_id uuid, location_id uuid,
        fingerprint bytea, changes jsonb, role text, person_id uuid, is_first boolean)
    language sql stable
    set search_path = ''
    set plan_cache_mode = force_custom_plan
    set jit = off
    -- What is freshly staged has no figures yet, and a nested loop chosen by none reads a million rows a million times. What is to be
    -- looked up one by one is written lateral.
    set enable_nestloop = off
    set work_mem = '64MB'
    as $$
    with refs as materialized (
        select * from migration.plan_references_of(p_run, p_at_ms, p_system)
    ), staged as (
        select s.row_number, coalesce(s.merged_into, s.row_number) as lead_row, s.state, s.skip_code, s.row_key, s.case_reference_number,
            coalesce(s.report_reference_number, s.case_reference_number) as report_reference_number,
            s.notes is not null as has_note, i.row_number is not null as has_investigation,
            c.id as category_id, c2.id as secondary_category_id, l.id as location_id
        from migration.staged_rows s
        left join migration.staged_investigations i
            on i.organization_id = s.organization_id and i.run_id = s.run_id and i.row_number = s.row_number
        left join refs c on c.kind = 'CATEGORY' and c.ref = s.category_ref
        left join refs c2 on c2.kind = 'CATEGORY' and c2.ref = s.secondary_category_ref
        left join refs l on l.kind = 'LOCATION' and l.ref = s.location_ref
        where s.organization_id = (select access.current_tenant()) and s.run_id = p_run
          and (p_from = 1 or not exists (
            select from migration.plan_rows d where d.run_id = p_run and d.row_number = s.row_number and d.position < p_from))
    ), placed as (
        select s.*, (p_from - 1 + row_number() over (order by s.lead_row, s.row_number <> s.lead_row, s.row_number))::int as position
        from staged s
    ), led as materialized (
        select p.*, first_value(p.position) over (partition by p.lead_row order by p.position) as lead_position from placed p
    ), keyed as (
        select l.position, l.row_number, l.row_key, l.has_investigation, l.case_reference_number, l.report_reference_number,
            l.category_id, l.secondary_category_id, l.location_id,
            k.key_case, k.key_report, k.key_investigation, c.id as case_id, r.id as report_id, i.id as investigation_id,
            c.merged_into_id is not null or c.locked_at is not null as is_closed_off,
            sha256(coalesce(c.fingerprint, '') || coalesce(r.fingerprint, '') || coalesce(i.fingerprint, '')) as fingerprint,
            c.fingerprint is distinct from k.case_print or r.fingerprint is distinct from k.report_print
                or i.fingerprint is distinct from k.investigation_print as is_edited
        from led l
        cross join lateral (
            select min(x.entity_id::text) filter (where x.entity = 'CASE')::uuid as key_case,
                min(x.entity_id::text) filter (where x.entity = 'REPORT')::uuid as key_report,
                min(x.entity_id::text) filter (where x.entity = 'INVESTIGATION')::uuid as key_investigation,
                min(x.fingerprint::text) filter (where x.entity = 'CASE')::bytea as case_print,
                min(x.fingerprint::text) filter (where x.entity = 'REPORT')::bytea as report_print,
                min(x.fingerprint::text) filter (where x.entity = 'INVESTIGATION')::bytea as investigation_print
            from migration.source_keys x
            where x.organization_id = (select access.current_tenant()) and x.source_system = p_system and x.source_record_id = l.row_key) k
        left join lateral (select * from migration.live_cases x
            where x.organization_id = (select access.current_tenant()) and x.id = k.key_case offset 0) c on true
        left join lateral (select * from migration.live_reports x
            where x.organization_id = (select access.current_tenant()) and x.id = k.key_report offset 0) r on true
        left join lateral (select * from migration.live_investigations x
            where x.organization_id = (select access.current_tenant()) and x.id = k.key_investigation offset 0) i on true
        where l.position = l.lead_position and l.state = 'READY'
    ), differing as (
        select k.position, migration.row_changes(p_run, k.row_number, k.case_id, k.report_id, k.investigation_id,
            k.category_id, k.secondary_category_id, k.location_id, p_clears) as changes
        from keyed k
        where p_updates and k.case_id is not null and k.report_id is not null and not k.is_closed_off
    ), judged as materialized (
        select k.*, d.changes, coalesce(k.key_case, k.key_report) is null as is_unknown,
            coalesce(k.key_case, k.key_report) is null and (
                exists (select from platform.cases c where c.organization_id = (select access.current_tenant())
                    and c.reference_number = k.case_reference_number)
                or exists (select from platform.reports r where r.organization_id = (select access.current_tenant())
                    and r.reference_number = k.report_reference_number)) as is_taken,
            coalesce(k.key_case, k.key_report) is not null and (k.case_id is null or k.report_id is null or k.is_closed_off) as is_out_of_reach
        from keyed k left join differing d on d.position = k.position
    ), decided as materialized (
        select j.*,
            case when j.is_taken then 'C2' when j.is_out_of_reach then 'C3'
                when p_updates and not j.is_unknown and j.changes is not null and j.is_edited then 'C1' end as conflict,
            case when j.is_taken or j.is_out_of_reach then 'CONFLICT'
                when j.is_unknown then 'CREATE'
                when not p_updates or j.changes is null then 'SKIP'
                when j.is_edited then 'CONFLICT'
                else 'UPDATE' end as action
        from judged j
    ), lines as materialized (
        select l.position, l.row_number, l.lead_position,
            case when l.state <> 'READY' or d.position is null then 'SKIP'
                when l.position <> l.lead_position then case when d.action = 'SKIP' then 'SKIP' else 'MERGE' end
                else d.action end as action,
            case when l.position = l.lead_position then d.conflict end as conflict,
            case when l.state = 'BLOCKED' then 'BLOCKED' when l.state = 'SKIPPED' then coalesce(l.skip_code, 'BY_PERSON')
                when d.position is null or (l.position <> l.lead_position and d.action = 'SKIP') then 'LEAD'
                when d.action = 'SKIP' then case when p_updates then 'SAME' else 'EXISTS' end end as reason,
            l.row_key, l.has_note, d.has_investigation, d.action as lead_action, d.conflict as lead_conflict,
            d.case_id, d.report_id, d.investigation_id, d.fingerprint, d.changes,
            l.case_reference_number, l.report_reference_number, l.category_id, l.secondary_category_id, l.location_id,
            -- Made new, or would be if its conflict is decided so.
            d.action = 'CREATE' or coalesce(d.conflict in ('C2', 'C3'), false) as may_be_made
        from led l left join decided d on d.position = l.lead_position
    ), seconds as (
        -- Rows that are merged bring the record its second category.
        select distinct on (m.lead_position) m.lead_position, m.category_id
        from lines m join lines l on l.position = m.lead_position
        where m.action = 'MERGE' and m.category_id <> l.category_id
        order by m.lead_position, m.position
    ), named as (
        select m.row_number, m.role, l.position, l.row_key, m.match_hash, m.matched_by, m.employee_id, m.email, m.phone, m.name_key,
            array_position(array['REPORTER', 'SUBJECT', 'WITNESS'], m.role) as role_number,
            case when m.email is not null then migration.keyed_hash(p_mail_inner, p_mail_outer, lower(btrim(m.email))) end as email_hash,
            case m.matched_by
                when 'EMPLOYEE' then encode(migration.keyed_hash(p_key_inner, p_key_outer, 'employee ' || m.employee_id), 'hex')
                when 'EMAIL' then encode(migration.keyed_hash(p_key_inner, p_key_outer, 'email ' || lower(btrim(m.email))), 'hex')
                when 'NAME_PHONE' then encode(migration.keyed_hash(p_key_inner, p_key_outer, 'name ' || m.name_key || ' ' || m.phone), 'hex')
                else left(l.row_key, 190) || ' ' || m.role end as source_record_id
        from migration.staged_people m
        join lines l on l.row_number = m.row_number and l.may_be_made and l.action <> 'SKIP'
        where m.organization_id = (select access.current_tenant()) and m.run_id = p_run
    ), matched as (
        select n.*, coalesce(
                case when e.many = 1 then e.id end,
                case when e.many is null and a.many = 1 and (n.employee_id is null or a.employee_id is null) then a.id end,
                case when e.many is null and a.many is null and t.many = 1 and (n.employee_id is null or t.employee_id is null)
                    and (n.email is null or t.email_hash is null) then t.id end,
                -- Two fit: kept apart (MIG-REF-007), unless this source made the person before.
                (select k.entity_id from migration.source_keys k
                 where k.organization_id = (select access.current_tenant()) and k.source_system = p_system
                   and k.source_record_id = n.source_record_id and k.entity = 'PERSON'
                   and exists (select from platform.persons x where x.organization_id = k.organization_id and x.id = k.entity_id))) as found,
            min(n.position * 4 + n.role_number) over (partition by n.match_hash) as first_place
        from named n
        cross join lateral (select nullif(count(*), 0) as many, min(p.id::text)::uuid as id from platform.persons p
            where p.organization_id = (select access.current_tenant()) and p.employee_id = n.employee_id) e
        cross join lateral (select nullif(count(*), 0) as many, min(p.id::text)::uuid as id, min(p.employee_id) as employee_id from platform.persons p
            where p.organization_id = (select access.current_tenant()) and p.email_hash = n.email_hash) a
        cross join lateral (select nullif(count(*), 0) as many, min(p.id::text)::uuid as id, min(p.employee_id) as employee_id,
                min(p.email_hash::text)::bytea as email_hash from platform.persons p
            where p.organization_id = (select access.current_tenant()) and p.name_key = n.name_key and p.phone = n.phone) t
    ), people as (
        select m.position, m.row_number, m.role, m.role_number, m.source_record_id,
            min(m.found::text) over (partition by m.match_hash)::uuid as found, m.first_place,
            -- The key of the mention that makes the person: of several that are one, the first.
            first_value(m.source_record_id) over (partition by m.match_hash order by m.position * 4 + m.role_number) as first_source
        from matched m
    )
    select 'R', l.position, l.row_number, l.lead_position, l.action, l.conflict, l.reason,
        case when l.lead_conflict = 'C3' then (
                select left(l.row_key, 196) || '#' || n from generate_series(2, 99) n
                where not exists (select from migration.source_keys k where k.organization_id = (select access.current_tenant())
                    and k.source_system = p_system and k.source_record_id = left(l.row_key, 196) || '#' || n) order by n limit 1)
            else l.row_key end,
        case when l.may_be_made then migration.new_id(p_at_ms, p_run, 'case', l.lead_position) else l.case_id end,
        case when l.may_be_made then migration.new_id(p_at_ms, p_run, 'report', l.lead_position) else l.report_id end,
        case when not coalesce(l.has_investigation, false) then null
            when l.may_be_made or l.investigation_id is null then migration.new_id(p_at_ms, p_run, 'investigation', l.lead_position)
            else l.investigation_id end,
        case when l.has_note and l.may_be_made then migration.new_id(p_at_ms, p_run, 'note', l.position) end,
        coalesce(l.has_investigation, false),
        coalesce(l.has_investigation, false) and (l.may_be_made or l.investigation_id is null),
        l.case_reference_number, l.report_reference_number, l.category_id,
        coalesce(l.secondary_category_id, s.category_id),
        l.location_id,
        case when l.lead_action in ('UPDATE', 'SKIP') or l.lead_conflict = 'C1' then case when l.position = l.lead_position then l.fingerprint end end,
        case when l.position = l.lead_position then l.changes end,
        null, null, null
    from lines l left join seconds s on s.lead_position = l.position
    union all
    select 'P', p.position, p.row_number, null, null, null, null, case when p.found is null then p.first_source end,
        null, null, null, null, null, null, null, null, null, null, null, null, null,
        p.role, coalesce(p.found, migration.new_id(p_at_ms, p_run, 'person', p.first_place)),
        row_number() over (partition by coalesce(p.found::text, p.first_place::text) order by p.position, p.role_number) = 1
    from people p
    $$;
grant execute on function migration.plan_references_of(uuid, bigint, text),
    migration.plan_lines(uuid, bigint, int, text, boolean, text[], bytea, bytea, bytea, bytea) to ops_migration;
reset role;
