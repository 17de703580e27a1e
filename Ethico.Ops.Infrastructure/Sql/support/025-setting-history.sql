-- The versions of one key of the entered tenant, newest first. Its values are class D, which no door may select: they come
-- out only of a key that is defined here and not Secret.
set local role ops_owner;

create function support.setting_history(p_key text)
    returns table (version integer, value jsonb, changed_at timestamptz, changed_by_kind text)
    language sql stable security definer
    set search_path = ''
    as $$
    select h.version, h.value, h.changed_at, h.changed_by_kind
    from platform.setting_changes h
    join platform.setting_definitions d on d.key = h.key
    join support.setting_definition s on s.key = h.key
    where h.organization_id = (select access.current_tenant())
      and h.key = p_key
      and not d.is_secret
      and s.class <> 'SECRET'
    order by h.version desc
    limit 200
    $$;

-- A reporter's identity needs a session with a ticket. Asked in the transaction that reads the values.
create function support.entered_with_ticket() returns boolean
    language sql stable security definer
    set search_path = ''
    as $$ select coalesce((access.entered_session()).ticket is not null, false) $$;

reset role;
alter function support.setting_history(text) owner to ops_definer;
alter function support.entered_with_ticket() owner to ops_definer;
grant execute on function support.setting_history(text), support.entered_with_ticket() to ops_tenant;

set local role ops_owner;
grant select (organization_id, key, version, value, changed_at, changed_by_kind) on platform.setting_changes to ops_definer;
create policy ops_definer_select on platform.setting_changes for select to ops_definer using (true);
reset role;
