-- Impersonation sessions: one operator inside one tenant. The target is an organization by type; there is no column that
-- could name another operator, so impersonating a colleague, or nesting, cannot be written down.
set local role ops_owner;

create table access.session (
    id uuid primary key,
    operator_id uuid not null references access.operator (id),
    role text not null check (char_length(role) <= 40),
    organization_id uuid not null,
    -- May this session see client content, and does it need a running assignment: as the matrix said at the start.
    sees_content boolean not null,
    needs_assignment boolean not null,
    category text not null check (category in (
        'SUPPORT_TICKET', 'CLIENT_ASKED', 'CONFIGURATION_REVIEW', 'BUG_REPRODUCTION', 'MIGRATION_HELP',
        'TRAINING_OR_ONBOARDING', 'SECURITY_INVESTIGATION', 'OTHER')),
    reason text not null check (char_length(btrim(reason)) >= 10 and char_length(reason) <= 500),
    ticket text check (ticket ~ '^[A-Z]{2,10}-\d{1,9}$' and char_length(ticket) <= 20),
    mode text not null default 'READ' check (mode in ('READ', 'WRITE')),
    write_reason text check (char_length(btrim(write_reason)) >= 10 and char_length(write_reason) <= 500),
    write_until timestamptz,
    started_at timestamptz not null default access.now(),
    expires_at timestamptz not null,
    idle_span interval not null check (idle_span between interval '1 minute' and interval '4 hours'),
    last_act_at timestamptz not null,
    -- The transaction that last came through the door, and the last one that left an entry: the key fits only its own.
    entered_xact xid8,
    recorded_xact xid8,
    to_review boolean not null default false,
    reviewed_by uuid references access.operator (id),
    reviewed_at timestamptz,
    ended_at timestamptz,
    end_reason text check (end_reason in (
        'MANUAL', 'SWITCHED', 'EXPIRED', 'IDLE_TIMEOUT', 'FORCED_BY_ADMIN', 'ROLE_REVOKED', 'ASSIGNMENT_ENDED',
        'TENANT_SUSPENDED', 'SIGNED_OUT')),
    ended_by uuid references access.operator (id),
    return_to text check (char_length(return_to) <= 400),
    ip text check (char_length(ip) <= 400),
    user_agent text check (char_length(user_agent) <= 400),
    constraint session_four_hours check (expires_at > started_at and expires_at <= started_at + interval '4 hours'),
    constraint session_write_window check ((mode = 'WRITE') = (write_until is not null) and (write_until is null or write_reason is not null)),
    constraint session_write_inside check (write_until is null or write_until <= expires_at),
    constraint session_end_whole check ((ended_at is null) = (end_reason is null)),
    constraint session_review_by_another check (reviewed_by is null or reviewed_by <> operator_id),
    constraint session_review_whole check ((reviewed_by is null) = (reviewed_at is null))
);
create unique index session_one_open on access.session (operator_id) where ended_at is null;
create index session_open on access.session (started_at) where ended_at is null;
comment on index access.session_open is 'the live list; the sweep of expired sessions';
create index session_recent on access.session (operator_id, started_at desc);
comment on index access.session_recent is 'the last five distinct tenants of an operator';
create index session_tenant on access.session (organization_id, started_at desc);
comment on index access.session_tenant is 'staff acts in a tenant, by session';
create index session_review on access.session (started_at) where to_review and reviewed_by is null;
comment on index access.session_review is 'sessions waiting for a second person''s review';

-- What was decided at the start stays; what ended stays ended; Write mode lasts at most thirty minutes from when it was given.
create function access.guard_session() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if (new.id, new.operator_id, new.role, new.organization_id, new.sees_content, new.needs_assignment, new.category, new.reason,
        new.ticket, new.started_at, new.ip, new.user_agent)
       is distinct from
       (old.id, old.operator_id, old.role, old.organization_id, old.sees_content, old.needs_assignment, old.category, old.reason,
        old.ticket, old.started_at, old.ip, old.user_agent) then
        raise exception 'What a session was opened with does not change.' using errcode = 'check_violation', constraint = 'session_fixed';
    end if;

    if old.ended_at is not null and (new.ended_at, new.end_reason, new.ended_by, new.expires_at, new.mode, new.entered_xact)
       is distinct from (old.ended_at, old.end_reason, old.ended_by, old.expires_at, old.mode, old.entered_xact) then
        raise exception 'An ended session stays ended.' using errcode = 'check_violation', constraint = 'session_ended_stays';
    end if;

    if new.write_until is distinct from old.write_until and new.write_until > access.now() + interval '30 minutes 1 second' then
        raise exception 'Write mode lasts at most 30 minutes.' using errcode = 'check_violation', constraint = 'session_write_30';
    end if;
    return new;
end
$$;
create trigger session_guarded before update on access.session for each row execute function access.guard_session();

-- A transaction that took the writing key and left no entry does not commit.
create function access.demand_entry() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    if not exists (select from access.session s where s.id = new.id and s.recorded_xact = new.entered_xact) then
        raise exception 'A change inside a tenant needs its audit entry.' using errcode = 'check_violation', constraint = 'session_entry_due';
    end if;
    return null;
end
$$;
create constraint trigger session_entry_due after update of entered_xact on access.session
    deferrable initially deferred for each row
    when (new.entered_xact is not null)
    execute function access.demand_entry();

grant select, insert on access.session to ops_portal;
grant update (mode, write_reason, write_until, expires_at, last_act_at, to_review, reviewed_by, reviewed_at)
    on access.session to ops_portal;
grant select on access.session to ops_jobs;
grant select, update on access.session to ops_definer;

reset role;
alter function access.demand_entry() owner to ops_definer;
