-- Who holds a run is told by name and role, to whoever would take it over.
set local role ops_owner;

grant select (id, role) on access.operator to ops_migration, ops_import;
reset role;
