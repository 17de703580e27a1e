-- Uploaded files. The bytes lie in the vault, encrypted with a key of the file's own; here stand what is there, in which order, and
-- that key, wrapped. The name is the client's and shown only: nothing is looked up or stored by it.
set local role ops_owner;

create table migration.files (
    organization_id uuid not null,
    id uuid primary key,
    run_id uuid not null,
    position integer not null check (position between 1 and 1000),
    name text check (char_length(name) between 1 and 255),
    declared_size bigint not null check (declared_size > 0),
    stored_size bigint not null default 0 check (stored_size between 0 and declared_size),
    chunk_count integer not null default 0 check (chunk_count >= 0),
    state text not null default 'UPLOADING' check (state in ('UPLOADING', 'STORED', 'REMOVED')),
    -- Without it the stored bytes are noise; it goes first when the file does.
    wrapped_key bytea,
    tree_digest bytea check (octet_length(tree_digest) = 32),
    content_digest bytea check (octet_length(content_digest) = 32),
    begun_by uuid not null references access.operator (id),
    begun_at timestamptz not null default access.now(),
    last_sender uuid references access.operator (id),
    last_chunk_at timestamptz,
    stored_at timestamptz,
    removed_at timestamptz,
    foreign key (organization_id, run_id) references migration.runs (organization_id, id),
    constraint file_of_tenant unique (organization_id, id),
    constraint file_stored_whole check ((state = 'UPLOADING') <= (stored_at is null)
        and (state = 'STORED') <= (stored_at is not null and stored_size = declared_size and tree_digest is not null and content_digest is not null)),
    constraint file_removed_whole check ((state = 'REMOVED') = (removed_at is not null) and (state = 'REMOVED') = (wrapped_key is null)
        and (state = 'REMOVED') = (name is null))
);
create unique index file_place on migration.files (run_id, position) where state <> 'REMOVED';
comment on index migration.file_place is 'the files of a run in the order shown, which is the order read';
create index file_unfinished on migration.files (begun_at) where state = 'UPLOADING';
comment on index migration.file_unfinished is 'uploads nobody went on with for seven days';

create table migration.chunks (
    organization_id uuid not null,
    file_id uuid not null,
    index integer not null check (index >= 0),
    size integer not null check (size between 1 and 4194304),
    digest bytea not null check (octet_length(digest) = 32),
    -- Its name in the vault; whoever lost a race leaves one that no row names.
    blob uuid not null,
    stored_at timestamptz not null default access.now(),
    primary key (file_id, index),
    foreign key (organization_id, file_id) references migration.files (organization_id, id)
);

do $$
declare
    t text;
begin
    foreach t in array array['files', 'chunks'] loop
        execute format('alter table migration.%I enable row level security', t);
        execute format('alter table migration.%I force row level security', t);
        execute format('create policy ops_migration_select on migration.%I for select to ops_migration using (organization_id = (select access.current_tenant()))', t);
        execute format('create policy ops_import_select on migration.%I for select to ops_import using (organization_id = (select access.current_tenant()))', t);
        execute format('create policy ops_definer_all on migration.%I for all to ops_definer using (true) with check (true)', t);
    end loop;
end
$$;
create policy ops_migration_insert on migration.files for insert to ops_migration
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()));
create policy ops_migration_update on migration.files for update to ops_migration
    using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))
    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()));
grant select on migration.files, migration.chunks to ops_migration, ops_import;
grant insert (organization_id, id, run_id, position, name, declared_size, wrapped_key, begun_by) on migration.files to ops_migration;
grant update (position, state, name, wrapped_key, removed_at) on migration.files to ops_migration;
grant select, update on migration.files to ops_definer;
grant select, insert, delete on migration.chunks to ops_definer;
create policy ops_definer_update on migration.runs for update to ops_definer using (true) with check (true);
grant select (files_open, completed_at, over_at, purged_at), update (state, files_open) on migration.runs to ops_definer;

-- The upload of the ticket this transaction came in with, if it is this person's. A ticket reads nothing: what it needs to append
-- and to go on after a cut comes out of these functions.
create function migration.upload_of(p_operator uuid) returns migration.files
    language sql stable security definer
    set search_path = ''
    as $$
    select f from migration.files f
    where f.id = access.current_upload() and (access.entered_grant()).operator_id = p_operator
    $$;

create function migration.upload_facts(p_operator uuid)
    returns table (declared_size bigint, state text, index integer, size integer, digest bytea)
    language sql stable security definer
    set search_path = ''
    as $$
    select f.declared_size, f.state, c.index, c.size, c.digest
    from migration.upload_of(p_operator) f left join migration.chunks c on c.file_id = f.id
    where f.id is not null
    order by c.index
    $$;

-- May this chunk come next? NEXT, AGAIN (it is there already), DIFFERS (another one is), GAP, OTHER (somebody else is sending),
-- THREE (this person sends three others), FULL (more than was declared), OVER.
create function migration.expect_chunk(p_operator uuid, p_index integer, p_size integer, p_digest bytea)
    returns table (answer text, expected integer, sender uuid, wrapped_key bytea)
    language plpgsql stable security definer
    set search_path = ''
    as $$
declare
    f migration.files := migration.upload_of(p_operator);
    v_now timestamptz := access.now();
begin
    expected := f.chunk_count;
    sender := f.last_sender;
    answer := case
        when f.id is null then 'OVER'
        when f.state <> 'UPLOADING' then 'OVER'
        when p_index < f.chunk_count then
            case when exists (select from migration.chunks c where c.file_id = f.id and c.index = p_index and c.digest = p_digest) then 'AGAIN' else 'DIFFERS' end
        when p_index > f.chunk_count then 'GAP'
        when f.stored_size + p_size > f.declared_size then 'FULL'
        when p_size < 4194304 and f.stored_size + p_size < f.declared_size then 'GAP'
        when f.last_sender <> p_operator and f.last_chunk_at > v_now - interval '30 seconds' then 'OTHER'
        when (select count(*) from migration.files o where o.last_sender = p_operator and o.state = 'UPLOADING' and o.id <> f.id
                and o.last_chunk_at > v_now - interval '30 seconds') >= 3 then 'THREE'
        else 'NEXT' end;
    wrapped_key := case when answer = 'NEXT' then f.wrapped_key end;
    return next;
end
$$;

-- The chunk is encrypted and on disk: record it, if it is still the next.
create function migration.record_chunk(p_operator uuid, p_index integer, p_size integer, p_digest bytea, p_blob uuid) returns text
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    f migration.files := migration.upload_of(p_operator);
    v_answer text;
begin
    -- Two of the same chunk at once: the second waits here and then finds it.
    perform from migration.files x where x.id = f.id for update;
    select e.answer into v_answer from migration.expect_chunk(p_operator, p_index, p_size, p_digest) e;
    if v_answer <> 'NEXT' then
        return v_answer;
    end if;
    insert into migration.chunks (organization_id, file_id, index, size, digest, blob)
    values (f.organization_id, f.id, p_index, p_size, p_digest, p_blob);
    update migration.files
    set chunk_count = chunk_count + 1, stored_size = stored_size + p_size, last_sender = p_operator, last_chunk_at = access.now()
    where id = f.id;
    return 'NEXT';
end
$$;

create function migration.upload_blobs(p_operator uuid) returns table (index integer, size integer, blob uuid, wrapped_key bytea)
    language sql stable security definer
    set search_path = ''
    as $$
    select c.index, c.size, c.blob, f.wrapped_key
    from migration.upload_of(p_operator) f join migration.chunks c on c.file_id = f.id
    where f.stored_size = f.declared_size
    order by c.index
    $$;

-- All of it is there and both sides agree: the file is stored, and with the last one the run is uploaded.
create function migration.finish_upload(p_operator uuid, p_tree bytea, p_content bytea, p_correlation_id text) returns text
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    f migration.files := migration.upload_of(p_operator);
    v_open integer;
begin
    if f.id is null then
        return 'OVER';
    end if;
    perform from migration.files x where x.id = f.id for update;
    f := migration.upload_of(p_operator);
    if f.state <> 'UPLOADING' then
        return case when f.tree_digest = p_tree then 'AGAIN' else 'OVER' end;
    end if;
    if f.stored_size < f.declared_size then
        return 'GAP';
    end if;
    if p_tree is distinct from (select sha256(string_agg(c.digest, ''::bytea order by c.index)) from migration.chunks c where c.file_id = f.id) then
        return 'DIFFERS';
    end if;
    update migration.files set state = 'STORED', stored_at = access.now(), tree_digest = p_tree, content_digest = p_content where id = f.id;
    select count(*) into v_open from migration.files x where x.run_id = f.run_id and x.state = 'UPLOADING';
    update migration.runs set files_open = v_open, state = case when v_open = 0 and state = 'UPLOADING' then 'UPLOADED' else state end
    where id = f.run_id;
    perform access.record_by_grant('StoreMigrationFile', 'MigrationFile', f.id::text,
        jsonb_build_object('bytes', f.declared_size, 'chunks', f.chunk_count, 'content', encode(p_content, 'hex'), 'open', v_open, 'run', f.run_id)::text,
        null, p_correlation_id, null, null);
    return 'STORED';
end
$$;

-- What is to be taken out of the vault: uploads without a chunk for seven days, and everything of a run thirty days after it was
-- completed, rolled back or given up. Key and name go with the row's state; digests stay.
create function migration.purge_files() returns table (file_id uuid, run_id uuid, organization_id uuid)
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_now timestamptz := access.now();
begin
    return query
    with gone as (
        select f.id from migration.files f join migration.runs r on r.id = f.run_id
        where f.state <> 'REMOVED'
          and (f.state = 'UPLOADING' and coalesce(f.last_chunk_at, f.begun_at) <= v_now - interval '7 days'
            or coalesce(r.over_at, r.completed_at) <= v_now - interval '30 days' and r.state <> 'IMPORT_STOPPED')
        for update of f skip locked
    ), marked as (
        update migration.files f set state = 'REMOVED', removed_at = v_now, wrapped_key = null, name = null
        from gone g where f.id = g.id returning f.id, f.run_id, f.organization_id
    ), emptied as (
        delete from migration.chunks c using marked m where c.file_id = m.id
    )
    select m.id, m.run_id, m.organization_id from marked m;
    update migration.runs r set files_open = (select count(*) from migration.files x where x.run_id = r.id and x.state = 'UPLOADING')
    where r.state = 'UPLOADING' and r.files_open > 0;
end
$$;

reset role;
do $$
declare
    f regprocedure;
begin
    foreach f in array array[
        'migration.upload_of(uuid)', 'migration.upload_facts(uuid)', 'migration.expect_chunk(uuid,integer,integer,bytea)',
        'migration.record_chunk(uuid,integer,integer,bytea,uuid)', 'migration.upload_blobs(uuid)',
        'migration.finish_upload(uuid,bytea,bytea,text)', 'migration.purge_files()']::regprocedure[] loop
        execute format('alter function %s owner to ops_definer', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end
$$;
grant execute on function migration.upload_facts(uuid), migration.expect_chunk(uuid,integer,integer,bytea),
    migration.record_chunk(uuid,integer,integer,bytea,uuid), migration.upload_blobs(uuid),
    migration.finish_upload(uuid,bytea,bytea,text) to ops_migration;
grant execute on function migration.purge_files() to ops_jobs;
