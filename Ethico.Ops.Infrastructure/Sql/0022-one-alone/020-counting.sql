set local role ops_owner;

-- Clients as the platform knows them; what is known commercially stays as it is. Planned for the list at hand: of a few an index is asked.
create or replace function client_success.copy_clients(p_only uuid[]) returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    if cardinality(p_only) <= 200 then
        insert into client_success.client (organization_id, name, domain, status, plan, live_at)
        select n.* from (
            select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id), o.status, o.plan, o.live_at
            from platform.organizations o where o.id = any (p_only)) n (organization_id, name, domain, status, plan, live_at)
        left join client_success.client c on c.organization_id = n.organization_id
        where c.organization_id is null or (c.name, c.domain, c.status, c.plan, c.live_at) is distinct from (n.name, n.domain, n.status, n.plan, n.live_at)
        on conflict (organization_id) do update
        set name = excluded.name, domain = excluded.domain, status = excluded.status, plan = excluded.plan, live_at = excluded.live_at;
        return;
    end if;

    insert into client_success.client (organization_id, name, domain, status, plan, live_at)
    select n.* from (
        select o.id, o.name, d.domain, o.status, o.plan, o.live_at
        from platform.organizations o
        left join (select x.organization_id, min(x.domain) as domain from platform.organization_domains x group by 1) d on d.organization_id = o.id
        -- A list is looked through for each row; of rows a hash is made.
        where p_only is null or o.id in (select unnest(p_only))) n (organization_id, name, domain, status, plan, live_at)
    left join client_success.client c on c.organization_id = n.organization_id
    where c.organization_id is null or (c.name, c.domain, c.status, c.plan, c.live_at) is distinct from (n.name, n.domain, n.status, n.plan, n.live_at)
    on conflict (organization_id) do update
    set name = excluded.name, domain = excluded.domain, status = excluded.status, plan = excluded.plan, live_at = excluded.live_at;
end
$$;

-- Cases that were reopened or whose due date moved, as spans of one state each: in pg_temp changed_case (which) and changed_state.
create or replace function client_success.find_changed_cases() returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    create temp table changed_case on commit drop as
    select distinct e.organization_id, e.case_id from platform.case_events e
    join pg_temp.scope s on s.organization_id = e.organization_id
    where e.kind in ('REOPENED', 'DUE_CHANGED');
    if not exists (select from pg_temp.changed_case) then
        -- As for nearly everybody, and planning the rest takes longer than looking.
        create temp table changed_state (organization_id uuid, from_at timestamptz, next_at timestamptz, closed_at timestamptz, due_at timestamptz) on commit drop;
        return;
    end if;
    analyze pg_temp.changed_case;

    create temp table changed_state on commit drop as
    with marks as (
        select h.organization_id, h.case_id, c.opened_at as at, false as is_closing, true as is_state
        from pg_temp.changed_case h join platform.cases c on c.organization_id = h.organization_id and c.id = h.case_id where not c.is_test
        union
        select h.organization_id, h.case_id, c.closed_at, true, true
        from pg_temp.changed_case h join platform.cases c on c.organization_id = h.organization_id and c.id = h.case_id
        where not c.is_test and c.closed_at is not null
        union
        select h.organization_id, h.case_id, x.at, x.is_closing, x.is_state
        from pg_temp.changed_case h
        join platform.cases c on c.organization_id = h.organization_id and c.id = h.case_id and not c.is_test
        join platform.case_events e on e.organization_id = h.organization_id and e.case_id = h.case_id
        cross join lateral (
            select e.occurred_at, true, true where e.kind = 'CLOSED'
            union all select e.occurred_at, false, true where e.kind = 'REOPENED'
            union all select client_success.instant(e.before_code), true, true where e.kind = 'REOPENED'
            union all select e.occurred_at, null::boolean, false where e.kind = 'DUE_CHANGED'
        ) x (at, is_closing, is_state)
        where x.at is not null),
    states as (
        select m.organization_id, m.case_id, m.at,
            -- The last closing or reopening at or before; of the two at one instant the closing.
            (select l.is_closing from marks l where l.organization_id = m.organization_id and l.case_id = m.case_id and l.is_state and l.at <= m.at
             order by l.at desc, l.is_closing desc limit 1) as is_closed,
            (select l.at from marks l where l.organization_id = m.organization_id and l.case_id = m.case_id and l.is_state and l.at <= m.at
             order by l.at desc, l.is_closing desc limit 1) as state_at,
            coalesce(
                (select client_success.instant(d.after_code) from platform.case_events d where d.organization_id = m.organization_id
                    and d.case_id = m.case_id and d.kind = 'DUE_CHANGED' and d.occurred_at <= m.at order by d.occurred_at desc, d.id desc limit 1),
                (select client_success.instant(d.before_code) from platform.case_events d where d.organization_id = m.organization_id
                    and d.case_id = m.case_id and d.kind = 'DUE_CHANGED' and d.occurred_at > m.at
                    and not exists (select from platform.case_events p where p.organization_id = m.organization_id and p.case_id = m.case_id
                        and p.kind = 'DUE_CHANGED' and p.occurred_at <= m.at) order by d.occurred_at, d.id limit 1),
                (select c.due_at from platform.cases c where c.organization_id = m.organization_id and c.id = m.case_id
                    and not exists (select from platform.case_events p where p.organization_id = m.organization_id and p.case_id = m.case_id
                        and p.kind = 'DUE_CHANGED'))) as due_at,
            lead(m.at) over (partition by m.organization_id, m.case_id order by m.at) as next_at
        from (select distinct organization_id, case_id, at from marks) m)
    select organization_id, at as from_at, coalesce(next_at, 'infinity') as next_at, case when is_closed then state_at end as closed_at, due_at
    from states;
end
$$;

reset role;
