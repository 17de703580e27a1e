-- What people chose for a run, as JSON documents: each save is a version with who and when, and none is overwritten. A mapping
-- names source values (leads, categories), so this is content and behind the run's key.
set local role ops_owner;

create table migration.run_documents (
    organization_id uuid not null,
    run_id uuid not null,
    kind text not null check (kind in ('DETECTION', 'FORMAT', 'PROFILE', 'MAPPING', 'CHOICES')),
    version integer not null check (version >= 1),
    body jsonb not null check (jsonb_typeof(body) = 'object' and octet_length(body::text) <= 33554432),
    saved_by uuid references access.operator (id), -- null: a job proposed it
    saved_at timestamptz not null default access.now(),
    primary key (run_id, kind, version),
    foreign key (organization_id, run_id) references migration.runs (organization_id, id)
);
comment on table migration.run_documents is 'DETECTION: proposed, with samples; FORMAT: confirmed; PROFILE: the columns, with samples; MAPPING: the MigrationMapping; CHOICES: what else a page keeps between visits';

alter table migration.run_documents enable row level security;
alter table migration.run_documents force row level security;
create policy ops_migration_select on migration.run_documents for select to ops_migration
    using (organization_id = (select access.current_tenant()));
create policy ops_import_select on migration.run_documents for select to ops_import
    using (organization_id = (select access.current_tenant()));
create policy ops_migration_insert on migration.run_documents for insert to ops_migration
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()));
-- The purge takes what holds samples, without reading it.
create policy ops_jobs_delete on migration.run_documents for delete to ops_jobs using (kind in ('DETECTION', 'PROFILE'));
create policy ops_jobs_select on migration.run_documents for select to ops_jobs using (kind in ('DETECTION', 'PROFILE'));
-- What people chose is never overwritten; what a file was found to hold loses the identity of a reporter who is to stay anonymous.
create policy ops_migration_update on migration.run_documents for update to ops_migration
    using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()) and kind in ('DETECTION', 'PROFILE'))
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()) and kind in ('DETECTION', 'PROFILE'));
grant update (body) on migration.run_documents to ops_migration;
grant select (run_id, kind), delete on migration.run_documents to ops_jobs;
grant select, insert on migration.run_documents to ops_migration;
grant select on migration.run_documents to ops_import;

reset role;
