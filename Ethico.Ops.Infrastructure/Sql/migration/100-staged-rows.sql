-- What Validate leaves for Preview and Import (migration.md 4.4): one staged row per source row, typed so that an import is one
-- INSERT … SELECT, without a parse. No foreign key to the run: a check per row costs as much as the row, and the policies
-- already hold each row to its tenant and run. Purge and validation delete by (organization_id, run_id).
set local role ops_owner;

-- Categories, locations and secondary categories that the rows use, once each. platform_id is the tenant's own where there is
-- one; null means the import creates it (and writes its id here, in the same transaction).
create table migration.staged_references (
    organization_id uuid not null,
    run_id uuid not null,
    kind text not null check (kind in ('CATEGORY', 'LOCATION')),
    ref int not null,
    platform_id uuid,
    -- A category's parent: either one of these references or none.
    parent_ref int,
    code text check (char_length(code) <= 50),
    name text not null check (char_length(name) between 1 and 200),
    name_key text collate "C" not null,
    standard_code text check (char_length(standard_code) <= 50),
    city text check (char_length(city) <= 100),
    state text check (char_length(state) <= 100),
    postal_code text check (char_length(postal_code) <= 20),
    country text check (char_length(country) <= 100),
    rows int not null default 0,
    primary key (organization_id, run_id, kind, ref)
);

create table migration.staged_rows (
    organization_id uuid not null,
    run_id uuid not null,
    -- From 1 over all files of the run in their order; what batches and the progress row count by.
    row_number int not null check (row_number > 0),
    -- What a person sees: the file, the record in it from 1, and the line it begins on.
    file_number smallint not null,
    file_row int not null,
    line bigint not null,
    -- READY: to be imported. BLOCKED: has an open Error. SKIPPED: a person's choice or the duplicates policy.
    state text not null check (state in ('READY', 'BLOCKED', 'SKIPPED')),
    skip_code text check (skip_code in ('BY_PERSON', 'KEPT_FIRST', 'KEPT_LAST')),
    skip_reason text check (char_length(skip_reason) <= 500),
    -- Rows of one key under policy merge: the number of the row that makes the record. Null for that row itself, and for rows
    -- whose key is their own. The others add their people, notes and second category to it.
    merged_into int,
    row_key text collate "C",
    -- SHA-256 over the source cells with their fixes.
    digest bytea not null,
    -- 64 bits of SHA-256 over run and value: what a re-check of one row looks its key's other rows up by (MIG-DUP).
    -- raw: the id before its transforms, where they changed it (MIG-DUP-002). reference, report: the numbers of case and report,
    -- where they are not the key itself. text: details and received day (MIG-DUP-003).
    key_hash bigint,
    raw_key_hash bigint,
    reference_hash bigint,
    report_hash bigint,
    text_hash bigint,
    -- Every finding of the row, uncapped: rule × 1024 + column (FindingMark). Null: none.
    marks int[],
    errors smallint not null default 0,
    warnings smallint not null default 0,
    -- The source cells, fixes applied, of rows that have an Error or Warning: what a re-check reads. Never an anonymous
    -- reporter's identity (MIG-25).
    cells text[],

    report_reference_number text,
    received_at timestamptz,
    received_precision text,
    details text,
    summary text,
    incident_on date,
    incident_note text,
    channel text,
    language text,
    is_anonymous boolean,
    reporter_type text,
    reporter_relationship text,
    reporter_reference text,
    report_severity text,
    report_custom_fields jsonb,

    -- Null where the number policy draws a new one.
    case_reference_number text,
    status text,
    outcome text,
    outcome_detail text,
    severity text,
    category_ref int,
    secondary_category_ref int,
    opened_at timestamptz,
    opened_precision text,
    closed_at timestamptz,
    closed_precision text,
    handler_id uuid,
    queue_id uuid,
    lead_source_text text,
    location_ref int,
    location_text text,
    business_unit text,
    tags text[],
    notes text,
    custom_fields jsonb,
    primary key (organization_id, run_id, row_number)
);
create index staged_rows_key on migration.staged_rows (key_hash) where key_hash is not null;
comment on index migration.staged_rows_key is 're-check of one row: the other rows of its key';
create index staged_rows_reference on migration.staged_rows (reference_hash) where reference_hash is not null;
comment on index migration.staged_rows_reference is 're-check of one row: its reference number elsewhere (MIG-DUP-004), where it is not the key';
create index staged_rows_report on migration.staged_rows (report_hash) where report_hash is not null;
comment on index migration.staged_rows_report is 're-check of one row: its report''s number elsewhere (MIG-DUP-004)';
create index staged_rows_text on migration.staged_rows (text_hash) where text_hash is not null;
comment on index migration.staged_rows_text is 're-check of one row: the same details on the same day (MIG-DUP-003)';

-- People of a row. An anonymous row has no REPORTER here.
create table migration.staged_people (
    organization_id uuid not null,
    run_id uuid not null,
    row_number int not null,
    role text collate "C" not null check (role in ('REPORTER', 'SUBJECT', 'WITNESS')),
    -- Rows with one match_hash are one person (migration.md 5, People are one): employee number, then e-mail, then folded name
    -- with phone; a bare name is joined within its row key only. matched_by names which: EMPLOYEE, EMAIL, NAME_PHONE, UNIT, ROW.
    match_hash bigint not null,
    matched_by text not null check (matched_by in ('EMPLOYEE', 'EMAIL', 'NAME_PHONE', 'UNIT', 'ROW')),
    full_name text,
    first_name text,
    last_name text,
    name_key text collate "C",
    email text,
    phone text,
    employee_id text,
    job_title text,
    department text,
    company text,
    primary key (organization_id, run_id, row_number, role)
);

-- One per row at most, only where an investigation field is filled.
create table migration.staged_investigations (
    organization_id uuid not null,
    run_id uuid not null,
    row_number int not null,
    number text,
    status text not null,
    handler_id uuid,
    opened_at timestamptz,
    opened_precision text,
    due_on date,
    closed_at timestamptz,
    closed_precision text,
    outcome text,
    findings_summary text,
    findings_detail text,
    root_cause text,
    notes text,
    remediation text[],
    lessons_learned text,
    primary key (organization_id, run_id, row_number)
);
reset role;
