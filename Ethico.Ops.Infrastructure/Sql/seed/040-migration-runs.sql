-- The runs that the demo's imported records say they came with: heads, ledger, keys, sheets and signatures.
grant usage on schema migration to ops_seed;
grant select, insert on migration.runs, migration.progress, migration.ledger, migration.source_keys, migration.sheets, migration.signoffs to ops_seed;
grant select, insert, update on migration.reference_counter to ops_seed;
grant select on migration.live_cases, migration.live_reports, migration.live_people, migration.live_categories, migration.live_locations, migration.live_notes to ops_seed;
