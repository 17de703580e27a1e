-- Functions of platform.md 5.2. Security definer with an empty search_path, closed to PUBLIC, owned by ops_definer (nobody
-- is a member; its columns and policies are in 090 and 080); the partitions are made by the owner of the table instead.

-- The portal refuses to start on another number.
create function platform.contract_version() returns integer
    language sql immutable
    security definer set search_path = ''
    as $$ select 1 $$;
alter function platform.contract_version() owner to ops_definer;
revoke all on function platform.contract_version() from public;
grant execute on function platform.contract_version() to
    ops_portal, ops_tenant, ops_overview, ops_hotline, ops_jobs, ops_migration, ops_import, ops_lookup;

-- Figures of the entered tenant for the workspace; no row without one. Tests and trials count nowhere.
-- Whoever did not come as ops_tenant gets null for 1 to 4, which reads "< 5"; 0 is 0. The role taken on is the setting
-- `role`: current_user is the definer here.
create function platform.tenant_overview() returns table (
        accounts_enabled bigint, accounts_all bigint,
        cases_open bigint, cases_all bigint,
        campaigns_running bigint, campaigns_all bigint,
        policies_published bigint, policies_all bigint,
        tickets_open bigint, tickets_all bigint,
        last_activity_at timestamptz,
        hr_feed_configured boolean, hr_feed_last_sync_at timestamptz, hr_feed_last_sync_ok boolean)
    language sql stable
    security definer set search_path = ''
    as $$
    with entered as (
        select o.id, coalesce(current_setting('role', true), '') <> 'ops_tenant' as suppressed
        from platform.organizations o
        where o.id = (select access.entered_tenant())
    )
    select
        case when e.suppressed and a.enabled between 1 and 4 then null else a.enabled end,
        case when e.suppressed and a.total between 1 and 4 then null else a.total end,
        case when e.suppressed and c.unclosed between 1 and 4 then null else c.unclosed end,
        case when e.suppressed and c.total between 1 and 4 then null else c.total end,
        case when e.suppressed and g.running between 1 and 4 then null else g.running end,
        case when e.suppressed and g.total between 1 and 4 then null else g.total end,
        case when e.suppressed and p.published between 1 and 4 then null else p.published end,
        case when e.suppressed and p.total between 1 and 4 then null else p.total end,
        case when e.suppressed and t.unresolved between 1 and 4 then null else t.unresolved end,
        case when e.suppressed and t.total between 1 and 4 then null else t.total end,
        -- Staff, tests and impersonated acts are no activity of the client's.
        (select u.occurred_at from platform.usage_events u
         where u.organization_id = e.id and u.actor_kind in ('CLIENT', 'MACHINE')
         order by u.occurred_at desc limit 1),
        h.configured_at is not null, h.last_sync_at, h.last_sync_ok
    from entered e
    cross join lateral (
        select count(*) filter (where status = 'ACTIVE') as enabled, count(*) as total
        from platform.accounts where organization_id = e.id) a
    cross join lateral (
        select count(*) filter (where status <> 'CLOSED') as unclosed, count(*) as total
        from platform.cases where organization_id = e.id and not is_test) c
    cross join lateral (
        select count(*) filter (where status = 'RUNNING') as running, count(*) as total
        from platform.campaigns where organization_id = e.id) g
    cross join lateral (
        select count(*) filter (where status = 'PUBLISHED') as published, count(*) as total
        from platform.policies where organization_id = e.id) p
    cross join lateral (
        select count(*) filter (where status in ('OPEN', 'WAITING')) as unresolved, count(*) as total
        from platform.support_tickets where organization_id = e.id and not is_test) t
    -- Of several feeds the one that ran last.
    left join lateral (
        select configured_at, last_sync_at, last_sync_ok
        from platform.integrations
        where organization_id = e.id and kind = 'HRIS' and is_active and configured_at is not null
        order by last_sync_at desc nulls last limit 1) h on true
    $$;
alter function platform.tenant_overview() owner to ops_definer;
revoke all on function platform.tenant_overview() from public;
grant execute on function platform.tenant_overview() to ops_overview, ops_tenant;

set local role ops_owner;

-- Makes the partitions that are missing: one per UTC month from 13 back to two ahead, and a default one for what fits none.
-- Answers how many it made. Twice changes nothing; where usage_events is not ours (production), it does nothing at all.
-- Row security is enabled and forced on each, with a policy, and no door has a grant on one.
create function platform.ensure_usage_months() returns integer
    language plpgsql
    security definer set search_path = '' set timezone = 'UTC'
    as $$
declare
    this_month constant timestamptz := date_trunc('month', access.now());
    made integer := 0;
    part record;
begin
    if not exists (
        select from pg_catalog.pg_class c
        where c.oid = to_regclass('platform.usage_events') and c.relkind = 'p'
          and pg_get_userbyid(c.relowner) = current_user
    ) then
        return 0;
    end if;

    -- Two servers may come at once.
    perform pg_advisory_xact_lock(hashtext('platform.ensure_usage_months'));

    for part in
        select 'usage_events_default' as name, null::timestamptz as from_at, null::timestamptz as until_at, 0 as place
        union all
        select to_char(m, '"usage_events_"YYYY_MM'), m, m + interval '1 month', 1
        from generate_series(
            this_month - interval '13 months', this_month + interval '2 months', interval '1 month') as m
        order by place, from_at
    loop
        continue when to_regclass(format('platform.%I', part.name)) is not null;

        -- Made apart and attached, which blocks neither reading nor writing of the other months.
        execute format('create table platform.%I (like platform.usage_events including all)', part.name);

        if part.from_at is null then
            execute format('alter table platform.usage_events attach partition platform.%I default', part.name);
        else
            -- What waits in the default partition for its month moves into it, or attaching would be refused. The owner
            -- sees it only while row security is not forced: under the lock this takes, and nobody else in the meantime.
            alter table platform.usage_events_default no force row level security;
            execute format($move$
                with moved as (
                    delete from platform.usage_events_default
                    where occurred_at >= $1 and occurred_at < $2
                    returning *)
                insert into platform.%I select * from moved
                $move$, part.name) using part.from_at, part.until_at;
            alter table platform.usage_events_default force row level security;
            execute format('alter table platform.usage_events attach partition platform.%I for values from (%L) to (%L)',
                part.name, part.from_at, part.until_at);
        end if;

        execute format('alter table platform.%I enable row level security', part.name);
        execute format('alter table platform.%I force row level security', part.name);
        execute format('create policy ops_jobs_select on platform.%I for select to ops_jobs using (true)', part.name);
        made := made + 1;
    end loop;

    return made;
end
$$;
revoke all on function platform.ensure_usage_months() from public;
grant execute on function platform.ensure_usage_months() to ops_jobs;

reset role;

select platform.ensure_usage_months();
