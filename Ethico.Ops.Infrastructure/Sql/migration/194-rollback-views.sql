-- What somebody changed of a record since the run left it (migration.md 4.8): before the import, as imported, and now. Fields the
-- import filled by itself (a drawn number, a default) are not told as edits.
set local role ops_owner;

create function migration.rollback_fields(p_run uuid, p_position int) returns table (target text, before text, imported text, now text)
    language sql stable
    set search_path = ''
    as $$
    with planned as (
        select p.row_number, migration.comes_to(p.action, p.decision) = 'CREATE' as is_created, coalesce(p.changes, '{}') as changes
        from migration.plan_rows p
        where p.organization_id = (select access.current_tenant()) and p.run_id = p_run and p.position = p_position
    ), came as (
        select v.target, v.value from planned p cross join lateral migration.staged_values(p_run, p.row_number) v
    ), stands as (
        select v.target, v.value from migration.live_values(p_run, p_position) v
    ), was as (
        select case e.key when 'case.category' then 'category.name' when 'case.secondary_category' then 'secondary_category.name'
                when 'case.location' then 'location.name' else e.key end as target,
            migration.shown_value(p_run, e.key, e.value ->> 'live') as value
        from planned p cross join lateral jsonb_each(p.changes) e
    )
    select coalesce(c.target, s.target), w.value, c.value, s.value
    from came c
    full join stands s on s.target = c.target
    cross join planned p
    left join was w on w.target = coalesce(c.target, s.target)
    where c.value is distinct from s.value
      and coalesce(c.target, s.target) !~ '^(reporter|subject|witness)[.]'
      and (c.value is not null or (p.is_created and s.target in ('case.outcome', 'case.outcome_detail', 'case.severity', 'case.closed_at',
            'case.business_unit', 'case.tags', 'report.summary', 'location.name', 'secondary_category.name', 'investigation.outcome',
            'investigation.closed_at', 'investigation.findings_summary', 'investigation.root_cause')))
    $$;
grant execute on function migration.rollback_fields(uuid, int) to ops_migration;
reset role;
