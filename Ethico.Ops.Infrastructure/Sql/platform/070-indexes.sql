-- Indexes of platform.md section 4. The primary key (organization_id, id) serves every read by id inside a tenant; an index
-- without the tenant exists only where a look-up crosses tenants. Each says which query it serves; PLT-17 holds them to it.
-- Beginnings are written ^@, on the column itself: leak-proof and served by collation "C", which LIKE and lower() are not.
-- "where x is not null" costs a foreign key nothing: its check compares x with "=", which implies it.
set local role ops_owner;

-- Organizations
create index organizations_search_name on platform.organizations (search_name);
comment on index platform.organizations_search_name is 'switcher: name by beginning';
create index organizations_search_name_like on platform.organizations using gin (search_name public.gin_trgm_ops);
comment on index platform.organizations_search_name_like is 'switcher: name by likeness';
comment on index platform.organization_domains_pkey is 'switcher: exact domain';
create index organization_domains_of_tenant on platform.organization_domains (organization_id);
comment on index platform.organization_domains_of_tenant is 'domains of a tenant';
create index hotline_numbers_of_tenant on platform.hotline_numbers (organization_id);
comment on index platform.hotline_numbers_of_tenant is 'numbers of a tenant';

-- People
comment on index platform.accounts_id_key is 'cross-tenant user search: by id';
comment on index platform.accounts_email_hash_organization_id_key is
    'cross-tenant user search: exact address; an address inside a tenant';
create index accounts_email_domain on platform.accounts (email_domain, id);
comment on index platform.accounts_email_domain is 'cross-tenant user search: mail domain';
create unique index queues_one_fallback on platform.queues (organization_id) where is_fallback;
comment on index platform.queues_one_fallback is 'one fallback queue per tenant; which it is, at release and import';
create index locations_name_key on platform.locations (organization_id, name_key);
comment on index platform.locations_name_key is 'matching locations during preview';
create index persons_name_key on platform.persons (organization_id, name_key) where name_key is not null;
comment on index platform.persons_name_key is 'matching people by name during preview and release; name search inside a session';
create index persons_email_hash on platform.persons (organization_id, email_hash) where email_hash is not null;
comment on index platform.persons_email_hash is 'matching people by address during preview and release';
create index persons_employee_id on platform.persons (organization_id, employee_id) where employee_id is not null;
comment on index platform.persons_employee_id is 'matching people by employee number during preview and release';

-- Reports
create index reports_submitted on platform.reports (submitted_at, id) where intake_state = 'SUBMITTED';
comment on index platform.reports_submitted is 'routing pick-up: the oldest submitted';
create index reports_of_tenant_by_receipt on platform.reports (organization_id, received_at);
comment on index platform.reports_of_tenant_by_receipt is 'totals by year; MIG-DUP-003';
create index reports_by_receipt on platform.reports (received_at);
comment on index platform.reports_by_receipt is 'nightly: reports received per day';
create index report_persons_of_report on platform.report_persons (organization_id, report_id);
comment on index platform.report_persons_of_report is 'review item and release: people of a report';
create index report_addenda_of_report on platform.report_addenda (organization_id, report_id);
comment on index platform.report_addenda_of_report is 'review item and release: addenda of a report';

-- Cases across tenants
comment on index platform.cases_id_key is 'cross-tenant case search: by id';
create index cases_reference_folded on platform.cases (lower(reference_number));
comment on index platform.cases_reference_folded is 'cross-tenant case search: reference by beginning, descending';
create index cases_by_opening on platform.cases (opened_at, id);
comment on index platform.cases_by_opening is
    'cross-tenant case search: newest, with status or category as filter; nightly: opened per day';
create index cases_open_of_handler on platform.cases (handler_id) include (organization_id) where status <> 'CLOSED';
comment on index platform.cases_open_of_handler is 'workload of a handler; open cases of a departed handler';
create index cases_by_closing on platform.cases (closed_at) where closed_at is not null;
comment on index platform.cases_by_closing is 'nightly: closed on a day';
create index cases_open_by_due on platform.cases (due_at) include (organization_id)
    where status <> 'CLOSED' and due_at is not null;
comment on index platform.cases_open_by_due is 'nightly: open past due, index only';
create index cases_by_update on platform.cases (updated_at);
comment on index platform.cases_by_update is 'nightly: touched since the last run';

-- Cases of a tenant
create index cases_of_tenant_by_opening on platform.cases (organization_id, opened_at, id);
comment on index platform.cases_of_tenant_by_opening is 'workspace: list of cases, by keyset';
create index cases_open_of_tenant on platform.cases (organization_id, opened_at, id) include (status)
    where status <> 'CLOSED';
comment on index platform.cases_open_of_tenant is 'workspace: open list and open counts';
comment on index platform.cases_organization_id_reference_number_key is
    'a reference inside a tenant, exact and by beginning; C2 of migration.md 9.1';
create unique index case_reports_primary_of_report on platform.case_reports (organization_id, report_id)
    where kind = 'PRIMARY';
comment on index platform.case_reports_primary_of_report is 'one case per report; the case of a report';
create unique index case_reports_primary_of_case on platform.case_reports (organization_id, case_id)
    where kind = 'PRIMARY';
comment on index platform.case_reports_primary_of_case is 'one primary report per case; the report of a case';
create index case_notes_of_case on platform.case_notes (organization_id, case_id, created_at, id);
comment on index platform.case_notes_of_case is 'a case''s page: notes; rollback: added after import';
create index case_events_of_case on platform.case_events (organization_id, case_id, occurred_at, id);
comment on index platform.case_events_of_case is 'a case''s page: time line; rollback: added after import';
create index case_events_changing_the_past on platform.case_events (organization_id, case_id, occurred_at)
    where kind in ('REOPENED', 'DUE_CHANGED');
comment on index platform.case_events_changing_the_past is 'the as-of rule: the few exceptions, read whole';
create index case_tasks_of_case on platform.case_tasks (organization_id, case_id);
comment on index platform.case_tasks_of_case is 'a case''s page: tasks; rollback: added after import';
create index case_files_of_case on platform.case_files (organization_id, case_id);
comment on index platform.case_files_of_case is 'a case''s page: files; rollback: added after import';
create index workflow_runs_of_case on platform.workflow_runs (organization_id, case_id);
comment on index platform.workflow_runs_of_case is 'a case''s page: stages under way; key check of a deleted case';
create index outgoing_messages_of_case on platform.outgoing_messages (organization_id, case_id);
comment on index platform.outgoing_messages_of_case is 'a case''s page: what was sent; key check of a deleted case';
create index outgoing_messages_of_tenant on platform.outgoing_messages (organization_id, created_at);
comment on index platform.outgoing_messages_of_tenant is 'messages of a tenant: an import sent none';

-- Programmes and tickets
create index campaign_assignments_by_due on platform.campaign_assignments (due_at);
comment on index platform.campaign_assignments_by_due is 'nightly: assignments due in a window';
create index campaign_assignments_by_update on platform.campaign_assignments (updated_at);
comment on index platform.campaign_assignments_by_update is 'nightly: assignments touched since the last run';
comment on index platform.support_tickets_number_key is 'a ticket by its number: the switcher''s and a session''s check';
create index support_tickets_of_tenant_by_opening on platform.support_tickets (organization_id, opened_at);
comment on index platform.support_tickets_of_tenant_by_opening is 'tickets of a tenant';
create index support_tickets_by_opening on platform.support_tickets (opened_at);
comment on index platform.support_tickets_by_opening is 'nightly: tickets opened in a window';

-- Rollback of a run: its rows, and the key checks of what it deletes. Without them each deleted row reads its tenant's
-- whole table (tried in a tenant of 120,000 cases: 26 ms a deleted case, with them 0.09 ms).
do $$
declare
    table_name text;
begin
    foreach table_name in array array[
        'categories', 'locations', 'persons', 'reports', 'cases', 'case_reports', 'case_persons', 'case_notes', 'investigations'
    ] loop
        execute format(
            'create index %I on platform.%I (organization_id, migration_run_id) where migration_run_id is not null',
            table_name || '_of_run', table_name);
        execute format('comment on index platform.%I is %L', table_name || '_of_run', 'rollback and verify of a run');
    end loop;
end
$$;

create index cases_category on platform.cases (organization_id, category_id);
comment on index platform.cases_category is '"kept: in use" and key check of a deleted category';
create index cases_secondary_category on platform.cases (organization_id, secondary_category_id)
    where secondary_category_id is not null;
comment on index platform.cases_secondary_category is '"kept: in use" and key check of a deleted category';
create index cases_location on platform.cases (organization_id, location_id) where location_id is not null;
comment on index platform.cases_location is '"kept: in use" and key check of a deleted location';
create index cases_merged_into on platform.cases (organization_id, merged_into_id) where merged_into_id is not null;
comment on index platform.cases_merged_into is '"kept: in use" and key check of a deleted case';
create index reports_category on platform.reports (organization_id, category_id) where category_id is not null;
comment on index platform.reports_category is '"kept: in use" and key check of a deleted category';
create index reports_location on platform.reports (organization_id, location_id) where location_id is not null;
comment on index platform.reports_location is '"kept: in use" and key check of a deleted location';
create index case_reports_report on platform.case_reports (organization_id, report_id);
comment on index platform.case_reports_report is '"kept: in use" and key check of a deleted report';
create index case_persons_person on platform.case_persons (organization_id, person_id);
comment on index platform.case_persons_person is '"kept: in use" and key check of a deleted person';
create index report_persons_person on platform.report_persons (organization_id, person_id) where person_id is not null;
comment on index platform.report_persons_person is '"kept: in use" and key check of a deleted person';

-- Usage; each partition gets its own (100). Block ranges, because events arrive nearly in order and the table is the big one.
comment on index platform.usage_events_pkey is 'usage of one tenant in a window; an event sent twice';
create index usage_events_by_occurrence on platform.usage_events using brin (occurred_at);
comment on index platform.usage_events_by_occurrence is 'nightly: a day over all tenants';
create index usage_events_by_ingestion on platform.usage_events using brin (ingested_at);
comment on index platform.usage_events_by_ingestion is 'nightly: arrivals since the last run, in any month';

reset role;
