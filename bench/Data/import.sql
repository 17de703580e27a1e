-- A run of ROWS staged rows in one tenant, as validation leaves them: every second row names one of ROWS / 6 people, every fourth has
-- an investigation, five in a hundred a note.
insert into platform.plans (code, name) values ('STANDARD', 'Standard');
insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
values ('00000000-0000-7000-8000-000000000001', 'Bench', 'bench', 'ACTIVE', now(), 'STANDARD', now());
insert into access.operator (id, issuer, subject, role) values ('00000000-0000-7000-8000-0000000000aa', 'bench', 'import', 'IMPLEMENTATION_MANAGER');
insert into platform.queues (organization_id, id, name, is_fallback, is_active)
values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000bb', 'Intake', true, true);
insert into platform.categories (organization_id, id, name, name_key)
select '00000000-0000-7000-8000-000000000001', md5('c' || n)::uuid, 'Category ' || n, 'category ' || n from generate_series(1, 20) n;
insert into migration.runs (id, organization_id, reference, state, created_by, holder_id)
values ('00000000-0000-7000-8000-0000000000cc', '00000000-0000-7000-8000-000000000001', 'MIG-2026-00001', 'VALIDATED',
    '00000000-0000-7000-8000-0000000000aa', '00000000-0000-7000-8000-0000000000aa');
insert into migration.run_documents (organization_id, run_id, kind, version, body)
values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000cc', 'MAPPING', 1, '{"schemaVersion": 1, "source": "NAVEX EthicsPoint"}');
insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, started_at, expires_at, idle_span,
    last_act_at, ended_at, end_reason)
values ('00000000-0000-7000-8000-0000000000ee', '00000000-0000-7000-8000-0000000000aa', 'IMPLEMENTATION_MANAGER', '00000000-0000-7000-8000-000000000001',
    true, false, 'MIGRATION_HELP', 'Measured by a benchmark', now(), now() + interval '1 hour', interval '1 hour', now(), now(), 'MANUAL');
insert into migration.leases (run_id, epoch, worker, stage, taken_at, beat_at) values ('00000000-0000-7000-8000-0000000000cc', 1, 'bench', 'IMPORT', now(), now());
insert into migration.staged_references (organization_id, run_id, kind, ref, platform_id, name, name_key)
select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000cc', 'CATEGORY', n, md5('c' || n)::uuid, 'Category ' || n, 'category ' || n
from generate_series(1, 20) n;
insert into migration.staged_rows (organization_id, run_id, row_number, file_number, file_row, line, state, row_key, digest, received_at, received_precision,
    details, reporter_type, case_reference_number, status, severity, category_ref, opened_at, opened_precision, queue_id, notes)
select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000cc', n, 1, n, n + 1, 'READY', 'K-' || n, sha256(n::text::bytea),
    '2015-01-01Z'::timestamptz + n * interval '1 minute', 'DAY', 'What happened, in some words. ' || repeat(md5(n::text) || ' ', 6), 'UNKNOWN', 'K-' || n,
    'OPEN', 'LOW', 1 + n % 20, '2015-01-01Z'::timestamptz + n * interval '1 minute', 'DAY', '00000000-0000-7000-8000-0000000000bb',
    case when n % 20 = 0 then 'Noted ' || n end
from generate_series(1, ROWS) n;
insert into migration.staged_people (organization_id, run_id, row_number, role, match_hash, matched_by, full_name, name_key, employee_id)
select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000cc', n, 'SUBJECT', n / 6, 'EMPLOYEE', 'Person ' || n / 6, 'person ' || n / 6, 'E' || n / 6
from generate_series(1, ROWS) n where n % 2 = 0;
insert into migration.staged_investigations (organization_id, run_id, row_number, status, notes)
select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000cc', n, 'ACTIVE', 'Notes ' || n from generate_series(1, ROWS) n where n % 4 = 0;
