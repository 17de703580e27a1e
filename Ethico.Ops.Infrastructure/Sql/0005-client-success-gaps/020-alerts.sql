-- An alert is somebody's: the lead of the client, or everybody of a role (NO_SCORE is the administrators').
set local role ops_owner;

alter table client_success.alert add column owner_role text check (owner_role in ('CLIENT_SUCCESS', 'PLATFORM_ADMIN'));
update client_success.alert set owner_id = null, owner_role = 'PLATFORM_ADMIN' where rule = 'NO_SCORE' and state = 'NEW';

-- Who administrates: ids alone, for the notices of the night.
create function client_success.administrators() returns setof uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select o.id from access.operator o where o.role = 'PLATFORM_ADMIN' and o.deactivated_at is null
$$;
revoke execute on function client_success.administrators() from public;
grant execute on function client_success.administrators() to ops_jobs;

reset role;
alter function client_success.administrators() owner to ops_definer;
