-- Roll-ups: rebuilt by jobs, never edited. A row is a day of the operations zone.
set local role ops_owner;

-- Who was active, not what they are called; no door of a page may read it. Kept 180 days.
create table client_success.account_day (
    organization_id uuid not null,
    account_id uuid not null,
    day date not null,
    primary key (organization_id, account_id, day)
);
comment on index client_success.account_day_pkey is 'windows of distinct accounts, read in this order';
create index account_day_by_day on client_success.account_day (day, organization_id);
comment on index client_success.account_day_by_day is 'the last 30 days of all tenants; purge';

-- actor: an account's id, or a machine's name. Kept 180 days.
create table client_success.feature_account_day (
    organization_id uuid not null,
    feature text collate "C" not null check (char_length(feature) <= 50),
    actor text collate "C" not null check (char_length(actor) <= 60),
    day date not null,
    is_machine boolean not null,
    uses integer not null check (uses > 0),
    primary key (organization_id, feature, actor, day)
);
create index feature_account_day_by_day on client_success.feature_account_day (day, organization_id);
comment on index client_success.feature_account_day_by_day is 'the last windows of all tenants; purge';

create table client_success.usage_day (
    organization_id uuid not null,
    day date not null,
    sign_ins integer not null,
    active_accounts integer not null,
    enabled_accounts integer not null,
    cases_opened integer not null,
    cases_closed integer not null,
    cases_closed_on_time integer not null,
    cases_past_due integer not null,
    campaigns_running integer not null,
    assignments_due integer not null,
    assignments_completed integer not null,
    reports_received integer not null,
    report_views integer not null,
    tickets_low integer not null,
    tickets_medium integer not null,
    tickets_high integer not null,
    tickets_urgent integer not null,
    headcount integer,
    -- Windows that end with the day: what a snapshot is computed from, and what alerts compare.
    active_7 integer not null,
    active_30 integer not null,
    active_enabled_30 integer not null,
    closed_90 integer not null,
    closed_on_time_90 integer not null,
    closed_without_due_90 integer not null,
    due_90 integer not null,
    completed_90 integer not null,
    attestation_due_90 integer not null,
    attestation_completed_90 integer not null,
    tickets_low_30 integer not null,
    tickets_medium_30 integer not null,
    tickets_high_30 integer not null,
    tickets_urgent_30 integer not null,
    tickets_7 integer not null,
    tickets_56_before integer not null,
    reports_90 integer not null,
    features_entitled integer not null,
    features_used integer not null,
    features_idle integer not null,
    rolled_at timestamptz not null,
    primary key (organization_id, day)
);
comment on index client_success.usage_day_pkey is 'a client''s chart; its windows of other days';
create index usage_day_by_day on client_success.usage_day (day, organization_id);
comment on index client_success.usage_day_by_day is 'scoring a day of all tenants';

create table client_success.usage_period (
    organization_id uuid not null,
    grain text not null check (grain in ('WEEK', 'MONTH')),
    first_day date not null,
    active_accounts integer not null,
    primary key (organization_id, grain, first_day)
);
comment on index client_success.usage_period_pkey is 'distinct accounts of a week or month on a client''s chart';

create table client_success.feature_day (
    organization_id uuid not null,
    feature text collate "C" not null check (char_length(feature) <= 50),
    day date not null,
    uses integer not null,
    accounts integer not null,
    uses_window integer not null,
    accounts_window integer not null,
    use_days integer not null,
    last_use date,
    ever_used boolean not null,
    entitled_since date,
    is_configured boolean not null,
    primary key (organization_id, feature, day)
);
create index feature_day_by_day on client_success.feature_day (day, organization_id);
comment on index client_success.feature_day_by_day is 'features × tenants of the last day';

create table client_success.campaign_line (
    organization_id uuid not null,
    campaign_id uuid not null,
    kind text not null,
    title text not null check (char_length(title) <= 200),
    due_on date,
    assignments_due integer not null,
    completed integer not null,
    primary key (organization_id, campaign_id)
);
-- A ticket without its subject.
create table client_success.ticket_line (
    organization_id uuid not null,
    number text collate "C" not null,
    severity text not null,
    status text not null,
    opened_at timestamptz not null,
    resolved_at timestamptz,
    primary key (organization_id, number)
);
comment on index client_success.ticket_line_pkey is 'tickets of a client';

-- Closures of an ISO week per category, site or severity; suppressed on the way out.
create table client_success.case_week (
    organization_id uuid not null,
    week date not null,
    attribute text not null check (attribute in ('CATEGORY', 'SITE', 'SEVERITY')),
    value text not null check (char_length(value) <= 200),
    on_time integer not null,
    late integer not null,
    primary key (organization_id, week, attribute, value)
);

grant select on client_success.usage_day, client_success.usage_period, client_success.feature_day, client_success.campaign_line,
    client_success.ticket_line, client_success.case_week to ops_portal;
grant select, insert, update, delete on client_success.account_day, client_success.feature_account_day, client_success.usage_day,
    client_success.usage_period, client_success.feature_day, client_success.campaign_line, client_success.ticket_line,
    client_success.case_week to ops_jobs;

reset role;
