-- Rollback (migration.md 4.8, 9.3). A preview keeps every record that will not simply be removed; what is not listed is removed.
set local role ops_owner;

create table migration.rollback_plans (
    organization_id uuid not null,
    run_id uuid not null,
    id uuid primary key,
    made_at timestamptz not null,
    made_by uuid not null,
    -- SHA-256 over the counts and every listed record with its verdict, fingerprint and choice.
    digest bytea not null,
    records int not null,
    removes int not null,
    restores int not null,
    kept_edited int not null,
    kept_blocked int not null,
    kept_in_use int not null,
    -- Request, approval and reason stand in the run's head.
    started_at timestamptz,
    finished_at timestamptz,
    next_position int not null default 1,
    -- Once the cases are done: people, then locations, then categories.
    phase text not null default 'RECORDS' check (phase in ('RECORDS', 'PEOPLE', 'LOCATIONS', 'CATEGORIES', 'DONE')),
    removed int not null default 0,
    restored int not null default 0,
    detached int not null default 0,
    kept int not null default 0,
    in_use int not null default 0
);
create index rollback_plans_of_run on migration.rollback_plans (run_id, made_at);
comment on index migration.rollback_plans_of_run is 'rollback: the last preview of a run';

-- position is the record's in the ledger; 0 for a person, location or category that stays.
create table migration.rollback_rows (
    organization_id uuid not null,
    run_id uuid not null,
    plan_id uuid not null references migration.rollback_plans (id),
    position int not null,
    entity_id uuid not null,
    verdict text not null check (verdict in ('RESTORE', 'KEPT_EDITED', 'KEPT_BLOCKED', 'KEPT_IN_USE')),
    choice text not null default 'KEEP' check (choice in ('KEEP', 'REVERT', 'DETACH')),
    -- NOTE, FILE, TASK, PERSON, LINK, INVESTIGATION, TIMELINE, MERGED, CHANGED_BY_RUN.
    causes text[] not null default '{}',
    changed_by_run uuid,
    fingerprint bytea,
    -- REMOVED, RESTORED, DETACHED, KEPT; null while it has not come to it.
    outcome text check (outcome in ('REMOVED', 'RESTORED', 'DETACHED', 'KEPT')),
    primary key (plan_id, position, entity_id),
    constraint rollback_rows_blocked_are_not_reverted check (not (verdict = 'KEPT_BLOCKED' and choice = 'REVERT'))
);
reset role;
