-- Programmes, tickets and usage. The partitions of usage_events are made by platform.ensure_usage_months() (100).
set local role ops_owner;

create table platform.campaigns (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    kind text not null check (kind in ('COI', 'ATTESTATION', 'OTHER')),
    name text not null check (char_length(name) <= 200),
    status text not null check (status in ('DRAFT', 'RUNNING', 'ENDED', 'CANCELLED')),
    starts_at timestamptz,
    ends_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    constraint campaigns_started_unless_draft check (status = 'DRAFT' or starts_at is not null),
    constraint campaigns_end_after_start check (ends_at > starts_at)
);

-- The state on a past day is read from the two instants.
create table platform.campaign_assignments (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    campaign_id uuid not null,
    account_id uuid not null,
    due_at timestamptz not null,
    status text not null default 'ASSIGNED' check (status in ('ASSIGNED', 'COMPLETED', 'EXEMPT', 'CANCELLED')),
    completed_at timestamptz,
    withdrawn_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, campaign_id, account_id),
    foreign key (organization_id, campaign_id) references platform.campaigns (organization_id, id),
    foreign key (organization_id, account_id) references platform.accounts (organization_id, id),
    constraint campaign_assignments_completed_at_with_state check ((status = 'COMPLETED') = (completed_at is not null)),
    constraint campaign_assignments_withdrawn_at_with_state check (
        (status in ('EXEMPT', 'CANCELLED')) = (withdrawn_at is not null))
);

create table platform.policies (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    title text not null check (char_length(title) <= 200),
    status text not null check (status in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    published_at timestamptz,
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    constraint policies_published_since check (status <> 'PUBLISHED' or published_at is not null)
);

create table platform.support_tickets (
    organization_id uuid not null references platform.organizations (id),
    id uuid not null,
    number text collate "C" not null check (char_length(number) <= 20 and number ~ '^[A-Z]{2,10}-\d{1,9}$'),
    severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    status text not null check (status in ('OPEN', 'WAITING', 'RESOLVED', 'CLOSED')),
    -- Shown only inside a session.
    subject text not null check (char_length(subject) <= 300),
    requester_id uuid,
    opened_at timestamptz not null,
    resolved_at timestamptz,
    duplicate_of_id uuid,
    is_internal boolean not null default false,
    is_test boolean not null default false,
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (number),
    foreign key (organization_id, requester_id) references platform.accounts (organization_id, id),
    foreign key (organization_id, duplicate_of_id) references platform.support_tickets (organization_id, id),
    constraint support_tickets_resolved_at_with_state check (
        (status in ('RESOLVED', 'CLOSED')) = (resolved_at is not null))
);

-- An event sent twice meets the primary key and is dropped. No foreign key at all: an event of an unknown tenant or
-- feature is kept, and counted as rejected.
create table platform.usage_events (
    organization_id uuid not null,
    id uuid not null,
    occurred_at timestamptz not null,
    ingested_at timestamptz not null default now(),
    -- Only CLIENT and MACHINE count.
    actor_kind text not null check (actor_kind in ('CLIENT', 'STAFF', 'IMPERSONATED', 'MACHINE', 'TEST')),
    account_id uuid,
    machine text check (char_length(machine) <= 50),
    kind text not null check (kind in ('SIGN_IN', 'FEATURE', 'REPORT_VIEW')),
    feature text check (char_length(feature) <= 50),
    succeeded boolean not null default true,
    primary key (organization_id, occurred_at, id),
    constraint usage_events_machine_named check ((actor_kind = 'MACHINE') = (machine is not null)),
    constraint usage_events_account_unless_machine check ((actor_kind <> 'MACHINE') = (account_id is not null)),
    constraint usage_events_feature_named check (kind <> 'FEATURE' or feature is not null)
) partition by range (occurred_at);

reset role;
