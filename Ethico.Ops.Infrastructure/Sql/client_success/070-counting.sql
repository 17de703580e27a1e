-- Counting. Everything a window needs is written as spans (tenant, what, first day, last day, how many); a day's figure is the
-- sum of the spans over it. So one day, a late week and a year are counted by the same statements, each account and case once,
-- and a rebuild gives what the nights gave. All of it is total: nothing here divides, and a text that is no instant is null.
set local role ops_owner;

create function client_success.instant(p_text text) returns timestamptz
    language plpgsql stable
    set search_path = '' set timezone = 'UTC'
    as $$
begin
    return p_text::timestamptz;
exception when others then
    return null;
end
$$;

-- Which tenants, from which day to which: all from p_from; those touched by what arrived since p_since from the day it touches,
-- at most 35 days back. Answers how many events were left out.
create function client_success.open_scope(p_from date, p_day date, p_zone text, p_since timestamptz, p_features text[], p_only uuid[])
    returns bigint
    language plpgsql
    set search_path = ''
    as $$
declare
    v_start constant timestamptz := p_from::timestamp at time zone p_zone;
    v_rejected bigint := 0;
begin
    create temp table scope (organization_id uuid primary key, from_day date not null, to_day date not null) on commit drop;
    insert into pg_temp.scope
    select o.id, p_from, p_day from platform.organizations o where p_only is null or o.id = any (p_only);

    if p_since is not null then
        create temp table arrived on commit drop as
        select e.organization_id, (e.occurred_at at time zone p_zone)::date as day,
            bool_or(client_success.counts(e.occurred_at, e.ingested_at, p_zone) and e.actor_kind in ('CLIENT', 'MACHINE')
                and (e.feature is null or e.feature = any (p_features))) as counts,
            count(*) filter (where not client_success.counts(e.occurred_at, e.ingested_at, p_zone)
                or (e.feature is not null and e.feature <> all (p_features))
                or o.id is null) as rejected
        from platform.usage_events e
        left join platform.organizations o on o.id = e.organization_id
        where e.ingested_at > p_since and (p_only is null or e.organization_id = any (p_only))
        group by 1, 2;
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
    return v_rejected;
end
$$;

-- May an event count at all: not from the future, not more than 35 days late. Inlined, hence one expression.
create function client_success.counts(p_occurred timestamptz, p_ingested timestamptz, p_zone text) returns boolean
    language sql stable
    as $$ select p_occurred <= p_ingested + interval '10 minutes'
        and (p_ingested at time zone p_zone)::date - (p_occurred at time zone p_zone)::date <= 35 $$;

-- Who used what, day by day, in one pass over the events: the last days of everybody, then the late ones tenant by tenant.
create function client_success.roll_events(p_from date, p_day date, p_zone text, p_features text[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_from constant timestamptz := p_from::timestamp at time zone p_zone;
    v_until constant timestamptz := (p_day + 1)::timestamp at time zone p_zone;
begin
    create temp table used (
        organization_id uuid, day date, account_id uuid, machine text, kind text, feature text, uses integer) on commit drop;
    insert into pg_temp.used
    select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.machine, e.kind, e.feature, count(*)
    from platform.usage_events e
    where e.occurred_at >= v_from and e.occurred_at < v_until
      and e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
      and (e.feature is null or e.feature = any (p_features))
      and exists (select from pg_temp.scope s where s.organization_id = e.organization_id)
    group by 1, 2, 3, 4, 5, 6;
    insert into pg_temp.used
    select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.machine, e.kind, e.feature, count(*)
    from pg_temp.scope s
    join platform.usage_events e on e.organization_id = s.organization_id
        and e.occurred_at >= (s.from_day::timestamp at time zone p_zone) and e.occurred_at < v_from
    where s.from_day < p_from
      and e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
      and (e.feature is null or e.feature = any (p_features))
    group by 1, 2, 3, 4, 5, 6;
    analyze pg_temp.used;

    delete from client_success.account_day a using pg_temp.scope s
    where a.organization_id = s.organization_id and a.day between s.from_day and s.to_day;
    insert into client_success.account_day (organization_id, account_id, day)
    select distinct u.organization_id, u.account_id, u.day from pg_temp.used u where u.account_id is not null;

    delete from client_success.feature_account_day a using pg_temp.scope s
    where a.organization_id = s.organization_id and a.day between s.from_day and s.to_day;
    insert into client_success.feature_account_day (organization_id, feature, actor, day, is_machine, uses)
    select u.organization_id, u.feature, coalesce(u.account_id::text, u.machine), u.day, u.account_id is null, sum(u.uses)
    from pg_temp.used u where u.kind = 'FEATURE'
    group by 1, 2, 3, 4, 5;
end
$$;

-- Adoption, feature by feature. p_kinds: OPEN, WORKED or RUNNING of each feature; p_windows: its days.
create function client_success.roll_features(p_zone text, p_features text[], p_kinds text[], p_windows integer[]) returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    create temp table feature_span (
        organization_id uuid, feature text, from_day date, to_day date, uses integer, uses_window integer, accounts integer,
        accounts_window integer, use_days integer, last_use date) on commit drop;

    -- Of people for what is worked, of machines for what runs; a channel has no uses, it has days of being published.
    insert into pg_temp.feature_span
    with acts as (
        select a.organization_id, a.feature, a.day, a.uses, a.is_machine, f.days,
            lead(a.day) over (partition by a.organization_id, a.feature, a.actor order by a.day) as next_day
        from client_success.feature_account_day a
        join pg_temp.scope s on s.organization_id = a.organization_id
        join unnest(p_features, p_kinds, p_windows) f (feature, kind, days) on f.feature = a.feature
        where a.day between s.from_day - f.days + 1 and s.to_day
          and ((f.kind = 'WORKED' and not a.is_machine) or (f.kind = 'RUNNING' and a.is_machine))),
    per_day as (
        select organization_id, feature, day, days, sum(uses) as uses, count(*) filter (where not is_machine) as accounts
        from acts group by 1, 2, 3, 4)
    select organization_id, feature, day, day, uses, 0, accounts, 0, 0, null from per_day
    union all
    select organization_id, feature, day, day + days - 1, 0, uses, 0, 0, 1, day from per_day
    union all
    select organization_id, feature, day, least(day + days - 1, next_day - 1), 0, 0, 0, count(*), 0, null
    from acts where not is_machine group by 1, 2, 3, 4;

    create temp table feature_key on commit drop as
    with entitled as (
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
    select d.organization_id, d.feature, d.day, max(d.since) as since, bool_or(d.is_configured) as is_configured,
        sum(d.published)::integer as published
    from (
        select e.organization_id, e.feature, g::date as day, e.since, false as is_configured, 0 as published
        from entitled e join pg_temp.scope s on s.organization_id = e.organization_id
        cross join generate_series(greatest(e.since, s.from_day), least(e.until_on - 1, s.to_day), interval '1 day') g
        union all
        select c.organization_id, c.feature, g::date, null, g::date >= c.from_day and g::date < c.until_day,
            case when f.kind = 'OPEN'
                then greatest(0, least(c.until_day - 1, g::date) - greatest(c.first_whole, g::date - f.days + 1) + 1) else 0 end
        from configured c join pg_temp.scope s on s.organization_id = c.organization_id
        join unnest(p_features, p_kinds, p_windows) f (feature, kind, days) on f.feature = c.feature
        cross join generate_series(greatest(c.from_day, s.from_day), least(c.until_day + f.days, s.to_day), interval '1 day') g
    ) d group by 1, 2, 3;
    analyze pg_temp.feature_span;
    analyze pg_temp.feature_key;

    delete from client_success.feature_day d using pg_temp.scope s
    where d.organization_id = s.organization_id and d.day between s.from_day and s.to_day;
    insert into client_success.feature_day (organization_id, feature, day, uses, accounts, uses_window, accounts_window, use_days,
        last_use, ever_used, entitled_since, is_configured)
    with clipped as (
        select p.organization_id, p.feature, greatest(p.from_day, s.from_day) as a, least(p.to_day, s.to_day) as b,
            p.uses, p.uses_window, p.accounts, p.accounts_window, p.use_days, p.last_use
        from pg_temp.feature_span p join pg_temp.scope s on s.organization_id = p.organization_id
        where p.from_day <= s.to_day and p.to_day >= s.from_day),
    delta as (
        select organization_id, feature, a as day, uses, uses_window, accounts, accounts_window, use_days, last_use from clipped
        union all
        select organization_id, feature, b + 1, -uses, -uses_window, -accounts, -accounts_window, -use_days, null from clipped
        union all
        select organization_id, feature, day, 0, 0, 0, 0, 0, null from pg_temp.feature_key),
    daily as (
        select organization_id, feature, day,
            sum(sum(uses)) over w as uses, sum(sum(uses_window)) over w as uses_window, sum(sum(accounts)) over w as accounts,
            sum(sum(accounts_window)) over w as accounts_window, sum(sum(use_days)) over w as use_days, max(max(last_use)) over w as last_use
        from delta group by organization_id, feature, day
        window w as (partition by organization_id, feature order by day))
    select k.organization_id, k.feature, k.day, d.uses, d.accounts,
        case when f.kind = 'OPEN' then k.published else d.uses_window end, d.accounts_window,
        case when f.kind = 'OPEN' then k.published else d.use_days end,
        case when d.uses_window > 0 then d.last_use end,
        d.last_use is not null or coalesce(p.ever_used, false), k.since, k.is_configured
    from pg_temp.feature_key k
    join daily d on d.organization_id = k.organization_id and d.feature = k.feature and d.day = k.day
    join unnest(p_features, p_kinds) f (feature, kind) on f.feature = k.feature
    join pg_temp.scope s on s.organization_id = k.organization_id
    left join client_success.feature_day p on p.organization_id = k.organization_id and p.feature = k.feature and p.day = s.from_day - 1;
end
$$;

-- Cases as they stood: one row per stretch of days in which state, closing and due instant stay the same (platform.md 3.3).
create function client_success.case_stretches(p_zone text) returns void
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

    -- Nearly all: what their columns say.
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
    where not c.is_test
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

-- The figures of every day in scope.
create function client_success.roll_days(p_zone text, p_features text[], p_kinds text[], p_windows integer[], p_uses integer, p_accounts integer,
    p_now timestamptz) returns integer
    language plpgsql
    set search_path = ''
    as $$
declare
    v_low constant timestamptz := (select min(s.from_day) - 125 from pg_temp.scope s)::timestamp at time zone p_zone;
    v_rows integer;
begin
    create temp table span (organization_id uuid, metric text, from_day date, to_day date, amount bigint) on commit drop;

    insert into pg_temp.span
    select organization_id, case kind when 'SIGN_IN' then 'sign_ins' else 'report_views' end, day, day, sum(uses)
    from pg_temp.used where account_id is not null and kind in ('SIGN_IN', 'REPORT_VIEW') group by 1, 2, 3, 4;

    create temp table act on commit drop as
    select a.organization_id, a.account_id, a.day,
        lead(a.day) over (partition by a.organization_id, a.account_id order by a.day) as next_day
    from client_success.account_day a join pg_temp.scope s on s.organization_id = a.organization_id
    where a.day between s.from_day - 29 and s.to_day;
    analyze pg_temp.act;

    insert into pg_temp.span
    select organization_id, 'active', day, day, count(*) from pg_temp.act group by 1, 3
    union all
    select organization_id, 'active_30', day, least(day + 29, next_day - 1), count(*) from pg_temp.act group by 1, 3, 4
    union all
    select organization_id, 'active_7', day, least(day + 6, next_day - 1), count(*) from pg_temp.act group by 1, 3, 4;

    create temp table enabled on commit drop as
    select h.organization_id, h.account_id, h.a, h.b from (
        select x.organization_id, x.account_id, x.status, (x.from_at at time zone p_zone)::date as a,
            coalesce((lead(x.from_at) over (partition by x.organization_id, x.account_id order by x.from_at) at time zone p_zone)::date - 1, 'infinity') as b
        from platform.account_status_history x join pg_temp.scope s on s.organization_id = x.organization_id
    ) h where h.status = 'ACTIVE' and h.a <= h.b;
    analyze pg_temp.enabled;

    insert into pg_temp.span
    select organization_id, 'enabled', a, b, count(*) from pg_temp.enabled group by 1, 3, 4
    union all
    select t.organization_id, 'active_enabled_30', greatest(t.day, e.a), least(t.day + 29, t.next_day - 1, e.b), count(*)
    from pg_temp.act t join pg_temp.enabled e on e.organization_id = t.organization_id and e.account_id = t.account_id
    where greatest(t.day, e.a) <= least(t.day + 29, t.next_day - 1, e.b)
    group by 1, 3, 4;

    perform client_success.case_stretches(p_zone);
    insert into pg_temp.span
    select c.organization_id, 'cases_opened', (c.opened_at at time zone p_zone)::date, (c.opened_at at time zone p_zone)::date, count(*)
    from platform.cases c join pg_temp.scope s on s.organization_id = c.organization_id
    where not c.is_test and c.opened_at >= v_low group by 1, 3, 4
    union all
    select z.organization_id, x.metric, x.a, x.b, count(*)
    from pg_temp.stretch z
    cross join lateral (select (z.closed_at at time zone p_zone)::date as closed_day) y
    cross join lateral (
        select 'cases_closed', y.closed_day, y.closed_day where z.is_closed and z.from_day = y.closed_day
        union all select 'cases_closed_on_time', y.closed_day, y.closed_day where z.is_closed and z.from_day = y.closed_day and z.closed_at <= z.due_at
        union all select 'closed_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.due_at is not null
        union all select 'closed_on_time_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.closed_at <= z.due_at
        union all select 'closed_without_due_90', z.from_day, least(z.to_day, y.closed_day + 89) where z.is_closed and z.due_at is null
        union all select 'past_due', greatest(z.from_day, (z.due_at at time zone p_zone)::date), z.to_day where not z.is_closed and z.due_at is not null
    ) x (metric, a, b)
    where x.a <= x.b group by 1, 2, 3, 4;

    insert into pg_temp.span
    select c.organization_id, 'campaigns_running', (c.starts_at at time zone p_zone)::date,
        coalesce((c.ends_at at time zone p_zone)::date, 'infinity'), count(*)
    from platform.campaigns c join pg_temp.scope s on s.organization_id = c.organization_id
    where c.status in ('RUNNING', 'ENDED') group by 1, 3, 4
    union all
    select m.organization_id, x.metric, x.a, x.b, count(*)
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
    where m.due_at >= v_low and x.a <= x.b group by 1, 2, 3, 4;

    insert into pg_temp.span
    select k.organization_id, x.metric, x.a, x.b, count(*)
    from platform.support_tickets k
    join pg_temp.scope s on s.organization_id = k.organization_id
    cross join lateral (select (k.opened_at at time zone p_zone)::date as day, lower(k.severity) as severity) d
    cross join lateral (
        select 'tickets_' || d.severity, d.day, d.day
        union all select 'tickets_' || d.severity || '_30', d.day, d.day + 29
        union all select 'tickets_7', d.day, d.day + 6
        union all select 'tickets_56_before', d.day + 7, d.day + 62
    ) x (metric, a, b)
    where k.opened_at >= v_low and k.duplicate_of_id is null and not k.is_internal and not k.is_test
    group by 1, 2, 3, 4
    union all
    select r.organization_id, x.metric, x.a, x.b, count(*)
    from platform.reports r
    join pg_temp.scope s on s.organization_id = r.organization_id
    cross join lateral (select (r.received_at at time zone p_zone)::date as day) d
    cross join lateral (select 'reports', d.day, d.day union all select 'reports_90', d.day, d.day + 89) x (metric, a, b)
    where r.received_at >= v_low and r.kind = 'REPORT' and not r.is_test
    group by 1, 2, 3, 4;

    -- used: the rule of client-success.md 5.5, its numbers given by the caller.
    insert into pg_temp.span
    select f.organization_id, x.metric, f.day, f.day, count(*)
    from client_success.feature_day f
    join pg_temp.scope s on s.organization_id = f.organization_id and f.day between s.from_day and s.to_day
    join unnest(p_features, p_kinds, p_windows) r (feature, kind, days) on r.feature = f.feature
    cross join lateral (
        select 'features_entitled' where f.entitled_since <= f.day - 29
        union all select 'features_used' where f.entitled_since <= f.day - 29 and case r.kind
            when 'OPEN' then f.uses_window >= r.days
            when 'WORKED' then f.uses_window >= p_uses and f.accounts_window >= p_accounts
            else f.uses_window >= 1 end
        union all select 'features_idle' where f.entitled_since is not null and r.kind <> 'OPEN' and f.ever_used and f.uses_window = 0
    ) x (metric)
    group by 1, 2, 3, 4;
    analyze pg_temp.span;

    -- A past day keeps the headcount it was counted with.
    create temp table counted_heads on commit drop as
    select u.organization_id, u.day, u.headcount
    from client_success.usage_day u join pg_temp.scope s on s.organization_id = u.organization_id and u.day between s.from_day and s.to_day;
    delete from client_success.usage_day u using pg_temp.scope s
    where u.organization_id = s.organization_id and u.day between s.from_day and s.to_day;
    insert into client_success.usage_day (organization_id, day,
        sign_ins, active_accounts, enabled_accounts, cases_opened, cases_closed, cases_closed_on_time, cases_past_due, 
        campaigns_running, assignments_due, assignments_completed, reports_received, report_views, tickets_low, tickets_medium, 
        tickets_high, tickets_urgent, headcount, active_7, active_30, active_enabled_30, closed_90, closed_on_time_90, 
        closed_without_due_90, due_90, completed_90, attestation_due_90, attestation_completed_90, tickets_low_30, 
        tickets_medium_30, tickets_high_30, tickets_urgent_30, tickets_7, tickets_56_before, reports_90, features_entitled, 
        features_used, features_idle, rolled_at)
    with clipped as (
        select p.organization_id, p.metric, greatest(p.from_day, s.from_day) as a, least(p.to_day, s.to_day) as b, p.amount
        from pg_temp.span p join pg_temp.scope s on s.organization_id = p.organization_id
        where p.from_day <= s.to_day and p.to_day >= s.from_day),
    delta as (
        select organization_id, a as day, metric, amount from clipped
        union all
        select organization_id, b + 1, metric, -amount from clipped
        union all
        select s.organization_id, g::date, '', 0 from pg_temp.scope s cross join generate_series(s.from_day, s.to_day, interval '1 day') g),
    pivot as (
        select organization_id, day,
            coalesce(sum(amount) filter (where metric = 'sign_ins'), 0) as sign_ins,
            coalesce(sum(amount) filter (where metric = 'active'), 0) as active_accounts,
            coalesce(sum(amount) filter (where metric = 'enabled'), 0) as enabled_accounts,
            coalesce(sum(amount) filter (where metric = 'cases_opened'), 0) as cases_opened,
            coalesce(sum(amount) filter (where metric = 'cases_closed'), 0) as cases_closed,
            coalesce(sum(amount) filter (where metric = 'cases_closed_on_time'), 0) as cases_closed_on_time,
            coalesce(sum(amount) filter (where metric = 'past_due'), 0) as cases_past_due,
            coalesce(sum(amount) filter (where metric = 'campaigns_running'), 0) as campaigns_running,
            coalesce(sum(amount) filter (where metric = 'assignments_due'), 0) as assignments_due,
            coalesce(sum(amount) filter (where metric = 'assignments_completed'), 0) as assignments_completed,
            coalesce(sum(amount) filter (where metric = 'reports'), 0) as reports_received,
            coalesce(sum(amount) filter (where metric = 'report_views'), 0) as report_views,
            coalesce(sum(amount) filter (where metric = 'tickets_low'), 0) as tickets_low,
            coalesce(sum(amount) filter (where metric = 'tickets_medium'), 0) as tickets_medium,
            coalesce(sum(amount) filter (where metric = 'tickets_high'), 0) as tickets_high,
            coalesce(sum(amount) filter (where metric = 'tickets_urgent'), 0) as tickets_urgent,
            coalesce(sum(amount) filter (where metric = 'active_7'), 0) as active_7,
            coalesce(sum(amount) filter (where metric = 'active_30'), 0) as active_30,
            coalesce(sum(amount) filter (where metric = 'active_enabled_30'), 0) as active_enabled_30,
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
            coalesce(sum(amount) filter (where metric = 'reports_90'), 0) as reports_90,
            coalesce(sum(amount) filter (where metric = 'features_entitled'), 0) as features_entitled,
            coalesce(sum(amount) filter (where metric = 'features_used'), 0) as features_used,
            coalesce(sum(amount) filter (where metric = 'features_idle'), 0) as features_idle
        from delta group by organization_id, day),
    summed as (
        select organization_id, day,
            sum(sign_ins) over w as sign_ins,
            sum(active_accounts) over w as active_accounts,
            sum(enabled_accounts) over w as enabled_accounts,
            sum(cases_opened) over w as cases_opened,
            sum(cases_closed) over w as cases_closed,
            sum(cases_closed_on_time) over w as cases_closed_on_time,
            sum(cases_past_due) over w as cases_past_due,
            sum(campaigns_running) over w as campaigns_running,
            sum(assignments_due) over w as assignments_due,
            sum(assignments_completed) over w as assignments_completed,
            sum(reports_received) over w as reports_received,
            sum(report_views) over w as report_views,
            sum(tickets_low) over w as tickets_low,
            sum(tickets_medium) over w as tickets_medium,
            sum(tickets_high) over w as tickets_high,
            sum(tickets_urgent) over w as tickets_urgent,
            sum(active_7) over w as active_7,
            sum(active_30) over w as active_30,
            sum(active_enabled_30) over w as active_enabled_30,
            sum(closed_90) over w as closed_90,
            sum(closed_on_time_90) over w as closed_on_time_90,
            sum(closed_without_due_90) over w as closed_without_due_90,
            sum(due_90) over w as due_90,
            sum(completed_90) over w as completed_90,
            sum(attestation_due_90) over w as attestation_due_90,
            sum(attestation_completed_90) over w as attestation_completed_90,
            sum(tickets_low_30) over w as tickets_low_30,
            sum(tickets_medium_30) over w as tickets_medium_30,
            sum(tickets_high_30) over w as tickets_high_30,
            sum(tickets_urgent_30) over w as tickets_urgent_30,
            sum(tickets_7) over w as tickets_7,
            sum(tickets_56_before) over w as tickets_56_before,
            sum(reports_90) over w as reports_90,
            sum(features_entitled) over w as features_entitled,
            sum(features_used) over w as features_used,
            sum(features_idle) over w as features_idle
        from pivot window w as (partition by organization_id order by day))
    select u.organization_id, u.day,
        u.sign_ins, u.active_accounts, u.enabled_accounts, u.cases_opened, u.cases_closed, u.cases_closed_on_time,
        u.cases_past_due, u.campaigns_running, u.assignments_due, u.assignments_completed, u.reports_received, u.report_views,
        u.tickets_low, u.tickets_medium, u.tickets_high, u.tickets_urgent, coalesce(h.headcount, c.headcount), u.active_7,
        u.active_30, u.active_enabled_30, u.closed_90, u.closed_on_time_90, u.closed_without_due_90, u.due_90, u.completed_90,
        u.attestation_due_90, u.attestation_completed_90, u.tickets_low_30, u.tickets_medium_30, u.tickets_high_30,
        u.tickets_urgent_30, u.tickets_7, u.tickets_56_before, u.reports_90, u.features_entitled, u.features_used,
        u.features_idle, p_now
    from summed u
    join pg_temp.scope s on s.organization_id = u.organization_id and u.day between s.from_day and s.to_day
    join client_success.client c on c.organization_id = u.organization_id
    left join pg_temp.counted_heads h on h.organization_id = u.organization_id and h.day = u.day;
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;

-- Clients as the platform knows them; what is known commercially stays as it is.
create function client_success.copy_clients(p_only uuid[]) returns void
    language sql
    set search_path = ''
    as $$
    insert into client_success.client as c (organization_id, name, domain, status, plan, live_at)
    select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id), o.status, o.plan, o.live_at
    from platform.organizations o where p_only is null or o.id = any (p_only)
    on conflict (organization_id) do update
    set name = excluded.name, domain = excluded.domain, status = excluded.status, plan = excluded.plan, live_at = excluded.live_at
    where (c.name, c.domain, c.status, c.plan, c.live_at)
        is distinct from (excluded.name, excluded.domain, excluded.status, excluded.plan, excluded.live_at)
$$;

-- Lists and periods of the tenants in scope, as they stand.
create function client_success.roll_lines(p_zone text, p_day date) returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    -- A week or month that begins before what is kept of accounts stays as it was counted then.
    insert into client_success.usage_period as u (organization_id, grain, first_day, active_accounts)
    select a.organization_id, g.grain, g.first_day, count(distinct a.account_id)
    from pg_temp.scope s
    join client_success.account_day a on a.organization_id = s.organization_id
        and a.day >= date_trunc('month', s.from_day - 6)::date and a.day <= s.to_day
    cross join lateral (values ('WEEK', date_trunc('week', a.day)::date), ('MONTH', date_trunc('month', a.day)::date)) g (grain, first_day)
    where case g.grain when 'WEEK' then g.first_day + 6 else (g.first_day + interval '1 month')::date - 1 end >= s.from_day
      and g.first_day >= p_day - 179
    group by 1, 2, 3
    on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts
    where u.active_accounts <> excluded.active_accounts;

    insert into client_success.campaign_line as l (organization_id, campaign_id, kind, title, due_on, assignments_due, completed)
    select c.organization_id, c.id, c.kind, c.name, max(m.due_at at time zone p_zone)::date,
        count(m.id) filter (where m.status in ('ASSIGNED', 'COMPLETED')), count(m.id) filter (where m.status = 'COMPLETED')
    from platform.campaigns c
    join pg_temp.scope s on s.organization_id = c.organization_id
    left join platform.campaign_assignments m on m.organization_id = c.organization_id and m.campaign_id = c.id
    where c.status in ('RUNNING', 'ENDED') group by 1, 2, 3, 4
    on conflict (organization_id, campaign_id) do update
    set title = excluded.title, due_on = excluded.due_on, assignments_due = excluded.assignments_due, completed = excluded.completed
    where (l.title, l.due_on, l.assignments_due, l.completed)
        is distinct from (excluded.title, excluded.due_on, excluded.assignments_due, excluded.completed);

    insert into client_success.ticket_line as l (organization_id, number, severity, status, opened_at, resolved_at)
    select k.organization_id, k.number, k.severity, k.status, k.opened_at, k.resolved_at
    from platform.support_tickets k join pg_temp.scope s on s.organization_id = k.organization_id
    where k.duplicate_of_id is null and not k.is_internal and not k.is_test and k.opened_at >= (p_day - 365)::timestamp at time zone p_zone
    on conflict (organization_id, number) do update
    set severity = excluded.severity, status = excluded.status, opened_at = excluded.opened_at, resolved_at = excluded.resolved_at
    where (l.severity, l.status, l.opened_at, l.resolved_at)
        is distinct from (excluded.severity, excluded.status, excluded.opened_at, excluded.resolved_at);

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

    update client_success.contact t set last_seen_on = x.last_day
    from (
        select k.id, max(a.day) as last_day from client_success.contact k
        join pg_temp.scope s on s.organization_id = k.organization_id
        join client_success.account_day a on a.organization_id = k.organization_id and a.account_id = k.account_id
        group by k.id
    ) x where x.id = t.id and t.last_seen_on is distinct from x.last_day;
end
$$;

-- The roll-up of one day (or, for a rebuild, of every day from p_from on): the only function a job calls. One transaction, so
-- no half-written tenant day is ever seen.
create function client_success.roll_up(
    p_from date, p_day date, p_zone text, p_since timestamptz, p_now timestamptz, p_only uuid[],
    p_features text[], p_kinds text[], p_windows integer[], p_uses integer, p_accounts integer)
    returns table (days integer, rejected bigint, tenants integer)
    language plpgsql
    set search_path = ''
    as $$
begin
    -- Where everything is touched once, one pass over each table beats an index for each tenant.
    perform client_success.copy_clients(p_only);
    rejected := client_success.open_scope(p_from, p_day, p_zone, p_since, p_features, p_only);
    perform client_success.roll_events(p_from, p_day, p_zone, p_features);
    perform client_success.roll_features(p_zone, p_features, p_kinds, p_windows);
    days := client_success.roll_days(p_zone, p_features, p_kinds, p_windows, p_uses, p_accounts, p_now);
    perform client_success.roll_lines(p_zone, p_day);
    select count(*) into tenants from pg_temp.scope;
    return next;
end
$$;

reset role;

grant execute on function
    client_success.instant(text), client_success.counts(timestamptz, timestamptz, text),
    client_success.open_scope(date, date, text, timestamptz, text[], uuid[]),
    client_success.roll_events(date, date, text, text[]),
    client_success.roll_features(text, text[], text[], integer[]), client_success.case_stretches(text),
    client_success.roll_days(text, text[], text[], integer[], integer, integer, timestamptz),
    client_success.copy_clients(uuid[]), client_success.roll_lines(text, date),
    client_success.roll_up(date, date, text, timestamptz, timestamptz, uuid[], text[], text[], integer[], integer, integer) to ops_jobs;
