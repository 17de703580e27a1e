-- Who may touch staged content. Everybody at the run's doors reads the tenant's; writes go to the run whose key is held. The
-- import reads the rows and marks which category or location it made; the job door only purges (it may delete, not read).
set local role ops_owner;

do $$
declare
    one text;
begin
    foreach one in array array[
        'row_passes', 'staged_references', 'staged_rows', 'staged_people', 'staged_investigations', 'finding_groups', 'findings', 'fixes', 'row_skips'
    ] loop
        execute format('alter table migration.%I enable row level security', one);
        execute format('alter table migration.%I force row level security', one);
        execute format('revoke all on migration.%I from public', one);
        execute format('grant select, insert, update, delete on migration.%I to ops_migration', one);
        execute format('grant select on migration.%I to ops_import', one);
        execute format('create policy ops_migration_select on migration.%I for select to ops_migration
            using (organization_id = (select access.current_tenant()))', one);
        execute format('create policy ops_import_select on migration.%I for select to ops_import
            using (organization_id = (select access.current_tenant()))', one);
        execute format('create policy ops_migration_insert on migration.%I for insert to ops_migration
            with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))', one);
        execute format('create policy ops_migration_update on migration.%I for update to ops_migration
            using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))
            with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))', one);
        execute format('create policy ops_migration_delete on migration.%I for delete to ops_migration
            using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))', one);
    end loop;

    -- The purge of migration.md 4.9: the job door may delete there, and reads nothing but whose and which run's a row is. Counts per rule
    -- (finding_groups) and what a pass was made with (row_passes) stay.
    foreach one in array array[
        'staged_references', 'staged_rows', 'staged_people', 'staged_investigations', 'findings', 'fixes', 'row_skips'
    ] loop
        execute format('grant delete, select (organization_id, run_id) on migration.%I to ops_jobs', one);
        execute format('create policy ops_jobs_select on migration.%I for select to ops_jobs using (true)', one);
        execute format('create policy ops_jobs_delete on migration.%I for delete to ops_jobs using (true)', one);
    end loop;
end
$$;

grant update (platform_id) on migration.staged_references to ops_import;
create policy ops_import_update on migration.staged_references for update to ops_import
    using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()));
reset role;
