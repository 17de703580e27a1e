-- Whom the nightly look at runs reminds: the holder, and every manager of the area. Ids and roles, no names.
set local role ops_owner;

grant select (id, role, deactivated_at) on access.operator to ops_jobs;

reset role;
