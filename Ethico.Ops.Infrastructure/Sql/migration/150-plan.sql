-- The stored answer of Preview (migration.md 4.5, 9.1): one action per staged row, and every id decided before a row is written,
-- so that a batch that is tried again makes the same records. Written by the previewing job over its second connection.
set local role ops_owner;

-- Version 7 in the order of the rows: the instant of the plan, then the row's place, then 60 bits of run, kind and place. Told by
-- the same three words it is the same id, so nothing has to be looked up to know it.
create function migration.new_id(p_at_ms bigint, p_run uuid, p_kind text, p_place int) returns uuid
    language sql immutable parallel safe
    as $$
    select (lpad(to_hex(p_at_ms + p_place / 4096), 12, '0') || '7' || lpad(to_hex(p_place % 4096), 3, '0')
        || '8' || substr(md5(p_run::text || p_kind || p_place::text), 1, 15))::uuid
    $$;

-- What a row comes to once its conflict is decided. Null: a conflict still open.
create function migration.comes_to(p_action text, p_decision text) returns text
    language sql immutable parallel safe
    as $$
    select case when p_action <> 'CONFLICT' then p_action
        when p_decision = 'TAKE_SOURCE' then 'UPDATE'
        when p_decision in ('NEW_NUMBER', 'PREFIX', 'CREATE_BESIDE') then 'CREATE'
        when p_decision in ('KEEP_OURS', 'SKIP') then 'SKIP' end
    $$;

create table migration.plan_rows (
    organization_id uuid not null,
    run_id uuid not null,
    -- The order of import, from 1. Rows of one key stand together, the one that makes the record first.
    position int not null check (position > 0),
    row_number int not null,
    lead_position int not null,
    action text not null check (action in ('CREATE', 'UPDATE', 'MERGE', 'SKIP', 'CONFLICT')),
    conflict text check (conflict in ('C1', 'C2', 'C3')),
    decision text check (decision in ('KEEP_OURS', 'TAKE_SOURCE', 'NEW_NUMBER', 'PREFIX', 'SKIP', 'CREATE_BESIDE')),
    decided_by uuid,
    decided_at timestamptz,
    -- Why a row is skipped: BY_PERSON, KEPT_FIRST, KEPT_LAST, BLOCKED, EXISTS, SAME, LEAD.
    reason text check (char_length(reason) <= 20),
    source_record_id text collate "C" check (char_length(source_record_id) <= 200),
    case_id uuid,
    report_id uuid,
    investigation_id uuid,
    note_id uuid,
    has_investigation boolean not null default false,
    makes_investigation boolean not null default false,
    case_reference text collate "C",
    report_reference text collate "C",
    category_id uuid,
    secondary_category_id uuid,
    location_id uuid,
    -- Of case, report and investigation together, as they stood when this was decided. Null where there was none.
    fingerprint bytea,
    -- Only what an update would change: field -> live, new.
    changes jsonb,
    -- The import could not write the row.
    failure_code text check (char_length(failure_code) <= 100),
    failure_words text check (char_length(failure_words) <= 500),
    failure_note text check (char_length(failure_note) <= 2000),
    primary key (run_id, position),
    constraint plan_rows_conflict_has_a_kind check ((action = 'CONFLICT') = (conflict is not null)),
    constraint plan_rows_only_conflicts_are_decided check (decision is null or action = 'CONFLICT'),
    constraint plan_rows_decisions_fit check (decision is null
        or (conflict, decision) in (('C1', 'KEEP_OURS'), ('C1', 'TAKE_SOURCE'), ('C2', 'NEW_NUMBER'), ('C2', 'PREFIX'), ('C2', 'SKIP'),
            ('C3', 'SKIP'), ('C3', 'CREATE_BESIDE')))
);
create unique index plan_rows_row on migration.plan_rows (run_id, row_number);
comment on index migration.plan_rows_row is 'preview: a row by its number; side by side';
create index plan_rows_worth_a_look on migration.plan_rows (run_id, action, position) where action in ('CONFLICT', 'UPDATE');
comment on index migration.plan_rows_worth_a_look is 'preview: conflicts to decide, field diffs of updates';

-- People of a row, found or to be made. The first mention of somebody new is not marked: a row that fails must not take the
-- person along, so the batch makes whoever is not there yet.
create table migration.plan_people (
    organization_id uuid not null,
    run_id uuid not null,
    position int not null,
    role text not null check (role in ('REPORTER', 'SUBJECT', 'WITNESS')),
    person_id uuid not null,
    -- Null: found in the platform, linked and not changed.
    source_record_id text collate "C" check (char_length(source_record_id) <= 200),
    -- The first row of the run that names the person.
    is_first boolean not null,
    primary key (run_id, position, role)
);

-- Categories and locations to be made; found ones stand in the rows by their id.
create table migration.plan_references (
    organization_id uuid not null,
    run_id uuid not null,
    kind text not null check (kind in ('CATEGORY', 'LOCATION')),
    ref int not null,
    id uuid not null,
    parent_id uuid,
    -- Parents before children.
    depth int not null,
    source_record_id text collate "C" not null check (char_length(source_record_id) <= 200),
    primary key (run_id, kind, ref)
);
create unique index plan_references_id on migration.plan_references (run_id, id);
comment on index migration.plan_references_id is 'import: what a row''s category or location is made of';

-- What the plan stands on besides rows: compared again before the first row is written.
create table migration.plans (
    organization_id uuid not null,
    run_id uuid primary key,
    made_at timestamptz not null,
    -- What the ids of the plan count from.
    at_ms bigint not null,
    source_system text not null check (char_length(source_system) <= 100),
    updates_existing boolean not null,
    blank_clears text[] not null default '{}',
    prefix text check (char_length(prefix) <= 20),
    -- SHA-256 over file, mapping and standing fixes.
    sources_digest bytea not null,
    sample_seed bigint not null,
    total_rows int not null,
    -- The first position this plan decided: a stopped run plans the rest anew.
    from_position int not null default 1
);
reset role;
