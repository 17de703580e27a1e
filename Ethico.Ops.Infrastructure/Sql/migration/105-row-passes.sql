-- What the last pass over a run's rows was made with: a re-check of one row must judge by the same day, columns and mapping.
set local role ops_owner;

create table migration.row_passes (
    organization_id uuid not null,
    run_id uuid not null,
    mapping_version int not null check (mapping_version >= 1),
    format_version int not null check (format_version >= 1),
    today date not null,
    made_at timestamptz not null default access.now(),
    primary key (organization_id, run_id)
);
reset role;
