-- Row security of platform.md 5.1: enabled and forced on organizations and every table with organization_id; the partitions
-- get theirs where they are made (100). Each door's role has its own policies, one per verb, and no policy holds an OR
-- (operators that are not leak-proof could no longer use an index). A door without a policy sees nothing, and ops_owner
-- has none. Scalar sub-selects, so that the session is looked up once per statement and not once per row.
set local role ops_owner;

do $$
declare
    secured regclass;
begin
    for secured in
        select c.oid from pg_class c
        where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p')
          and (c.relname = 'organizations'
               or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'))
    loop
        execute format('alter table %s enable row level security', secured);
        execute format('alter table %s force row level security', secured);
    end loop;
end
$$;

-- Rows of the one tenant that the session, or the run's grant, is for.
create policy ops_tenant_select on platform.organizations for select to ops_tenant
    using (id = (select access.current_tenant()));
create policy ops_tenant_update on platform.organizations for update to ops_tenant
    using (id = (select access.current_tenant()))
    with check (id = (select access.current_tenant()));
create policy ops_migration_select on platform.organizations for select to ops_migration
    using (id = (select access.current_tenant()));
create policy ops_import_select on platform.organizations for select to ops_import
    using (id = (select access.current_tenant()));

do $$
declare
    table_name text;
    role_name text;
begin
    foreach table_name in array array[
        'organization_domains', 'agreements', 'entitlements', 'feature_configurations', 'settings', 'setting_changes',
        'secrets', 'integrations', 'workflows', 'accounts', 'account_status_history', 'categories', 'category_clearances',
        'locations', 'queues', 'persons', 'reports', 'report_persons', 'report_addenda', 'cases', 'case_reports',
        'case_persons', 'case_notes', 'case_events', 'case_tasks', 'case_files', 'investigations', 'workflow_runs',
        'outgoing_messages', 'campaigns', 'campaign_assignments', 'policies', 'support_tickets'
    ] loop
        execute format($policy$
            create policy ops_tenant_select on platform.%I for select to ops_tenant
                using (organization_id = (select access.current_tenant()))
            $policy$, table_name);
    end loop;

    foreach role_name in array array['ops_migration', 'ops_import'] loop
        foreach table_name in array array[
            'accounts', 'categories', 'locations', 'queues', 'persons', 'reports', 'cases', 'case_reports', 'case_persons',
            'case_notes', 'case_events', 'case_tasks', 'case_files', 'investigations'
        ] loop
            execute format($policy$
                create policy %I on platform.%I for select to %I
                    using (organization_id = (select access.current_tenant()))
                $policy$, role_name || '_select', table_name, role_name);
        end loop;
    end loop;

    -- An import makes and removes rows of its own run only.
    foreach table_name in array array[
        'categories', 'locations', 'persons', 'reports', 'cases', 'case_reports', 'case_persons', 'case_notes', 'investigations'
    ] loop
        execute format($policy$
            create policy ops_import_insert on platform.%I for insert to ops_import
                with check (organization_id = (select access.current_tenant())
                    and migration_run_id = (select access.current_run()))
            $policy$, table_name);
        execute format($policy$
            create policy ops_import_delete on platform.%I for delete to ops_import
                using (organization_id = (select access.current_tenant())
                    and migration_run_id = (select access.current_run()))
            $policy$, table_name);
    end loop;

    -- It may change what an earlier run made (Update and merge of migration.md), never what no run made.
    foreach table_name in array array['reports', 'cases', 'investigations'] loop
        execute format($policy$
            create policy ops_import_update on platform.%I for update to ops_import
                using (organization_id = (select access.current_tenant()) and migration_run_id is not null)
                with check (organization_id = (select access.current_tenant()) and migration_run_id is not null)
            $policy$, table_name);
    end loop;
end
$$;

create policy ops_tenant_insert on platform.settings for insert to ops_tenant
    with check (organization_id = (select access.current_tenant()));
create policy ops_tenant_update on platform.settings for update to ops_tenant
    using (organization_id = (select access.current_tenant()))
    with check (organization_id = (select access.current_tenant()));

-- The doors that look across tenants: what protects is the column list (090).
do $$
declare
    door record;
    table_name text;
begin
    for door in
        select * from (values
            ('ops_portal', array['organizations', 'organization_domains', 'support_tickets']),
            ('ops_lookup', array['organizations', 'accounts', 'categories', 'cases', 'support_tickets']),
            ('ops_jobs', array[
                'organizations', 'organization_domains', 'entitlements', 'feature_configurations', 'accounts',
                'account_status_history', 'categories', 'locations', 'reports', 'cases', 'case_events', 'campaigns',
                'campaign_assignments', 'support_tickets', 'usage_events']),
            ('ops_hotline', array['categories', 'locations', 'cases'])
        ) as doors (role_name, tables)
    loop
        foreach table_name in array door.tables loop
            execute format(
                'create policy %I on platform.%I for select to %I using (true)',
                door.role_name || '_select', table_name, door.role_name);
        end loop;
    end loop;
end
$$;

-- The desk: clients whose reports come to it, what is not yet released, those who may handle cases.
create policy ops_hotline_select on platform.organizations for select to ops_hotline using (intake_live_at is not null);
create policy ops_hotline_select on platform.hotline_numbers for select to ops_hotline using (status = 'ROUTED');
create policy ops_hotline_select on platform.accounts for select to ops_hotline using (may_handle_cases);
-- An update whose new row the select policy refuses is refused: no statement of this door can release a report.
create policy ops_hotline_select on platform.reports for select to ops_hotline using (intake_state <> 'RELEASED');
create policy ops_hotline_update on platform.reports for update to ops_hotline
    using (intake_state <> 'RELEASED') with check (intake_state <> 'RELEASED');
create policy ops_hotline_select on platform.report_persons for select to ops_hotline using (not released);
create policy ops_hotline_insert on platform.report_persons for insert to ops_hotline with check (not released);
create policy ops_hotline_update on platform.report_persons for update to ops_hotline
    using (not released) with check (not released);
create policy ops_hotline_select on platform.report_addenda for select to ops_hotline using (not released);
create policy ops_hotline_insert on platform.report_addenda for insert to ops_hotline with check (not released);

-- The definer functions (100) and the history of settings (060): every row of the columns their bodies name.
do $$
declare
    table_name text;
begin
    foreach table_name in array array[
        'organizations', 'integrations', 'accounts', 'cases', 'campaigns', 'policies', 'support_tickets', 'usage_events'
    ] loop
        execute format(
            'create policy ops_definer_select on platform.%I for select to ops_definer using (true)', table_name);
    end loop;
end
$$;
create policy ops_definer_insert on platform.setting_changes for insert to ops_definer with check (true);

-- What nobody reads, said aloud. Restrictive: it stays shut even if somebody adds a policy beside it. number_counters opens
-- to ops_definer when draw_numbers and release_report come.
create policy nobody on platform.account_credentials as restrictive for all to public using (false);
create policy nobody on platform.number_counters as restrictive for all to public using (false);

reset role;
