-- A reveal is decided by the record itself (who reported, whether anonymously), so it cannot be known allowed when the door opens.
-- access.enter writes its entry first, as allowed; these two enter without one, and write it once the record has spoken. The
-- transaction does not commit in between: session_entry_due asks for the entry.
set local role ops_owner;

-- As access.enter does it for a view, but for the entry.
create function access.enter_reveal(
    p_session uuid, p_operator uuid, p_entity_type text, p_entity_id text, p_reason text, p_ip text, p_user_agent text, p_correlation_id text)
    returns table (refusal text, end_reason text, retry_after interval)
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session;
begin
    select * into s from access.session where id = p_session for update;
    if not found or s.operator_id <> p_operator then
        return query select 'not-yours', null::text, null::interval;
        return;
    end if;

    refusal := access.close_if_over(s);
    if refusal is null then
        retry_after := coalesce(access.take_token(s.operator_id, 'act'), access.take_token(s.operator_id, 'reveal'));
        if retry_after is not null then
            refusal := 'too-many';
        end if;
    end if;
    if refusal is not null then
        perform access.record_in_session(s, 'RevealPersonalData', p_entity_type, p_entity_id,
            jsonb_build_object('refusal', refusal)::text, 'REFUSED', p_reason, p_ip, p_user_agent, p_correlation_id, null, null);
        end_reason := (select x.end_reason from access.session x where x.id = s.id);
        return next;
        return;
    end if;

    update access.session set last_act_at = access.now(), entered_xact = pg_current_xact_id() where id = s.id;
    perform set_config('ops.session', s.id::text, true);
    return next;
end
$$;

-- The entry it owes: allowed, or refused with the code. From here on the transaction only reads.
create function access.record_reveal(
    p_refusal text, p_entity_type text, p_entity_id text, p_detail text, p_reason text, p_ip text, p_user_agent text, p_correlation_id text) returns void
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    s access.session := access.entered_session();
begin
    if s.id is null then
        raise exception 'No session is entered in this transaction.' using errcode = 'insufficient_privilege';
    end if;
    perform access.record_in_session(s, 'RevealPersonalData', p_entity_type, p_entity_id,
        case when p_refusal is null then p_detail else (p_detail::jsonb || jsonb_build_object('refusal', p_refusal))::text end,
        case when p_refusal is null then 'ALLOWED' else 'REFUSED' end, p_reason, p_ip, p_user_agent, p_correlation_id, null, null);
    update access.session set recorded_xact = entered_xact where id = s.id;
    perform set_config('transaction_read_only', 'on', true);
end
$$;

reset role;
alter function access.enter_reveal(uuid,uuid,text,text,text,text,text,text) owner to ops_definer;
alter function access.record_reveal(text,text,text,text,text,text,text,text) owner to ops_definer;
grant execute on function access.enter_reveal(uuid,uuid,text,text,text,text,text,text) to ops_tenant, ops_overview;
grant execute on function access.record_reveal(text,text,text,text,text,text,text,text) to ops_tenant, ops_overview;
