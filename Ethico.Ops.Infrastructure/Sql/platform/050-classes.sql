-- The class of every column, kept as the column's comment: that letter and nothing else, so that the grants (090), the
-- masking tests and PLT-1 read it from the catalogue.
--   P Public · I identity, C contact, E employment: Personal, by reveal group of support.md 5.1 · K Personal key: compared,
--   never shown, never revealed · N Narrative · S Secret, granted to nobody · D decided per key: a setting's value
-- Column sets (keys of the row, provenance, who and when) are Public and not listed; persons.source_record_id is the exception.
set local role ops_owner;

do $$
declare
    listed record;
    missing text;
begin
    for listed in
        with class_of (table_name, class, columns) as (values
            ('plans', 'P', 'code name'),
            ('setting_definitions', 'P', 'key value_type is_secret retired_at'),
            ('setting_definitions', 'D', 'default_value'),
            ('plan_settings', 'P', 'plan key is_secret version changed_at'),
            ('plan_settings', 'D', 'value'),
            ('agreement_versions', 'P', 'kind version current_from'),
            ('organizations', 'P', 'id name search_name status status_reason status_at plan time_zone default_language
                languages sign_in_method second_factor_required has_logo primary_colour accent_colour sender_name
                live_at intake_live_at'),
            ('organization_domains', 'P', 'domain purpose verified_at certificate_until'),
            ('agreements', 'P', 'kind version accepted_at accepted_by'),
            ('entitlements', 'P', 'feature from_on until_on'),
            ('feature_configurations', 'P', 'feature from_at until_at'),
            ('settings', 'P', 'key is_secret version changed_at changed_by_kind changed_by'),
            ('settings', 'D', 'value'),
            ('setting_changes', 'P', 'key version changed_at changed_by_kind changed_by'),
            ('setting_changes', 'D', 'value'),
            ('secrets', 'P', 'name changed_at'),
            ('secrets', 'S', 'ciphertext'),
            ('integrations', 'P', 'kind name is_active configured_at last_test_at last_test_ok last_sync_at last_sync_ok'),
            ('workflows', 'P', 'name is_active has_time_limits is_custom'),
            ('hotline_numbers', 'P', 'number label language status routed_at'),
            ('number_counters', 'P', 'kind year last_value'),

            ('accounts', 'P', 'role status email_domain second_factor languages may_handle_cases absent_until
                last_sign_in_at last_sign_in_method'),
            ('accounts', 'I', 'display_name'),
            ('accounts', 'C', 'email phone'),
            ('accounts', 'E', 'employee_id job_title manager_id'),
            ('accounts', 'K', 'name_key email_hash'),
            ('account_status_history', 'P', 'account_id from_at status recorded_at'),
            ('account_credentials', 'P', 'account_id changed_at'),
            ('account_credentials', 'S', 'password_hash totp_secret recovery_codes'),
            ('categories', 'P', 'parent_id name name_key code standard_code overlay queue_id requires_clearance is_active'),
            ('category_clearances', 'P', 'category_id account_id'),
            ('locations', 'P', 'code name name_key city state postal_code country is_active'),
            ('queues', 'P', 'name is_fallback is_active'),
            ('persons', 'P', 'account_id'),
            ('persons', 'I', 'full_name first_name last_name'),
            ('persons', 'C', 'email phone'),
            ('persons', 'E', 'employee_id job_title department company'),
            ('persons', 'K', 'name_key email_hash source_record_id'),

            ('reports', 'P', 'reference_number kind channel language is_anonymous reporter_type received_at
                received_precision incident_on category_id severity location_id location_text taken_by intake_state
                submitted_at released_at rejected_at acknowledged_at is_test'),
            ('reports', 'I', 'reporter_reference'),
            ('reports', 'E', 'reporter_relationship'),
            ('reports', 'N', 'incident_note details summary custom_fields'),
            ('reports', 'S', 'access_code_hash'),
            ('report_persons', 'P', 'report_id role removed_at released person_id'),
            ('report_persons', 'I', 'full_name'),
            ('report_persons', 'C', 'email phone'),
            ('report_persons', 'E', 'employee_id job_title department company'),
            ('report_persons', 'K', 'name_key email_hash'),
            ('report_addenda', 'P', 'report_id added_by released'),
            ('report_addenda', 'N', 'text'),
            ('cases', 'P', 'reference_number status outcome severity category_id secondary_category_id opened_at
                opened_precision closed_at closed_precision due_at handler_id queue_id location_id location_text
                business_unit acknowledged_at feedback_given_at merged_into_id locked_at is_test'),
            ('cases', 'I', 'lead_source_text'),
            ('cases', 'N', 'outcome_detail summary tags custom_fields'),
            ('case_reports', 'P', 'case_id report_id kind'),
            ('case_persons', 'P', 'case_id person_id role'),
            ('case_notes', 'P', 'case_id author_kind author_id'),
            ('case_notes', 'N', 'text'),
            ('case_events', 'P', 'case_id kind occurred_at recorded_at actor_kind actor_id before_code after_code'),
            ('case_events', 'N', 'note'),
            ('case_tasks', 'P', 'case_id status assignee_id due_on done_at'),
            ('case_tasks', 'N', 'title'),
            ('case_files', 'P', 'case_id media_type size_bytes sha256'),
            ('case_files', 'N', 'name'),
            ('investigations', 'P', 'case_id number status handler_id opened_at opened_precision due_on closed_at
                closed_precision outcome'),
            ('investigations', 'N', 'findings_summary findings_detail root_cause notes remediation lessons_learned'),
            ('workflow_runs', 'P', 'workflow_id case_id started_at due_at ended_at'),
            ('outgoing_messages', 'P', 'kind case_id sent_at failed_at'),

            ('campaigns', 'P', 'kind name status starts_at ends_at'),
            ('campaign_assignments', 'P', 'campaign_id account_id due_at status completed_at withdrawn_at'),
            ('policies', 'P', 'title status published_at'),
            ('support_tickets', 'P', 'number severity status requester_id opened_at resolved_at duplicate_of_id
                is_internal is_test'),
            ('support_tickets', 'N', 'subject'),
            ('usage_events', 'P', 'id occurred_at ingested_at actor_kind account_id machine kind feature succeeded')
        ),
        classed as (
            select table_name, column_name, class
            from class_of, regexp_split_to_table(columns, '\s+') as column_name
        ),
        -- Of a column set unless listed above.
        of_a_set as (
            select c.table_name::text, c.column_name::text, 'P'
            from information_schema.columns c
            where c.table_schema = 'platform'
              and c.column_name in (
                  'organization_id', 'id', 'created_at', 'updated_at', 'row_version', 'updated_by',
                  'source_system', 'source_record_id', 'migration_run_id', 'migrated_at')
              and not exists (
                  select from classed
                  where classed.table_name = c.table_name and classed.column_name = c.column_name)
        )
        select * from classed union all select * from of_a_set
    loop
        execute format(
            'comment on column platform.%I.%I is %L', listed.table_name, listed.column_name, listed.class);
    end loop;

    select string_agg(format('%s.%s', c.relname, a.attname), ', ') into missing
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p')
      and a.attnum > 0 and not a.attisdropped
      and col_description(a.attrelid, a.attnum) is null;

    if missing is not null then
        raise exception 'columns of schema platform without a class: %', missing;
    end if;
end
$$;

reset role;
