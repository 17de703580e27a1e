-- A night at the pace of its day: of nearly all clients the last day alone is counted, by instants and from the rows as they lie, without
-- spans and what takes them apart; and nothing is written that stands as it is. What is counted stays the same, bit for bit, but for one
-- thing: an assignment that was due long ago and is completed now counts on the day it is completed, as a rebuild always had it.
set local role ops_owner;

-- Clients as the platform knows them; what is known commercially stays as it is.
create or replace function client_success.copy_clients(p_only uuid[]) returns void
    language sql
    set search_path = ''
    as $$
    insert into client_success.client (organization_id, name, domain, status, plan, live_at)
    select n.* from (
        select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id), o.status, o.plan, o.live_at
        from platform.organizations o where p_only is null or o.id = any (p_only)) n (organization_id, name, domain, status, plan, live_at)
    left join client_success.client c on c.organization_id = n.organization_id
    where c.organization_id is null or (c.name, c.domain, c.status, c.plan, c.live_at) is distinct from (n.name, n.domain, n.status, n.plan, n.live_at)
    on conflict (organization_id) do update
    set name = excluded.name, domain = excluded.domain, status = excluded.status, plan = excluded.plan, live_at = excluded.live_at
$$;

-- How each case stood on each day it was so, of clients with more days than the last and of cases whose past is not what their columns say.
create or replace function client_success.case_stretches(p_zone text) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_back constant timestamptz := (select min(s.from_day) - 90 from pg_temp.scope s)::timestamp at time zone p_zone;
begin
    create temp table changed_case on commit drop as
    select distinct e.organization_id, e.case_id from platform.case_events e
    join pg_temp.scope s on s.organization_id = e.organization_id
    where e.kind in ('REOPENED', 'DUE_CHANGED');
    analyze pg_temp.changed_case;

    create temp table stretch (
        organization_id uuid, from_day date, to_day date, is_closed boolean, closed_at timestamptz, due_at timestamptz) on commit drop;

    -- Nearly all: what their columns say. Of a last day alone roll_days counts them as they lie.
    insert into pg_temp.stretch
    select c.organization_id, x.from_day, x.to_day, x.is_closed, x.closed_at, c.due_at
    from platform.cases c
    join pg_temp.scope s on s.organization_id = c.organization_id
    cross join lateral (
        select (c.opened_at at time zone p_zone)::date, coalesce((c.closed_at at time zone p_zone)::date - 1, 'infinity'), false, null::timestamptz
        where c.due_at is not null
        union all
        select (c.closed_at at time zone p_zone)::date, 'infinity', true, c.closed_at where c.closed_at is not null
    ) x (from_day, to_day, is_closed, closed_at)
    where s.is_long and not c.is_test
      -- Closed before every window, or closed nobody knows when: it counts on no day.
      and (c.closed_at >= v_back or c.status <> 'CLOSED')
      and not exists (select from pg_temp.changed_case h where h.organization_id = c.organization_id and h.case_id = c.id);

    -- The few whose past is not what their columns say.
    insert into pg_temp.stretch
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
    select organization_id, (at at time zone p_zone)::date, coalesce((next_at at time zone p_zone)::date - 1, 'infinity'), is_closed,
        case when is_closed then state_at end, due_at
    from states
    where coalesce((next_at at time zone p_zone)::date - 1, 'infinity') >= (at at time zone p_zone)::date;
end
$$;

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
    select o.id, p_from, p_day from platform.organizations o where p_only is null or o.id = any (p_only);

    create temp table late_use (
        organization_id uuid, day date, account_id uuid, kind text, feature text, succeeded boolean, is_rejected boolean, counts boolean) on commit drop;
    if p_since is not null then
        -- Of what arrived only what is late or will not do: the rest is the day's own and is read with it.
        insert into pg_temp.late_use
        select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.kind, e.feature, e.succeeded,
            x.is_rejected, not x.is_rejected and e.actor_kind in ('CLIENT', 'MACHINE')
        from platform.usage_events e
        left join platform.organizations o on o.id = e.organization_id
        cross join lateral (select not client_success.counts(e.occurred_at, e.ingested_at, p_zone) or e.feature <> all (p_features) or o.id is null) c (is_rejected)
        cross join lateral (select coalesce(c.is_rejected, false)) x (is_rejected)
        where e.ingested_at > p_since
          -- Of nobody we know: asked for with an id that is nobody's.
          and (p_only is null or e.organization_id = any (p_only) or (o.id is null and '00000000-0000-0000-0000-000000000000' = any (p_only)))
          and (e.occurred_at < v_start or x.is_rejected);
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
    create temp table reread (organization_id uuid, day date, is_whole boolean) on commit drop;
    create temp table kept_day (organization_id uuid, day date) on commit drop;
    if p_since is not null then
        insert into pg_temp.reread
        select t.organization_id, t.day, w.is_whole
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

create or replace function client_success.roll_events(p_from date, p_day date, p_zone text, p_features text[], p_only uuid[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_from constant timestamptz := p_from::timestamp at time zone p_zone;
    v_first constant timestamptz := (select min(t.day) from pg_temp.reread t)::timestamp at time zone p_zone;
    v_until constant timestamptz := (p_day + 1)::timestamp at time zone p_zone;
    v_none constant bit(180) := repeat('0', 180)::bit(180);
    v_one constant bit(180) := set_bit(repeat('0', 180)::bit(180), 0, 1);
    v_all constant bit(180) := repeat('1', 180)::bit(180);
    -- From p_from on.
    v_last constant bit(180) := v_all & ~(v_all >> (p_day - p_from + 1));
begin
    if p_from < p_day then
        -- Many days: straight from the events, once by account and once by day. Made, not inserted into: only so is it done in parallel.
        create temp table seen on commit drop as
        select e.organization_id, e.account_id, case e.kind when 'FEATURE' then e.feature end as feature,
            bit_or(v_one >> (p_day - (e.occurred_at at time zone p_zone)::date)) as days
        from platform.usage_events e join platform.organizations o on o.id = e.organization_id
        where e.occurred_at >= v_from and e.occurred_at < v_until and (p_only is null or e.organization_id = any (p_only))
          and e.actor_kind = 'CLIENT' and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
        group by 1, 2, 3;
        create temp table tally on commit drop as
        select e.organization_id, (e.occurred_at at time zone p_zone)::date as day, e.kind, case e.kind when 'FEATURE' then e.feature end as feature,
            count(e.account_id)::integer as people_uses, (count(*) - count(e.account_id))::integer as machine_uses
        from platform.usage_events e join platform.organizations o on o.id = e.organization_id
        where e.occurred_at >= v_from and e.occurred_at < v_until and (p_only is null or e.organization_id = any (p_only))
          and e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
        group by 1, 2, 3, 4;
    else
        -- The day is new to the planner, which takes it for empty and would sort it row by row: it is hashed.
        perform set_config('enable_sort', 'off', true);
        create temp table used on commit drop as
        select e.organization_id, p_day as day, e.account_id, e.kind, case e.kind when 'FEATURE' then e.feature end as feature,
            count(e.account_id) as people_uses, count(*) - count(e.account_id) as machine_uses
        from platform.usage_events e
        where e.occurred_at >= v_from and e.occurred_at < v_until
          and e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
          and (p_only is null or e.organization_id = any (p_only)) and exists (select from pg_temp.scope s where s.organization_id = e.organization_id)
        group by 1, 3, 4, 5
        union all
        -- Of a day to which something came late how often is counted again, and who it was is known from what came.
        select r.organization_id, r.day, case when r.is_whole then e.account_id end, e.kind, case e.kind when 'FEATURE' then e.feature end,
            count(e.account_id), count(*) - count(e.account_id)
        from pg_temp.reread r
        join platform.usage_events e on e.organization_id = r.organization_id
            and e.occurred_at >= (r.day::timestamp at time zone p_zone) and e.occurred_at < ((r.day + 1)::timestamp at time zone p_zone)
            -- Said of all as well, so that the months before are not even looked into.
            and e.occurred_at >= v_first and e.occurred_at < v_from
        where e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
        group by 1, 2, 3, 4, 5
        union all
        select l.organization_id, l.day, l.account_id, l.kind, case l.kind when 'FEATURE' then l.feature end, 0, 0
        from pg_temp.late_use l join pg_temp.reread r on r.organization_id = l.organization_id and r.day = l.day and not r.is_whole
        where l.counts and l.succeeded
        group by 1, 2, 3, 4, 5;
        perform set_config('enable_sort', 'on', true);
        create temp table seen on commit drop as
        select u.organization_id, u.account_id, u.feature, bit_or(v_one >> (p_day - u.day)) as days
        from pg_temp.used u where u.account_id is not null group by 1, 2, 3;
        create temp table tally on commit drop as
        select u.organization_id, u.day, u.kind, u.feature, sum(u.people_uses)::integer as people_uses, sum(u.machine_uses)::integer as machine_uses
        from pg_temp.used u group by 1, 2, 3, 4;
    end if;
    analyze pg_temp.seen;
    analyze pg_temp.tally;

    -- Days that are read whole lose their bits first: the last ones of everybody, and single ones of some. An event is never taken back, so
    -- what came late to a day only adds to it.
    create temp table cleared on commit drop as
    select r.organization_id, bit_or(v_one >> (p_day - r.day)) as days, min(r.day) as first_day from pg_temp.reread r where r.is_whole group by 1;
    analyze pg_temp.cleared;

    create temp table changed on commit drop as
    with now as (select s.organization_id, s.account_id, bit_or(s.days) as days from pg_temp.seen s group by 1, 2),
    hit as (
        select n.organization_id, n.account_id, coalesce(u.last_day, p_day) as last_day, coalesce(u.days, v_none) as days, n.days as seen, u.account_id is null as is_new
        from now n left join client_success.account_use u on u.organization_id = n.organization_id and u.account_id = n.account_id
        union all
        select u.organization_id, u.account_id, u.last_day, u.days, v_none, false
        from (
            select u.organization_id, u.account_id, u.last_day, u.days
            from client_success.account_use u join pg_temp.scope s on s.organization_id = u.organization_id where u.last_day >= p_from
            union
            select u.organization_id, u.account_id, u.last_day, u.days
            from pg_temp.cleared c join client_success.account_use u on u.organization_id = c.organization_id
            where u.last_day >= c.first_day and (u.days >> (p_day - u.last_day)) & c.days <> v_none) u
        where not exists (select from now n where n.organization_id = u.organization_id and n.account_id = u.account_id))
    select h.organization_id, h.account_id, greatest(h.last_day, p_day) as anchor, h.is_new,
        ((h.days >> (greatest(h.last_day, p_day) - h.last_day)) & ~((v_last | coalesce(c.days, v_none)) >> (greatest(h.last_day, p_day) - p_day)))
            | (h.seen >> (greatest(h.last_day, p_day) - p_day)) as days
    from hit h left join pg_temp.cleared c on c.organization_id = h.organization_id
    where not h.is_new or h.seen <> v_none;
    analyze pg_temp.changed;
    delete from client_success.account_use u using pg_temp.changed c
    where c.days = v_none and u.organization_id = c.organization_id and u.account_id = c.account_id;
    update client_success.account_use u
    set last_day = c.anchor - position(B'1' in c.days) + 1, days = c.days << (position(B'1' in c.days) - 1)
    from pg_temp.changed c
    where not c.is_new and c.days <> v_none and u.organization_id = c.organization_id and u.account_id = c.account_id
      and (u.last_day <> c.anchor - position(B'1' in c.days) + 1 or u.days <> c.days << (position(B'1' in c.days) - 1));
    insert into client_success.account_use (organization_id, account_id, last_day, days)
    -- In the order of its key, here and below: the index then grows page by page.
    select c.organization_id, c.account_id, c.anchor - position(B'1' in c.days) + 1, c.days << (position(B'1' in c.days) - 1)
    from pg_temp.changed c where c.is_new order by 1, 2;
    drop table pg_temp.changed;

    create temp table changed on commit drop as
    with hit as (
        select n.organization_id, n.feature, n.account_id, coalesce(u.last_day, p_day) as last_day, coalesce(u.days, v_none) as days, n.days as seen, u.account_id is null as is_new
        from pg_temp.seen n
        left join client_success.feature_account_use u on u.organization_id = n.organization_id and u.feature = n.feature and u.account_id = n.account_id
        where n.feature is not null
        union all
        select u.organization_id, u.feature, u.account_id, u.last_day, u.days, v_none, false
        from (
            select u.organization_id, u.feature, u.account_id, u.last_day, u.days
            from client_success.feature_account_use u join pg_temp.scope s on s.organization_id = u.organization_id where u.last_day >= p_from
            union
            select u.organization_id, u.feature, u.account_id, u.last_day, u.days
            from pg_temp.cleared c join client_success.feature_account_use u on u.organization_id = c.organization_id
            where u.last_day >= c.first_day and (u.days >> (p_day - u.last_day)) & c.days <> v_none) u
        where not exists (select from pg_temp.seen n where n.organization_id = u.organization_id and n.feature = u.feature and n.account_id = u.account_id))
    select h.organization_id, h.feature, h.account_id, greatest(h.last_day, p_day) as anchor, h.is_new,
        ((h.days >> (greatest(h.last_day, p_day) - h.last_day)) & ~((v_last | coalesce(c.days, v_none)) >> (greatest(h.last_day, p_day) - p_day)))
            | (h.seen >> (greatest(h.last_day, p_day) - p_day)) as days
    from hit h left join pg_temp.cleared c on c.organization_id = h.organization_id
    where not h.is_new or h.seen <> v_none;
    analyze pg_temp.changed;
    delete from client_success.feature_account_use u using pg_temp.changed c
    where c.days = v_none and u.organization_id = c.organization_id and u.feature = c.feature and u.account_id = c.account_id;
    update client_success.feature_account_use u
    set last_day = c.anchor - position(B'1' in c.days) + 1, days = c.days << (position(B'1' in c.days) - 1)
    from pg_temp.changed c
    where not c.is_new and c.days <> v_none and u.organization_id = c.organization_id and u.feature = c.feature and u.account_id = c.account_id
      and (u.last_day <> c.anchor - position(B'1' in c.days) + 1 or u.days <> c.days << (position(B'1' in c.days) - 1));
    insert into client_success.feature_account_use (organization_id, feature, account_id, last_day, days)
    select c.organization_id, c.feature, c.account_id, c.anchor - position(B'1' in c.days) + 1, c.days << (position(B'1' in c.days) - 1)
    from pg_temp.changed c where c.is_new order by 1, 2, 3;
    drop table pg_temp.changed;

    delete from client_success.feature_use f using pg_temp.scope s
    where f.organization_id = s.organization_id and f.day between p_from and p_day;
    delete from client_success.feature_use f using pg_temp.reread r
    where f.organization_id = r.organization_id and f.day = r.day;
    insert into client_success.feature_use (day, organization_id, feature, people_uses, machine_uses)
    select t.day, t.organization_id, t.feature, t.people_uses, t.machine_uses from pg_temp.tally t where t.kind = 'FEATURE' order by 1, 2, 3;
end
$$;

create or replace function client_success.roll_features(p_zone text, p_features text[], p_kinds text[], p_windows integer[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_day constant date := (select max(s.to_day) from pg_temp.scope s);
    v_rebuild constant boolean := (select min(s.from_day) from pg_temp.scope s) < v_day - 35;
begin
    create temp table feature_key on commit drop as
    with wanted as (select s.organization_id, greatest(s.from_day, s.to_day - 35) as from_day, s.to_day, s.is_long from pg_temp.scope s),
    entitled as (
        select x.organization_id, x.feature, min(x.from_on) as since, max(x.until_on) as until_on
        from (
            select e.organization_id, e.feature, e.from_on, coalesce(e.until_on, 'infinity') as until_on,
                -- Spans that meet are one: a renewed contract makes nobody new.
                count(*) filter (where e.is_new) over (partition by e.organization_id, e.feature order by e.from_on) as island
            from (
                select i.*, i.from_on > coalesce(max(coalesce(i.until_on, 'infinity')) over (
                    partition by i.organization_id, i.feature order by i.from_on rows between unbounded preceding and 1 preceding),
                    '-infinity') as is_new
                from platform.entitlements i
                join pg_temp.scope s on s.organization_id = i.organization_id
                where i.feature = any (p_features)) e
        ) x group by x.organization_id, x.feature, x.island),
    configured as (
        select c.organization_id, c.feature, (c.from_at at time zone p_zone)::date as from_day,
            case when c.from_at = ((c.from_at at time zone p_zone)::date::timestamp at time zone p_zone)
                then (c.from_at at time zone p_zone)::date else (c.from_at at time zone p_zone)::date + 1 end as first_whole,
            coalesce((c.until_at at time zone p_zone)::date, 'infinity') as until_day
        from platform.feature_configurations c
        join pg_temp.scope s on s.organization_id = c.organization_id
        where c.feature = any (p_features))
    select d.organization_id, d.feature, d.day, d.from_day, d.is_long, f.kind, f.days, max(d.since) as since, bool_or(d.is_configured) as is_configured,
        sum(d.published)::integer as published
    from (
        select e.organization_id, e.feature, s.to_day - g as day, s.from_day, s.is_long, e.since, false as is_configured, 0 as published
        from entitled e join wanted s on s.organization_id = e.organization_id
        cross join lateral generate_series(s.to_day - least(e.until_on - 1, s.to_day), s.to_day - greatest(e.since, s.from_day)) g
        union all
        select c.organization_id, c.feature, s.to_day - g, s.from_day, s.is_long, null, s.to_day - g >= c.from_day and s.to_day - g < c.until_day,
            case when f.kind = 'OPEN'
                then greatest(0, least(c.until_day - 1, s.to_day - g) - greatest(c.first_whole, s.to_day - g - f.days + 1) + 1) else 0 end
        from configured c join wanted s on s.organization_id = c.organization_id
        join pg_temp.feature_rule f on f.feature = c.feature
        cross join lateral generate_series(s.to_day - least(c.until_day + f.days, s.to_day), s.to_day - greatest(c.from_day, s.from_day)) g
    ) d join pg_temp.feature_rule f on f.feature = d.feature
    group by 1, 2, 3, 4, 5, 6, 7;
    analyze pg_temp.feature_key;

    create temp table feature_figure (
        organization_id uuid, feature text, day date, uses integer, uses_window integer, use_days integer, last_use date, ever_used boolean,
        in_before integer) on commit drop;

    -- The last day alone: yesterday's windows, what came in and what fell out.
    insert into pg_temp.feature_figure
    select k.organization_id, k.feature, k.day, i.uses, y.uses_window + i.uses - i.gone, y.use_days + (i.uses > 0)::integer - (i.gone > 0)::integer,
        case when i.uses > 0 then k.day when y.last_use > k.day - k.days then y.last_use end, i.uses > 0 or y.ever_used, y.accounts_window
    from pg_temp.feature_key k
    join client_success.feature_day y on y.day = v_day - 1 and y.organization_id = k.organization_id and y.feature = k.feature
    left join client_success.feature_use t on t.day = v_day and t.organization_id = k.organization_id and t.feature = k.feature
    left join client_success.feature_use o30 on o30.day = v_day - 30 and o30.organization_id = k.organization_id and o30.feature = k.feature and k.days = 30
    left join client_success.feature_use o90 on o90.day = v_day - 90 and o90.organization_id = k.organization_id and o90.feature = k.feature and k.days = 90
    cross join lateral (
        select coalesce(case k.kind when 'WORKED' then t.people_uses else t.machine_uses end, 0) as uses,
            coalesce(case k.kind when 'WORKED' then coalesce(o30.people_uses, o90.people_uses) else coalesce(o30.machine_uses, o90.machine_uses) end, 0) as gone) i
    where not k.is_long and k.kind <> 'OPEN' and k.days in (30, 90);

    -- Everybody else, and who had no yesterday: from the days themselves, each read by its name, but all of them for a rebuild.
    create temp table feature_act (organization_id uuid, feature text, day date, uses integer) on commit drop;
    create temp table asked on commit drop as
    select k.organization_id, k.feature, k.kind, k.days, min(k.from_day) as from_day, max(k.day) as to_day
    from pg_temp.feature_key k
    where k.kind <> 'OPEN' and (k.is_long or not exists (
        select from pg_temp.feature_figure f where f.organization_id = k.organization_id and f.feature = k.feature))
    group by 1, 2, 3, 4;
    analyze pg_temp.asked;
    if v_rebuild then
        insert into pg_temp.feature_act
        select f.organization_id, f.feature, f.day, case q.kind when 'WORKED' then f.people_uses else f.machine_uses end
        from client_success.feature_use f
        join pg_temp.asked q on q.organization_id = f.organization_id and q.feature = f.feature
        where f.day <= q.to_day and case q.kind when 'WORKED' then f.people_uses else f.machine_uses end > 0;
    else
        -- Known to the planner, or it reads half a year of everybody to find them.
        create temp table asked_day on commit drop as
        select x.organization_id, v_day - g as day
        from (select a.organization_id, min(a.from_day - a.days + 1) as first_day, max(a.to_day) as to_day from pg_temp.asked a group by 1) x
        cross join lateral generate_series(v_day - x.to_day, v_day - x.first_day) g;
        analyze pg_temp.asked_day;
        insert into pg_temp.feature_act
        select f.organization_id, f.feature, f.day, case q.kind when 'WORKED' then f.people_uses else f.machine_uses end
        from pg_temp.asked_day d
        join client_success.feature_use f on f.day = d.day and f.organization_id = d.organization_id
        join pg_temp.asked q on q.organization_id = f.organization_id and q.feature = f.feature
        where f.day between q.from_day - q.days + 1 and q.to_day and case q.kind when 'WORKED' then f.people_uses else f.machine_uses end > 0;
    end if;
    analyze pg_temp.feature_act;
    insert into pg_temp.feature_figure
    with delta as (
        select a.organization_id, a.feature, greatest(a.day, q.from_day) as day, case when a.day >= q.from_day then a.uses else 0 end as uses,
            case when a.day + q.days > q.from_day then a.uses else 0 end as uses_window, (a.day + q.days > q.from_day)::integer as use_days, a.day as last_use
        from pg_temp.feature_act a join pg_temp.asked q on q.organization_id = a.organization_id and q.feature = a.feature
        union all
        select a.organization_id, a.feature, a.day + q.days, 0, -a.uses, -1, null
        from pg_temp.feature_act a join pg_temp.asked q on q.organization_id = a.organization_id and q.feature = a.feature
        where a.day + q.days > q.from_day and a.day + q.days <= q.to_day
        union all
        select k.organization_id, k.feature, k.day, 0, 0, 0, null
        from pg_temp.feature_key k join pg_temp.asked q on q.organization_id = k.organization_id and q.feature = k.feature),
    daily as (
        select organization_id, feature, day, sum(uses) as uses, sum(sum(uses_window)) over w as uses_window, sum(sum(use_days)) over w as use_days,
            max(max(last_use)) over w as last_use
        from delta group by organization_id, feature, day
        window w as (partition by organization_id, feature order by day))
    select k.organization_id, k.feature, k.day, d.uses, d.uses_window, d.use_days, case when d.uses_window > 0 then d.last_use end,
        d.last_use is not null or coalesce(p.ever_used, false)
    from pg_temp.feature_key k
    join daily d on d.organization_id = k.organization_id and d.feature = k.feature and d.day = k.day
    left join client_success.feature_day p on p.day = k.from_day - 1 and p.organization_id = k.organization_id and p.feature = k.feature;
    analyze pg_temp.feature_figure;

    delete from client_success.feature_day d using pg_temp.target_day t
    where d.organization_id = t.organization_id and d.day = t.day and t.day >= v_day - 35;
    -- Who had no yesterday is counted in full.
    create temp table in_full on commit drop as
    select q.organization_id, q.feature, count(*)::integer as in_window
    from pg_temp.asked q
    join pg_temp.scope s on s.organization_id = q.organization_id and not s.is_long
    join client_success.feature_account_use u on u.organization_id = q.organization_id and u.feature = q.feature
    where q.kind = 'WORKED' and u.last_day > v_day - q.days
      and (u.last_day <= v_day or position(B'1' in u.days << (u.last_day - v_day)) between 1 and q.days)
    group by 1, 2;
    insert into client_success.feature_day (organization_id, feature, day, uses, accounts, uses_window, accounts_window, use_days,
        last_use, ever_used, entitled_since, is_configured)
    select k.organization_id, k.feature, k.day, coalesce(d.uses, 0), coalesce(w.active, 0),
        case when k.kind = 'OPEN' then k.published else coalesce(d.uses_window, 0) end,
        case when k.kind <> 'WORKED' then 0 when k.is_long then coalesce(w.in_window, 0) when d.in_before is null then coalesce(n.in_window, 0)
            else d.in_before + coalesce(w.in_window, 0) end,
        case when k.kind = 'OPEN' then k.published else coalesce(d.use_days, 0) end, d.last_use,
        coalesce(d.ever_used, p.ever_used, false), k.since, k.is_configured
    from pg_temp.feature_key k
    left join pg_temp.feature_figure d on d.organization_id = k.organization_id and d.feature = k.feature and d.day = k.day
    left join pg_temp.people w on w.organization_id = k.organization_id and w.feature = k.feature and w.day = k.day
    left join pg_temp.in_full n on n.organization_id = k.organization_id and n.feature = k.feature
    left join client_success.feature_day p on p.day = case k.kind when 'OPEN' then k.from_day - 1 end and p.organization_id = k.organization_id and p.feature = k.feature
    order by 3, 1, 2;
end
$$;

create or replace function client_success.roll_days(p_zone text, p_features text[], p_kinds text[], p_windows integer[], p_uses integer, p_accounts integer,
    p_now timestamptz) returns integer
    language plpgsql
    set search_path = ''
    as $$
declare
    v_low constant timestamptz := (select min(s.from_day) - 125 from pg_temp.scope s)::timestamp at time zone p_zone;
    v_day constant date := (select max(s.to_day) from pg_temp.scope s);
    v_midnight constant timestamptz := v_day::timestamp at time zone p_zone;
    v_end constant timestamptz := (v_day + 1)::timestamp at time zone p_zone;
    v_7 constant timestamptz := (v_day - 6)::timestamp at time zone p_zone;
    v_30 constant timestamptz := (v_day - 29)::timestamp at time zone p_zone;
    v_63 constant timestamptz := (v_day - 62)::timestamp at time zone p_zone;
    v_90 constant timestamptz := (v_day - 89)::timestamp at time zone p_zone;
    v_rows integer;
begin
    create temp table span (organization_id uuid, metric text, from_day date, to_day date, amount bigint) on commit drop;

    -- Of clients with more days than the last, enabled accounts, cases, campaigns, tickets and reports as spans, cut to the days asked for
    -- before they are counted; and of everybody the few cases whose past is not what their columns say.
    insert into pg_temp.span
    select e.organization_id, 'enabled', greatest(e.a, s.from_day), least(e.b, s.to_day), count(*)
    from pg_temp.enabled e join pg_temp.scope s on s.organization_id = e.organization_id
    where s.is_long and e.a <= s.to_day and e.b >= s.from_day group by 1, 3, 4;

    perform client_success.case_stretches(p_zone);
    insert into pg_temp.span
    select c.organization_id, 'cases_opened', (c.opened_at at time zone p_zone)::date, (c.opened_at at time zone p_zone)::date, count(*)
    from platform.cases c join pg_temp.scope s on s.organization_id = c.organization_id
    where s.is_long and not c.is_test and c.opened_at >= (s.from_day::timestamp at time zone p_zone) and c.opened_at < ((s.to_day + 1)::timestamp at time zone p_zone) group by 1, 3, 4
    union all
    select z.organization_id, x.metric, greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from pg_temp.stretch z join pg_temp.scope s on s.organization_id = z.organization_id
    cross join lateral (select (z.closed_at at time zone p_zone)::date as closed_day) y
    cross join lateral (
        select 'cases_closed', y.closed_day, y.closed_day where z.is_closed and z.from_day = y.closed_day
        union all select 'cases_closed_on_time', y.closed_day, y.closed_day where z.is_closed and z.from_day = y.closed_day and z.closed_at <= z.due_at
        union all select 'closed_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.due_at is not null
        union all select 'closed_on_time_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.closed_at <= z.due_at
        union all select 'closed_without_due_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.due_at is null
        union all select 'past_due', greatest(z.from_day, (z.due_at at time zone p_zone)::date), z.to_day where not z.is_closed and z.due_at is not null
    ) x (metric, a, b)
    where x.a <= x.b and x.a <= s.to_day and x.b >= s.from_day group by 1, 2, 3, 4;

    insert into pg_temp.span
    select c.organization_id, 'campaigns_running', greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from platform.campaigns c join pg_temp.scope s on s.organization_id = c.organization_id
    cross join lateral (select (c.starts_at at time zone p_zone)::date, coalesce((c.ends_at at time zone p_zone)::date, 'infinity')) x (a, b)
    where s.is_long and c.status in ('RUNNING', 'ENDED') and x.a <= s.to_day and x.b >= s.from_day group by 1, 3, 4
    union all
    select m.organization_id, x.metric, greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from platform.campaign_assignments m
    join pg_temp.scope s on s.organization_id = m.organization_id
    join platform.campaigns c on c.organization_id = m.organization_id and c.id = m.campaign_id
    cross join lateral (select (m.due_at at time zone p_zone)::date as due, (m.completed_at at time zone p_zone)::date as done,
        (m.withdrawn_at at time zone p_zone)::date as gone) d
    cross join lateral (
        select 'assignments_due', d.due, d.due where d.gone is null or d.gone > d.due
        union all select 'assignments_completed', d.done, d.done where d.done is not null
        union all select 'due_90', d.due, least(d.due + 89, d.gone - 1)
        union all select 'completed_90', greatest(d.due, d.done), d.due + 89 where d.done is not null
        union all select 'attestation_due_90', d.due, least(d.due + 89, d.gone - 1) where c.kind = 'ATTESTATION'
        union all select 'attestation_completed_90', greatest(d.due, d.done), d.due + 89 where d.done is not null and c.kind = 'ATTESTATION'
    ) x (metric, a, b)
    where s.is_long and (m.due_at >= v_low or m.completed_at >= v_low) and x.a <= x.b and x.a <= s.to_day and x.b >= s.from_day group by 1, 2, 3, 4;

    insert into pg_temp.span
    select k.organization_id, x.metric, greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from platform.support_tickets k
    join pg_temp.scope s on s.organization_id = k.organization_id
    cross join lateral (select (k.opened_at at time zone p_zone)::date as day, lower(k.severity) as severity) d
    cross join lateral (
        select 'tickets_' || d.severity, d.day, d.day
        union all select 'tickets_' || d.severity || '_30', d.day, d.day + 29
        union all select 'tickets_7', d.day, d.day + 6
        union all select 'tickets_56_before', d.day + 7, d.day + 62
    ) x (metric, a, b)
    where s.is_long and k.opened_at >= v_low and k.duplicate_of_id is null and not k.is_internal and not k.is_test
      and x.a <= s.to_day and x.b >= s.from_day
    group by 1, 2, 3, 4
    union all
    select r.organization_id, x.metric, greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from platform.reports r
    join pg_temp.scope s on s.organization_id = r.organization_id
    cross join lateral (select (r.received_at at time zone p_zone)::date as day) d
    cross join lateral (select 'reports', d.day, d.day union all select 'reports_90', d.day, d.day + 89) x (metric, a, b)
    where s.is_long and r.received_at >= v_low and r.kind = 'REPORT' and not r.is_test and x.a <= s.to_day and x.b >= s.from_day
    group by 1, 2, 3, 4;

    analyze pg_temp.span;

    -- Of everybody else the last day alone, by instants: no spans, each row is looked at once.
    create temp table figure on commit drop as
    with plain as (select s.organization_id from pg_temp.scope s where not s.is_long),
    counted_cases as (
        select c.organization_id, count(*) filter (where c.opened_at >= v_midnight and c.opened_at < v_end) as opened,
            count(*) filter (where c.is_known and c.closed_at >= v_midnight and c.closed_at < v_end) as closed,
            count(*) filter (where c.is_known and c.closed_at >= v_midnight and c.closed_at < v_end and c.closed_at <= c.due_at) as closed_on_time,
            count(*) filter (where c.is_known and c.opened_at < v_end and c.due_at < v_end and (c.closed_at >= v_end or c.closed_at is null)) as past_due,
            count(*) filter (where c.is_known and c.closed_at >= v_90 and c.closed_at < v_end and c.due_at is not null) as closed_90,
            count(*) filter (where c.is_known and c.closed_at >= v_90 and c.closed_at < v_end and c.closed_at <= c.due_at) as closed_on_time_90,
            count(*) filter (where c.is_known and c.closed_at >= v_90 and c.closed_at < v_end and c.due_at is null) as closed_without_due_90
        from (
            select c.organization_id, c.opened_at, c.closed_at, c.due_at, (c.closed_at is not null or c.status <> 'CLOSED') and not exists (
                select from pg_temp.changed_case h where h.organization_id = c.organization_id and h.case_id = c.id) as is_known
            from platform.cases c join pg_temp.scope s on s.organization_id = c.organization_id and not s.is_long
            where not c.is_test and (c.closed_at >= v_90 or c.closed_at is null or c.opened_at >= v_midnight)) c
        group by 1),
    running as (
        select c.organization_id, count(*) as running
        from platform.campaigns c join pg_temp.scope s on s.organization_id = c.organization_id and not s.is_long
        where c.status in ('RUNNING', 'ENDED') and c.starts_at < v_end and (c.ends_at is null or c.ends_at >= v_midnight) group by 1),
    assigned as (
        select z.organization_id, count(*) filter (where z.due_at >= v_midnight and z.is_due) as due,
            count(*) filter (where z.completed_at >= v_midnight and z.completed_at < v_end) as completed, count(*) filter (where z.is_due) as due_90,
            count(*) filter (where z.is_done) as completed_90, count(*) filter (where z.is_due and z.kind = 'ATTESTATION') as attestation_due_90,
            count(*) filter (where z.is_done and z.kind = 'ATTESTATION') as attestation_completed_90
        from (
            select m.organization_id, c.kind, m.due_at, m.completed_at,
                m.due_at >= v_90 and m.due_at < v_end and (m.withdrawn_at is null or m.withdrawn_at >= v_end) as is_due,
                m.due_at >= v_90 and m.due_at < v_end and m.completed_at < v_end as is_done
            from platform.campaign_assignments m join pg_temp.scope s on s.organization_id = m.organization_id and not s.is_long
            join platform.campaigns c on c.organization_id = m.organization_id and c.id = m.campaign_id
            where m.due_at >= v_90 or m.completed_at >= v_midnight
        ) z group by 1),
    tickets as (
        select k.organization_id,
            count(*) filter (where k.opened_at >= v_midnight and k.severity = 'LOW') as low,
            count(*) filter (where k.opened_at >= v_midnight and k.severity = 'MEDIUM') as medium,
            count(*) filter (where k.opened_at >= v_midnight and k.severity = 'HIGH') as high,
            count(*) filter (where k.opened_at >= v_midnight and k.severity = 'URGENT') as urgent,
            count(*) filter (where k.opened_at >= v_30 and k.severity = 'LOW') as low_30,
            count(*) filter (where k.opened_at >= v_30 and k.severity = 'MEDIUM') as medium_30,
            count(*) filter (where k.opened_at >= v_30 and k.severity = 'HIGH') as high_30,
            count(*) filter (where k.opened_at >= v_30 and k.severity = 'URGENT') as urgent_30,
            count(*) filter (where k.opened_at >= v_7) as week, count(*) filter (where k.opened_at < v_7) as before
        from platform.support_tickets k join pg_temp.scope s on s.organization_id = k.organization_id and not s.is_long
        where k.opened_at >= v_63 and k.opened_at < v_end and k.duplicate_of_id is null and not k.is_internal and not k.is_test group by 1),
    received as (
        select r.organization_id, count(*) filter (where r.received_at >= v_midnight) as reports, count(*) as reports_90
        from platform.reports r join pg_temp.scope s on s.organization_id = r.organization_id and not s.is_long
        where r.received_at >= v_90 and r.received_at < v_end and r.kind = 'REPORT' and not r.is_test group by 1),
    able as (select e.organization_id, count(*) as enabled from pg_temp.enabled e where v_day between e.a and e.b group by 1),
    -- Of the few cases whose past is not what their columns say.
    told as (
        select t.organization_id, sum(t.amount) filter (where t.metric = 'cases_closed') as closed,
            sum(t.amount) filter (where t.metric = 'cases_closed_on_time') as closed_on_time, sum(t.amount) filter (where t.metric = 'past_due') as past_due,
            sum(t.amount) filter (where t.metric = 'closed_90') as closed_90, sum(t.amount) filter (where t.metric = 'closed_on_time_90') as closed_on_time_90,
            sum(t.amount) filter (where t.metric = 'closed_without_due_90') as closed_without_due_90
        from pg_temp.span t join plain p on p.organization_id = t.organization_id where v_day between t.from_day and t.to_day group by 1)
    select p.organization_id, v_day as day, b.enabled as enabled_accounts, k.opened as cases_opened, 
        coalesce(k.closed, 0) + coalesce(d.closed, 0) as cases_closed,
        coalesce(k.closed_on_time, 0) + coalesce(d.closed_on_time, 0) as cases_closed_on_time,
        coalesce(k.past_due, 0) + coalesce(d.past_due, 0) as cases_past_due,
        coalesce(k.closed_90, 0) + coalesce(d.closed_90, 0) as closed_90,
        coalesce(k.closed_on_time_90, 0) + coalesce(d.closed_on_time_90, 0) as closed_on_time_90,
        coalesce(k.closed_without_due_90, 0) + coalesce(d.closed_without_due_90, 0) as closed_without_due_90,
        r.running as campaigns_running, m.due as assignments_due, m.completed as assignments_completed, i.reports as reports_received,
        t.low as tickets_low, t.medium as tickets_medium, t.high as tickets_high, t.urgent as tickets_urgent,
        m.due_90, m.completed_90, m.attestation_due_90, m.attestation_completed_90,
        t.low_30 as tickets_low_30, t.medium_30 as tickets_medium_30, t.high_30 as tickets_high_30, t.urgent_30 as tickets_urgent_30,
        t.week as tickets_7, t.before as tickets_56_before, i.reports_90
    from plain p
    left join able b on b.organization_id = p.organization_id
    left join counted_cases k on k.organization_id = p.organization_id
    left join told d on d.organization_id = p.organization_id
    left join running r on r.organization_id = p.organization_id
    left join assigned m on m.organization_id = p.organization_id
    left join tickets t on t.organization_id = p.organization_id
    left join received i on i.organization_id = p.organization_id;
    analyze pg_temp.figure;

    -- used: the rule of client-success.md 5.5, its numbers given by the caller.
    create temp table feature_count on commit drop as
    select f.organization_id, f.day, count(*) filter (where f.entitled_since <= f.day - 29)::integer as entitled,
        count(*) filter (where f.entitled_since <= f.day - 29 and case r.kind
            when 'OPEN' then f.uses_window >= r.days
            when 'WORKED' then f.uses_window >= p_uses and f.accounts_window >= p_accounts
            else f.uses_window >= 1 end)::integer as used,
        count(*) filter (where f.entitled_since is not null and r.kind <> 'OPEN' and f.ever_used and f.uses_window = 0)::integer as idle
    from client_success.feature_day f
    join pg_temp.target_day t on t.organization_id = f.organization_id and t.day = f.day
    join pg_temp.feature_rule r on r.feature = f.feature
    where f.day >= v_day - 35
    group by 1, 2;
    -- A day whose events were not read again keeps what was counted of them.
    create temp table event_count on commit drop as
    select t.organization_id, t.day, coalesce(sum(t.people_uses) filter (where t.kind = 'SIGN_IN'), 0)::integer as sign_ins,
        coalesce(sum(t.people_uses) filter (where t.kind = 'REPORT_VIEW'), 0)::integer as report_views
    from pg_temp.tally t group by 1, 2
    union all
    select u.organization_id, u.day, u.sign_ins, u.report_views
    from pg_temp.kept_day k join client_success.usage_day u on u.organization_id = k.organization_id and u.day = k.day;
    analyze pg_temp.feature_count;
    analyze pg_temp.event_count;

    -- A past day keeps the headcount it was counted with; and one before the last 36 its features.
    create temp table counted_heads on commit drop as
    select u.organization_id, u.day, u.headcount, u.features_entitled, u.features_used, u.features_idle
    from client_success.usage_day u join pg_temp.target_day t on t.organization_id = u.organization_id and t.day = u.day;
    analyze pg_temp.counted_heads;
    delete from client_success.usage_day u using pg_temp.target_day t
    where u.organization_id = t.organization_id and u.day = t.day;
    insert into client_success.usage_day (organization_id, day,
        sign_ins, active_accounts, enabled_accounts, cases_opened, cases_closed, cases_closed_on_time, cases_past_due, 
        campaigns_running, assignments_due, assignments_completed, reports_received, report_views, tickets_low, tickets_medium, 
        tickets_high, tickets_urgent, headcount, active_7, active_30, active_enabled_30, closed_90, closed_on_time_90, 
        closed_without_due_90, due_90, completed_90, attestation_due_90, attestation_completed_90, tickets_low_30, 
        tickets_medium_30, tickets_high_30, tickets_urgent_30, tickets_7, tickets_56_before, reports_90, features_entitled, 
        features_used, features_idle, rolled_at)
    with delta as (
        select p.organization_id, p.from_day as day, p.metric, p.amount
        from pg_temp.span p join pg_temp.scope s on s.organization_id = p.organization_id where s.is_long
        union all
        select p.organization_id, p.to_day + 1, p.metric, -p.amount
        from pg_temp.span p join pg_temp.scope s on s.organization_id = p.organization_id where s.is_long and p.to_day < s.to_day
        union all
        select t.organization_id, t.day, '', 0
        from pg_temp.target_day t join pg_temp.scope s on s.organization_id = t.organization_id where s.is_long),
    pivot as (
        select organization_id, day,
            coalesce(sum(amount) filter (where metric = 'enabled'), 0) as enabled_accounts,
            coalesce(sum(amount) filter (where metric = 'cases_opened'), 0) as cases_opened,
            coalesce(sum(amount) filter (where metric = 'cases_closed'), 0) as cases_closed,
            coalesce(sum(amount) filter (where metric = 'cases_closed_on_time'), 0) as cases_closed_on_time,
            coalesce(sum(amount) filter (where metric = 'past_due'), 0) as cases_past_due,
            coalesce(sum(amount) filter (where metric = 'campaigns_running'), 0) as campaigns_running,
            coalesce(sum(amount) filter (where metric = 'assignments_due'), 0) as assignments_due,
            coalesce(sum(amount) filter (where metric = 'assignments_completed'), 0) as assignments_completed,
            coalesce(sum(amount) filter (where metric = 'reports'), 0) as reports_received,
            coalesce(sum(amount) filter (where metric = 'tickets_low'), 0) as tickets_low,
            coalesce(sum(amount) filter (where metric = 'tickets_medium'), 0) as tickets_medium,
            coalesce(sum(amount) filter (where metric = 'tickets_high'), 0) as tickets_high,
            coalesce(sum(amount) filter (where metric = 'tickets_urgent'), 0) as tickets_urgent,
            coalesce(sum(amount) filter (where metric = 'closed_90'), 0) as closed_90,
            coalesce(sum(amount) filter (where metric = 'closed_on_time_90'), 0) as closed_on_time_90,
            coalesce(sum(amount) filter (where metric = 'closed_without_due_90'), 0) as closed_without_due_90,
            coalesce(sum(amount) filter (where metric = 'due_90'), 0) as due_90,
            coalesce(sum(amount) filter (where metric = 'completed_90'), 0) as completed_90,
            coalesce(sum(amount) filter (where metric = 'attestation_due_90'), 0) as attestation_due_90,
            coalesce(sum(amount) filter (where metric = 'attestation_completed_90'), 0) as attestation_completed_90,
            coalesce(sum(amount) filter (where metric = 'tickets_low_30'), 0) as tickets_low_30,
            coalesce(sum(amount) filter (where metric = 'tickets_medium_30'), 0) as tickets_medium_30,
            coalesce(sum(amount) filter (where metric = 'tickets_high_30'), 0) as tickets_high_30,
            coalesce(sum(amount) filter (where metric = 'tickets_urgent_30'), 0) as tickets_urgent_30,
            coalesce(sum(amount) filter (where metric = 'tickets_7'), 0) as tickets_7,
            coalesce(sum(amount) filter (where metric = 'tickets_56_before'), 0) as tickets_56_before,
            coalesce(sum(amount) filter (where metric = 'reports_90'), 0) as reports_90
        from delta group by organization_id, day),
    summed as (
        select organization_id, day,
            (sum(enabled_accounts) over w)::bigint as enabled_accounts,
            (sum(cases_opened) over w)::bigint as cases_opened,
            (sum(cases_closed) over w)::bigint as cases_closed,
            (sum(cases_closed_on_time) over w)::bigint as cases_closed_on_time,
            (sum(cases_past_due) over w)::bigint as cases_past_due,
            (sum(campaigns_running) over w)::bigint as campaigns_running,
            (sum(assignments_due) over w)::bigint as assignments_due,
            (sum(assignments_completed) over w)::bigint as assignments_completed,
            (sum(reports_received) over w)::bigint as reports_received,
            (sum(tickets_low) over w)::bigint as tickets_low,
            (sum(tickets_medium) over w)::bigint as tickets_medium,
            (sum(tickets_high) over w)::bigint as tickets_high,
            (sum(tickets_urgent) over w)::bigint as tickets_urgent,
            (sum(closed_90) over w)::bigint as closed_90,
            (sum(closed_on_time_90) over w)::bigint as closed_on_time_90,
            (sum(closed_without_due_90) over w)::bigint as closed_without_due_90,
            (sum(due_90) over w)::bigint as due_90,
            (sum(completed_90) over w)::bigint as completed_90,
            (sum(attestation_due_90) over w)::bigint as attestation_due_90,
            (sum(attestation_completed_90) over w)::bigint as attestation_completed_90,
            (sum(tickets_low_30) over w)::bigint as tickets_low_30,
            (sum(tickets_medium_30) over w)::bigint as tickets_medium_30,
            (sum(tickets_high_30) over w)::bigint as tickets_high_30,
            (sum(tickets_urgent_30) over w)::bigint as tickets_urgent_30,
            (sum(tickets_7) over w)::bigint as tickets_7,
            (sum(tickets_56_before) over w)::bigint as tickets_56_before,
            (sum(reports_90) over w)::bigint as reports_90
        from pivot window w as (partition by organization_id order by day)
        union all
        select f.organization_id, f.day, coalesce(f.enabled_accounts, 0), coalesce(f.cases_opened, 0), coalesce(f.cases_closed, 0), coalesce(f.cases_closed_on_time, 0),
            coalesce(f.cases_past_due, 0), coalesce(f.campaigns_running, 0), coalesce(f.assignments_due, 0), coalesce(f.assignments_completed, 0),
            coalesce(f.reports_received, 0), coalesce(f.tickets_low, 0), coalesce(f.tickets_medium, 0), coalesce(f.tickets_high, 0),
            coalesce(f.tickets_urgent, 0), coalesce(f.closed_90, 0), coalesce(f.closed_on_time_90, 0), coalesce(f.closed_without_due_90, 0),
            coalesce(f.due_90, 0), coalesce(f.completed_90, 0), coalesce(f.attestation_due_90, 0), coalesce(f.attestation_completed_90, 0),
            coalesce(f.tickets_low_30, 0), coalesce(f.tickets_medium_30, 0), coalesce(f.tickets_high_30, 0), coalesce(f.tickets_urgent_30, 0),
            coalesce(f.tickets_7, 0), coalesce(f.tickets_56_before, 0), coalesce(f.reports_90, 0)
        from pg_temp.figure f)
    select u.organization_id, u.day,
        coalesce(e.sign_ins, 0), coalesce(p.active, 0), u.enabled_accounts, u.cases_opened, u.cases_closed, u.cases_closed_on_time,
        u.cases_past_due, u.campaigns_running, u.assignments_due, u.assignments_completed, u.reports_received, coalesce(e.report_views, 0),
        u.tickets_low, u.tickets_medium, u.tickets_high, u.tickets_urgent, coalesce(h.headcount, c.headcount), coalesce(p.active_7, 0),
        coalesce(p.active_30, 0), coalesce(p.active_enabled_30, 0), u.closed_90, u.closed_on_time_90, u.closed_without_due_90, u.due_90, u.completed_90,
        u.attestation_due_90, u.attestation_completed_90, u.tickets_low_30, u.tickets_medium_30, u.tickets_high_30,
        u.tickets_urgent_30, u.tickets_7, u.tickets_56_before, u.reports_90, coalesce(f.entitled, o.features_entitled, 0),
        coalesce(f.used, o.features_used, 0), coalesce(f.idle, o.features_idle, 0), p_now
    from summed u
    join pg_temp.scope s on s.organization_id = u.organization_id and u.day between s.from_day and s.to_day
    join client_success.client c on c.organization_id = u.organization_id
    left join pg_temp.people p on p.organization_id = u.organization_id and p.day = u.day and p.feature is null
    left join pg_temp.feature_count f on f.organization_id = u.organization_id and f.day = u.day
    left join pg_temp.event_count e on e.organization_id = u.organization_id and e.day = u.day
    left join pg_temp.counted_heads h on h.organization_id = u.organization_id and h.day = u.day
    left join pg_temp.counted_heads o on o.organization_id = u.organization_id and o.day = u.day and o.day < v_day - 35;
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;

create or replace function client_success.roll_lines(p_zone text, p_day date) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_all constant bit(180) := repeat('1', 180)::bit(180);
    v_none constant bit(180) := repeat('0', 180)::bit(180);
begin
    -- A week or month that begins before what is kept of accounts stays as it was counted then.
    create temp table period on commit drop as
    select g.grain, g.first_day, g.last_day, (v_all >> (p_day - least(g.last_day, p_day))) & ~(v_all >> (p_day - g.first_day + 1)) as days
    from (
        select 'WEEK' as grain, date_trunc('week', p_day)::date - 7 * n as first_day, date_trunc('week', p_day)::date - 7 * n + 6 as last_day from generate_series(0, 26) n
        union all
        select 'MONTH', (date_trunc('month', p_day) - n * interval '1 month')::date, (date_trunc('month', p_day) - (n - 1) * interval '1 month')::date - 1 from generate_series(0, 6) n
    ) g where g.first_day >= p_day - 179;
    insert into client_success.usage_period as u (organization_id, grain, first_day, active_accounts)
    select a.organization_id, g.grain, g.first_day, count(*)
    from client_success.account_use a
    join pg_temp.scope s on s.organization_id = a.organization_id
    join pg_temp.period g on g.last_day >= s.from_day
    where s.is_long and a.last_day >= g.first_day and ((a.days >> (p_day - a.last_day)) & g.days) <> v_none
    group by 1, 2, 3
    on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts
    where u.active_accounts <> excluded.active_accounts;
    -- The week and the month of a last day alone: whoever was last active since they began.
    insert into client_success.usage_period (organization_id, grain, first_day, active_accounts)
    select n.* from (
        select r.organization_id, g.grain, g.first_day, count(*)::integer
        from pg_temp.recent r
        join (values ('WEEK', date_trunc('week', p_day)::date), ('MONTH', date_trunc('month', p_day)::date)) g (grain, first_day) on r.last_day >= g.first_day
        group by 1, 2, 3) n (organization_id, grain, first_day, active_accounts)
    left join client_success.usage_period o on o.organization_id = n.organization_id and o.grain = n.grain and o.first_day = n.first_day
    where o.active_accounts is distinct from n.active_accounts
    on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts;

    -- Here and below: what stands as it is is not touched at all. A row that an upsert leaves alone is locked by it, which writes it.
    insert into client_success.campaign_line as l (organization_id, campaign_id, kind, title, due_on, assignments_due, completed)
    select n.* from (
    select c.organization_id, c.id, c.kind, c.name, max(m.due_at at time zone p_zone)::date,
        count(m.id) filter (where m.status in ('ASSIGNED', 'COMPLETED')), count(m.id) filter (where m.status = 'COMPLETED')
    from platform.campaigns c
    join pg_temp.scope s on s.organization_id = c.organization_id
    left join platform.campaign_assignments m on m.organization_id = c.organization_id and m.campaign_id = c.id
    where c.status in ('RUNNING', 'ENDED') group by 1, 2, 3, 4) n (organization_id, campaign_id, kind, title, due_on, assignments_due, completed)
    left join client_success.campaign_line o on o.organization_id = n.organization_id and o.campaign_id = n.campaign_id
    where (o.title, o.due_on, o.assignments_due, o.completed) is distinct from (n.title, n.due_on, n.assignments_due::integer, n.completed::integer)
    on conflict (organization_id, campaign_id) do update
    set title = excluded.title, due_on = excluded.due_on, assignments_due = excluded.assignments_due, completed = excluded.completed;

    insert into client_success.ticket_line as l (organization_id, number, severity, status, opened_at, resolved_at)
    select k.organization_id, k.number, k.severity, k.status, k.opened_at, k.resolved_at
    from platform.support_tickets k join pg_temp.scope s on s.organization_id = k.organization_id
    left join client_success.ticket_line o on o.organization_id = k.organization_id and o.number = k.number
    where k.duplicate_of_id is null and not k.is_internal and not k.is_test and k.opened_at >= (p_day - 365)::timestamp at time zone p_zone
      and (o.severity, o.status, o.opened_at, o.resolved_at) is distinct from (k.severity, k.status, k.opened_at, k.resolved_at)
    on conflict (organization_id, number) do update
    set severity = excluded.severity, status = excluded.status, opened_at = excluded.opened_at, resolved_at = excluded.resolved_at;

    delete from client_success.case_week w using pg_temp.scope s
    where w.organization_id = s.organization_id and w.week >= date_trunc('week', s.from_day)::date;
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
    group by 1, 2, 3, 4;

    update client_success.contact t set last_seen_on = u.last_day
    from client_success.account_use u, pg_temp.scope s
    where s.organization_id = t.organization_id and u.organization_id = t.organization_id and u.account_id = t.account_id
      and t.last_seen_on is distinct from u.last_day;
end
$$;

reset role;
