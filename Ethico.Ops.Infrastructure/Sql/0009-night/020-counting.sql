-- Counting from the bits. A day's figure of people is how many rows have a bit in its window; a window that moves on by one day takes in one
-- day and lets one fall out. What is counted stays the same, bit for bit; open_scope and case_stretches stay as they are.
set local role ops_owner;

-- Parallel safe, or nothing it is asked in can be.
create or replace function client_success.counts(p_occurred timestamptz, p_ingested timestamptz, p_zone text) returns boolean
    language sql stable parallel safe
    as $$ select p_occurred <= p_ingested + interval '10 minutes'
        and (p_ingested at time zone p_zone)::date - (p_occurred at time zone p_zone)::date <= 35 $$;

-- Answers in pg_temp: seen (account, feature or null, its days as bits that begin with p_day) and tally (client, day, kind, feature).
drop function client_success.roll_events(date, date, text, text[]);
create function client_success.roll_events(p_from date, p_day date, p_zone text, p_features text[], p_only uuid[]) returns void
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
        create temp table used on commit drop as
        select e.organization_id, p_day as day, e.account_id, e.kind, case e.kind when 'FEATURE' then e.feature end as feature, count(*) as uses
        from platform.usage_events e
        where e.occurred_at >= v_from and e.occurred_at < v_until
          and e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
          and exists (select from pg_temp.scope s where s.organization_id = e.organization_id)
        group by 1, 3, 4, 5
        union all
        select r.organization_id, r.day, e.account_id, e.kind, case e.kind when 'FEATURE' then e.feature end, count(*)
        from pg_temp.reread r
        join platform.usage_events e on e.organization_id = r.organization_id
            and e.occurred_at >= (r.day::timestamp at time zone p_zone) and e.occurred_at < ((r.day + 1)::timestamp at time zone p_zone)
            -- Said of all as well, so that the months before are not even looked into.
            and e.occurred_at >= v_first and e.occurred_at < v_from
        where e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and client_success.counts(e.occurred_at, e.ingested_at, p_zone)
          and (e.feature is null or e.feature = any (p_features))
        group by 1, 2, 3, 4, 5;
        create temp table seen on commit drop as
        select u.organization_id, u.account_id, u.feature, bit_or(v_one >> (p_day - u.day)) as days
        from pg_temp.used u where u.account_id is not null group by 1, 2, 3;
        create temp table tally on commit drop as
        select u.organization_id, u.day, u.kind, u.feature, coalesce(sum(u.uses) filter (where u.account_id is not null), 0)::integer as people_uses,
            coalesce(sum(u.uses) filter (where u.account_id is null), 0)::integer as machine_uses
        from pg_temp.used u group by 1, 2, 3, 4;
    end if;
    analyze pg_temp.seen;
    analyze pg_temp.tally;

    -- Days that are counted anew lose their bits first: the last ones of everybody, and single ones of some.
    create temp table cleared on commit drop as
    select r.organization_id, bit_or(v_one >> (p_day - r.day)) as days, min(r.day) as first_day from pg_temp.reread r group by 1;
    analyze pg_temp.cleared;

    create temp table changed on commit drop as
    with now as (select s.organization_id, s.account_id, bit_or(s.days) as days from pg_temp.seen s group by 1, 2),
    hit as (
        select u.organization_id, u.account_id, u.last_day, u.days, n.days as seen
        from now n join client_success.account_use u on u.organization_id = n.organization_id and u.account_id = n.account_id
        union all
        select u.organization_id, u.account_id, u.last_day, u.days, v_none
        from (
            select u.organization_id, u.account_id, u.last_day, u.days
            from client_success.account_use u join pg_temp.scope s on s.organization_id = u.organization_id where u.last_day >= p_from
            union
            select u.organization_id, u.account_id, u.last_day, u.days
            from pg_temp.cleared c join client_success.account_use u on u.organization_id = c.organization_id
            where u.last_day >= c.first_day and (u.days >> (p_day - u.last_day)) & c.days <> v_none) u
        where not exists (select from now n where n.organization_id = u.organization_id and n.account_id = u.account_id))
    select h.organization_id, h.account_id, greatest(h.last_day, p_day) as anchor, false as is_new,
        ((h.days >> (greatest(h.last_day, p_day) - h.last_day)) & ~((v_last | coalesce(c.days, v_none)) >> (greatest(h.last_day, p_day) - p_day)))
            | (h.seen >> (greatest(h.last_day, p_day) - p_day)) as days
    from hit h left join pg_temp.cleared c on c.organization_id = h.organization_id
    union all
    select n.organization_id, n.account_id, p_day, true, n.days
    from now n
    where n.days <> v_none
      and not exists (select from client_success.account_use u where u.organization_id = n.organization_id and u.account_id = n.account_id);
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
        select u.organization_id, u.feature, u.account_id, u.last_day, u.days, n.days as seen
        from pg_temp.seen n
        join client_success.feature_account_use u on u.organization_id = n.organization_id and u.feature = n.feature and u.account_id = n.account_id
        union all
        select u.organization_id, u.feature, u.account_id, u.last_day, u.days, v_none
        from (
            select u.organization_id, u.feature, u.account_id, u.last_day, u.days
            from client_success.feature_account_use u join pg_temp.scope s on s.organization_id = u.organization_id where u.last_day >= p_from
            union
            select u.organization_id, u.feature, u.account_id, u.last_day, u.days
            from pg_temp.cleared c join client_success.feature_account_use u on u.organization_id = c.organization_id
            where u.last_day >= c.first_day and (u.days >> (p_day - u.last_day)) & c.days <> v_none) u
        where not exists (select from pg_temp.seen n where n.organization_id = u.organization_id and n.feature = u.feature and n.account_id = u.account_id))
    select h.organization_id, h.feature, h.account_id, greatest(h.last_day, p_day) as anchor, false as is_new,
        ((h.days >> (greatest(h.last_day, p_day) - h.last_day)) & ~((v_last | coalesce(c.days, v_none)) >> (greatest(h.last_day, p_day) - p_day)))
            | (h.seen >> (greatest(h.last_day, p_day) - p_day)) as days
    from hit h left join pg_temp.cleared c on c.organization_id = h.organization_id
    union all
    select n.organization_id, n.feature, n.account_id, p_day, true, n.days
    from pg_temp.seen n
    where n.feature is not null and n.days <> v_none and not exists (
        select from client_success.feature_account_use u
        where u.organization_id = n.organization_id and u.feature = n.feature and u.account_id = n.account_id);
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

-- How many people, on every day that is counted anew, of clients with more of them than the last: a row's days are spread to the days they
-- count for, rows that then look alike become one, and only those are taken apart. p_what: what, of which feature, over how many days.
create function client_success.roll_people(p_zone text, p_features text[], p_kinds text[], p_windows integer[]) returns void
    language plpgsql
    set search_path = ''
    as $$
declare
    v_day constant date := (select max(s.to_day) from pg_temp.scope s);
    v_all constant bit(180) := repeat('1', 180)::bit(180);
    v_none constant bit(180) := repeat('0', 180)::bit(180);
    v_one constant bit(180) := set_bit(repeat('0', 180)::bit(180), 0, 1);
    v_sixty constant bit(60) := repeat('0', 60)::bit(60);
    -- Of the windows that end with the day: it, and the days that fall out of one.
    v_edges constant date[] := array(select v_day union select v_day - f.days from pg_temp.feature_rule f);
begin
    create temp table enabled on commit drop as
    select h.organization_id, h.account_id, h.a, h.b from (
        select x.organization_id, x.account_id, x.status, (x.from_at at time zone p_zone)::date as a,
            coalesce((lead(x.from_at) over (partition by x.organization_id, x.account_id order by x.from_at) at time zone p_zone)::date - 1, 'infinity') as b
        from platform.account_status_history x join pg_temp.scope s on s.organization_id = x.organization_id
    ) h where h.status = 'ACTIVE' and h.a <= h.b;
    analyze pg_temp.enabled;

    -- When each account of a client whose last day alone is counted was last active, as far back as a month or the 30 days reach.
    create temp table recent on commit drop as
    select x.organization_id, x.account_id, x.last_day
    from (
        select u.organization_id, u.account_id,
            case when u.last_day <= v_day then u.last_day else v_day - nullif(position(B'1' in u.days << (u.last_day - v_day)), 0) + 1 end as last_day
        from client_success.account_use u join pg_temp.scope s on s.organization_id = u.organization_id
        where not s.is_long and u.last_day >= v_day - 30) x
    where x.last_day >= v_day - 30;
    analyze pg_temp.recent;

    create temp table people on commit drop as
    with wide as (
        select s.organization_id, s.to_day, s.to_day - s.from_day + 1 as days, s.to_day - greatest(s.from_day, s.to_day - 35) + 1 as feature_days
        from pg_temp.scope s where s.is_long),
    able as (
        select e.organization_id, e.account_id,
            bit_or((v_all >> (v_day - least(e.b, v_day))) & ~(v_all >> (v_day - greatest(e.a, v_day - 180) + 1))) as days
        from pg_temp.enabled e join wide s on s.organization_id = e.organization_id
        where e.a <= v_day and e.b > v_day - 180
        group by 1, 2),
    sources as (
        select u.organization_id, null::text as feature, w.what, w.span, s.days as length, u.days >> (v_day - u.last_day) as days, v_all as mask
        from client_success.account_use u join wide s on s.organization_id = u.organization_id
        cross join (values ('active', 1), ('active_7', 7), ('active_30', 30)) w (what, span)
        where u.last_day > v_day - s.days - w.span
        union all
        select u.organization_id, null, 'active_enabled_30', 30, s.days, u.days >> (v_day - u.last_day), a.days
        from client_success.account_use u join wide s on s.organization_id = u.organization_id
        join able a on a.organization_id = u.organization_id and a.account_id = u.account_id
        where u.last_day > v_day - s.days - 30
        union all
        select u.organization_id, u.feature, w.what, w.span, s.feature_days, u.days >> (v_day - u.last_day), v_all
        from client_success.feature_account_use u join wide s on s.organization_id = u.organization_id
        join pg_temp.feature_rule f on f.feature = u.feature and f.kind = 'WORKED'
        cross join lateral (values ('active', 1), ('window', f.days)) w (what, span)
        where u.last_day > v_day - s.feature_days - w.span),
    -- Active on one day that every window asked for holds: it counts on all of them, and nothing need be spread.
    judged as (
        select x.*, x.span > 1 and x.days & ((v_all >> (x.length - 1)) & ~(v_all >> x.span)) <> v_none and (x.mask | (v_all >> x.length)) = v_all as is_always
        from sources x),
    spread as (
        select x.organization_id, x.feature, x.what, x.length, x.mask & case
            when x.span < 4 then b2.b | (b2.b << (x.span - 2)) when x.span < 8 then b4.b | (b4.b << (x.span - 4))
            when x.span < 16 then b8.b | (b8.b << (x.span - 8)) when x.span < 32 then b16.b | (b16.b << (x.span - 16))
            when x.span < 64 then b32.b | (b32.b << (x.span - 32)) else b64.b | (b64.b << (x.span - 64)) end as days
        from (select * from judged j where j.span > 1 and not j.is_always offset 0) x
        -- offset 0: each step once, not written out into the next.
        cross join lateral (select x.days | (x.days << 1) as b offset 0) b2
        cross join lateral (select b2.b | (b2.b << 2) as b offset 0) b4
        cross join lateral (select b4.b | (b4.b << 4) as b offset 0) b8
        cross join lateral (select b8.b | (b8.b << 8) as b offset 0) b16
        cross join lateral (select b16.b | (b16.b << 16) as b offset 0) b32
        cross join lateral (select b32.b | (b32.b << 32) as b offset 0) b64),
    cut as (select organization_id, feature, what, days & ~(v_all >> length) as days from spread),
    -- A stretch of days is where it begins and where it is over; single days are taken as they are.
    marks as (
        select organization_id, feature, what, days & ~(v_all >> length) as days, 0 as later from judged where span = 1
        union all
        select organization_id, feature, what, days & ~(days << 1), 0 from cut
        union all
        select organization_id, feature, what, (days & ~(days >> 1)) & ~v_one, 1 from cut),
    -- Most are alike. Sixty bits at a time, as a number: that can be hashed.
    alike as (
        select m.organization_id, m.feature, m.what, m.later, g * 60 as place, substring(m.days from g * 60 + 1 for 60)::bit(60)::bigint as bits, count(*) as rows
        from marks m cross join lateral generate_series(0, 2) g
        where m.days <> v_none and substring(m.days from g * 60 + 1 for 60) <> v_sixty
        group by 1, 2, 3, 4, 5, 6),
    -- Ten bits at a time: a bit of a small number is looked up.
    digits as materialized (select n, g as place from generate_series(0, 1023) n cross join generate_series(0, 9) g where (n >> (9 - g)) & 1 = 1),
    found as (
        select a.organization_id, a.feature, a.what, v_day - (a.place + g * 10 + d.place) + a.later as day, sum(case a.later when 0 then a.rows else -a.rows end) as rows
        from alike a cross join lateral generate_series(0, 5) g
        join digits d on d.n = ((a.bits >> (50 - g * 10)) & 1023)::integer
        group by 1, 2, 3, 4),
    summed as (
        select f.organization_id, f.feature, f.day,
            coalesce(sum(f.rows) filter (where f.what = 'active'), 0) as active, coalesce(sum(f.rows) filter (where f.what = 'active_7'), 0) as active_7,
            coalesce(sum(f.rows) filter (where f.what = 'active_30'), 0) as active_30,
            coalesce(sum(f.rows) filter (where f.what = 'active_enabled_30'), 0) as active_enabled_30,
            coalesce(sum(f.rows) filter (where f.what = 'window'), 0) as in_window
        from (
            select organization_id, feature, what, day, rows from found
            union all
            select organization_id, feature, what, v_day - length + 1, count(*) from judged where is_always group by 1, 2, 3, 4
            union all
            -- Each day has a row, and features have theirs where something is asked of them.
            select t.organization_id, null, '', t.day, 0 from pg_temp.target_day t join wide w on w.organization_id = t.organization_id
            union all
            select x.organization_id, x.feature, '', v_day - g, 0
            from (select distinct a.organization_id, a.feature, a.length as feature_days from judged a where a.feature is not null) x
            cross join lateral generate_series(0, x.feature_days - 1) g
        ) f group by 1, 2, 3)
    select organization_id, feature, day, active::integer as active, (sum(active_7) over w)::integer as active_7, (sum(active_30) over w)::integer as active_30,
        (sum(active_enabled_30) over w)::integer as active_enabled_30, (sum(in_window) over w)::integer as in_window
    from summed window w as (partition by organization_id, feature order by day);

    insert into pg_temp.people (organization_id, day, active, active_7, active_30, active_enabled_30)
    select t.organization_id, v_day, count(*) filter (where t.last_day = v_day), count(*) filter (where t.last_day >= v_day - 6),
        count(*) filter (where t.last_day >= v_day - 29), count(e.account_id) filter (where t.last_day >= v_day - 29)
    from pg_temp.recent t
    left join pg_temp.enabled e on e.organization_id = t.organization_id and e.account_id = t.account_id and e.a <= v_day and e.b >= v_day
    group by 1;
    -- Of features, who came into the window with the day and who fell out of it: in_window is by how many it differs from yesterday's.
    insert into pg_temp.people (organization_id, feature, day, active, in_window)
    select u.organization_id, u.feature, v_day, count(*) filter (where u.last_day <> v_day - f.days),
        count(*) filter (where u.last_day <> v_day - f.days and not position(B'1' in u.days << 1) between 1 and f.days)
            - count(*) filter (where u.last_day = v_day - f.days)
    from (
        select x.organization_id, x.feature, x.last_day, x.days from client_success.feature_account_use x where x.last_day = any (v_edges)
        union all
        -- Who was active later, when an old day is counted again: as it was on the day.
        select x.organization_id, x.feature, v_day - position(B'1' in x.days) + 1, x.days << (position(B'1' in x.days) - 1)
        from (
            select y.organization_id, y.feature, y.days << (y.last_day - v_day) as days
            from client_success.feature_account_use y where y.last_day > v_day) x
        where x.days <> v_none) u
    join pg_temp.scope s on s.organization_id = u.organization_id and not s.is_long
    join pg_temp.feature_rule f on f.feature = u.feature and f.kind = 'WORKED'
    where case when u.last_day = v_day then true else u.last_day = v_day - f.days end
    group by 1, 2;
    analyze pg_temp.people;
end
$$;

-- Adoption, feature by feature; of a client that is counted over many days, the last 36: no score looks further back.
-- p_kinds: OPEN, WORKED or RUNNING of each feature; p_windows: its days.
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
        insert into pg_temp.feature_act
        select f.organization_id, f.feature, f.day, case q.kind when 'WORKED' then f.people_uses else f.machine_uses end
        from (
            select x.organization_id, v_day - g as day
            from (select a.organization_id, min(a.from_day - a.days + 1) as first_day, max(a.to_day) as to_day from pg_temp.asked a group by 1) x
            cross join lateral generate_series(v_day - x.to_day, v_day - x.first_day) g
            offset 0) d
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
    join pg_temp.asked q on q.organization_id = k.organization_id and q.feature = k.feature
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
    left join client_success.feature_day p on k.kind = 'OPEN' and p.day = k.from_day - 1 and p.organization_id = k.organization_id and p.feature = k.feature
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
    v_90 constant timestamptz := (v_day - 89)::timestamp at time zone p_zone;
    v_rows integer;
begin
    create temp table span (organization_id uuid, metric text, from_day date, to_day date, amount bigint) on commit drop;

    -- Of enabled accounts, cases, campaigns, tickets and reports: spans, cut to the days asked for before they are counted.
    insert into pg_temp.span
    select e.organization_id, 'enabled', greatest(e.a, s.from_day), least(e.b, s.to_day), count(*)
    from pg_temp.enabled e join pg_temp.scope s on s.organization_id = e.organization_id
    where e.a <= s.to_day and e.b >= s.from_day group by 1, 3, 4;

    perform client_success.case_stretches(p_zone);
    insert into pg_temp.span
    select c.organization_id, 'cases_opened', (c.opened_at at time zone p_zone)::date, (c.opened_at at time zone p_zone)::date, count(*)
    from platform.cases c join pg_temp.scope s on s.organization_id = c.organization_id
    where not c.is_test and c.opened_at >= (s.from_day::timestamp at time zone p_zone) and c.opened_at < ((s.to_day + 1)::timestamp at time zone p_zone) group by 1, 3, 4
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
    where c.status in ('RUNNING', 'ENDED') and x.a <= s.to_day and x.b >= s.from_day group by 1, 3, 4
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
    where s.is_long and m.due_at >= v_low and x.a <= x.b and x.a <= s.to_day and x.b >= s.from_day group by 1, 2, 3, 4;
    -- Of the last day alone, by instants: a day of each of a hundred thousand is dear.
    insert into pg_temp.span
    select n.organization_id, x.metric, v_day, v_day, x.amount
    from (
        select z.organization_id, count(*) filter (where z.due_at >= v_midnight and z.is_due) as due,
            count(*) filter (where z.completed_at >= v_midnight and z.completed_at < v_end) as done, count(*) filter (where z.is_due) as due_90,
            count(*) filter (where z.is_done) as done_90, count(*) filter (where z.is_due and z.kind = 'ATTESTATION') as attested_due_90,
            count(*) filter (where z.is_done and z.kind = 'ATTESTATION') as attested_done_90
        from (
            select m.organization_id, c.kind, m.due_at, m.completed_at,
                m.due_at >= v_90 and m.due_at < v_end and (m.withdrawn_at is null or m.withdrawn_at >= v_end) as is_due,
                m.due_at >= v_90 and m.due_at < v_end and m.completed_at < v_end as is_done
            from platform.campaign_assignments m
            join pg_temp.scope s on s.organization_id = m.organization_id
            join platform.campaigns c on c.organization_id = m.organization_id and c.id = m.campaign_id
            where not s.is_long and m.due_at >= v_low
        ) z group by 1
    ) n cross join lateral (values ('assignments_due', n.due), ('assignments_completed', n.done), ('due_90', n.due_90), ('completed_90', n.done_90),
        ('attestation_due_90', n.attested_due_90), ('attestation_completed_90', n.attested_done_90)) x (metric, amount);

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
    where k.opened_at >= v_low and k.duplicate_of_id is null and not k.is_internal and not k.is_test
      and x.a <= s.to_day and x.b >= s.from_day
    group by 1, 2, 3, 4
    union all
    select r.organization_id, x.metric, greatest(x.a, s.from_day), least(x.b, s.to_day), count(*)
    from platform.reports r
    join pg_temp.scope s on s.organization_id = r.organization_id
    cross join lateral (select (r.received_at at time zone p_zone)::date as day) d
    cross join lateral (select 'reports', d.day, d.day union all select 'reports_90', d.day, d.day + 89) x (metric, a, b)
    where r.received_at >= v_low and r.kind = 'REPORT' and not r.is_test and x.a <= s.to_day and x.b >= s.from_day
    group by 1, 2, 3, 4;

    analyze pg_temp.span;

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
        select p.organization_id, p.from_day as day, p.metric, p.amount from pg_temp.span p
        union all
        select p.organization_id, p.to_day + 1, p.metric, -p.amount
        from pg_temp.span p join pg_temp.scope s on s.organization_id = p.organization_id where p.to_day < s.to_day
        union all
        select t.organization_id, t.day, '', 0 from pg_temp.target_day t),
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
            sum(enabled_accounts) over w as enabled_accounts,
            sum(cases_opened) over w as cases_opened,
            sum(cases_closed) over w as cases_closed,
            sum(cases_closed_on_time) over w as cases_closed_on_time,
            sum(cases_past_due) over w as cases_past_due,
            sum(campaigns_running) over w as campaigns_running,
            sum(assignments_due) over w as assignments_due,
            sum(assignments_completed) over w as assignments_completed,
            sum(reports_received) over w as reports_received,
            sum(tickets_low) over w as tickets_low,
            sum(tickets_medium) over w as tickets_medium,
            sum(tickets_high) over w as tickets_high,
            sum(tickets_urgent) over w as tickets_urgent,
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
            sum(reports_90) over w as reports_90
        from pivot window w as (partition by organization_id order by day))
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
    insert into client_success.usage_period as u (organization_id, grain, first_day, active_accounts)
    select r.organization_id, g.grain, g.first_day, count(*)
    from pg_temp.recent r
    join (values ('WEEK', date_trunc('week', p_day)::date), ('MONTH', date_trunc('month', p_day)::date)) g (grain, first_day) on r.last_day >= g.first_day
    group by 1, 2, 3
    on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts
    where u.active_accounts <> excluded.active_accounts;

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
    -- A table the planner knows the size of.
    create temp table feature_rule on commit drop as
    select f.feature, f.kind, f.days from unnest(p_features, p_kinds, p_windows) f (feature, kind, days);
    analyze pg_temp.feature_rule;
    perform client_success.copy_clients(p_only);
    rejected := client_success.open_scope(p_from, p_day, p_zone, p_since, p_features, p_only);
    perform client_success.roll_events(p_from, p_day, p_zone, p_features, p_only);
    perform client_success.roll_people(p_zone, p_features, p_kinds, p_windows);
    perform client_success.roll_features(p_zone, p_features, p_kinds, p_windows);
    days := client_success.roll_days(p_zone, p_features, p_kinds, p_windows, p_uses, p_accounts, p_now);
    perform client_success.roll_lines(p_zone, p_day);
    select count(*) into tenants from pg_temp.scope;
    return next;
end
$$;

grant execute on function client_success.roll_events(date, date, text, text[], uuid[]), client_success.roll_people(text, text[], text[], integer[]) to ops_jobs;

reset role;
