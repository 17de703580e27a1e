-- The key. What TenantAsync calls, and what the policies of schema platform ask.
set local role ops_owner;

-- The session whose entry this very transaction wrote, if it is open by the database's clock. A session id alone opens
-- nothing: it must have come through access.enter in the same transaction.
create function access.entered_session() returns access.session
    language sql stable security definer
    set search_path = ''
    as $$
    select s from access.session s
    where s.id = nullif(current_setting('ops.session', true), '')::uuid
      and s.entered_xact = pg_current_xact_id_if_assigned()
      and s.ended_at is null
      and s.expires_at > access.now()
    $$;

-- The entered tenant, whatever the session may see of it. For definer functions that give aggregates.
create function access.entered_tenant() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$ select (access.entered_session()).organization_id $$;

-- The tenant whose rows the present role may see: null without ViewCaseContent.
create function access.current_tenant() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select s.organization_id from access.session s
    where s.id = nullif(current_setting('ops.session', true), '')::uuid
      and s.entered_xact = pg_current_xact_id_if_assigned()
      and s.ended_at is null
      and s.expires_at > access.now()
      and s.sees_content
    $$;

-- The migration run whose grant is open. Grants come with the migration wizard; until then no run is ever open.
create function access.current_run() returns uuid
    language sql stable
    set search_path = ''
    as $$ select null::uuid $$;

-- Writes an entry into a session's own stream with the operator, role and tenant of the session row: what staff do inside
-- a tenant carries the real operator, whoever calls.
create function access.record_in_session(
    p_session access.session, p_action text, p_entity_type text, p_entity_id text, p_detail text, p_outcome text, p_reason text,
    p_ip text, p_user_agent text, p_correlation_id text, p_before text, p_after text) returns void
    language sql
    set search_path = ''
    as $$
    insert into access.audit_entry (id, stream, actor_kind, actor_id, role, session_id, organization_id, action, entity_type,
        entity_id, detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after)
    values (gen_random_uuid(), 'session:' || p_session.id, 'OPERATOR', p_session.operator_id::text, p_session.role, p_session.id,
        p_session.organization_id, p_action, p_entity_type, p_entity_id, p_detail, p_outcome, p_reason, p_session.ticket,
        p_ip, p_user_agent, p_correlation_id, p_before, p_after)
    $$;

-- Ends a session once; false if it was over already. The instant is when the right ended, not when somebody noticed.
create function access.end_session(
    p_session uuid, p_end_reason text, p_ended_by uuid, p_words text, p_ip text, p_user_agent text, p_correlation_id text)
    returns boolean
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session;
    v_now timestamptz;
begin
    select * into s from access.session where id = p_session for update;
    if not found or s.ended_at is not null then
        return false;
    end if;
    v_now := access.now();

    update access.session
    set ended_at = case p_end_reason
            when 'EXPIRED' then least(v_now, s.expires_at)
            when 'IDLE_TIMEOUT' then least(v_now, s.last_act_at + s.idle_span)
            else v_now end,
        end_reason = p_end_reason, ended_by = p_ended_by, mode = 'READ', write_until = null
    where id = p_session;

    perform access.record_in_session(s, 'EndSession', 'Session', s.id::text,
        jsonb_build_object('endReason', p_end_reason, 'endedBy', p_ended_by)::text,
        'ALLOWED', p_words, p_ip, p_user_agent, p_correlation_id, null, null);
    perform pg_notify('ops_signal', jsonb_build_object('kind', 'session-ended', 'session', s.id, 'operator', s.operator_id,
        'tenant', s.organization_id, 'reason', p_end_reason)::text);
    return true;
end
$$;

-- Why an open session may no longer be used, or null. Ends it where that is final.
create function access.close_if_over(p_session access.session) returns text
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_now timestamptz := access.now();
    v_end text;
begin
    if p_session.ended_at is not null then
        return 'session-over';
    end if;

    v_end := case
        when p_session.expires_at <= v_now then 'EXPIRED'
        when p_session.last_act_at + p_session.idle_span <= v_now then 'IDLE_TIMEOUT'
        when not exists (select from access.operator o
                where o.id = p_session.operator_id and o.deactivated_at is null and o.role = p_session.role) then 'ROLE_REVOKED'
        when p_session.needs_assignment and not exists (select from access.assignment a
                where a.operator_id = p_session.operator_id and a.organization_id = p_session.organization_id
                  and a.from_at <= v_now and (a.until_at is null or a.until_at > v_now)) then 'ASSIGNMENT_ENDED'
        when not exists (select from platform.organizations o
                where o.id = p_session.organization_id and o.status in ('PENDING', 'ACTIVE')) then 'TENANT_SUSPENDED'
        end;
    if v_end is null then
        return null;
    end if;

    perform access.end_session(p_session.id, v_end, null, null, null, null, null);
    return 'session-over';
end
$$;

-- The door of TenantAsync. One row always: refusal null means the key now fits this transaction, and the entry is written.
-- A view makes the transaction read-only; a change needs Write mode and owes its entry, which access.record_change writes.
create function access.enter(
    p_session uuid, p_operator uuid, p_writes boolean, p_action text, p_entity_type text, p_entity_id text, p_detail text,
    p_reason text, p_ip text, p_user_agent text, p_correlation_id text)
    returns table (refusal text, end_reason text, retry_after interval)
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session;
    v_now timestamptz;
begin
    select * into s from access.session where id = p_session for update;
    -- Unknown, and another operator's: the same answer. The attempt is written by the caller, in the caller's own stream.
    if not found or s.operator_id <> p_operator then
        return query select 'not-yours', null::text, null::interval;
        return;
    end if;

    refusal := access.close_if_over(s);
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

    update access.session
    set last_act_at = v_now, entered_xact = pg_current_xact_id(),
        recorded_xact = case when p_writes then recorded_xact else pg_current_xact_id() end
    where id = s.id;
    perform set_config('ops.session', s.id::text, true);
    if not p_writes then
        perform access.record_in_session(s, p_action, p_entity_type, p_entity_id, p_detail, 'ALLOWED', p_reason,
            p_ip, p_user_agent, p_correlation_id, null, null);
        perform set_config('transaction_read_only', 'on', true);
    end if;
    return next;
end
$$;

-- The entry a change owes, with what was and what is.
create function access.record_change(
    p_action text, p_entity_type text, p_entity_id text, p_detail text, p_reason text, p_ip text, p_user_agent text,
    p_correlation_id text, p_before text, p_after text) returns void
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session := access.entered_session();
begin
    if s.id is null then
        raise exception 'No session is entered in this transaction.' using errcode = 'insufficient_privilege';
    end if;
    perform access.record_in_session(s, p_action, p_entity_type, p_entity_id, p_detail, 'ALLOWED', p_reason,
        p_ip, p_user_agent, p_correlation_id, p_before, p_after);
    update access.session set recorded_xact = entered_xact where id = s.id;
end
$$;

-- What nobody comes to end by hand: sessions past their time, and Write windows that closed. For the sweep each half minute.
create function access.sweep_sessions() returns table (ended integer, fell_back integer)
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session;
begin
    ended := 0;
    fell_back := 0;
    for s in select * from access.session x where x.ended_at is null for update skip locked loop
        if access.close_if_over(s) is not null then
            ended := ended + 1;
        elsif s.mode = 'WRITE' and s.write_until <= access.now() then
            update access.session set mode = 'READ', write_until = null where id = s.id;
            perform access.record_in_session(s, 'FallBackToRead', 'Session', s.id::text, '{"cause":"WINDOW_OVER"}', 'ALLOWED',
                null, null, null, null, null, null);
            perform pg_notify('ops_signal', jsonb_build_object('kind', 'session-changed', 'session', s.id, 'operator', s.operator_id,
                'tenant', s.organization_id)::text);
            fell_back := fell_back + 1;
        end if;
    end loop;
    return next;
end
$$;

reset role;

do $$
declare
    f regprocedure;
begin
    foreach f in array array[
        'access.entered_session()', 'access.entered_tenant()', 'access.current_tenant()',
        'access.record_in_session(access.session,text,text,text,text,text,text,text,text,text,text,text)',
        'access.end_session(uuid,text,uuid,text,text,text,text)', 'access.close_if_over(access.session)',
        'access.enter(uuid,uuid,boolean,text,text,text,text,text,text,text,text)',
        'access.record_change(text,text,text,text,text,text,text,text,text,text)', 'access.sweep_sessions()']::regprocedure[] loop
        execute format('alter function %s owner to ops_definer', f);
    end loop;
end
$$;

grant execute on function access.current_tenant() to ops_tenant, ops_migration, ops_import, ops_owner;
grant execute on function access.current_run() to ops_migration, ops_import, ops_owner;
grant execute on function access.end_session(uuid,text,uuid,text,text,text,text) to ops_portal;
grant execute on function access.enter(uuid,uuid,boolean,text,text,text,text,text,text,text,text) to ops_tenant, ops_overview;
grant execute on function access.record_change(text,text,text,text,text,text,text,text,text,text) to ops_tenant;
grant execute on function access.sweep_sessions() to ops_jobs;
