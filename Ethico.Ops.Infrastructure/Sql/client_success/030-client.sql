-- The client file: commercial knowledge, contacts, what was talked about. Money in a table of its own.
set local role ops_owner;

-- One row per tenant; the first block is copied by the roll-up, the rest is kept by hand and by the feed.
create table client_success.client (
    organization_id uuid primary key,
    name text not null check (char_length(name) <= 200),
    domain text check (char_length(domain) <= 253),
    status text not null check (status in ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    plan text not null check (char_length(plan) <= 30),
    live_at timestamptz,
    industry text check (industry in (
        'HEALTHCARE', 'FINANCIAL_SERVICES', 'MANUFACTURING', 'TECHNOLOGY', 'RETAIL', 'EDUCATION', 'GOVERNMENT', 'OTHER')),
    headcount integer check (headcount > 0),
    licensed_seats integer check (licensed_seats > 0),
    tags text[] not null default '{}' check (cardinality(tags) <= 20),
    renewal_on date,
    renewal_kind text check (renewal_kind in ('AUTO', 'NEGOTIATED')),
    alert_level text not null default 'DASHBOARD_ONLY' check (alert_level in ('NONE', 'DASHBOARD_ONLY', 'PROACTIVE')),
    lead_id uuid,
    row_version bigint not null default 1
);
create index client_by_name on client_success.client (name, organization_id);
comment on index client_success.client_by_name is 'portfolio by name';
create index client_by_renewal on client_success.client (renewal_on, organization_id) where renewal_on is not null;
comment on index client_success.client_by_renewal is 'renewals';

create table client_success.contract_value (
    organization_id uuid primary key,
    arr numeric(14,2) not null check (arr >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    as_of date not null,
    source text not null check (char_length(source) between 1 and 100),
    loaded_at timestamptz not null default access.now()
);
comment on table client_success.contract_value is 'read only by statements that ask for ViewRevenue';

create table client_success.contact (
    id uuid primary key,
    organization_id uuid not null,
    name text not null check (char_length(name) between 1 and 200),
    email text check (char_length(email) <= 254),
    roles text[] not null default '{}' check (
        roles <@ array['CHAMPION', 'SPONSOR', 'ADMIN', 'USER', 'BILLING', 'OTHER']),
    account_id uuid,
    last_seen_on date,
    row_version bigint not null default 1
);
create index contact_of_client on client_success.contact (organization_id, name, id);
comment on index client_success.contact_of_client is 'a client''s contacts';

create table client_success.engagement (
    id uuid primary key,
    organization_id uuid not null,
    kind text not null check (kind in (
        'CALL', 'EMAIL', 'MEETING', 'QBR', 'TRAINING', 'ONBOARDING', 'ESCALATION', 'EXECUTIVE', 'NOTE', 'OTHER')),
    subject text not null check (char_length(subject) between 1 and 200),
    notes text check (char_length(notes) <= 10000),
    contact_ids uuid[] not null default '{}',
    happened_at timestamptz not null,
    minutes integer check (minutes between 0 and 1440),
    outcome text not null default 'NONE' check (outcome in ('SUCCESS', 'ISSUE', 'EXPANSION', 'RISK', 'FOLLOW_UP', 'NONE')),
    follow_up_on date,
    follow_up_done boolean not null default false,
    created_at timestamptz not null default access.now(),
    created_by uuid not null,
    row_version bigint not null default 1
);
create index engagement_of_client on client_success.engagement (organization_id, happened_at desc, kind, id);
comment on index client_success.engagement_of_client is 'timeline; last contact';

-- After 24 hours an engagement is corrected by what is added to it, not by what is changed in it.
create table client_success.engagement_addendum (
    id uuid primary key,
    engagement_id uuid not null references client_success.engagement (id) on delete cascade,
    text text not null check (char_length(text) between 1 and 10000),
    created_at timestamptz not null default access.now(),
    created_by uuid not null
);
create index addendum_of_engagement on client_success.engagement_addendum (engagement_id, created_at);
comment on index client_success.addendum_of_engagement is 'addenda of an engagement';

grant select on client_success.client, client_success.contract_value, client_success.contact, client_success.engagement,
    client_success.engagement_addendum to ops_portal;
grant update (industry, headcount, licensed_seats, tags, renewal_on, renewal_kind, alert_level, lead_id, row_version)
    on client_success.client to ops_portal;
grant insert, update on client_success.contract_value to ops_portal;
grant insert, update, delete on client_success.contact to ops_portal;
grant insert, update on client_success.engagement to ops_portal;
grant insert on client_success.engagement_addendum to ops_portal;

grant select, insert on client_success.client to ops_jobs;
grant update (name, domain, status, plan, live_at) on client_success.client to ops_jobs;
-- No name and no address: who is silent, not who it is.
grant select (id, organization_id, roles, account_id, last_seen_on), update (last_seen_on) on client_success.contact to ops_jobs;
grant select (id, organization_id, happened_at), delete on client_success.engagement to ops_jobs;

reset role;
