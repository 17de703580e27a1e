-- What Validate found (migration.md 4.4, 8), and what people did about it.
set local role ops_owner;

-- A rule and a source column (0: none) with its counts; what the page lists first and what a person accepts.
create table migration.finding_groups (
    organization_id uuid not null,
    run_id uuid not null,
    code text collate "C" not null check (char_length(code) between 9 and 20),
    column_number int not null check (column_number between 0 and 1000),
    column_name text check (char_length(column_name) <= 1000),
    severity text collate "C" not null check (severity in ('ERROR', 'WARNING', 'INFO')),
    -- Rows skipped are not open. A run-level finding is one, of row 0.
    total int not null check (total >= 0),
    open int not null check (open >= 0),
    -- Who looked at how many and let them be. Void once there are more.
    accepted_at timestamptz,
    accepted_by uuid,
    accepted_total int,
    primary key (organization_id, run_id, code, severity, column_number),
    constraint finding_groups_only_warnings_are_accepted check (accepted_at is null or severity = 'WARNING'),
    constraint finding_groups_acceptance_has_a_name check (
        (accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (accepted_total is null))
);

-- The first 10,000 of each group one by one; of the rest staged_rows.marks knows the row.
create table migration.findings (
    organization_id uuid not null,
    run_id uuid not null,
    code text collate "C" not null,
    severity text collate "C" not null check (severity in ('ERROR', 'WARNING', 'INFO')),
    column_number int not null,
    row_number int not null check (row_number >= 0),
    line bigint not null,
    -- Null where the rule's findings must not hold it (MIG-SEN, MIG-ANO).
    value text,
    message text not null,
    -- What the button says and does, and what it puts into the cell.
    suggestion text,
    suggestion_kind text not null check (suggestion_kind in (
        'NONE', 'SET_CELL', 'MOVE_REST_TO_NOTES', 'MOVE_TO_NOTES', 'MASK', 'STRIP_MARKUP', 'DROP_IDENTITY', 'SKIP_ROW')),
    suggested_value text,
    primary key (organization_id, run_id, code, severity, column_number, row_number)
);
create index findings_row on migration.findings (organization_id, run_id, row_number);
comment on index migration.findings_row is 're-check, skip and side panel of one row';

-- A replacement cell, kept beside the file, which is never changed. Column 0 is no cell of the file: text that is appended to
-- the case's notes, where a suggestion moved something there.
create table migration.fixes (
    organization_id uuid not null,
    run_id uuid not null,
    id bigint generated always as identity,
    -- One act: fixing one cell, or all with the same rule, column and value.
    act uuid not null,
    row_number int not null,
    column_number int not null check (column_number between 0 and 1000),
    value text not null,
    made_at timestamptz not null default access.now(),
    made_by uuid not null,
    undone_at timestamptz,
    undone_by uuid,
    primary key (organization_id, run_id, id),
    constraint fixes_undone_by_someone check ((undone_at is null) = (undone_by is null))
);
create unique index fixes_standing on migration.fixes (organization_id, run_id, row_number, column_number) where undone_at is null;
comment on index migration.fixes_standing is 'one standing fix per cell; the pass reads them in row order';
create index fixes_act on migration.fixes (organization_id, run_id, act);
comment on index migration.fixes_act is 'undo of one act; the history';

-- Rows a person left out, with why. Kept apart from staged_rows, which a new validation writes afresh.
create table migration.row_skips (
    organization_id uuid not null,
    run_id uuid not null,
    row_number int not null,
    act uuid not null,
    reason text not null check (char_length(reason) between 1 and 500),
    made_at timestamptz not null default access.now(),
    made_by uuid not null,
    primary key (organization_id, run_id, row_number)
);
create index row_skips_act on migration.row_skips (organization_id, run_id, act);
comment on index migration.row_skips_act is 'undo of one act; the history';
reset role;
