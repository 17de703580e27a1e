-- Live records with their fingerprint: SHA-256 over the business fields in a fixed order; versions, update times, provenance and
-- search text left out. Binary form, so that no setting of a session changes it. The views look with the rights of who asks.
set local role ops_owner;

create view migration.live_cases with (security_invoker = true) as
select c.organization_id, c.id, c.migration_run_id, c.merged_into_id, c.locked_at, sha256(record_send(row(
    c.reference_number, c.status, c.outcome, c.outcome_detail, c.summary, c.severity, c.category_id, c.secondary_category_id,
    c.opened_at, c.opened_precision, c.closed_at, c.closed_precision, c.due_at, c.handler_id, c.queue_id, c.lead_source_text,
    c.location_id, c.location_text, c.business_unit, c.tags, c.custom_fields, c.acknowledged_at, c.feedback_given_at,
    c.merged_into_id, c.locked_at, c.is_test))) as fingerprint
from platform.cases c;

create view migration.live_reports with (security_invoker = true) as
select r.organization_id, r.id, r.migration_run_id, sha256(record_send(row(
    r.reference_number, r.kind, r.channel, r.language, r.is_anonymous, r.reporter_type, r.reporter_relationship, r.reporter_reference,
    r.received_at, r.received_precision, r.incident_on, r.incident_note, r.details, r.summary, r.category_id, r.severity,
    r.location_id, r.location_text, r.custom_fields, r.intake_state, r.submitted_at, r.released_at, r.rejected_at,
    r.acknowledged_at, r.is_test))) as fingerprint
from platform.reports r;

create view migration.live_investigations with (security_invoker = true) as
select i.organization_id, i.id, i.case_id, i.migration_run_id, sha256(record_send(row(
    i.case_id, i.number, i.status, i.handler_id, i.opened_at, i.opened_precision, i.due_on, i.closed_at, i.closed_precision,
    i.outcome, i.findings_summary, i.findings_detail, i.root_cause, i.notes, i.remediation, i.lessons_learned))) as fingerprint
from platform.investigations i;

create view migration.live_notes with (security_invoker = true) as
select n.organization_id, n.id, n.case_id, n.migration_run_id,
    sha256(record_send(row(n.case_id, n.text, n.author_kind, n.author_id))) as fingerprint
from platform.case_notes n;

create view migration.live_people with (security_invoker = true) as
select p.organization_id, p.id, p.migration_run_id, sha256(record_send(row(
    p.account_id, p.full_name, p.first_name, p.last_name, p.email, p.phone, p.employee_id, p.job_title, p.department,
    p.company))) as fingerprint
from platform.persons p;

create view migration.live_categories with (security_invoker = true) as
select c.organization_id, c.id, c.migration_run_id, sha256(record_send(row(
    c.parent_id, c.name, c.code, c.standard_code, c.overlay, c.queue_id, c.requires_clearance, c.is_active))) as fingerprint
from platform.categories c;

create view migration.live_locations with (security_invoker = true) as
select l.organization_id, l.id, l.migration_run_id, sha256(record_send(row(
    l.code, l.name, l.city, l.state, l.postal_code, l.country, l.is_active))) as fingerprint
from platform.locations l;

grant select on migration.live_cases, migration.live_reports, migration.live_investigations, migration.live_notes,
    migration.live_people, migration.live_categories, migration.live_locations to ops_migration, ops_import;

-- HMAC-SHA-256; inner and outer are the key, padded to 64 bytes and mixed with 0x36 and 0x5c by who holds it.
create function migration.keyed_hash(p_inner bytea, p_outer bytea, p_text text) returns bytea
    language sql immutable parallel safe
    as $$ select sha256(p_outer || sha256(p_inner || convert_to(p_text, 'UTF8'))) $$;
grant execute on function migration.keyed_hash(bytea, bytea, text) to ops_migration, ops_import;
reset role;
