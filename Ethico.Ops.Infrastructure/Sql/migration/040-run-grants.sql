-- A job's or an upload's own key to one tenant and one run (docs/decisions/0004). Not in access.session: a session's guards (one
-- open per operator, four hours, a reason, idleness) do not fit it, and it must be usable by two connections at once.
set local role ops_owner;

create table access.run_grant (
    id uuid primary key,
    organization_id uuid not null,
    run_id uuid not null,
    -- UPLOAD appends to one file and reads nothing; RUN reads platform and writes the run; IMPORT writes both.
    kind text not null check (kind in ('UPLOAD', 'RUN', 'IMPORT')),
    -- What it was given for: it ends when the run's state is no longer about that.
    purpose text not null check (purpose in ('UPLOAD', 'DETECT', 'VALIDATE', 'PREVIEW', 'IMPORT', 'ROLLBACK')),
    file_id uuid,
    -- Who gave it, in which session: whose right it stands on.
    operator_id uuid not null references access.operator (id),
    session_id uuid not null references access.session (id),
    given_at timestamptz not null default access.now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text check (end_reason in (
        'DONE', 'STATE_LEFT', 'EXPIRED', 'ROLE_REVOKED', 'ASSIGNMENT_ENDED', 'TENANT_SUSPENDED', 'REPLACED')),
    constraint run_grant_run foreign key (organization_id, run_id) references migration.runs (organization_id, id),
    constraint run_grant_span check (expires_at > given_at and expires_at <= given_at + interval '3 days'),
    constraint run_grant_end_whole check ((ended_at is null) = (end_reason is null)),
    constraint run_grant_purpose check (kind = case purpose
        when 'UPLOAD' then 'UPLOAD' when 'IMPORT' then 'IMPORT' when 'ROLLBACK' then 'IMPORT' else 'RUN' end),
    constraint run_grant_file check ((kind = 'UPLOAD') = (file_id is not null))
);
create unique index run_grant_one_open on access.run_grant (run_id, purpose) where ended_at is null and kind <> 'UPLOAD';
comment on index access.run_grant_one_open is 'one key per purpose and run';
create unique index run_grant_one_open_upload on access.run_grant (file_id, operator_id) where ended_at is null and kind = 'UPLOAD';
comment on index access.run_grant_one_open_upload is 'one ticket per file and person';
create index run_grant_newest on access.run_grant (run_id, purpose, given_at);
comment on index access.run_grant_newest is 'the newest key of a stage, open or why it is not: the worker';
create index run_grant_of_operator on access.run_grant (operator_id) where ended_at is null;
comment on index access.run_grant_of_operator is 'keys that end when a person loses the right';

-- Which transactions came through access.enter_grant: the key fits only those. Two of one grant do not wait for each other.
create table access.run_grant_entry (
    xact xid8 primary key,
    grant_id uuid not null references access.run_grant (id)
);
create index run_grant_entry_of on access.run_grant_entry (grant_id);
comment on index access.run_grant_entry_of is 'emptied when the grant ends';

create function access.guard_run_grant() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if (new.id, new.organization_id, new.run_id, new.kind, new.purpose, new.file_id, new.operator_id, new.session_id, new.given_at, new.expires_at)
       is distinct from (old.id, old.organization_id, old.run_id, old.kind, old.purpose, old.file_id, old.operator_id, old.session_id, old.given_at, old.expires_at) then
        raise exception 'What a grant was given for does not change.' using errcode = 'check_violation', constraint = 'run_grant_fixed';
    end if;
    if old.ended_at is not null then
        raise exception 'An ended grant stays ended.' using errcode = 'check_violation', constraint = 'run_grant_ended_stays';
    end if;
    return new;
end
$$;
create trigger run_grant_guarded before update on access.run_grant for each row execute function access.guard_run_grant();

-- A session that came in through access.enter_run, and the run it came in for.
alter table access.session add column run_xact xid8, add column entered_run uuid;

grant select, insert, update on access.run_grant to ops_definer;
grant select, insert, delete on access.run_grant_entry to ops_definer;
-- Ids only: the worker finds its key, the page says until when a job may work. By itself an id opens nothing.
grant select on access.run_grant to ops_jobs;
grant execute on function access.guard_run_grant() to ops_owner;

reset role;
