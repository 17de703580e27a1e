-- The import (migration.md 4.6): where it stands, which source record became what, and what each run did to which row.
set local role ops_owner;

-- Moves in the transaction of its batch, and only where next_position and worker_epoch are still the worker's own: a worker that
-- wakes after it was taken over commits nothing.
create table migration.progress (
    organization_id uuid not null,
    run_id uuid primary key,
    total_rows int not null check (total_rows >= 0),
    -- The first position not yet committed.
    next_position int not null default 1,
    created int not null default 0,
    updated int not null default 0,
    merged int not null default 0,
    skipped int not null default 0,
    failed int not null default 0,
    worker_epoch bigint not null default 0,
    started_at timestamptz,
    moved_at timestamptz,
    completed_at timestamptz,
    -- Rows and instant of the last minute's beginning: rows a second are told by it.
    minute_at timestamptz,
    minute_rows int not null default 0,
    minute_rate numeric(12, 1),
    -- Left by "finish here": they count as skipped.
    left_out int not null default 0,
    constraint progress_adds_up check (created + updated + merged + skipped + failed = next_position - 1 + left_out),
    constraint progress_within check (next_position between 1 and total_rows + 1)
);

-- One record of a former system is one record here. The second lock against doubling, and what a second import finds.
create table migration.source_keys (
    organization_id uuid not null,
    source_system text collate "C" not null check (char_length(source_system) <= 100),
    source_record_id text collate "C" not null check (char_length(source_record_id) <= 200),
    entity text collate "C" not null check (entity in ('REPORT', 'CASE', 'INVESTIGATION', 'PERSON', 'CATEGORY', 'LOCATION')),
    entity_id uuid not null,
    -- The run that made the record.
    run_id uuid not null,
    -- Of the record as a run left it last: another one now means that it was edited in the platform since.
    fingerprint bytea,
    constraint source_keys_once unique (organization_id, source_system, source_record_id, entity)
);

-- One entry per platform row a run created, updated or linked. place says which of the row's records it is, so that the key is
-- short and a batch written twice meets itself: 1 report, 2 case, 3 their link, 4-6 people and 7-9 their links (reporter, subject,
-- witness), 10 investigation, 11 note, 12 category, 13 second category, 14 location; 15 and on the parents of new categories.
create table migration.ledger (
    organization_id uuid not null,
    run_id uuid not null,
    position int not null,
    place smallint not null,
    entity text collate "C" not null check (entity in (
        'REPORT', 'CASE', 'CASE_REPORT', 'PERSON', 'CASE_PERSON', 'INVESTIGATION', 'CASE_NOTE', 'CATEGORY', 'LOCATION')),
    action text collate "C" not null check (action in ('CREATED', 'UPDATED', 'LINKED')),
    -- Of a link: the case, and link_id is what it leads to. Of a report, investigation or note link_id is its case.
    entity_id uuid not null,
    link_id uuid,
    -- Links have none: there is nothing in them to edit.
    fingerprint bytea,
    before jsonb,
    primary key (run_id, position, place),
    constraint ledger_before_of_updates_only check (before is null or action = 'UPDATED')
);
create index ledger_updated on migration.ledger (organization_id, entity_id) where action = 'UPDATED';
comment on index migration.ledger_updated is 'rollback: which later run changed this record';

-- What stopped an import: shown with before and now, until the rest is planned anew.
create table migration.drift_rows (
    organization_id uuid not null,
    run_id uuid not null,
    nth int not null,
    row_number int not null,
    cause text not null check (cause in ('EDITED', 'KEY_TAKEN', 'REFERENCE_TAKEN', 'GONE', 'SOURCES')),
    entity text not null,
    entity_id uuid,
    before text,
    now text,
    primary key (run_id, nth)
);
reset role;
