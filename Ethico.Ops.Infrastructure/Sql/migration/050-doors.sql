-- The keys of RunAsync and ImportAsync (DESIGN.md 2).

-- The grant this very transaction came in with, if it is open by the database's clock.
create function access.entered_grant() returns access.run_grant
    language sql stable security definer
    set search_path = ''
    as $$
    select g from access.run_grant_entry e join access.run_grant g on g.id = e.grant_id
    where e.xact = pg_current_xact_id_if_assigned()
      and g.ended_at is null
      and g.expires_at > access.now()
    $$;

-- The tenant whose rows the present role may see. A session that came in through access.enter fits ops_tenant as before; one that
-- came in for a run fits ops_migration only, or its unrestricted transaction would write the client's rows in Read mode; an
-- import's role is opened by an import's grant alone. The role is the one SET ROLE took on: a definer function does not change it.
create or replace function access.current_tenant() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select coalesce(
        (select s.organization_id from access.session s
         where s.id = nullif(current_setting('ops.session', true), '')::uuid
           and s.entered_xact = pg_current_xact_id_if_assigned()
           and s.ended_at is null
           and s.expires_at > access.now()
           and s.sees_content
           and current_setting('role') <> 'ops_import'
           and coalesce(s.run_xact = s.entered_xact, false) = (current_setting('role') = 'ops_migration')),
        (select g.organization_id from access.run_grant_entry e join access.run_grant g on g.id = e.grant_id
         where e.xact = pg_current_xact_id_if_assigned()
           and g.ended_at is null
           and g.expires_at > access.now()
           and (current_setting('role'), g.kind) in (('ops_migration', 'RUN'), ('ops_migration', 'IMPORT'), ('ops_import', 'IMPORT'))))
    $$;

-- The run of the same key.
create or replace function access.current_run() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select coalesce(
        (select s.entered_run from access.session s
         where s.id = nullif(current_setting('ops.session', true), '')::uuid
           and s.entered_xact = pg_current_xact_id_if_assigned()
           and s.run_xact = s.entered_xact
           and s.ended_at is null
           and s.expires_at > access.now()
           and s.sees_content
           and current_setting('role') = 'ops_migration'),
        (select g.run_id from access.run_grant_entry e join access.run_grant g on g.id = e.grant_id
         where e.xact = pg_current_xact_id_if_assigned()
           and g.ended_at is null
           and g.expires_at > access.now()
           and (current_setting('role'), g.kind) in (('ops_migration', 'RUN'), ('ops_migration', 'IMPORT'), ('ops_import', 'IMPORT'))))
    $$;

-- The file an upload's ticket may append to: for policies WITH CHECK and for definer functions of the upload, never for a select.
create function access.current_upload() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select g.file_id from access.run_grant_entry e join access.run_grant g on g.id = e.grant_id
    where e.xact = pg_current_xact_id_if_assigned()
      and g.ended_at is null
      and g.expires_at > access.now()
      and g.kind = 'UPLOAD'
    $$;

-- The door of a person's RunAsync. As access.enter, and the run must be one of the session's tenant (or, p_begins, not be there yet).
-- A look makes the transaction read-only; a change owes its entry (access.record_change). Read mode suffices, since ops_migration
-- can write nothing but the run; p_writes asks for Write mode, because the act hands out the import's key.
create function access.enter_run(
    p_session uuid, p_operator uuid, p_run uuid, p_begins boolean, p_changes boolean, p_writes boolean,
    p_action text, p_entity_type text, p_entity_id text, p_detail text,
    p_reason text, p_ip text, p_user_agent text, p_correlation_id text)
    returns table (refusal text, end_reason text, retry_after interval)
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session;
    v_now timestamptz;
    v_xact xid8;
begin
    select * into s from access.session where id = p_session for update;
    if not found or s.operator_id <> p_operator then
        return query select 'not-yours', null::text, null::interval;
        return;
    end if;

    refusal := access.close_if_over(s);
    if refusal is null and (not s.sees_content or s.role not in ('IMPLEMENTATION_SPECIALIST', 'IMPLEMENTATION_MANAGER', 'PLATFORM_ADMIN')) then
        refusal := 'not-found';
    end if;
    if refusal is null and p_begins is distinct from (not exists (
            select from migration.runs r where r.id = p_run and (p_begins or r.organization_id = s.organization_id))) then
        refusal := 'not-found';
    end if;
    if refusal is null then
        retry_after := access.take_token(s.operator_id, 'act');
        if retry_after is null and p_action = 'RevealPersonalData' then
            retry_after := access.take_token(s.operator_id, 'reveal');
        end if;
        if retry_after is not null then
            refusal := 'too-many';
        end if;
    end if;
    v_now := access.now();
    if refusal is null and p_writes and not (s.mode = 'WRITE' and s.write_until > v_now) then
        refusal := 'read-only';
    end if;

    if refusal is not null then
        perform access.record_in_session(s, p_action, p_entity_type, p_entity_id,
            jsonb_build_object('refusal', refusal)::text, 'REFUSED', p_reason, p_ip, p_user_agent, p_correlation_id, null, null);
        end_reason := (select x.end_reason from access.session x where x.id = s.id);
        return next;
        return;
    end if;

    v_xact := pg_current_xact_id();
    update access.session
    set last_act_at = v_now, entered_xact = v_xact, run_xact = v_xact, entered_run = p_run,
        recorded_xact = case when p_changes then recorded_xact else v_xact end
    where id = s.id;
    perform set_config('ops.session', s.id::text, true);
    if not p_changes then
        perform access.record_in_session(s, p_action, p_entity_type, p_entity_id, p_detail, 'ALLOWED', p_reason,
            p_ip, p_user_agent, p_correlation_id, null, null);
        perform set_config('transaction_read_only', 'on', true);
    end if;
    return next;
end
$$;

-- Ends a grant once. Its own transaction's entry stays until the commit: what ended no longer answers anyway.
create function access.end_run_grant(p_grant uuid, p_end_reason text) returns boolean
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    update access.run_grant set ended_at = access.now(), end_reason = p_end_reason where id = p_grant and ended_at is null;
    if not found then
        return false;
    end if;
    delete from access.run_grant_entry where grant_id = p_grant and xact <> pg_current_xact_id();
    return true;
end
$$;

-- Why a grant may no longer be used, or null. The right of who gave it is asked at every entry.
create function access.grant_fault(p_grant access.run_grant) returns text
    language sql stable security definer
    set search_path = ''
    as $$
    select case
        when p_grant.expires_at <= n.now then 'EXPIRED'
        when not exists (select from access.operator o
                where o.id = p_grant.operator_id and o.deactivated_at is null
                  and o.role in ('IMPLEMENTATION_SPECIALIST', 'IMPLEMENTATION_MANAGER', 'PLATFORM_ADMIN')) then 'ROLE_REVOKED'
        when exists (select from access.operator o where o.id = p_grant.operator_id and o.role = 'IMPLEMENTATION_SPECIALIST')
            and not exists (select from access.assignment a
                where a.operator_id = p_grant.operator_id and a.organization_id = p_grant.organization_id
                  and a.from_at <= n.now and (a.until_at is null or a.until_at > n.now)) then 'ASSIGNMENT_ENDED'
        when not exists (select from platform.organizations o
                where o.id = p_grant.organization_id and o.status in ('PENDING', 'ACTIVE')) then 'TENANT_SUSPENDED'
        end
    from (select access.now() as now offset 0) n
    $$;

-- The door of a job or an upload: the key fits this transaction and no other. p_import is the door's own word: an import's door
-- opens to an import's grant only. Answers null, or why not.
create function access.enter_grant(p_grant uuid, p_run uuid, p_import boolean) returns text
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    g access.run_grant;
    v_end text;
begin
    select * into g from access.run_grant where id = p_grant;
    if not found or g.run_id <> p_run or (p_import and g.kind <> 'IMPORT') then
        return 'not-found';
    end if;
    if g.ended_at is not null then
        return case when g.end_reason in ('ROLE_REVOKED', 'ASSIGNMENT_ENDED') then 'right-lost' else 'grant-over' end;
    end if;
    v_end := access.grant_fault(g);
    if v_end is not null then
        perform access.end_run_grant(g.id, v_end);
        return case when v_end in ('ROLE_REVOKED', 'ASSIGNMENT_ENDED') then 'right-lost' else 'grant-over' end;
    end if;
    insert into access.run_grant_entry (xact, grant_id) values (pg_current_xact_id(), g.id);
    return null;
end
$$;

-- Hands out a key in the transaction of a person's act, which owes its entry. The import's needs Write mode at the click.
create function access.give_run_grant(p_purpose text, p_file uuid, p_span interval) returns uuid
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session := access.entered_session();
    v_id uuid := gen_random_uuid();
    v_now timestamptz := access.now();
    v_kind text := case p_purpose when 'UPLOAD' then 'UPLOAD' when 'IMPORT' then 'IMPORT' when 'ROLLBACK' then 'IMPORT' else 'RUN' end;
    v_earlier uuid;
begin
    if s.id is null or s.run_xact is distinct from s.entered_xact then
        raise exception 'A grant is given by a person''s act on the run only.' using errcode = 'insufficient_privilege';
    end if;
    if v_kind = 'IMPORT' and not (s.mode = 'WRITE' and s.write_until > v_now) then
        raise exception 'The import''s key needs Write mode.' using errcode = 'insufficient_privilege';
    end if;
    for v_earlier in select g.id from access.run_grant g
        where g.run_id = s.entered_run and g.purpose = p_purpose and g.ended_at is null
          and (p_purpose <> 'UPLOAD' or (g.file_id = p_file and g.operator_id = s.operator_id)) loop
        perform access.end_run_grant(v_earlier, 'REPLACED');
    end loop;
    insert into access.run_grant (id, organization_id, run_id, kind, purpose, file_id, operator_id, session_id, given_at, expires_at)
    values (v_id, s.organization_id, s.entered_run, v_kind, p_purpose, p_file, s.operator_id, s.id, v_now, v_now + p_span);
    -- A person's word is a new start: what failed too often before is tried again.
    update migration.leases set faults = 0 where run_id = s.entered_run and faults > 0;
    return v_id;
end
$$;

-- The entry of what a job or an upload does with its grant: the actor is the job, in a stream of the grant's own.
create function access.record_by_grant(
    p_action text, p_entity_type text, p_entity_id text, p_detail text, p_reason text, p_correlation_id text, p_before text, p_after text)
    returns void
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    g access.run_grant := access.entered_grant();
    v_job text;
begin
    if g.id is null then
        raise exception 'No grant is entered in this transaction.' using errcode = 'insufficient_privilege';
    end if;
    v_job := 'migration-' || lower(g.purpose);
    insert into access.audit_entry (id, stream, actor_kind, actor_id, organization_id, action, entity_type, entity_id, detail,
        outcome, reason, correlation_id, before, after)
    values (gen_random_uuid(), 'job:' || v_job || ':' || g.id, 'JOB', v_job, g.organization_id, p_action, p_entity_type, p_entity_id,
        p_detail, 'ALLOWED', p_reason, p_correlation_id, p_before, p_after);
end
$$;

-- Keys that end because something else did: the state they were given for, the right they stood on. At the commit, so that the
-- transaction that leaves the state can still finish with the key it came in with.
create function access.run_left_state() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_grant uuid;
    v_state text := (select r.state from migration.runs r where r.id = new.id);
begin
    for v_grant in select g.id from access.run_grant g
        where g.run_id = new.id and g.ended_at is null
          and not case g.purpose
                when 'UPLOAD' then v_state = 'UPLOADING'
                when 'DETECT' then v_state = 'DETECTING'
                when 'VALIDATE' then v_state = 'VALIDATING'
                when 'PREVIEW' then v_state = 'PREVIEWING'
                when 'IMPORT' then v_state in ('IMPORT_QUEUED', 'IMPORTING')
                when 'ROLLBACK' then v_state = 'ROLLING_BACK' end loop
        perform access.end_run_grant(v_grant, 'STATE_LEFT');
    end loop;
    return null;
end
$$;

create function access.grants_after_operator() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    g access.run_grant;
begin
    for g in select * from access.run_grant x where x.operator_id = new.id and x.ended_at is null loop
        perform access.end_run_grant(g.id, v.fault) from (select access.grant_fault(g) as fault) v where v.fault is not null;
    end loop;
    return null;
end
$$;

create function access.grants_after_assignment() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    g access.run_grant;
begin
    for g in select * from access.run_grant x
        where x.operator_id = new.operator_id and x.organization_id = new.organization_id and x.ended_at is null loop
        perform access.end_run_grant(g.id, v.fault) from (select access.grant_fault(g) as fault) v where v.fault is not null;
    end loop;
    return null;
end
$$;

create constraint trigger run_left_state after update of state on migration.runs
    deferrable initially deferred for each row when (old.state is distinct from new.state)
    execute function access.run_left_state();
create constraint trigger operator_grants after update of role, deactivated_at on access.operator
    deferrable initially deferred for each row
    when (old.role is distinct from new.role or old.deactivated_at is distinct from new.deactivated_at)
    execute function access.grants_after_operator();
create constraint trigger assignment_grants after update of until_at on access.assignment
    deferrable initially deferred for each row when (old.until_at is distinct from new.until_at)
    execute function access.grants_after_assignment();

do $$
declare
    f regprocedure;
begin
    foreach f in array array[
        'access.entered_grant()', 'access.current_run()', 'access.current_upload()',
        'access.enter_run(uuid,uuid,uuid,boolean,boolean,boolean,text,text,text,text,text,text,text,text)',
        'access.end_run_grant(uuid,text)', 'access.grant_fault(access.run_grant)', 'access.enter_grant(uuid,uuid,boolean)',
        'access.give_run_grant(text,uuid,interval)', 'access.record_by_grant(text,text,text,text,text,text,text,text)',
        'access.run_left_state()', 'access.grants_after_operator()', 'access.grants_after_assignment()']::regprocedure[] loop
        execute format('alter function %s owner to ops_definer', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end
$$;

grant execute on function access.current_run() to ops_migration, ops_import, ops_owner;
grant execute on function access.current_upload() to ops_migration;
grant execute on function access.enter_run(uuid,uuid,uuid,boolean,boolean,boolean,text,text,text,text,text,text,text,text) to ops_migration;
grant execute on function access.record_change(text,text,text,text,text,text,text,text,text,text) to ops_migration;
grant execute on function access.give_run_grant(text,uuid,interval) to ops_migration;
grant execute on function access.enter_grant(uuid,uuid,boolean) to ops_migration, ops_import;
grant execute on function access.record_by_grant(text,text,text,text,text,text,text,text) to ops_migration, ops_import;
grant execute on function access.end_run_grant(uuid,text) to ops_jobs;
