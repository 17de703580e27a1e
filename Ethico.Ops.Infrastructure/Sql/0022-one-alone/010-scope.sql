-- Of one client on demand nothing is looked at that is not its own or cannot matter: the largest took half a second to open.
set local role ops_owner;

-- Answers how many of the events that arrived count nowhere. Leaves behind in pg_temp: scope (who, from which day), target_day (each day
-- counted anew), reread and kept_day (those before p_from of which events are read again, and of which not), late_use (what came late). What is ingested
-- after p_now is the next run's. What counts nowhere is a night's to tell (p_rejects): whoever is counted alone has only what counts looked for,
-- which is never older than five weeks when it arrives.
drop function client_success.open_scope(date, date, text, timestamptz, timestamptz, text[], uuid[]);
create function client_success.open_scope(
    p_from date, p_day date, p_zone text, p_since timestamptz, p_now timestamptz, p_features text[], p_only uuid[], p_rejects boolean default true)
    returns bigint
    language plpgsql
    set search_path = ''
    as $$
declare
    v_start constant timestamptz := p_from::timestamp at time zone p_zone;
    v_strays constant boolean := p_only is null or '00000000-0000-0000-0000-000000000000' = any (p_only);
    -- Of a few clients an index is asked; written so that the plan of a call knows which it is.
    v_all constant boolean := p_only is null or cardinality(p_only) > 200;
    v_rejected bigint := 0;
begin
    -- is_long: not the last day alone. A column, so that the planner knows how many they are.
    create temp table scope (organization_id uuid primary key, from_day date not null, to_day date not null,
        is_long boolean not null generated always as (from_day < to_day) stored) on commit drop;
    insert into pg_temp.scope (organization_id, from_day, to_day)
    select o.id, p_from, p_day from platform.organizations o where v_all and (p_only is null or o.id in (select unnest(p_only))) or not v_all and o.id = any (p_only);
    analyze pg_temp.scope;

    create temp table late_use (
        organization_id uuid, day date, account_id uuid, kind text, feature text, succeeded boolean, ingested_at timestamptz, is_rejected boolean, counts boolean) on commit drop;
    if p_since is not null then
        -- Of what arrived only what is late or will not do, or is of nobody we know where that is asked for with an id that is nobody's: the
        -- rest is the day's own and is read with it. One look at each, and tables as hashes: what arrived since they were last surveyed is
        -- far more than the planner can know of.
        if v_all or v_strays or p_rejects then
            insert into pg_temp.late_use
            select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.kind, e.feature, e.succeeded, e.ingested_at,
                x.is_rejected, not x.is_rejected and e.actor_kind in ('CLIENT', 'MACHINE')
            from platform.usage_events e
            cross join lateral (
                select not client_success.counts(e.occurred_at, e.ingested_at, p_zone) or coalesce(e.feature <> all (p_features), false)
                    or v_strays and e.organization_id not in (select o.id from platform.organizations o)) x (is_rejected)
            where e.ingested_at > p_since and e.ingested_at <= p_now and (e.occurred_at < v_start or x.is_rejected)
              and (v_all or v_strays or e.organization_id = any (p_only))
              and (e.organization_id in (select s.organization_id from pg_temp.scope s)
                or v_strays and e.organization_id not in (select o.id from platform.organizations o));
        else
            insert into pg_temp.late_use
            select e.organization_id, (e.occurred_at at time zone p_zone)::date, e.account_id, e.kind, e.feature, e.succeeded, e.ingested_at,
                false, e.actor_kind in ('CLIENT', 'MACHINE')
            from platform.usage_events e
            where e.organization_id = any (p_only) and e.ingested_at > p_since and e.ingested_at <= p_now
              and e.occurred_at >= p_since - interval '37 days' and e.occurred_at < v_start
              and client_success.counts(e.occurred_at, e.ingested_at, p_zone) and (e.feature is null or e.feature = any (p_features));
        end if;
        create temp table arrived on commit drop as
        select l.organization_id, l.day, bool_or(l.counts) as counts, min(l.ingested_at) filter (where l.counts) as first_at,
            count(*) filter (where l.is_rejected) as rejected
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
                  and (v_all or h.organization_id = any (p_only))
                union all
                select c.organization_id,
                    (least(case when c.closed_at < v_start then c.closed_at end, case when c.migrated_at > p_since then least(c.opened_at, c.due_at) end)
                        at time zone p_zone)::date
                from platform.cases c
                where c.updated_at > p_since and (c.closed_at < v_start or c.migrated_at > p_since)
                  and (v_all or c.organization_id = any (p_only))
                union all
                select v.organization_id, (v.occurred_at at time zone p_zone)::date from platform.case_events v
                where v.recorded_at > p_since and v.occurred_at < v_start and v.kind in ('CREATED', 'CLOSED', 'REOPENED', 'DUE_CHANGED')
                  and (v_all or v.organization_id = any (p_only))
                union all
                select m.organization_id, (coalesce(m.completed_at, m.withdrawn_at, m.due_at) at time zone p_zone)::date
                from platform.campaign_assignments m
                where m.updated_at > p_since and coalesce(m.completed_at, m.withdrawn_at, m.due_at) < v_start
                  and (v_all or m.organization_id = any (p_only))
                union all
                select k.organization_id, (k.opened_at at time zone p_zone)::date from platform.support_tickets k
                where k.updated_at > p_since and k.opened_at < v_start
                  and (v_all or k.organization_id = any (p_only))
                union all
                select r.organization_id, (r.migrated_at at time zone p_zone)::date from platform.reports r
                where r.migrated_at > p_since and r.migrated_at < v_start
                  and (v_all or r.organization_id = any (p_only))
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

    -- A day that was never counted, or one of a tenant whose night failed, is read whatever arrived, and from end to end (is_whole). Of
    -- the others one is read again to which something came that may have been counted already: it was ingested before the day was last
    -- counted. What was ingested since is only added (an event is never taken back), and nothing is read.
    create temp table reread (organization_id uuid, day date, is_whole boolean, from_at timestamptz, until_at timestamptz) on commit drop;
    create temp table kept_day (organization_id uuid, day date) on commit drop;
    if p_since is not null and exists (select from pg_temp.scope s where s.is_long) then
        insert into pg_temp.reread
        select t.organization_id, t.day, w.is_whole, t.day::timestamp at time zone p_zone, (t.day + 1)::timestamp at time zone p_zone
        from pg_temp.target_day t
        cross join lateral (
            select not exists (select from client_success.usage_day u where u.organization_id = t.organization_id and u.day = t.day)
                or exists (
                    select from client_success.run_failure f
                    where f.organization_id = t.organization_id and f.kind = 'ROLLUP' and f.day >= p_day - 35 and f.day < p_day and not exists (
                        select from client_success.usage_day u where u.organization_id = f.organization_id and u.day = f.day)) as is_whole offset 0) w
        where t.day < p_from and (w.is_whole or exists (
            select from pg_temp.arrived a
            join client_success.usage_day u on u.organization_id = a.organization_id and u.day = a.day
            where a.organization_id = t.organization_id and a.day = t.day and a.first_at <= u.rolled_at));
        insert into pg_temp.kept_day
        select t.organization_id, t.day from pg_temp.target_day t where t.day < p_from
        except
        select r.organization_id, r.day from pg_temp.reread r;
    end if;
    analyze pg_temp.reread;
    return v_rejected;
end
$$;

grant execute on function client_success.open_scope(date, date, text, timestamptz, timestamptz, text[], uuid[], boolean) to ops_jobs;

reset role;
