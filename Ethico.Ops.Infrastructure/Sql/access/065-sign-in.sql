-- What follows from an operator's role or standing changing, whoever changed it: the open session ends in the same
-- transaction, and every server hears of it.
set local role ops_owner;

-- Sign-ins that were ended by hand. A copied cookie is refused by this row until it would have been too old anyway.
create table access.ended_sign_in (
    id uuid primary key,
    operator_id uuid not null references access.operator (id),
    ended_at timestamptz not null default access.now()
);
grant select on access.ended_sign_in to ops_portal;
grant insert (id, operator_id) on access.ended_sign_in to ops_portal;

create function access.operator_changed() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_session uuid;
begin
    for v_session in select s.id from access.session s where s.operator_id = new.id and s.ended_at is null loop
        perform access.end_session(v_session, 'ROLE_REVOKED', null, null, null, null, null);
    end loop;
    perform pg_notify('ops_signal', jsonb_build_object('kind', 'operator-changed', 'operator', new.id)::text);
    return null;
end
$$;
-- At the commit: who deactivates a person ends the session with their own name and words, and this finds it ended.
create constraint trigger operator_changed after update of role, deactivated_at on access.operator
    deferrable initially deferred for each row
    when (old.role is distinct from new.role or old.deactivated_at is distinct from new.deactivated_at)
    execute function access.operator_changed();

create function access.sign_in_ended() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    perform pg_notify('ops_signal', jsonb_build_object('kind', 'signed-out', 'operator', new.operator_id, 'signIn', new.id)::text);
    return null;
end
$$;
create trigger sign_in_ended after insert on access.ended_sign_in for each row execute function access.sign_in_ended();

reset role;
alter function access.operator_changed() owner to ops_definer;
grant execute on function access.sign_in_ended() to ops_owner;
