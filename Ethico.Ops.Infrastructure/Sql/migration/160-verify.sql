-- Verify (migration.md 4.7): the sheet as it was counted, the judged samples, and the signatures under it.
set local role ops_owner;

-- Figures only, no content. Counted again whenever asked; the signed one is the one its signature names.
create table migration.sheets (
    organization_id uuid not null,
    run_id uuid not null,
    id uuid primary key,
    made_at timestamptz not null,
    sample_seed bigint not null,
    -- SHA-256 over the figures in their written order.
    digest bytea not null,
    is_balanced boolean not null,
    figures jsonb not null
);
create index sheets_of_run on migration.sheets (run_id, made_at);
comment on index migration.sheets_of_run is 'verify: the last sheet of a run';

-- One judgement per drawn record; a later one of the same record takes its place.
create table migration.sheet_samples (
    organization_id uuid not null,
    run_id uuid not null,
    seed bigint not null,
    position int not null,
    matches boolean,
    note text check (char_length(note) <= 2000),
    judged_by uuid,
    judged_at timestamptz,
    primary key (run_id, seed, position),
    constraint sheet_samples_whole check (num_nonnulls(matches, judged_by, judged_at) in (0, 3))
);

-- What a person says about a difference of the sheet or a failed row.
create table migration.sheet_notes (
    organization_id uuid not null,
    run_id uuid not null,
    subject text not null check (char_length(subject) <= 200),
    note text not null check (char_length(note) between 1 and 2000),
    noted_by uuid not null,
    noted_at timestamptz not null,
    primary key (run_id, subject)
);

-- Append only: a second signature is a new row.
create table migration.signoffs (
    organization_id uuid not null,
    run_id uuid not null,
    id uuid primary key,
    sheet_id uuid not null references migration.sheets (id),
    digest bytea not null,
    signed_by uuid not null,
    role text not null check (char_length(role) <= 40),
    signed_at timestamptz not null default access.now(),
    statement text not null check (char_length(statement) between 10 and 2000),
    client_name text check (char_length(client_name) <= 200),
    client_email text check (char_length(client_email) <= 254),
    client_agreed_on date
);
create index signoffs_of_run on migration.signoffs (run_id, signed_at);
comment on index migration.signoffs_of_run is 'verify: the signatures of a run';
reset role;
