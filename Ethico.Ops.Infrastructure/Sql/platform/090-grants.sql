-- Who may do what to which column: the matrix of platform.md 5.3, line by line. Always column by column, so that a column
-- added tomorrow is granted to nobody, and a whole-row read or LIKE under a narrower list is refused.
-- In the last column:  * every column but class S and D (050) · k organization_id and id · o provenance · M5 the columns a
-- migration writes (marked so in platform.md 3) · who the nine personal columns of report_persons · -x without x
-- No door has truncate, references or trigger; only ops_import may delete, its own run's rows (080).
grant usage on schema platform to
    ops_definer, ops_portal, ops_tenant, ops_overview, ops_hotline, ops_jobs, ops_migration, ops_import, ops_lookup;

set local role ops_owner;
revoke all on all tables in schema platform from public;

do $$
declare
    line record;
    one_table text;
    one_role text;
    token text;
    expanded text[];
    granted text[];
    k constant text[] := array['organization_id', 'id'];
    o constant text[] := array['source_system', 'source_record_id', 'migration_run_id', 'migrated_at'];
    who constant text[] := array[
        'full_name', 'name_key', 'email', 'email_hash', 'phone', 'employee_id', 'job_title', 'department', 'company'];
    m5 constant jsonb := '{
        "categories": "parent_id name name_key code standard_code",
        "locations": "code name name_key city state postal_code country",
        "persons": "full_name first_name last_name name_key email email_hash phone employee_id job_title department company",
        "reports": "reference_number channel language is_anonymous reporter_type reporter_relationship reporter_reference received_at received_precision incident_on incident_note details summary category_id severity location_id location_text custom_fields",
        "cases": "reference_number status outcome outcome_detail severity category_id secondary_category_id opened_at opened_precision closed_at closed_precision handler_id queue_id lead_source_text location_id location_text business_unit tags custom_fields",
        "case_reports": "case_id report_id kind",
        "case_persons": "case_id person_id role",
        "case_notes": "case_id text author_kind author_id",
        "investigations": "case_id number status handler_id opened_at opened_precision due_on closed_at closed_precision outcome findings_summary findings_detail root_cause notes remediation lessons_learned"
    }';
begin
    for line in
        select * from (values
            -- The directory: names of organizations, never of people.
            ('ops_portal', 'select', 'plans', '*'),
            ('ops_portal', 'select', 'organizations',
                'id name search_name status status_reason plan time_zone default_language languages live_at created_at'),
            ('ops_portal', 'select', 'organization_domains', 'organization_id domain purpose'),
            ('ops_portal', 'select', 'support_tickets', 'organization_id number'),

            -- Inside a session. Personal columns too, because a reveal goes through the same door: masking is the query's work.
            ('ops_tenant', 'select', 'plans agreement_versions organizations organization_domains agreements integrations
                workflows policies campaigns entitlements feature_configurations settings setting_changes secrets accounts
                account_status_history categories locations queues persons reports report_persons report_addenda cases
                case_reports case_persons case_notes case_events case_tasks case_files investigations category_clearances
                workflow_runs outgoing_messages campaign_assignments support_tickets', '*'),
            ('ops_tenant', 'update', 'organizations', 'live_at'),
            ('ops_tenant', 'insert', 'settings', 'organization_id key is_secret value changed_by_kind changed_by'),
            ('ops_tenant', 'update', 'settings', 'value changed_by_kind changed_by'),

            -- The desk: people only as named in unreleased reports; cases it cannot write at all.
            ('ops_hotline', 'select', 'organizations',
                'id name status time_zone default_language languages intake_live_at'),
            ('ops_hotline', 'select', 'hotline_numbers', '*'),
            ('ops_hotline', 'select', 'accounts', 'k display_name status languages absent_until may_handle_cases'),
            ('ops_hotline', 'select', 'categories', 'k parent_id name code standard_code is_active'),
            ('ops_hotline', 'select', 'locations', 'k name code'),
            ('ops_hotline', 'select', 'reports', '* -source_system -source_record_id -migration_run_id -migrated_at'),
            ('ops_hotline', 'update', 'reports', 'intake_state rejected_at acknowledged_at updated_by'),
            ('ops_hotline', 'select', 'report_persons', '*'),
            ('ops_hotline', 'insert', 'report_persons', 'k report_id role who'),
            ('ops_hotline', 'update', 'report_persons', 'role who removed_at'),
            ('ops_hotline', 'select', 'report_addenda', '*'),
            ('ops_hotline', 'insert', 'report_addenda', 'k report_id text added_by'),
            ('ops_hotline', 'select', 'cases', 'k reference_number status category_id severity opened_at handler_id
                acknowledged_at feedback_given_at row_version'),

            -- The look-up: references, codes, instants and keyed hashes.
            ('ops_lookup', 'select', 'organizations', 'id name status plan'),
            ('ops_lookup', 'select', 'accounts', 'k role status email_hash email_domain'),
            ('ops_lookup', 'select', 'categories', 'k name'),
            ('ops_lookup', 'select', 'cases', 'k reference_number status category_id severity opened_at'),
            ('ops_lookup', 'select', 'support_tickets',
                'k number severity status opened_at resolved_at duplicate_of_id is_internal is_test'),

            -- Jobs: ids, codes and instants. No narrative, no person's name, no mail address, no subject.
            ('ops_jobs', 'select', 'organizations', 'id name status plan time_zone live_at created_at'),
            ('ops_jobs', 'select', 'organization_domains', 'organization_id domain purpose'),
            ('ops_jobs', 'select', 'campaigns', 'k kind name status starts_at ends_at'),
            ('ops_jobs', 'select', 'entitlements feature_configurations', '*'),
            ('ops_jobs', 'select', 'accounts', 'k role status'),
            ('ops_jobs', 'select', 'account_status_history', '*'),
            ('ops_jobs', 'select', 'categories', 'k parent_id name'),
            ('ops_jobs', 'select', 'locations', 'k name'),
            ('ops_jobs', 'select', 'reports', 'k kind channel received_at intake_state is_test migrated_at'),
            ('ops_jobs', 'select', 'cases', 'k status severity category_id location_id opened_at closed_at due_at is_test
                updated_at migrated_at'),
            ('ops_jobs', 'select', 'case_events', 'k case_id kind occurred_at recorded_at before_code after_code'),
            ('ops_jobs', 'select', 'campaign_assignments',
                'k campaign_id due_at status completed_at withdrawn_at updated_at'),
            ('ops_jobs', 'select', 'support_tickets',
                'k number severity status opened_at resolved_at duplicate_of_id is_internal is_test updated_at'),
            ('ops_jobs', 'select', 'usage_events', '*'),

            -- A run reads; an import also writes what a migration makes and leaves alone what is the client's.
            ('ops_migration ops_import', 'select', 'organizations', 'id name status time_zone default_language'),
            ('ops_migration ops_import', 'select', 'accounts',
                'k display_name name_key email email_hash employee_id role status may_handle_cases'),
            ('ops_migration ops_import', 'select', 'categories locations queues persons reports cases case_reports
                case_persons case_notes investigations', '*'),
            ('ops_migration ops_import', 'select', 'case_events', 'k case_id kind occurred_at recorded_at actor_kind actor_id'),
            ('ops_migration ops_import', 'select', 'case_tasks case_files', 'k case_id created_at'),
            ('ops_import', 'insert', 'categories locations persons', 'k M5 updated_by o'),
            ('ops_import', 'insert', 'reports', 'k M5 intake_state submitted_at released_at updated_by o'),
            ('ops_import', 'update', 'reports', 'M5 updated_by'),
            ('ops_import', 'insert', 'cases', 'k M5 updated_by o'),
            ('ops_import', 'update', 'cases', 'M5 updated_by'),
            ('ops_import', 'insert', 'case_reports case_persons', 'organization_id M5 o'),
            ('ops_import', 'insert', 'case_notes', 'k M5 o'),
            ('ops_import', 'insert', 'investigations', 'k M5 updated_by o'),
            ('ops_import', 'update', 'investigations', 'M5 -case_id updated_by'),

            -- What the bodies of the definer functions name, and nothing else.
            ('ops_definer', 'select', 'organizations', 'id'),
            ('ops_definer', 'select', 'accounts campaigns policies', 'organization_id status'),
            ('ops_definer', 'select', 'cases support_tickets', 'organization_id status is_test'),
            ('ops_definer', 'select', 'integrations',
                'organization_id kind is_active configured_at last_sync_at last_sync_ok'),
            ('ops_definer', 'select', 'usage_events', 'organization_id occurred_at actor_kind'),
            ('ops_definer', 'insert', 'setting_changes',
                'organization_id key version value changed_at changed_by_kind changed_by')
        ) as matrix (roles, verb, tables, columns)
    loop
        foreach one_table in array regexp_split_to_array(line.tables, '\s+') loop
            granted := '{}';
            foreach token in array regexp_split_to_array(line.columns, '\s+') loop
                if token like '-%' then
                    granted := array_remove(granted, substr(token, 2));
                    continue;
                end if;
                expanded := case token
                    when '*' then array(
                        select a.attname::text from pg_attribute a
                        where a.attrelid = format('platform.%I', one_table)::regclass and a.attnum > 0
                          and not a.attisdropped and col_description(a.attrelid, a.attnum) not in ('S', 'D')
                        order by a.attnum)
                    when 'k' then k
                    when 'o' then o
                    when 'who' then who
                    when 'M5' then string_to_array(m5 ->> one_table, ' ')
                    else array[token]
                end;
                granted := granted || expanded;
            end loop;

            foreach one_role in array string_to_array(line.roles, ' ') loop
                execute format('grant %s (%s) on platform.%I to %I',
                    line.verb, (select string_agg(quote_ident(c), ', ') from unnest(granted) c), one_table, one_role);
            end loop;
        end loop;
    end loop;
end
$$;

grant delete on
    platform.categories, platform.locations, platform.persons, platform.reports, platform.cases, platform.case_reports,
    platform.case_persons, platform.case_notes, platform.investigations to ops_import;

reset role;
