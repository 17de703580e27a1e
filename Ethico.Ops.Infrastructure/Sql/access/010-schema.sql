-- Schema access: who may do what, who is inside which tenant until when, and the trail that proves it.
create schema if not exists access authorization ops_owner;
revoke all on schema access from public;
-- Every function starts out closed; what a door may call is granted by name.
alter default privileges for role ops_owner revoke execute on functions from public;
alter default privileges revoke execute on functions from public;

grant usage on schema access to
    ops_definer, ops_portal, ops_tenant, ops_overview, ops_hotline, ops_jobs, ops_migration, ops_import, ops_lookup;

set local role ops_owner;

-- The one clock the database decides by (expiry, windows, deadlines). clock_timestamp, not now(): a transaction that
-- waited for a lock past its session's end must see that it is late. Stable, so that a policy asks once a statement.
create function access.now() returns timestamptz
    language sql stable
    set search_path = ''
    as $$ select clock_timestamp() $$;
grant execute on function access.now() to
    ops_definer, ops_portal, ops_tenant, ops_overview, ops_hotline, ops_jobs, ops_migration, ops_import, ops_lookup;

reset role;
