-- Who may touch what the engine keeps. Everybody at the run's doors reads the tenant's; writes go to the run whose key is held.
-- The job door purges: it may delete or empty there, and reads nothing but which run a row is of.
set local role ops_owner;

do $$
declare
    line record;
    one_table text;
    one_role text;
    one_verb text;
begin
    for line in
        select * from (values
            ('ops_migration ops_import', 'select',
                'plans plan_rows plan_people plan_references progress drift_rows source_keys ledger sheets sheet_samples sheet_notes signoffs
                 rollback_plans rollback_rows'),
            ('ops_migration', 'insert update delete', 'plans plan_rows plan_people plan_references'),
            ('ops_migration ops_import', 'insert', 'progress'),
            ('ops_migration', 'delete', 'progress drift_rows'),
            ('ops_import', 'insert delete', 'drift_rows'),
            ('ops_import', 'insert delete', 'source_keys'),
            ('ops_import', 'insert', 'ledger'),
            ('ops_migration', 'insert', 'sheets signoffs'),
            ('ops_migration', 'insert update', 'sheet_samples sheet_notes'),
            ('ops_migration', 'insert update', 'rollback_plans'),
            ('ops_migration', 'insert update delete', 'rollback_rows'),
            ('ops_import', 'insert', 'rollback_rows')
        ) as grants (roles, verbs, tables)
    loop
        foreach one_table in array regexp_split_to_array(line.tables, '\s+') loop
            foreach one_role in array string_to_array(line.roles, ' ') loop
                foreach one_verb in array string_to_array(line.verbs, ' ') loop
                    execute format('grant %s on migration.%I to %I', one_verb, one_table, one_role);
                    execute format('create policy %I on migration.%I for %s to %I %s %s',
                        one_role || '_' || one_verb, one_table, one_verb, one_role,
                        case when one_verb = 'select' then 'using (organization_id = (select access.current_tenant()))'
                             when one_verb <> 'insert' then
                                'using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))'
                             else '' end,
                        case when one_verb in ('insert', 'update') then
                                'with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))'
                             else '' end);
                end loop;
            end loop;
        end loop;
    end loop;

    foreach one_table in array array[
        'plans', 'plan_rows', 'plan_people', 'plan_references', 'progress', 'drift_rows', 'source_keys', 'ledger', 'sheets', 'sheet_samples',
        'sheet_notes', 'signoffs', 'rollback_plans', 'rollback_rows'
    ] loop
        execute format('alter table migration.%I enable row level security', one_table);
        execute format('alter table migration.%I force row level security', one_table);
        execute format('revoke all on migration.%I from public', one_table);
    end loop;

    -- The plan was decided on paper; of its rows the import notes only which it could not write.
    foreach one_table in array array['plan_rows', 'progress', 'ledger', 'rollback_plans', 'rollback_rows'] loop
        foreach one_role in array array['ops_import', 'ops_migration'] loop
            continue when one_role = 'ops_migration' and one_table <> 'progress';
            execute format($policy$
                create policy %I on migration.%I for update to %I
                    using (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))
                    with check (organization_id = (select access.current_tenant()) and run_id = (select access.current_run()))
                $policy$, one_role || '_update', one_table, one_role);
        end loop;
    end loop;

    -- The purge of migration.md 4.9.
    foreach one_table in array array['plan_rows', 'plan_people', 'plan_references', 'drift_rows', 'sheet_samples', 'rollback_rows'] loop
        execute format('grant delete, select (run_id) on migration.%I to ops_jobs', one_table);
        execute format('create policy ops_jobs_select on migration.%I for select to ops_jobs using (true)', one_table);
        execute format('create policy ops_jobs_delete on migration.%I for delete to ops_jobs using (true)', one_table);
    end loop;
end
$$;

grant update (failure_code, failure_words, case_reference, report_reference) on migration.plan_rows to ops_import;
grant update (fingerprint) on migration.ledger to ops_import;
grant update on migration.progress to ops_import, ops_migration;
grant update (next_position, phase, removed, restored, detached, kept, in_use, started_at, finished_at, digest)
    on migration.rollback_plans to ops_import;
grant update (verdict, choice, causes, changed_by_run, outcome) on migration.rollback_rows to ops_import;

-- An update gives a record of an earlier run its new fingerprint; whose key it is does not change.
grant update (fingerprint) on migration.source_keys to ops_import;
create policy ops_import_update on migration.source_keys for update to ops_import
    using (organization_id = (select access.current_tenant()))
    with check (organization_id = (select access.current_tenant()));

-- Figures without content.
grant select on migration.progress to ops_portal, ops_jobs;
create policy ops_portal_select on migration.progress for select to ops_portal using (true);
create policy ops_jobs_select on migration.progress for select to ops_jobs using (true);

grant select (run_id, action), update (before) on migration.ledger to ops_jobs;
create policy ops_jobs_select on migration.ledger for select to ops_jobs using (true);
create policy ops_jobs_update on migration.ledger for update to ops_jobs using (true) with check (true);

grant execute on function migration.new_id(bigint, uuid, text, int), migration.comes_to(text, text) to ops_migration, ops_import;

-- A signature is never overwritten, by whomever.
create function migration.refuse_second_thoughts() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    raise exception 'A signature stays as it was given.' using errcode = 'check_violation', constraint = 'signoffs_append_only';
end
$$;
create trigger append_only before update or delete on migration.signoffs
    for each row execute function migration.refuse_second_thoughts();
create trigger append_only_truncate before truncate on migration.signoffs
    for each statement execute function migration.refuse_second_thoughts();
revoke all on function migration.refuse_second_thoughts() from public;

reset role;
