-- Columns whose samples were emptied because they name somebody who asked not to be named (MIG-25). Detecting the format again reads
-- the file anew and would keep them anew; by these names they are emptied again. Header names, no content.
set local role ops_owner;

create table migration.forgotten_columns (
    organization_id uuid not null,
    run_id uuid not null,
    column_name text not null,
    primary key (run_id, column_name),
    foreign key (organization_id, run_id) references migration.runs (organization_id, id)
);
alter table migration.forgotten_columns enable row level security;
alter table migration.forgotten_columns force row level security;
revoke all on migration.forgotten_columns from public;
create policy ops_migration_select on migration.forgotten_columns for select to ops_migration
    using (organization_id = (select access.current_tenant()));
create policy ops_migration_insert on migration.forgotten_columns for insert to ops_migration
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()));
grant select, insert on migration.forgotten_columns to ops_migration;

reset role;
