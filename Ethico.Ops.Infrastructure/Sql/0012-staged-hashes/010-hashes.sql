-- What a re-check of one row looks its key's, number's and text's other rows up by (MIG-DUP). Hashes come in no order, so an index over
-- each row's cost a third of the staging; a pass knows all of them at its end and leaves them sorted, a block a row, which no look needs
-- more than one of. Rows that were mapped again since stand beside them.
set local role ops_owner;

create table migration.staged_hashes (
    organization_id uuid not null,
    run_id uuid not null,
    kind text collate "C" not null check (kind in ('KEY', 'REFERENCE', 'REPORT', 'TEXT')),
    -- The smallest of the block. Equal hashes are never parted by a block's end.
    low bigint not null,
    -- Ascending; the row of each stands at its place in row_numbers.
    hashes bigint[] not null,
    row_numbers int[] not null,
    primary key (organization_id, run_id, kind, low),
    check (cardinality(hashes) > 0 and cardinality(hashes) = cardinality(row_numbers) and hashes[1] = low)
);
-- Random numbers do not become smaller.
alter table migration.staged_hashes alter column hashes set storage external, alter column row_numbers set storage external;

-- What a row has since it was mapped anew, of any kind. What it had before stays above: who reads asks the row itself.
create table migration.staged_hash_changes (
    organization_id uuid not null,
    run_id uuid not null,
    hash bigint not null,
    row_number int not null check (row_number > 0),
    primary key (organization_id, run_id, hash, row_number)
);

-- The moment of the pass whose hashes stand above. Another than made_at, or none: they are of an older pass, or were never written.
alter table migration.row_passes add column hashed_at timestamptz;

drop index migration.staged_rows_key, migration.staged_rows_reference, migration.staged_rows_report, migration.staged_rows_text;

do $$
declare
    one text;
begin
    foreach one in array array['staged_hashes', 'staged_hash_changes'] loop
        execute format('alter table migration.%I enable row level security', one);
        execute format('alter table migration.%I force row level security', one);
        execute format('revoke all on migration.%I from public', one);
        execute format('grant select, insert, delete on migration.%I to ops_migration', one);
        execute format('create policy ops_migration_select on migration.%I for select to ops_migration
            using (organization_id = (select access.current_tenant()))', one);
        execute format('create policy ops_migration_insert on migration.%I for insert to ops_migration
            with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))', one);
        execute format('create policy ops_migration_delete on migration.%I for delete to ops_migration
            using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))', one);
        execute format('grant delete, select (organization_id, run_id) on migration.%I to ops_jobs', one);
        execute format('create policy ops_jobs_select on migration.%I for select to ops_jobs using (true)', one);
        execute format('create policy ops_jobs_delete on migration.%I for delete to ops_jobs using (true)', one);
    end loop;
end
$$;
reset role;
