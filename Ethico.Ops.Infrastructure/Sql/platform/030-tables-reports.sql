-- Intake. Cases and what hangs on them: 035.
set local role ops_owner;

-- What was taken in. Words, category and severity here are as taken and stay so; review keeps its own (hotline.md 3.3).
create table platform.reports (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    reference_number text collate "C" not null check (char_length(reference_number) <= 50),
    kind text not null default 'REPORT' check (kind in ('REPORT', 'INFORMATION_REQUEST')),
    channel text not null default 'OTHER' check (
        channel in ('HOTLINE', 'WEB', 'EMAIL', 'MAIL', 'IN_PERSON', 'OTHER')),
    language text collate "C" check (
        char_length(language) <= 35 and language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    is_anonymous boolean,
    reporter_type text not null check (
        reporter_type in ('ANONYMOUS', 'CONFIDENTIAL', 'IDENTIFIED', 'PROXY', 'UNKNOWN')),
    reporter_relationship text check (char_length(reporter_relationship) <= 100),
    reporter_reference text check (char_length(reporter_reference) <= 100),
    -- The code itself is shown once, by the platform.
    access_code_hash bytea,
    -- Where the EU clocks start. DAY: shown as that day in the tenant's zone.
    received_at timestamptz not null,
    received_precision text not null default 'MINUTE' check (received_precision in ('DAY', 'MINUTE')),
    incident_on date,
    incident_note text check (char_length(incident_note) <= 200),
    details text not null check (char_length(details) <= 100000),
    summary text check (char_length(summary) <= 2000),
    category_id uuid,
    severity text check (severity in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    location_id uuid,
    -- Where a location was not created.
    location_text text check (char_length(location_text) <= 200),
    custom_fields jsonb not null default '{}',
    -- The operator who took the call.
    taken_by uuid,
    intake_state text not null default 'SUBMITTED' check (intake_state in ('SUBMITTED', 'RELEASED', 'REJECTED')),
    submitted_at timestamptz not null,
    released_at timestamptz,
    rejected_at timestamptz,
    -- To the reporter, before release; from the release on the case's counts.
    acknowledged_at timestamptz,
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
    unique (organization_id, reference_number),
    foreign key (organization_id, category_id) references platform.categories (organization_id, id),
    foreign key (organization_id, location_id) references platform.locations (organization_id, id),
    -- "is true" and "is not true": null means unknown, and an unknown anonymity supports neither.
    constraint reports_anonymous_reporter_only_if_anonymous check (
        reporter_type <> 'ANONYMOUS' or is_anonymous is true),
    constraint reports_identified_reporter_never_anonymous check (
        reporter_type <> 'IDENTIFIED' or is_anonymous is not true),
    constraint reports_released_at_with_state check ((intake_state = 'RELEASED') = (released_at is not null)),
    constraint reports_rejected_at_with_state check ((intake_state = 'REJECTED') = (rejected_at is not null)),
    constraint reports_acknowledged_after_received check (acknowledged_at >= received_at),
    constraint reports_custom_fields_are_texts check (
        jsonb_typeof(custom_fields) = 'object'
        and not jsonb_path_exists(custom_fields, 'strict $.* ? (@.type() != "string")', '{}', true)),
    constraint reports_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- People as named at intake, before they are anybody's person rows. No REPORTER on an anonymous report: trigger (060).
create table platform.report_persons (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    report_id uuid not null,
    role text not null check (role in ('REPORTER', 'SUBJECT', 'WITNESS')),
    removed_at timestamptz,
    released boolean not null default false,
    person_id uuid,
    full_name text check (char_length(full_name) <= 200),
    name_key text collate "C" check (char_length(name_key) <= 200),
    email text check (char_length(email) <= 254),
    email_hash bytea check (octet_length(email_hash) = 32),
    phone text check (char_length(phone) <= 30),
    employee_id text check (char_length(employee_id) <= 50),
    job_title text check (char_length(job_title) <= 200),
    department text check (char_length(department) <= 200),
    company text check (char_length(company) <= 200),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    foreign key (organization_id, report_id) references platform.reports (organization_id, id),
    foreign key (organization_id, person_id) references platform.persons (organization_id, id),
    constraint report_persons_identified check (num_nonnulls(full_name, email, phone, employee_id) >= 1),
    constraint report_persons_name_key_with_name check ((full_name is null) = (name_key is null)),
    constraint report_persons_email_hash_with_email check ((email is null) = (email_hash is null)),
    constraint report_persons_person_only_when_released check (released or person_id is null)
);

-- Added in review by an operator, never edited.
create table platform.report_addenda (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    report_id uuid not null,
    text text not null check (char_length(text) <= 10000),
    added_by uuid not null,
    released boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, report_id) references platform.reports (organization_id, id)
);

reset role;
