-- Schema migration: the runs of the migration wizard. A run's head (state, counts, holder) carries no tenant content and is
-- read at the portal's door; everything with a word of the client's in it is behind the run's own key (040, 050).
create schema if not exists migration authorization ops_owner;
revoke all on schema migration from public;
grant usage on schema migration to ops_definer, ops_portal, ops_jobs, ops_migration, ops_import;
