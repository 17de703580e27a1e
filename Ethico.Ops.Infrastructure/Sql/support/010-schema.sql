-- Schema support: what the support desk adds to the client platform's own records.
create schema if not exists support authorization ops_owner;
revoke all on schema support from public;
grant usage on schema support to ops_definer, ops_portal, ops_tenant, ops_jobs;
grant usage on schema platform to ops_definer;

set local role ops_owner;

-- How this portal shows a key of platform.setting_definitions, which holds type and default. A key without a row here is
-- shown as "set, changed on …" only.
create table support.setting_definition (
    key text collate "C" primary key check (char_length(key) between 1 and 120),
    "group" text not null check (char_length("group") between 1 and 60),
    class text not null check (class in ('PUBLIC', 'PERSONAL', 'NARRATIVE', 'SECRET')),
    minimum numeric,
    maximum numeric,
    may_override boolean not null default false,
    tier2 boolean not null default false,
    hint text check (char_length(hint) <= 300),
    constraint setting_definition_range check (minimum is null or maximum is null or minimum <= maximum),
    constraint setting_definition_secret_closed check (class <> 'SECRET' or not (may_override or tier2))
);
grant select on support.setting_definition to ops_tenant, ops_portal, ops_definer;

-- What a person must hear of later (DESIGN.md 2, INotices). No personal data and no case text: kinds, numbers, links.
create table support.notification (
    id uuid primary key,
    operator_id uuid not null,
    kind text not null check (char_length(kind) between 3 and 60),
    subject text not null check (char_length(subject) between 1 and 120),
    priority text not null default 'NORMAL' check (priority in ('NORMAL', 'CRITICAL')),
    text text not null check (char_length(text) between 1 and 300),
    link text check (char_length(link) <= 400),
    at timestamptz not null default access.now(),
    read_at timestamptz
);
create index notification_unread on support.notification (operator_id, at desc) where read_at is null;
comment on index support.notification_unread is 'the bell: unread count and list';
create index notification_recent on support.notification (operator_id, at desc);
comment on index support.notification_recent is 'the inbox, newest first';
grant select, insert on support.notification to ops_portal, ops_jobs;
grant update (read_at) on support.notification to ops_portal;

reset role;
