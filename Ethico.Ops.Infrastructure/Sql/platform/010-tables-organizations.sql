-- Schema platform: what the client platform knows and this portal reads. Contract version 1 (platform.contract_version()).
-- Here these files create it; in production it is the client platform's own schema or a layer of views over it, so nothing
-- in the portal may rely on a column, trigger or table that is not written here. No foreign key enters or leaves the schema.
--
-- Column sets, always in this place of a table: k = organization_id, id · o = provenance, all four or none · u = updated_by ·
-- a = created_at · w = updated_at · v = created_at, updated_at, row_version (a column, because a view cannot offer xmin).
-- Text that is looked up by beginning or in order has collation "C". Every reference between tenant tables carries the
-- tenant, so a row cannot point into another one. Nothing cascades.
create schema platform authorization ops_owner;
revoke all on schema platform from public;
alter default privileges for role ops_owner revoke execute on functions from public;

-- In public and not in platform: dropping schema platform would take the extension along, and with it every trigram index
-- of the portal's own schemas. public is on everybody's search_path, so "%" and "<->" need no prefix.
-- Whoever runs this may have default privileges that close new functions: the directory's door gets its three by name.
create extension if not exists pg_trgm with schema public;
grant usage on schema public to ops_portal;
grant execute on function
    public.similarity(text, text), public.similarity_op(text, text), public.similarity_dist(text, text) to ops_portal;

set local role ops_owner;

create table platform.plans (
    code text collate "C" primary key check (char_length(code) <= 30),
    name text not null check (char_length(name) <= 80)
);

-- Every setting the platform has. A secret key has its value in `secrets` and nowhere else: (key, is_secret) is what
-- settings and plan_settings refer to with is_secret = false, so that a secret cannot be stored in them.
create table platform.setting_definitions (
    key text collate "C" primary key check (char_length(key) <= 120),
    value_type text not null check (value_type in ('BOOLEAN', 'INTEGER', 'DECIMAL', 'TEXT', 'LIST', 'JSON')),
    default_value jsonb,
    is_secret boolean not null default false,
    retired_at timestamptz,
    unique (key, is_secret),
    constraint setting_definitions_secret_has_no_default check (not is_secret or default_value is null)
);

create table platform.plan_settings (
    plan text collate "C" not null check (char_length(plan) <= 30) references platform.plans (code),
    key text collate "C" not null check (char_length(key) <= 120),
    is_secret boolean not null default false,
    value jsonb not null,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    primary key (plan, key),
    constraint plan_settings_never_secret check (not is_secret),
    constraint plan_settings_key_fkey foreign key (key, is_secret) references platform.setting_definitions (key, is_secret)
);

-- Current is the version with the latest current_from that is not in the future.
create table platform.agreement_versions (
    kind text not null check (kind in ('TERMS', 'DATA_PROCESSING')),
    version text collate "C" not null check (char_length(version) <= 20),
    current_from timestamptz not null,
    primary key (kind, version)
);

create table platform.organizations (
    id uuid primary key,
    name text not null check (char_length(name) <= 200),
    search_name text collate "C" not null check (char_length(search_name) <= 200),
    status text not null check (status in ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    status_reason text check (char_length(status_reason) <= 200),
    status_at timestamptz not null,
    plan text collate "C" not null check (char_length(plan) <= 30) references platform.plans (code),
    time_zone text check (char_length(time_zone) <= 64),
    default_language text collate "C" check (
        char_length(default_language) <= 35 and default_language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    languages text[] not null default '{}',
    sign_in_method text check (sign_in_method in ('SSO', 'PASSWORD')),
    second_factor_required boolean not null default false,
    has_logo boolean not null default false,
    primary_colour text check (char_length(primary_colour) <= 7 and primary_colour ~ '^#[0-9A-Fa-f]{6}$'),
    accent_colour text check (char_length(accent_colour) <= 7 and accent_colour ~ '^#[0-9A-Fa-f]{6}$'),
    sender_name text check (char_length(sender_name) <= 120),
    -- Launch. Set once, by trigger (060).
    live_at timestamptz,
    -- Since when its reports come to the desk; may be before launch, for trials.
    intake_live_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    row_version bigint not null default 1,
    -- Neither can be entered, and the switcher says why.
    constraint organizations_suspended_or_closed_says_why check (
        status not in ('SUSPENDED', 'CLOSED') or status_reason is not null),
    constraint organizations_pending_is_not_live check (status <> 'PENDING' or live_at is null)
);

-- A domain is one client's.
create table platform.organization_domains (
    organization_id uuid not null references platform.organizations (id),
    domain text collate "C" not null check (char_length(domain) <= 253 and domain = lower(domain)),
    purpose text not null check (purpose in ('MAIL', 'WEB')),
    verified_at timestamptz,
    certificate_until timestamptz,
    primary key (domain, purpose),
    constraint organization_domains_only_web_has_certificate check (purpose = 'WEB' or certificate_until is null)
);

-- accepted_by refers to accounts (020).
create table platform.agreements (
    organization_id uuid not null references platform.organizations (id),
    kind text not null check (kind in ('TERMS', 'DATA_PROCESSING')),
    version text collate "C" not null check (char_length(version) <= 20),
    accepted_at timestamptz not null,
    accepted_by uuid,
    primary key (organization_id, kind, version),
    foreign key (kind, version) references platform.agreement_versions (kind, version)
);

-- What was sold. Not limited to the features the portal knows; until_on is exclusive.
create table platform.entitlements (
    organization_id uuid not null references platform.organizations (id),
    feature text collate "C" not null check (char_length(feature) <= 50 and feature ~ '^[A-Z_]{2,50}$'),
    from_on date not null,
    until_on date,
    primary key (organization_id, feature, from_on),
    constraint entitlements_end_after_start check (until_on > from_on)
);

-- What was set up, or published, in this span; until_at is exclusive.
create table platform.feature_configurations (
    organization_id uuid not null references platform.organizations (id),
    feature text collate "C" not null check (char_length(feature) <= 50),
    from_at timestamptz not null,
    until_at timestamptz,
    primary key (organization_id, feature, from_at)
);

-- version, changed_at and the row in setting_changes come from triggers (060).
create table platform.settings (
    organization_id uuid not null references platform.organizations (id),
    key text collate "C" not null check (char_length(key) <= 120),
    is_secret boolean not null default false,
    value jsonb not null,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    changed_by_kind text not null check (changed_by_kind in ('CLIENT', 'STAFF', 'IMPERSONATED', 'MACHINE', 'TEST')),
    -- Account or operator; ids of the two never collide.
    changed_by uuid,
    primary key (organization_id, key),
    constraint settings_never_secret check (not is_secret),
    constraint settings_key_fkey foreign key (key, is_secret) references platform.setting_definitions (key, is_secret)
);

-- Every former and the present version; value null: the setting was removed.
create table platform.setting_changes (
    organization_id uuid not null references platform.organizations (id),
    key text collate "C" not null check (char_length(key) <= 120),
    version integer not null,
    value jsonb,
    changed_at timestamptz not null,
    changed_by_kind text not null check (changed_by_kind in ('CLIENT', 'STAFF', 'IMPERSONATED', 'MACHINE', 'TEST')),
    changed_by uuid,
    primary key (organization_id, key, version)
);

-- name: a setting's key, or integration:<id>:<field>. ciphertext is granted to nobody.
create table platform.secrets (
    organization_id uuid not null references platform.organizations (id),
    name text collate "C" not null check (char_length(name) <= 120),
    changed_at timestamptz not null,
    ciphertext bytea not null,
    primary key (organization_id, name)
);

create table platform.integrations (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    kind text not null check (kind in ('SSO', 'HRIS', 'MAIL', 'API', 'WEBHOOK')),
    name text not null check (char_length(name) <= 120),
    is_active boolean not null,
    configured_at timestamptz,
    last_test_at timestamptz,
    last_test_ok boolean,
    last_sync_at timestamptz,
    last_sync_ok boolean,
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    constraint integrations_test_has_outcome check ((last_test_at is null) = (last_test_ok is null)),
    constraint integrations_sync_has_outcome check ((last_sync_at is null) = (last_sync_ok is null))
);

-- The stages a client's cases go through.
create table platform.workflows (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    name text not null check (char_length(name) <= 120),
    is_active boolean not null default false,
    has_time_limits boolean not null default false,
    is_custom boolean not null default false,
    updated_at timestamptz not null default now(),
    primary key (organization_id, id)
);

create table platform.hotline_numbers (
    organization_id uuid not null references platform.organizations (id),
    number text collate "C" primary key check (char_length(number) <= 16 and number ~ '^\+[1-9][0-9]{1,14}$'),
    label text check (char_length(label) <= 80),
    language text collate "C" check (
        char_length(language) <= 35 and language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    status text not null check (status in ('RESERVED', 'ROUTED', 'RETIRED')),
    routed_at timestamptz,
    constraint hotline_numbers_routed_since check (status <> 'ROUTED' or routed_at is not null)
);

-- last_value 0: the next are C-2026-0001 and R-2026-0001.
create table platform.number_counters (
    organization_id uuid not null references platform.organizations (id),
    kind text not null check (kind in ('CASE', 'REPORT')),
    year integer not null,
    last_value integer not null default 0,
    primary key (organization_id, kind, year)
);

reset role;
