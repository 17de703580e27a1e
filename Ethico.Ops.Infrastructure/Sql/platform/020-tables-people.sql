-- The client's own people, and the reference data and persons their cases name.
set local role ops_owner;

-- A login of the client's own people.
create table platform.accounts (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    role text not null check (role in ('ADMINISTRATOR', 'COMPLIANCE_LEAD', 'INVESTIGATOR', 'EMPLOYEE')),
    status text not null check (status in ('INVITED', 'ACTIVE', 'DISABLED')),
    display_name text not null check (char_length(display_name) <= 200),
    name_key text collate "C" not null check (char_length(name_key) <= 200),
    email text not null check (char_length(email) <= 254),
    -- HMAC-SHA-256 of the trimmed, lower-cased address under Platform:MailKey.
    email_hash bytea not null check (octet_length(email_hash) = 32),
    email_domain text collate "C" not null check (char_length(email_domain) <= 253),
    phone text check (char_length(phone) <= 30),
    employee_id text check (char_length(employee_id) <= 50),
    job_title text check (char_length(job_title) <= 120),
    manager_id uuid,
    second_factor text not null default 'NONE' check (second_factor in ('NONE', 'APP', 'KEY')),
    languages text[] not null default '{}',
    may_handle_cases boolean not null default false,
    absent_until date,
    -- The person's own sign-ins, never impersonated ones.
    last_sign_in_at timestamptz,
    last_sign_in_method text check (last_sign_in_method in ('SSO', 'PASSWORD')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    unique (id),
    unique (email_hash, organization_id),
    constraint accounts_manager_fkey foreign key (organization_id, manager_id)
        references platform.accounts (organization_id, id)
);

alter table platform.agreements add constraint agreements_accepted_by_fkey
    foreign key (organization_id, accepted_by) references platform.accounts (organization_id, id);

-- The state from from_at on; a span ends with the next row, so spans cannot overlap.
create table platform.account_status_history (
    organization_id uuid not null references platform.organizations (id),
    account_id uuid not null,
    from_at timestamptz not null,
    status text not null check (status in ('INVITED', 'ACTIVE', 'DISABLED')),
    recorded_at timestamptz not null default now(),
    primary key (organization_id, account_id, from_at),
    foreign key (organization_id, account_id) references platform.accounts (organization_id, id)
);

-- No grant at all, to anyone.
create table platform.account_credentials (
    organization_id uuid not null references platform.organizations (id),
    account_id uuid not null,
    changed_at timestamptz not null,
    password_hash text,
    totp_secret bytea,
    recovery_codes bytea,
    primary key (organization_id, account_id),
    foreign key (organization_id, account_id) references platform.accounts (organization_id, id)
);

create table platform.queues (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    name text not null check (char_length(name) <= 120),
    is_fallback boolean not null,
    is_active boolean not null,
    primary key (organization_id, id),
    unique (organization_id, name),
    constraint queues_fallback_is_active check (not is_fallback or is_active)
);

-- A tree. standard_code is the standard name of migration.md 6.5, the source of severe and high-risk marks.
create table platform.categories (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    parent_id uuid,
    name text not null check (char_length(name) <= 200),
    name_key text collate "C" not null check (char_length(name_key) <= 200),
    code text collate "C" check (char_length(code) <= 50),
    standard_code text collate "C" check (char_length(standard_code) <= 50),
    overlay text check (overlay in ('HIPAA', 'SOX')),
    -- Where its released reports go; without one, the fallback queue.
    queue_id uuid,
    requires_clearance boolean not null default false,
    is_active boolean not null default true,
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    -- Two roots of one name are two of a name, too.
    constraint categories_name_once unique nulls not distinct (organization_id, parent_id, name_key),
    unique (organization_id, code),
    constraint categories_parent_fkey foreign key (organization_id, parent_id)
        references platform.categories (organization_id, id),
    foreign key (organization_id, queue_id) references platform.queues (organization_id, id),
    constraint categories_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- Asked for at the category and at each ancestor that requires clearance.
create table platform.category_clearances (
    organization_id uuid not null references platform.organizations (id),
    category_id uuid not null,
    account_id uuid not null,
    primary key (organization_id, category_id, account_id),
    foreign key (organization_id, category_id) references platform.categories (organization_id, id),
    foreign key (organization_id, account_id) references platform.accounts (organization_id, id)
);

create table platform.locations (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    code text collate "C" check (char_length(code) <= 50),
    name text not null check (char_length(name) <= 200),
    name_key text collate "C" not null check (char_length(name_key) <= 200),
    city text check (char_length(city) <= 100),
    state text check (char_length(state) <= 100),
    postal_code text check (char_length(postal_code) <= 20),
    -- ISO alpha-2, else the words that stood in the source.
    country text check (char_length(country) <= 100),
    is_active boolean not null default true,
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    unique (organization_id, code),
    constraint locations_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

-- Someone named in cases; one row per tenant by the identity rule of migration.md 5.
create table platform.persons (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    -- Where known to be the same.
    account_id uuid,
    full_name text check (char_length(full_name) <= 200),
    first_name text check (char_length(first_name) <= 100),
    last_name text check (char_length(last_name) <= 100),
    name_key text collate "C" check (char_length(name_key) <= 200),
    email text check (char_length(email) <= 254),
    email_hash bytea check (octet_length(email_hash) = 32),
    phone text check (char_length(phone) <= 30),
    employee_id text check (char_length(employee_id) <= 50),
    job_title text check (char_length(job_title) <= 200),
    department text check (char_length(department) <= 200),
    company text check (char_length(company) <= 200),
    source_system text check (char_length(source_system) <= 100),
    source_record_id text check (char_length(source_record_id) <= 200),
    migration_run_id uuid,
    migrated_at timestamptz,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    primary key (organization_id, id),
    foreign key (organization_id, account_id) references platform.accounts (organization_id, id),
    constraint persons_identified check (num_nonnulls(full_name, email, phone, employee_id) >= 1),
    constraint persons_name_key_with_name check ((full_name is null) = (name_key is null)),
    constraint persons_email_hash_with_email check ((email is null) = (email_hash is null)),
    constraint persons_provenance_all_or_none check (
        num_nonnulls(source_system, source_record_id, migration_run_id, migrated_at) in (0, 4))
);

reset role;
