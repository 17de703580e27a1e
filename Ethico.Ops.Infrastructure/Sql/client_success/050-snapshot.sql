-- What was computed for one tenant and day, with the numbers it was computed from.
set local role ops_owner;

create table client_success.run (
    id uuid primary key,
    kind text not null check (kind in ('ROLLUP', 'SCORE', 'BENCHMARK')),
    day date not null,
    state text not null default 'RUNNING' check (state in ('RUNNING', 'COMPLETED', 'COMPLETED_WITH_FAILURES', 'FAILED')),
    started_at timestamptz not null,
    ended_at timestamptz,
    tenants integer,
    scored integer,
    insufficient integer,
    unscored integer,
    failed integer,
    rejected_events bigint,
    -- How far arrivals were read: the next roll-up looks from there on.
    read_through timestamptz,
    statements integer,
    note text check (char_length(note) <= 400)
);
create unique index run_once on client_success.run (kind, day) where state in ('COMPLETED', 'COMPLETED_WITH_FAILURES');
create index run_newest on client_success.run (started_at desc);
comment on index client_success.run_newest is 'the administration page';

-- Whose part of a run failed, and what a person finds its lines in the log by. A later roll-up that succeeds makes up for it.
create table client_success.run_failure (
    organization_id uuid not null,
    day date not null,
    kind text not null check (kind in ('ROLLUP', 'SCORE', 'BENCHMARK')),
    reference text not null check (char_length(reference) <= 100),
    primary key (organization_id, day, kind)
);
create index run_failure_by_day on client_success.run_failure (day);
comment on index client_success.run_failure_by_day is 'who is to be rolled up again; purge';

-- The truth about what is owed; a trigger only reminds. is_late: the day was not the last complete one when it was noted.
create table client_success.owed_day (
    kind text not null check (kind in ('ROLLUP', 'SCORE', 'BENCHMARK')),
    day date not null,
    noted_at timestamptz not null,
    is_late boolean not null,
    done_at timestamptz,
    run_id uuid,
    primary key (kind, day)
);
create index owed_day_open on client_success.owed_day (kind, day) where done_at is null;
comment on index client_success.owed_day_open is 'what is owed, oldest first';

-- Who works the night. Another node takes over once it is over; the token tells a revived one that it was taken over.
create table client_success.lease (
    name text primary key,
    holder text not null,
    token bigint not null,
    until_at timestamptz not null
);

create table client_success.health_snapshot (
    organization_id uuid not null,
    day date not null,
    state text not null check (state in ('SCORED', 'INSUFFICIENT', 'UNSCORED')),
    cause text check (cause in ('NOT_LIVE', 'USAGE_MISSING', 'COMPUTATION_FAILED')),
    failed_input text check (char_length(failed_input) <= 200),
    model_version integer not null references client_success.health_model (version),
    enabled_accounts integer,
    active_enabled integer,
    active_accounts integer,
    active_before integer,
    closed integer,
    closed_on_time integer,
    past_due integer,
    closed_without_due integer,
    assignments_due integer,
    assignments_completed integer,
    features_entitled integer,
    features_used integer,
    tickets_low integer,
    tickets_medium integer,
    tickets_high integer,
    tickets_urgent integer,
    login_score numeric(4,1),
    cases_score numeric(4,1),
    campaigns_score numeric(4,1),
    adoption_score numeric(4,1),
    tickets_score numeric(4,1),
    login_absent text,
    cases_absent text,
    campaigns_absent text,
    adoption_absent text,
    tickets_absent text,
    score numeric(4,1) check (score between 0 and 100),
    coverage numeric(4,1),
    trend text check (trend in ('IMPROVING', 'STABLE', 'DECLINING')),
    trend_delta numeric(5,1),
    trend_recent numeric(4,1),
    trend_earlier numeric(4,1),
    trend_note text check (trend_note in ('NEW', 'GAPS')),
    renewal_in integer,
    band text check (band in ('LOW', 'MEDIUM', 'HIGH')),
    fired_rules text[] not null default '{}',
    flags text[] not null default '{}',
    computed_at timestamptz not null,
    run_id uuid,
    primary key (organization_id, day),
    constraint health_snapshot_unscored_says_why check ((state = 'UNSCORED') = (cause is not null)),
    constraint health_snapshot_score_if_scored check ((state = 'SCORED') = (score is not null)),
    constraint health_snapshot_band_if_scored check ((state = 'SCORED') = (band is not null))
);
comment on index client_success.health_snapshot_pkey is 'a client''s history; its trend';
create index health_snapshot_by_day on client_success.health_snapshot (day, organization_id);
comment on index client_success.health_snapshot_by_day is 'the portfolio of the last day; trend days of all tenants; purge';

-- How often a person asked for a score on demand, and when a tenant was last computed so.
create table client_success.recompute (
    organization_id uuid not null,
    operator_id uuid not null,
    at timestamptz not null default access.now()
);
create index recompute_of_tenant on client_success.recompute (organization_id, at desc);
comment on index client_success.recompute_of_tenant is 'once in five minutes';
create index recompute_of_person on client_success.recompute (operator_id, at desc);
comment on index client_success.recompute_of_person is 'twenty an hour';

create table client_success.benchmark (
    organization_id uuid not null,
    day date not null,
    metric text not null check (metric in (
        'ACTIVE_SHARE', 'ATTESTATION_COMPLETION', 'CASES_ON_TIME', 'DAYS_TO_CLOSE', 'FEATURE_BREADTH', 'TICKETS_PER100', 'REPORTS_PER100')),
    cohort text not null check (cohort in ('ALL', 'INDUSTRY', 'SIZE', 'INDUSTRY_AND_SIZE')),
    cohort_key text not null check (char_length(cohort_key) <= 60),
    peers integer not null,
    p25 numeric,
    median numeric,
    p75 numeric,
    own numeric,
    percentile integer check (percentile between 0 and 100),
    primary key (organization_id, day, metric, cohort)
);
create index benchmark_by_day on client_success.benchmark (day);
comment on index client_success.benchmark_by_day is 'purge';

grant select on client_success.run, client_success.owed_day, client_success.health_snapshot, client_success.benchmark to ops_portal;
grant select, insert, update, delete on client_success.run, client_success.run_failure, client_success.owed_day, client_success.lease,
    client_success.health_snapshot, client_success.recompute, client_success.benchmark to ops_jobs;

reset role;
