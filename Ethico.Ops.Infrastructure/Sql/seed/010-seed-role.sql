-- ops_seed loads demo and test data, all tenants at once, by COPY, which row security would refuse: BYPASSRLS, and only
-- select and insert. It exists nowhere else: start-up refuses outside Development if it finds it (PLT-23). It is never
-- granted to ops_app, so no door leads to it; who may load data takes it on as superuser.
do $$
begin
    -- Roles are of the cluster: two databases may come here at once.
    perform pg_advisory_xact_lock(hashtext('ops-roles'));

    if not exists (select from pg_roles where rolname = 'ops_seed') then
        create role ops_seed nologin noinherit bypassrls;
    end if;
    if pg_has_role('ops_app', 'ops_seed', 'member') then
        raise exception 'ops_app must not be a member of ops_seed';
    end if;
end
$$;

grant usage on schema platform to ops_seed;
-- The partitions too, so that a checksum may read them one by one; rows go in through usage_events.
grant select, insert on all tables in schema platform to ops_seed;
-- Months before the events: what is loaded without them lies in the default partition and must be moved.
grant execute on function platform.ensure_usage_months() to ops_seed;
