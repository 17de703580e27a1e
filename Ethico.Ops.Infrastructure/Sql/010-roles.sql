-- The roles of DESIGN.md section 2, without logins of their own but for ops_app. Cluster-wide, so this file must be
-- repeatable: it is run again for every database of the cluster (each test class makes one).
do $$
declare
    role_name text;
begin
    foreach role_name in array array[
        'ops_owner',     -- owns schemas, tables and policies; has no policy, so forced row security shows it nothing
        'ops_definer',   -- owns the definer functions; nobody is a member
        'ops_portal',    -- PortalAsync
        'ops_tenant',    -- TenantAsync with ViewCaseContent
        'ops_overview',  -- TenantAsync without ViewCaseContent
        'ops_hotline',   -- HotlineAsync
        'ops_jobs',      -- JobAsync
        'ops_migration', -- RunAsync
        'ops_import',    -- ImportAsync
        'ops_lookup',    -- LookUpAsync
        'ops_client',    -- client pages
        'ops_ingest'     -- log ingest
    ] loop
        if not exists (select from pg_roles where rolname = role_name) then
            begin
                execute format('create role %I nologin noinherit', role_name);
            exception when duplicate_object or unique_violation then
                null; -- another database of this cluster came first: roles are the cluster's, an advisory lock is the database's
            end;
        end if;
    end loop;

    if not exists (select from pg_roles where rolname = 'ops_app') then
        begin
            create role ops_app login noinherit nosuperuser nocreatedb nocreaterole nobypassrls;
        exception when duplicate_object or unique_violation then
            null;
        end;
    end if;

    -- ops_app may take on a door's role for one transaction and inherits nothing from it.
    foreach role_name in array array[
        'ops_portal', 'ops_tenant', 'ops_overview', 'ops_hotline', 'ops_jobs',
        'ops_migration', 'ops_import', 'ops_lookup', 'ops_client', 'ops_ingest'
    ] loop
        if not pg_has_role('ops_app', role_name, 'member') then
            execute format('grant %I to ops_app', role_name);
        end if;
    end loop;
end
$$;
