-- A function that writes may not set plan_cache_mode: the foreign keys' own look-ups inherit it, and were planned anew for every listed
-- record. What it reads through, rollback_records and rollback_used, has the setting of its own.
set local role ops_owner;
alter function migration.rollback_preview(uuid, uuid, uuid) reset plan_cache_mode;
reset role;
