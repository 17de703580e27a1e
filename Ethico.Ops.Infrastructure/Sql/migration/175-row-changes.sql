-- What an update would change, field by field: target -> live, new. A blank of the source changes nothing unless "blank clears" is
-- ticked for the field; a case that is open again loses its outcome and closing date with it. Null: nothing differs.
set local role ops_owner;

create function migration.row_changes(
    p_run uuid, p_row int, p_case uuid, p_report uuid, p_investigation uuid, p_category uuid, p_secondary uuid, p_location uuid,
    p_clears text[]) returns jsonb
    language sql stable
    set search_path = ''
    as $$
    select jsonb_object_agg(f.field, jsonb_build_object('live', f.live, 'new', f.next))
    from migration.staged_rows s
    join platform.cases c on c.organization_id = (select access.current_tenant()) and c.id = p_case
    join platform.reports r on r.organization_id = (select access.current_tenant()) and r.id = p_report
    left join migration.staged_investigations n
        on n.organization_id = (select access.current_tenant()) and n.run_id = p_run and n.row_number = p_row
    left join platform.investigations i on i.organization_id = (select access.current_tenant()) and i.id = p_investigation
    cross join lateral (values
        ('case.reference_number', to_jsonb(c.reference_number), to_jsonb(s.case_reference_number), false, true),
        ('case.status', to_jsonb(c.status), to_jsonb(s.status), false, true),
        ('case.outcome', to_jsonb(c.outcome), to_jsonb(s.outcome), s.status is not null and s.status <> 'CLOSED' or 'case.outcome' = any(p_clears), true),
        ('case.outcome_detail', to_jsonb(c.outcome_detail), to_jsonb(s.outcome_detail), 'case.outcome_detail' = any(p_clears), true),
        ('case.severity', to_jsonb(c.severity), to_jsonb(s.severity), 'case.severity' = any(p_clears), true),
        ('case.category', to_jsonb(c.category_id), to_jsonb(p_category), false, true),
        ('case.secondary_category', to_jsonb(c.secondary_category_id), to_jsonb(p_secondary), 'case.secondary_category' = any(p_clears), true),
        ('case.opened_at', to_jsonb(c.opened_at), to_jsonb(s.opened_at), false, true),
        ('case.opened_precision', to_jsonb(c.opened_precision), to_jsonb(case when s.opened_at is not null then s.opened_precision end), false, true),
        ('case.closed_at', to_jsonb(c.closed_at), to_jsonb(s.closed_at), s.status is not null and s.status <> 'CLOSED' or 'case.closed_at' = any(p_clears), true),
        ('case.closed_precision', to_jsonb(c.closed_precision), to_jsonb(case when s.closed_at is not null then s.closed_precision end), false, true),
        ('case.lead', to_jsonb(c.handler_id), to_jsonb(s.handler_id), 'case.lead' = any(p_clears), true),
        ('case.lead_source_text', to_jsonb(c.lead_source_text), to_jsonb(s.lead_source_text), 'case.lead_source_text' = any(p_clears), true),
        ('case.location', to_jsonb(c.location_id), to_jsonb(p_location), 'case.location' = any(p_clears), true),
        ('case.location_text', to_jsonb(c.location_text), to_jsonb(s.location_text), 'case.location_text' = any(p_clears), true),
        ('case.business_unit', to_jsonb(c.business_unit), to_jsonb(s.business_unit), 'case.business_unit' = any(p_clears), true),
        ('case.tags', to_jsonb(c.tags), to_jsonb(nullif(s.tags, '{}')), false, true),
        ('case.custom_fields', to_jsonb(c.custom_fields), to_jsonb(case when s.custom_fields is not null then c.custom_fields || s.custom_fields end), false, true),
        ('report.reference_number', to_jsonb(r.reference_number), to_jsonb(coalesce(s.report_reference_number, s.case_reference_number)), false, true),
        ('report.channel', to_jsonb(r.channel), to_jsonb(s.channel), false, true),
        ('report.language', to_jsonb(r.language), to_jsonb(s.language), 'report.language' = any(p_clears), true),
        ('report.is_anonymous', to_jsonb(r.is_anonymous), to_jsonb(s.is_anonymous), 'report.is_anonymous' = any(p_clears), true),
        ('report.reporter_type', to_jsonb(r.reporter_type), to_jsonb(s.reporter_type), false, true),
        ('report.reporter_relationship', to_jsonb(r.reporter_relationship), to_jsonb(s.reporter_relationship), 'report.reporter_relationship' = any(p_clears), true),
        ('report.reporter_reference', to_jsonb(r.reporter_reference), to_jsonb(s.reporter_reference), 'report.reporter_reference' = any(p_clears), true),
        ('report.received_at', to_jsonb(r.received_at), to_jsonb(s.received_at), false, true),
        ('report.received_precision', to_jsonb(r.received_precision), to_jsonb(case when s.received_at is not null then s.received_precision end), false, true),
        ('report.incident_on', to_jsonb(r.incident_on), to_jsonb(s.incident_on), 'report.incident_on' = any(p_clears), true),
        ('report.incident_note', to_jsonb(r.incident_note), to_jsonb(s.incident_note), 'report.incident_note' = any(p_clears), true),
        ('report.details', to_jsonb(r.details), to_jsonb(s.details), false, true),
        ('report.summary', to_jsonb(r.summary), to_jsonb(s.summary), 'report.summary' = any(p_clears), true),
        ('report.category', to_jsonb(r.category_id), to_jsonb(p_category), false, true),
        ('report.severity', to_jsonb(r.severity), to_jsonb(s.report_severity), 'report.severity' = any(p_clears), true),
        ('report.location', to_jsonb(r.location_id), to_jsonb(p_location), 'report.location' = any(p_clears), true),
        ('report.location_text', to_jsonb(r.location_text), to_jsonb(s.location_text), 'report.location_text' = any(p_clears), true),
        ('report.custom_fields', to_jsonb(r.custom_fields), to_jsonb(case when s.report_custom_fields is not null then r.custom_fields || s.report_custom_fields end), false, true),
        ('investigation.number', to_jsonb(i.number), to_jsonb(n.number), false, n.row_number is not null and i.id is not null),
        ('investigation.status', to_jsonb(i.status), to_jsonb(n.status), false, n.row_number is not null and i.id is not null),
        ('investigation.lead', to_jsonb(i.handler_id), to_jsonb(n.handler_id), 'investigation.lead' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.opened_at', to_jsonb(i.opened_at), to_jsonb(n.opened_at), false, n.row_number is not null and i.id is not null),
        ('investigation.opened_precision', to_jsonb(i.opened_precision), to_jsonb(case when n.opened_at is not null then n.opened_precision end), false, n.row_number is not null and i.id is not null),
        ('investigation.due_on', to_jsonb(i.due_on), to_jsonb(n.due_on), 'investigation.due_on' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.closed_at', to_jsonb(i.closed_at), to_jsonb(n.closed_at), n.status is not null and n.status <> 'CLOSED' or 'investigation.closed_at' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.closed_precision', to_jsonb(i.closed_precision), to_jsonb(case when n.closed_at is not null then n.closed_precision end), false, n.row_number is not null and i.id is not null),
        ('investigation.outcome', to_jsonb(i.outcome), to_jsonb(n.outcome), n.status is not null and n.status <> 'CLOSED' or 'investigation.outcome' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.findings_summary', to_jsonb(i.findings_summary), to_jsonb(n.findings_summary), 'investigation.findings_summary' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.findings_detail', to_jsonb(i.findings_detail), to_jsonb(n.findings_detail), 'investigation.findings_detail' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.root_cause', to_jsonb(i.root_cause), to_jsonb(n.root_cause), 'investigation.root_cause' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.notes', to_jsonb(i.notes), to_jsonb(n.notes), 'investigation.notes' = any(p_clears), n.row_number is not null and i.id is not null),
        ('investigation.remediation', to_jsonb(i.remediation), to_jsonb(nullif(n.remediation, '{}')), false, n.row_number is not null and i.id is not null),
        ('investigation.lessons_learned', to_jsonb(i.lessons_learned), to_jsonb(n.lessons_learned), 'investigation.lessons_learned' = any(p_clears), n.row_number is not null and i.id is not null)
    ) f (field, live, next, blank_counts, is_there)
    where s.organization_id = (select access.current_tenant()) and s.run_id = p_run and s.row_number = p_row
      and f.is_there and f.next is distinct from f.live and (f.next is not null or f.blank_counts)
    $$;
grant execute on function migration.row_changes(uuid, int, uuid, uuid, uuid, uuid, uuid, uuid, text[]) to ops_migration, ops_import;
reset role;
