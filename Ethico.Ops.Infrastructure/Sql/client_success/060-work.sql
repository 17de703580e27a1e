-- What people do about it: overrides, alerts, tasks, reviews.
set local role ops_owner;

create table client_success.health_override (
    id uuid primary key,
    organization_id uuid not null,
    band text not null check (band in ('LOW', 'MEDIUM', 'HIGH')),
    score numeric(4,1) check (score between 0 and 100),
    reason text not null check (char_length(reason) between 10 and 500),
    state text not null default 'ACTIVE' check (state in ('ACTIVE', 'EXPIRED', 'CANCELLED', 'REPLACED')),
    created_at timestamptz not null default access.now(),
    created_by uuid not null,
    from_on date not null,
    expires_on date not null,
    ended_at timestamptz,
    ended_by uuid,
    constraint health_override_at_most_90_days check (expires_on > from_on and expires_on <= from_on + 90),
    constraint health_override_ended_with_state check ((state = 'ACTIVE') = (ended_at is null))
);
create unique index health_override_one_active on client_success.health_override (organization_id) where state = 'ACTIVE';
create index health_override_of_client on client_success.health_override (organization_id, created_at desc);
comment on index client_success.health_override_of_client is 'history and timeline';

create table client_success.alert (
    id uuid primary key,
    organization_id uuid not null,
    rule text not null check (rule in ('SCORE_DROP', 'BAND_HIGH', 'KEY_USER_SILENT', 'TICKET_SURGE', 'USAGE_DROP', 'FEATURE_IDLE',
        'RENEWAL', 'LOW_SEATS', 'NO_CONTACT', 'QUIET', 'OVERRIDE_ENDS', 'NO_SCORE')),
    severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH')),
    stage integer not null default 1,
    number numeric not null,
    against numeric not null,
    opened_on date not null,
    owner_id uuid,
    state text not null default 'NEW' check (state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED', 'RESOLVED', 'DISMISSED')),
    snoozed_until date,
    quiet_nights integer not null default 0 check (quiet_nights between 0 and 3),
    reason text check (char_length(reason) <= 500),
    seen_on date not null,
    closed_at timestamptz,
    row_version bigint not null default 1,
    constraint alert_snoozed_until check ((state = 'SNOOZED') = (snoozed_until is not null)),
    constraint alert_closed_at check ((state in ('RESOLVED', 'DISMISSED')) = (closed_at is not null))
);
create unique index alert_one_open on client_success.alert (organization_id, rule) where state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED');
create index alert_open_list on client_success.alert (opened_on desc, id) where state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED');
comment on index client_success.alert_open_list is 'the list of open alerts';

create table client_success.playbook (
    id uuid primary key,
    rule text not null unique,
    is_active boolean not null default true,
    row_version bigint not null default 1
);
create table client_success.playbook_step (
    playbook_id uuid not null references client_success.playbook (id) on delete cascade,
    place integer not null check (place between 1 and 20),
    title text not null check (char_length(title) between 1 and 200),
    due_in integer not null check (due_in between 0 and 60),
    owner_role text,
    primary key (playbook_id, place)
);
comment on column client_success.playbook_step.due_in is 'working days after the alert opened';
comment on column client_success.playbook_step.owner_role is 'null: the lead of the client';

create table client_success.cs_task (
    id uuid primary key,
    organization_id uuid not null,
    alert_id uuid references client_success.alert (id) on delete cascade,
    title text not null check (char_length(title) between 1 and 200),
    owner_id uuid,
    owner_role text,
    due_on date not null,
    state text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'SKIPPED')),
    outcome text check (char_length(outcome) <= 500),
    place integer not null default 1,
    closed_at timestamptz,
    closed_by uuid,
    row_version bigint not null default 1
);
-- An alert opens its playbook once.
create unique index cs_task_once on client_success.cs_task (alert_id, place) where alert_id is not null;
create index cs_task_open on client_success.cs_task (due_on, id) where state = 'OPEN';
comment on index client_success.cs_task_open is 'tasks by due date';

create table client_success.qbr (
    id uuid primary key,
    organization_id uuid not null,
    from_on date not null,
    to_on date not null,
    sections text[] not null default '{}',
    notes text check (char_length(notes) <= 10000),
    state text not null default 'DRAFT' check (state in ('DRAFT', 'FINAL')),
    content_hash bytea check (octet_length(content_hash) = 32),
    html bytea,
    pdf bytea,
    created_at timestamptz not null default access.now(),
    created_by uuid not null,
    finalized_at timestamptz,
    row_version bigint not null default 1,
    constraint qbr_range check (from_on <= to_on),
    constraint qbr_final_is_kept check ((state = 'FINAL') = (content_hash is not null and html is not null and finalized_at is not null))
);
create index qbr_of_client on client_success.qbr (organization_id, created_at desc);
comment on index client_success.qbr_of_client is 'reviews of a client';

create function client_success.keep_final() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if old.state = 'FINAL' then
        raise exception 'A finalized review is never changed.' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger keep_final before update on client_success.qbr for each row execute function client_success.keep_final();

insert into client_success.playbook (id, rule) values
    ('0190c5a0-0000-7000-8000-000000000001', 'BAND_HIGH'),
    ('0190c5a0-0000-7000-8000-000000000002', 'SCORE_DROP'),
    ('0190c5a0-0000-7000-8000-000000000003', 'RENEWAL'),
    ('0190c5a0-0000-7000-8000-000000000004', 'KEY_USER_SILENT'),
    ('0190c5a0-0000-7000-8000-000000000005', 'NO_CONTACT');
insert into client_success.playbook_step (playbook_id, place, title, due_in, owner_role) values
    ('0190c5a0-0000-7000-8000-000000000001', 1, 'Read why the score fell, and name the component', 1, null),
    ('0190c5a0-0000-7000-8000-000000000001', 2, 'Call the sponsor', 3, null),
    ('0190c5a0-0000-7000-8000-000000000001', 3, 'Agree on steps and log them', 5, null),
    ('0190c5a0-0000-7000-8000-000000000002', 1, 'Look at what moved since last week', 1, null),
    ('0190c5a0-0000-7000-8000-000000000003', 1, 'Prepare the review of the year', 10, null),
    ('0190c5a0-0000-7000-8000-000000000003', 2, 'Confirm the renewal with the sponsor', 20, null),
    ('0190c5a0-0000-7000-8000-000000000004', 1, 'Ask who took over', 2, null),
    ('0190c5a0-0000-7000-8000-000000000005', 1, 'Get in touch', 3, null);

grant select on client_success.health_override, client_success.alert, client_success.playbook, client_success.playbook_step,
    client_success.cs_task, client_success.qbr to ops_portal;
grant insert on client_success.health_override, client_success.qbr to ops_portal;
grant update (state, ended_at, ended_by) on client_success.health_override to ops_portal;
grant update (state, snoozed_until, reason, owner_id, closed_at, row_version) on client_success.alert to ops_portal;
grant update (state, outcome, closed_at, closed_by, row_version) on client_success.cs_task to ops_portal;
grant update on client_success.qbr to ops_portal;
grant insert, update, delete on client_success.playbook, client_success.playbook_step to ops_portal;

grant select, insert, update, delete on client_success.alert, client_success.cs_task to ops_jobs;
grant select on client_success.playbook, client_success.playbook_step, client_success.health_override to ops_jobs;
grant update (state, ended_at) on client_success.health_override to ops_jobs;

reset role;
