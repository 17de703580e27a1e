-- Cases and what hangs on them.
-- Silence: no trigger on a table that an import writes changes another table; events, runs and messages are the platform's
-- application's work. An import writes no case_events: a case's history is made from its provenance.
set local role ops_owner;

-- What the client works on.
create table platform.cases (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    reference_number text collate "C" not null check (char_length(reference_number) <= 50),
    status text not null check (
        status in ('NEW', 'OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'AWAITING_INFO', 'ON_HOLD', 'CLOSED')),
    outcome text check (outcome in (
        'SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'INCONCLUSIVE', 'DISMISSED', 'WITHDRAWN',
        'REFERRED', 'DUPLICATE', 'NOT_RECORDED')),
    outcome_detail text check (char_length(outcome_detail) <= 4000),
    -- As approved in review; null on imported cases, whose report's summary stands.
    summary text check (char_length(summary) <= 2000),
    severity text check (severity in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    category_id uuid not null,
    secondary_category_id uuid,
    opened_at timestamptz not null,
    opened_precision text not null default 'MINUTE' check (opened_precision in ('DAY', 'MINUTE')),
    closed_at timestamptz,
    closed_precision text not null default 'MINUTE' check (closed_precision in ('DAY', 'MINUTE')),
    -- The instant "on time" means; null: not counted.
    due_at timestamptz,
    handler_id uuid,
    queue_id uuid,
    lead_source_text text check (char_length(lead_source_text) <= 200),
    location_id uuid,
    location_text text check (char_length(location_text) <= 200),
    business_unit text check (char_length(business_unit) <= 200),
    tags text[] not null default '{}',
    custom_fields jsonb not null default '{}',
    acknowledged_at timestamptz,
    feedback_given_at timestamptz,
    merged_into_id uuid,
    locked_at timestamptz,
    is_test boolean not null default false,
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    unique (id),
    unique (organization_id, reference_number),
    foreign key (organization_id, category_id) references platform.categories (organization_id, id),
    foreign key (organization_id, secondary_category_id) references platform.categories (organization_id, id),
    foreign key (organization_id, handler_id) references platform.accounts (organization_id, id),
    foreign key (organization_id, queue_id) references platform.queues (organization_id, id),
    foreign key (organization_id, location_id) references platform.locations (organization_id, id),
    foreign key (organization_id, merged_into_id) references platform.cases (organization_id, id),
    constraint cases_outcome_with_closed check ((status = 'CLOSED') = (outcome is not null)),
    constraint cases_closed_at_only_if_closed check (status = 'CLOSED' or closed_at is null),
    constraint cases_closed_at_not_before_opened check (closed_at >= opened_at),
    -- Sources that name no closing date exist; only an import may bring such a case.
    constraint cases_closed_at_unless_imported check (
        status <> 'CLOSED' or closed_at is not null or migration_run_id is not null),
    constraint cases_handler_or_queue check (num_nonnulls(handler_id, queue_id) >= 1),
    constraint cases_not_merged_into_itself check (merged_into_id <> id),
    constraint cases_custom_fields_are_texts check (
        jsonb_typeof(custom_fields) = 'object'
        and not jsonb_path_exists(custom_fields, 'strict $.* ? (@.type() != "string")', '{}', true)),
    constraint cases_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- One PRIMARY per case and one per report: partial unique indexes (070).
create table platform.case_reports (
    organization_id uuid not null references platform.organizations (id),
    case_id uuid not null,
    report_id uuid not null,
    kind text not null check (kind in ('PRIMARY', 'RELATED')),
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (organization_id, case_id, report_id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id),
    foreign key (organization_id, report_id) references platform.reports (organization_id, id),
    constraint case_reports_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

create table platform.case_persons (
    organization_id uuid not null references platform.organizations (id),
    case_id uuid not null,
    person_id uuid not null,
    role text not null check (role in ('REPORTER', 'SUBJECT', 'WITNESS')),
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (organization_id, case_id, person_id, role),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id),
    foreign key (organization_id, person_id) references platform.persons (organization_id, id),
    constraint case_persons_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

create table platform.case_notes (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    case_id uuid not null,
    text text not null check (char_length(text) <= 100000),
    author_kind text not null check (author_kind in ('CLIENT', 'STAFF', 'IMPERSONATED', 'MACHINE', 'TEST')),
    author_id uuid,
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id),
    constraint case_notes_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- The client's time line, append-only: no door may update or delete. before_code and after_code hold codes, ids and
-- instants (ISO 8601) only; words go into note. They are what the as-of rule of platform.md 3.3 reads.
create table platform.case_events (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    case_id uuid not null,
    kind text not null check (kind in (
        'CREATED', 'STATUS_CHANGED', 'CLOSED', 'REOPENED', 'DUE_CHANGED', 'HANDLER_CHANGED', 'SEVERITY_CHANGED',
        'CATEGORY_CHANGED', 'REPORT_LINKED', 'PERSON_ADDED', 'NOTE_ADDED', 'TASK_ADDED', 'FILE_ADDED', 'MERGED',
        'LOCKED', 'ACKNOWLEDGED', 'FEEDBACK_GIVEN')),
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    actor_kind text not null check (actor_kind in ('CLIENT', 'STAFF', 'IMPERSONATED', 'MACHINE', 'TEST')),
    actor_id uuid,
    before_code text check (char_length(before_code) <= 100),
    after_code text check (char_length(after_code) <= 100),
    note text check (char_length(note) <= 2000),
    primary key (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id)
);

create table platform.case_tasks (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    case_id uuid not null,
    title text not null check (char_length(title) <= 200),
    status text not null default 'OPEN' check (status in ('OPEN', 'DONE', 'CANCELLED')),
    assignee_id uuid,
    due_on date,
    done_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id),
    foreign key (organization_id, assignee_id) references platform.accounts (organization_id, id)
);

-- The contents lie elsewhere.
create table platform.case_files (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    case_id uuid not null,
    name text not null check (char_length(name) <= 255),
    media_type text not null check (char_length(media_type) <= 100),
    size_bytes bigint not null,
    sha256 bytea not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id)
);

create table platform.investigations (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    case_id uuid not null,
    number text not null check (char_length(number) <= 50),
    status text not null check (status in ('NOT_STARTED', 'ACTIVE', 'IN_REVIEW', 'ON_HOLD', 'CLOSED')),
    handler_id uuid,
    opened_at timestamptz,
    opened_precision text not null default 'MINUTE' check (opened_precision in ('DAY', 'MINUTE')),
    due_on date,
    closed_at timestamptz,
    closed_precision text not null default 'MINUTE' check (closed_precision in ('DAY', 'MINUTE')),
    outcome text check (outcome in (
        'SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'INCONCLUSIVE', 'DISMISSED', 'WITHDRAWN',
        'REFERRED', 'DUPLICATE', 'NOT_RECORDED')),
    findings_summary text check (char_length(findings_summary) <= 4000),
    findings_detail text check (char_length(findings_detail) <= 100000),
    root_cause text check (char_length(root_cause) <= 4000),
    notes text check (char_length(notes) <= 100000),
    remediation text[] not null default '{}',
    lessons_learned text check (char_length(lessons_learned) <= 4000),
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    unique (organization_id, case_id, number),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id),
    foreign key (organization_id, handler_id) references platform.accounts (organization_id, id),
    constraint investigations_outcome_with_closed check ((status = 'CLOSED') = (outcome is not null)),
    constraint investigations_closed_at_only_if_closed check (status = 'CLOSED' or closed_at is null),
    constraint investigations_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- Stages and deadlines under way.
create table platform.workflow_runs (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    workflow_id uuid not null,
    case_id uuid,
    started_at timestamptz not null default now(),
    due_at timestamptz,
    ended_at timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, workflow_id) references platform.workflows (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id)
);

-- That something was sent: no address, no text.
create table platform.outgoing_messages (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    kind text not null check (char_length(kind) <= 50),
    case_id uuid,
    sent_at timestamptz,
    failed_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, case_id) references platform.cases (organization_id, id)
);

reset role;
