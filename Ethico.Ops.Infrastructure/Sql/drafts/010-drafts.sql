-- Unsaved typing. A draft belongs to one operator; where it was typed inside a tenant it may hold case text, and opens only to its
-- owner inside that tenant, or in the quarter of an hour after: the last words before an end are still written, and still shown.
set local role ops_owner;

create table access.draft (
    operator_id uuid not null references access.operator (id),
    -- Page and object: words, ids and setting keys. No name and no text of a person.
    place text not null check (place ~ '^[A-Za-z0-9:._-]{1,200}$'),
    organization_id uuid,
    -- Sealed by the portal with a key that is not in this database; owner and place are bound to it.
    body bytea not null check (octet_length(body) between 29 and 65600),
    version bigint not null check (version > 0),
    based_on text check (based_on ~ '^[A-Za-z0-9:._-]{1,100}$'),
    saved_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (operator_id, place),
    constraint draft_seven_days check (expires_at > saved_at and expires_at <= saved_at + interval '7 days')
) with (fillfactor = 50); -- written over and over while somebody types: room for HOT updates
create index draft_expiry on access.draft (expires_at);
comment on index access.draft_expiry is 'the sweep of lapsed drafts';

-- The person this transaction works for, if they still stand.
create function access.draft_owner() returns uuid
    language sql stable security definer
    set search_path = ''
    as $$
    select o.id from access.operator o
    where o.id = nullif(current_setting('ops.draft_owner', true), '')::uuid and o.deactivated_at is null
    $$;

-- The tenants that person is inside, or was within the last fifteen minutes.
create function access.draft_tenants() returns uuid[]
    language sql stable security definer
    set search_path = ''
    as $$
    select coalesce(array_agg(distinct s.organization_id), '{}') from access.session s
    where s.operator_id = nullif(current_setting('ops.draft_owner', true), '')::uuid
      and s.started_at > access.now() - interval '5 hours'
      and coalesce(s.ended_at, s.expires_at) > access.now() - interval '15 minutes'
    $$;

alter table access.draft enable row level security;
alter table access.draft force row level security;
create policy draft_of_its_owner on access.draft to ops_portal
    using (operator_id = (select access.draft_owner())) with check (operator_id = (select access.draft_owner()));
create policy draft_of_its_tenant on access.draft as restrictive to ops_portal
    using (case when organization_id is null then true else organization_id = any ((select access.draft_tenants())::uuid[]) end)
    with check (case when organization_id is null then true else organization_id = any ((select access.draft_tenants())::uuid[]) end);
create policy draft_purge on access.draft to ops_definer using (true);

grant select, insert, update, delete on access.draft to ops_portal;
grant select (operator_id, place, expires_at), delete on access.draft to ops_definer;

-- Keeps a text over the version it follows. Not kept: another window wrote in between, and version and instant are that one's.
create function access.keep_draft(p_place text, p_tenant uuid, p_body bytea, p_over bigint, p_based_on text)
    returns table (is_kept boolean, version bigint, saved_at timestamptz)
    language plpgsql
    set search_path = ''
    as $$
declare
    v_now timestamptz := access.now();
    v_owner uuid := access.draft_owner();
begin
    -- Nobody has a hundred texts open; a loop would.
    delete from access.draft d where d.operator_id = v_owner and d.place in (
        select o.place from access.draft o where o.operator_id = v_owner and o.place <> p_place order by o.saved_at desc offset 99);
    return query
        insert into access.draft as d (operator_id, place, organization_id, body, version, based_on, saved_at, expires_at)
        values (v_owner, p_place, p_tenant, p_body, p_over + 1, p_based_on, v_now, v_now + interval '7 days')
        on conflict (operator_id, place) do update
            set body = excluded.body, version = d.version + 1, based_on = excluded.based_on, saved_at = excluded.saved_at,
                expires_at = excluded.expires_at
            where d.version = p_over or d.expires_at <= v_now
        returning true, d.version, d.saved_at;
    if not found then
        return query select false, d.version, d.saved_at from access.draft d where d.operator_id = v_owner and d.place = p_place;
    end if;
end
$$;

create function access.purge_drafts() returns integer
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_gone integer;
begin
    delete from access.draft d where d.expires_at <= access.now();
    get diagnostics v_gone = row_count;
    return v_gone;
end
$$;

-- Who leaves the house leaves nothing half said in it.
create function access.drop_drafts_of_leaver() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    delete from access.draft d where d.operator_id = new.id;
    return null;
end
$$;
create trigger operator_left after update of deactivated_at on access.operator for each row
    when (old.deactivated_at is null and new.deactivated_at is not null)
    execute function access.drop_drafts_of_leaver();

reset role;
alter function access.draft_owner() owner to ops_definer;
alter function access.draft_tenants() owner to ops_definer;
alter function access.purge_drafts() owner to ops_definer;
alter function access.drop_drafts_of_leaver() owner to ops_definer;
grant execute on function access.draft_owner(), access.draft_tenants(), access.keep_draft(text, uuid, bytea, bigint, text) to ops_portal;
grant execute on function access.purge_drafts() to ops_jobs;
