-- The nightly counting, for ten thousand tenants of which nearly all have one new day: that day's windows are counted from when each
-- account was last seen, not as spans of ninety days; late days are read again one by one; nothing is joined by a range of days. What is
-- counted stays the same, bit for bit.
set local role ops_owner;

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
    -- is. A day that was never counted, or one of a tenant whose night failed, is read whatever arrived.
    create temp table reread (organization_id uuid, day date) on commit drop;
    create temp table kept_day (organization_id uuid, day date) on commit drop;
    if p_since is not null then
        insert into pg_temp.reread
        select t.organization_id, t.day
        from pg_temp.target_day t
        where t.day < p_from and (
            exists (select from pg_temp.arrived a where a.organization_id = t.organization_id and a.day = t.day and a.counts)
            or not exists (select from client_success.usage_day u where u.organization_id = t.organization_id and u.day = t.day)
            or exists (
                select from client_success.run_failure f
                where f.organization_id = t.organization_id and f.kind = 'ROLLUP' and f.day >= p_day - 35 and f.day < p_day and not exists (
                    select from client_success.usage_day u where u.organization_id = f.organization_id and u.day = f.day)));
        insert into pg_temp.kept_day
        select t.organization_id, t.day from pg_temp.target_day t where t.day < p_from
        except
        select r.organization_id, r.day from pg_temp.reread r;
    end if;
    analyze pg_temp.reread;
    return v_rejected;
end
$$;

create or replace function client_success.roll_events(p_from date, p_day date, p_zone text, p_features text[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_from constant timestamptz := p_from::timestamp at time zone p_zone;
    v_first constant timestamptz := (select min(t.day) from pg_temp.reread t)::timestamp at time zone p_zone;
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
    from pg_temp.reread r
    join platform.usage_events e on e.organization_id = r.organization_id
        and e.occurred_at >= (r.day::timestamp at time zone p_zone) and e.occurred_at < ((r.day + 1)::timestamp at time zone p_zone)
        -- Said of all as well, so that the months before are not even looked into.
        and e.occurred_at >= v_first and e.occurred_at < v_from
    where e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
      and (e.feature is null or e.feature = any (p_features))
    group by 1, 2, 3, 4, 5, 6;
    analyze pg_temp.used;

    delete from client_success.account_day a using pg_temp.scope s
    where a.organization_id = s.organization_id and a.day between p_from and p_day;
    delete from client_success.account_day a using pg_temp.reread r
    where a.organization_id = r.organization_id and a.day = r.day;
    insert into client_success.account_day (organization_id, account_id, day)
    -- In the order of its key, here and below: the index then grows page by page.
    select distinct u.organization_id, u.account_id, u.day from pg_temp.used u where u.account_id is not null order by 1, 2, 3;

    delete from client_success.feature_account_day a using pg_temp.scope s
    where a.organization_id = s.organization_id and a.day between p_from and p_day;
    delete from client_success.feature_account_day a using pg_temp.reread r
    where a.organization_id = r.organization_id and a.day = r.day;
    insert into client_success.feature_account_day (organization_id, feature, actor, day, is_machine, uses)
    select u.organization_id, u.feature, coalesce(u.account_id::text, u.machine), u.day, u.account_id is null, sum(u.uses)
    from pg_temp.used u where u.kind = 'FEATURE'
    group by 1, 2, 3, 4, 5
    order by 1, 2, 3, 4;
end
$$;

create or replace function client_success.roll_features(p_zone text, p_features text[], p_kinds text[], p_windows integer[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_day constant date := (select max(s.to_day) from pg_temp.scope s);
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
        where s.is_long and a.day between s.from_day - f.days + 1 and s.to_day
          and case f.kind when 'WORKED' then not a.is_machine when 'RUNNING' then a.is_machine else false end),
    per_day as (
        select organization_id, feature, day, days, sum(uses) as uses, count(*) filter (where not is_machine) as accounts
        from acts group by 1, 2, 3, 4)
    select organization_id, feature, day, day, uses, 0, accounts, 0, 0, null from per_day
    union all
    select organization_id, feature, day, day + days - 1, 0, uses, 0, 0, 1, day from per_day
    union all
    select organization_id, feature, day, least(day + days - 1, next_day - 1), 0, 0, 0, count(*), 0, null
    from acts where not is_machine group by 1, 2, 3, 4;

    -- Of a tenant whose last day alone is counted no span is needed, only the sums of its windows: each act is read once and kept nowhere.
    insert into pg_temp.feature_span
    with acts as (
        select a.organization_id, a.feature, a.actor, a.day, sum(a.uses) as uses, count(*) filter (where not a.is_machine) as people
        from client_success.feature_account_day a
        join pg_temp.scope s on s.organization_id = a.organization_id
        join unnest(p_features, p_kinds, p_windows) f (feature, kind, days) on f.feature = a.feature
        where not s.is_long and a.day between v_day - f.days + 1 and v_day
          and a.day > v_day - (select max(w) from unnest(p_windows) w)
          and case f.kind when 'WORKED' then not a.is_machine when 'RUNNING' then a.is_machine else false end
        group by grouping sets ((a.organization_id, a.feature, a.actor), (a.organization_id, a.feature, a.day)))
    select organization_id, feature, v_day, v_day, coalesce(sum(uses) filter (where actor is null and day = v_day), 0),
        coalesce(sum(uses) filter (where actor is null), 0), coalesce(sum(people) filter (where actor is null and day = v_day), 0),
        count(*) filter (where day is null and people > 0), count(*) filter (where actor is null), max(day)
    from acts group by 1, 2;

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
    select d.organization_id, d.feature, d.day, min(d.from_day) as from_day, max(d.since) as since, bool_or(d.is_configured) as is_configured,
        sum(d.published)::integer as published
    from (
        select e.organization_id, e.feature, g::date as day, s.from_day, e.since, false as is_configured, 0 as published
        from entitled e join pg_temp.scope s on s.organization_id = e.organization_id
        cross join generate_series(greatest(e.since, s.from_day), least(e.until_on - 1, s.to_day), interval '1 day') g
        union all
        select c.organization_id, c.feature, g::date, s.from_day, null, g::date >= c.from_day and g::date < c.until_day,
            case when f.kind = 'OPEN'
                then greatest(0, least(c.until_day - 1, g::date) - greatest(c.first_whole, g::date - f.days + 1) + 1) else 0 end
        from configured c join pg_temp.scope s on s.organization_id = c.organization_id
        join unnest(p_features, p_kinds, p_windows) f (feature, kind, days) on f.feature = c.feature
        cross join generate_series(greatest(c.from_day, s.from_day), least(c.until_day + f.days, s.to_day), interval '1 day') g
    ) d group by 1, 2, 3;
    analyze pg_temp.feature_span;
    analyze pg_temp.feature_key;

    delete from client_success.feature_day d using pg_temp.target_day t
    where d.organization_id = t.organization_id and d.day = t.day;
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
    left join client_success.feature_day p on p.organization_id = k.organization_id and p.feature = k.feature and p.day = k.from_day - 1
    order by 1, 2, 3;
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
    v_rows integer;
begin
    create temp table span (organization_id uuid, metric text, from_day date, to_day date, amount bigint) on commit drop;

    insert into pg_temp.span
    select organization_id, case kind when 'SIGN_IN' then 'sign_ins' else 'report_views' end, day, day, sum(uses)
    from pg_temp.used where account_id is not null and kind in ('SIGN_IN', 'REPORT_VIEW') group by 1, 2, 3, 4;
    -- A day whose events were not read again keeps what was counted of them.
    insert into pg_temp.span
    select u.organization_id, x.metric, u.day, u.day, x.amount
    from pg_temp.kept_day k
    join client_success.usage_day u on u.organization_id = k.organization_id and u.day = k.day
    cross join lateral (values ('sign_ins', u.sign_ins), ('report_views', u.report_views)) x (metric, amount);

    create temp table act on commit drop as
    select a.organization_id, a.account_id, a.day,
        lead(a.day) over (partition by a.organization_id, a.account_id order by a.day) as next_day
    from client_success.account_day a join pg_temp.scope s on s.organization_id = a.organization_id
    where s.is_long and a.day between s.from_day - 29 and s.to_day;
    analyze pg_temp.act;
    -- Of a tenant whose last day alone is counted: when each account was last active, as far back as a month or the 30 days reach.
    create temp table recent on commit drop as
    select a.organization_id, a.account_id, max(a.day) as last_day
    from client_success.account_day a join pg_temp.scope s on s.organization_id = a.organization_id
    where not s.is_long and a.day between v_day - 30 and v_day
    group by 1, 2;
    analyze pg_temp.recent;

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

    insert into pg_temp.span
    select r.organization_id, x.metric, v_day, v_day, x.amount
    from (
        select t.organization_id, count(*) filter (where t.last_day = v_day) as today, count(*) filter (where t.last_day >= v_day - 6) as week,
            count(*) filter (where t.last_day >= v_day - 29) as month, count(e.account_id) filter (where t.last_day >= v_day - 29) as enabled
        from pg_temp.recent t
        left join pg_temp.enabled e on e.organization_id = t.organization_id and e.account_id = t.account_id and e.a <= v_day and e.b >= v_day
        group by 1
    ) r cross join lateral (values ('active', r.today), ('active_7', r.week), ('active_30', r.month), ('active_enabled_30', r.enabled)) x (metric, amount);

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
    where s.is_long and m.due_at >= v_low and x.a <= x.b group by 1, 2, 3, 4;
    insert into pg_temp.span
    select n.organization_id, x.metric, v_day, v_day, x.amount
    from (
        select z.organization_id, count(*) filter (where z.due = v_day and (z.gone is null or z.gone > z.due)) as due,
            count(*) filter (where z.done = v_day) as done, count(*) filter (where z.is_due) as due_90, count(*) filter (where z.is_done) as done_90,
            count(*) filter (where z.is_due and z.kind = 'ATTESTATION') as attested_due_90,
            count(*) filter (where z.is_done and z.kind = 'ATTESTATION') as attested_done_90
        from (
            select y.*, v_day >= y.due and v_day <= least(y.due + 89, y.gone - 1) as is_due, v_day >= greatest(y.due, y.done) and v_day <= y.due + 89 and y.done is not null as is_done
            from (
                select m.organization_id, c.kind, (m.due_at at time zone p_zone)::date as due, (m.completed_at at time zone p_zone)::date as done,
                    (m.withdrawn_at at time zone p_zone)::date as gone
                from platform.campaign_assignments m
                join pg_temp.scope s on s.organization_id = m.organization_id
                join platform.campaigns c on c.organization_id = m.organization_id and c.id = m.campaign_id
                where not s.is_long and m.due_at >= v_low
            ) y
        ) z group by 1
    ) n cross join lateral (values ('assignments_due', n.due), ('assignments_completed', n.done), ('due_90', n.due_90), ('completed_90', n.done_90),
        ('attestation_due_90', n.attested_due_90), ('attestation_completed_90', n.attested_done_90)) x (metric, amount);

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
    join pg_temp.target_day t on t.organization_id = f.organization_id and t.day = f.day
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
    with clipped as (
        select p.organization_id, p.metric, greatest(p.from_day, s.from_day) as a, least(p.to_day, s.to_day) as b, p.amount
        from pg_temp.span p join pg_temp.scope s on s.organization_id = p.organization_id
        where p.from_day <= s.to_day and p.to_day >= s.from_day),
    delta as (
        select organization_id, a as day, metric, amount from clipped
        union all
        select organization_id, b + 1, metric, -amount from clipped
        union all
        select t.organization_id, t.day, '', 0 from pg_temp.target_day t),
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

create or replace function client_success.roll_lines(p_zone text, p_day date) returns void
    language plpgsql
    set search_path = ''
    as $$
begin
    -- A week or month that begins before what is kept of accounts stays as it was counted then.
    insert into client_success.usage_period as u (organization_id, grain, first_day, active_accounts)
    select a.organization_id, g.grain, g.first_day, count(distinct a.account_id)
    from pg_temp.scope s
    join client_success.account_day a on s.is_long and a.organization_id = s.organization_id
        and a.day >= date_trunc('month', s.from_day - 6)::date and a.day <= s.to_day
    cross join lateral (values ('WEEK', date_trunc('week', a.day)::date), ('MONTH', date_trunc('month', a.day)::date)) g (grain, first_day)
    where case g.grain when 'WEEK' then g.first_day + 6 else (g.first_day + interval '1 month')::date - 1 end >= s.from_day
      and g.first_day >= p_day - 179
    group by 1, 2, 3
    on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts
    where u.active_accounts <> excluded.active_accounts;
    -- The week and the month of a last day alone: whoever was last active since they began.
    insert into client_success.usage_period as u (organization_id, grain, first_day, active_accounts)
    select r.organization_id, g.grain, g.first_day, count(*)
    from pg_temp.recent r
    join (values ('WEEK', date_trunc('week', p_day)::date), ('MONTH', date_trunc('month', p_day)::date)) g (grain, first_day) on r.last_day >= g.first_day
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

create or replace function client_success.roll_up(
    p_from date, p_day date, p_zone text, p_since timestamptz, p_now timestamptz, p_only uuid[],
    p_features text[], p_kinds text[], p_windows integer[], p_uses integer, p_accounts integer)
    returns table (days integer, rejected bigint, tenants integer)
    language plpgsql
    set search_path = ''
    -- A dozen large statements once a night: compiling them costs more than they do, and their hashes and sorts fit.
    set jit = off set work_mem = '128MB'
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
