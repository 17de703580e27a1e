-- Whom a roll-up is about and how far back it goes; the few cases whose past is not what their columns say; and the lines of campaigns,
-- tickets and closures. Everything else is read as it lies and counted in memory.
set local role ops_owner;

-- Nearly every event came within a month of when it happened, which is told without asking what local day either was.
create or replace function client_success.counts(p_occurred timestamptz, p_ingested timestamptz, p_zone text) returns boolean
    language sql stable parallel safe
    as $$ select case when p_ingested - p_occurred between interval '-10 minutes' and interval '34 days' then true
        else p_occurred <= p_ingested + interval '10 minutes'
            and (p_ingested at time zone p_zone)::date - (p_occurred at time zone p_zone)::date <= 35 end $$;

-- Clients as the platform knows them; what is known commercially stays as it is.
create or replace function client_success.copy_clients(p_only uuid[]) returns void
    language sql
    set search_path = ''
    as $$
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
    set name = excluded.name, domain = excluded.domain, status = excluded.status, plan = excluded.plan, live_at = excluded.live_at
$$;

-- Answers how many of the events that arrived count nowhere. Leaves behind in pg_temp: scope (who, from which day), target_day (each day
-- counted anew), reread and kept_day (those before p_from of which events are read again, and of which not), late_use (what came late).
create or replace function client_success.open_scope(p_from date, p_day date, p_zone text, p_since timestamptz, p_features text[], p_only uuid[])
    returns bigint
    language plpgsql
    set search_path = ''
    as $$
declare
    v_start constant timestamptz := p_from::timestamp at time zone p_zone;
    v_rejected bigint := 0;
begin
    -- is_long: not the last day alone. A column, so that the planner knows how many they are.
    create temp table scope (organization_id uuid primary key, from_day date not null, to_day date not null,
        is_long boolean not null generated always as (from_day < to_day) stored) on commit drop;
    insert into pg_temp.scope (organization_id, from_day, to_day)
    select o.id, p_from, p_day from platform.organizations o where p_only is null or o.id in (select unnest(p_only));
    analyze pg_temp.scope;

    create temp table late_use (
        organization_id uuid, day date, account_id uuid, kind text, feature text, succeeded boolean, is_rejected boolean, counts boolean) on commit drop;
    if p_since is not null then
        -- Of what arrived only what is late or will not do: the rest is the day's own and is read with it.
        insert into pg_temp.late_use
        select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.kind, e.feature, e.succeeded,
            x.is_rejected, not x.is_rejected and e.actor_kind in ('CLIENT', 'MACHINE')
        from platform.usage_events e
        join pg_temp.scope s on s.organization_id = e.organization_id
        cross join lateral (select not client_success.counts(e.occurred_at, e.ingested_at, p_zone) or coalesce(e.feature <> all (p_features), false)) x (is_rejected)
        where e.ingested_at > p_since and (e.occurred_at < v_start or x.is_rejected);
        -- Of nobody we know: asked for with an id that is nobody's.
        if p_only is null or '00000000-0000-0000-0000-000000000000' = any (p_only) then
            insert into pg_temp.late_use
            select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.kind, e.feature, e.succeeded, true, false
            from platform.usage_events e left join platform.organizations o on o.id = e.organization_id
            where e.ingested_at > p_since and o.id is null;
        end if;
        create temp table arrived on commit drop as
        select l.organization_id, l.day, bool_or(l.counts) as counts, count(*) filter (where l.is_rejected) as rejected
        from pg_temp.late_use l group by 1, 2;
        analyze pg_temp.arrived;
        select coalesce(sum(a.rejected), 0) into v_rejected from pg_temp.arrived a;

        update pg_temp.scope s
        set from_day = greatest(t.day, p_day - 35)
        from (
            select x.organization_id, min(x.day) as day from (
                select a.organization_id, a.day from pg_temp.arrived a where a.counts
                union all
                select h.organization_id, (h.from_at at time zone p_zone)::date from platform.account_status_history h
                where h.recorded_at > p_since and h.from_at < v_start
                union all
                select c.organization_id, (c.closed_at at time zone p_zone)::date from platform.cases c
                where c.updated_at > p_since and c.closed_at < v_start
                union all
                select c.organization_id, least(c.opened_at at time zone p_zone, c.due_at at time zone p_zone)::date from platform.cases c
                where c.updated_at > p_since and c.migrated_at > p_since
                union all
                select v.organization_id, (v.occurred_at at time zone p_zone)::date from platform.case_events v
                where v.recorded_at > p_since and v.occurred_at < v_start and v.kind in ('CREATED', 'CLOSED', 'REOPENED', 'DUE_CHANGED')
                union all
                select m.organization_id, (coalesce(m.completed_at, m.withdrawn_at, m.due_at) at time zone p_zone)::date
                from platform.campaign_assignments m
                where m.updated_at > p_since and coalesce(m.completed_at, m.withdrawn_at, m.due_at) < v_start
                union all
                select k.organization_id, (k.opened_at at time zone p_zone)::date from platform.support_tickets k
                where k.updated_at > p_since and k.opened_at < v_start
                union all
                select r.organization_id, (r.migrated_at at time zone p_zone)::date from platform.reports r
                where r.migrated_at > p_since and r.migrated_at < v_start
                union all
                -- What arrived for a night that failed was read through and counted nowhere.
                select f.organization_id, p_day - 35 from client_success.run_failure f
                where f.kind = 'ROLLUP' and f.day >= p_day - 35 and f.day < p_day and not exists (
                    select from client_success.usage_day u where u.organization_id = f.organization_id and u.day = f.day)
            ) x group by x.organization_id
        ) t
        where t.organization_id = s.organization_id and t.day < s.from_day;
    end if;
    analyze pg_temp.scope;

    -- Each day that is counted anew, by name: a join by (day, tenant) then reads those days alone, however long the history is.
    create temp table target_day (organization_id uuid, day date) on commit drop;
    insert into pg_temp.target_day
    select s.organization_id, s.from_day + g from pg_temp.scope s cross join lateral generate_series(0, s.to_day - s.from_day) g;
    analyze pg_temp.target_day;

    -- Of the days before p_from only those for which something arrived are read again: what the others hold was counted from all there
    -- is. A day that was never counted, or one of a tenant whose night failed, is read whatever arrived, and from end to end (is_whole).
    create temp table reread (organization_id uuid, day date, is_whole boolean, from_at timestamptz, until_at timestamptz) on commit drop;
    create temp table kept_day (organization_id uuid, day date) on commit drop;
    if p_since is not null then
        insert into pg_temp.reread
        select t.organization_id, t.day, w.is_whole, t.day::timestamp at time zone p_zone, (t.day + 1)::timestamp at time zone p_zone
        from pg_temp.target_day t
        cross join lateral (
            select not exists (select from client_success.usage_day u where u.organization_id = t.organization_id and u.day = t.day)
                or exists (
                    select from client_success.run_failure f
                    where f.organization_id = t.organization_id and f.kind = 'ROLLUP' and f.day >= p_day - 35 and f.day < p_day and not exists (
                        select from client_success.usage_day u where u.organization_id = f.organization_id and u.day = f.day)) as is_whole offset 0) w
        where t.day < p_from and (
            w.is_whole or exists (select from pg_temp.arrived a where a.organization_id = t.organization_id and a.day = t.day and a.counts));
        insert into pg_temp.kept_day
        select t.organization_id, t.day from pg_temp.target_day t where t.day < p_from
        except
        select r.organization_id, r.day from pg_temp.reread r;
    end if;
    analyze pg_temp.reread;
    return v_rejected;
end
$$;

-- changed_case: whose past is not what their columns say. changed_state: how each of them stood from one instant to the next.
create function client_success.find_changed_cases() returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    create temp table changed_case on commit drop as
    select distinct e.organization_id, e.case_id from platform.case_events e
    join pg_temp.scope s on s.organization_id = e.organization_id
    where e.kind in ('REOPENED', 'DUE_CHANGED');
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

-- Lines of campaigns and tickets, for those of which something arrived; closures by week; when contacts were last seen.
create function client_success.roll_lines(p_zone text, p_day date, p_since timestamptz) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    -- Nobody goes back further: said of all, so that only those weeks are looked into.
    v_week constant date := (select date_trunc('week', min(s.from_day))::date from pg_temp.scope s);
begin
    -- What stands as it is is not touched at all: a row that an upsert leaves alone is locked by it, which writes it.
    insert into client_success.campaign_line as l (organization_id, campaign_id, kind, title, due_on, assignments_due, completed)
    select n.* from (
        select c.organization_id, c.id, c.kind, c.name, max(m.due_at at time zone p_zone)::date,
            count(m.id) filter (where m.status in ('ASSIGNED', 'COMPLETED')), count(m.id) filter (where m.status = 'COMPLETED')
        from platform.campaigns c
        join pg_temp.scope s on s.organization_id = c.organization_id
        left join client_success.campaign_line o on o.organization_id = c.organization_id and o.campaign_id = c.id
        left join (
            select distinct a.organization_id, a.campaign_id from platform.campaign_assignments a where a.updated_at > p_since) t
            on t.organization_id = c.organization_id and t.campaign_id = c.id
        left join platform.campaign_assignments m on m.organization_id = c.organization_id and m.campaign_id = c.id
        where c.status in ('RUNNING', 'ENDED') and (p_since is null or s.is_long or o.title is distinct from c.name or t.campaign_id is not null)
        group by 1, 2, 3, 4) n (organization_id, campaign_id, kind, title, due_on, assignments_due, completed)
    left join client_success.campaign_line o on o.organization_id = n.organization_id and o.campaign_id = n.campaign_id
    where (o.title, o.due_on, o.assignments_due, o.completed) is distinct from (n.title, n.due_on, n.assignments_due::integer, n.completed::integer)
    on conflict (organization_id, campaign_id) do update
    set title = excluded.title, due_on = excluded.due_on, assignments_due = excluded.assignments_due, completed = excluded.completed;

    insert into client_success.ticket_line as l (organization_id, number, severity, status, opened_at, resolved_at)
    select k.organization_id, k.number, k.severity, k.status, k.opened_at, k.resolved_at
    from platform.support_tickets k join pg_temp.scope s on s.organization_id = k.organization_id
    left join client_success.ticket_line o on o.organization_id = k.organization_id and o.number = k.number
    where k.duplicate_of_id is null and not k.is_internal and not k.is_test and k.opened_at >= (p_day - 365)::timestamp at time zone p_zone
      and (p_since is null or s.is_long or k.updated_at > p_since)
      and (o.severity, o.status, o.opened_at, o.resolved_at) is distinct from (k.severity, k.status, k.opened_at, k.resolved_at)
    on conflict (organization_id, number) do update
    set severity = excluded.severity, status = excluded.status, opened_at = excluded.opened_at, resolved_at = excluded.resolved_at;

    delete from client_success.case_week w using pg_temp.scope s
    where w.organization_id = s.organization_id and w.week >= date_trunc('week', s.from_day)::date and w.week >= v_week;
    insert into client_success.case_week (organization_id, week, attribute, value, on_time, late)
    select c.organization_id, date_trunc('week', c.closed_at at time zone p_zone)::date, x.attribute, x.value,
        count(*) filter (where c.closed_at <= c.due_at), count(*) filter (where c.closed_at > c.due_at)
    from platform.cases c
    join pg_temp.scope s on s.organization_id = c.organization_id
    left join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
    left join platform.locations l on l.organization_id = c.organization_id and l.id = c.location_id
    cross join lateral (values ('CATEGORY', coalesce(g.name, 'Not stated')), ('SITE', coalesce(l.name, 'Not stated')),
        ('SEVERITY', coalesce(c.severity, 'Not rated'))) x (attribute, value)
    where not c.is_test and c.due_at is not null and c.closed_at >= date_trunc('week', s.from_day)::timestamp at time zone p_zone
      and c.closed_at >= v_week::timestamp at time zone p_zone
    group by 1, 2, 3, 4;

    update client_success.contact t set last_seen_on = u.last_day
    from client_success.account_use u, pg_temp.scope s
    where s.organization_id = t.organization_id and u.organization_id = t.organization_id and u.account_id = t.account_id
      and t.last_seen_on is distinct from u.last_day;
end
$$;

grant execute on function client_success.find_changed_cases(), client_success.roll_lines(text, date, timestamptz) to ops_jobs;

reset role;
