set local role ops_owner;

-- MIG-2026-00017: one count per UTC year. A start that is rolled back gives its number back, so there are no gaps.
create table migration.reference_counter (
    year integer primary key check (year between 2000 and 9999),
    last_value integer not null check (last_value >= 1)
);

-- The head of a run. No column here may hold a word of the client's: no file name, no value, no row.
create table migration.runs (
    id uuid primary key,
    organization_id uuid not null,
    reference text collate "C" not null constraint run_reference_once unique check (reference ~ '^MIG-[0-9]{4}-[0-9]{5,7}$'),
    state text not null constraint run_state check (state in (
        'UPLOADING', 'UPLOADED', 'DETECTING', 'DETECTED', 'MAPPING', 'VALIDATING', 'VALIDATED', 'PREVIEWING', 'PREVIEWED',
        'IMPORT_QUEUED', 'IMPORTING', 'IMPORT_PAUSED', 'IMPORT_STOPPED', 'IMPORTED', 'VERIFIED', 'ROLLBACK_REQUESTED',
        'ROLLING_BACK', 'ROLLED_BACK', 'PARTLY_ROLLED_BACK', 'ABANDONED')),
    state_at timestamptz not null default access.now(),
    -- Where a failed preview, a declined or lapsed rollback goes back to.
    came_from text check (came_from in ('VALIDATED', 'IMPORT_STOPPED', 'IMPORTED', 'VERIFIED', 'PARTLY_ROLLED_BACK')),
    -- The highest step reached: what lies between the state's step and this one is shown as out of date.
    furthest_step smallint not null default 1 check (furthest_step between 1 and 8),
    -- Why the last job failed, stopped or paused: a code, and a sentence without a word of the client's.
    cause_code text check (char_length(cause_code) <= 60),
    cause text check (char_length(cause) <= 500),
    created_at timestamptz not null default access.now(),
    created_by uuid not null references access.operator (id),
    -- A person's last act: 30 days without one and the run is abandoned.
    last_act_at timestamptz not null default access.now(),

    source text check (source in ('NAVEX', 'EQS', 'CASE_IQ', 'ONE_TRUST', 'CONVERCENT', 'LEGACY_ETHICO', 'STAR', 'GENERIC')),
    -- As it stands in source_system of the imported records; Generic carries its label in it.
    source_system text check (char_length(source_system) between 1 and 100),
    source_label text check (char_length(source_label) between 1 and 80),

    -- Facts that gates ask for; each is written by who finds it, in the transaction that finds it.
    files_total integer not null default 0 check (files_total >= 0),
    files_open integer not null default 0 check (files_open >= 0),
    rows_total integer not null default 0 check (rows_total >= 0),
    rows_checked integer not null default 0 check (rows_checked >= 0),
    columns_total integer not null default 0 check (columns_total >= 0),
    columns_undecided integer not null default 0 check (columns_undecided >= 0),
    targets_missing integer not null default 0 check (targets_missing >= 0),
    dates_unconfirmed integer not null default 0 check (dates_unconfirmed >= 0),
    leads_undecided integer not null default 0 check (leads_undecided >= 0),
    errors_open integer not null default 0 check (errors_open >= 0),
    warnings_open integer not null default 0 check (warnings_open >= 0),
    infos_open integer not null default 0 check (infos_open >= 0),
    plan_create integer not null default 0 check (plan_create >= 0),
    plan_update integer not null default 0 check (plan_update >= 0),
    plan_merge integer not null default 0 check (plan_merge >= 0),
    plan_skip integer not null default 0 check (plan_skip >= 0),
    plan_conflict integer not null default 0 check (plan_conflict >= 0),
    conflicts_undecided integer not null default 0 check (conflicts_undecided >= 0),
    rows_done integer not null default 0 check (rows_done >= 0),
    rows_created integer not null default 0 check (rows_created >= 0),
    rows_updated integer not null default 0 check (rows_updated >= 0),
    rows_merged integer not null default 0 check (rows_merged >= 0),
    rows_skipped integer not null default 0 check (rows_skipped >= 0),
    rows_failed integer not null default 0 check (rows_failed >= 0),
    rollback_done integer not null default 0 check (rollback_done >= 0),
    rollback_removed integer not null default 0 check (rollback_removed >= 0),
    rollback_restored integer not null default 0 check (rollback_restored >= 0),
    rollback_kept integer not null default 0 check (rollback_kept >= 0),

    holder_id uuid not null references access.operator (id),
    held_since timestamptz not null default access.now(),
    renewed_at timestamptz not null default access.now(),

    -- The mapping's version that validation froze; import and sheet go by it.
    mapping_version integer check (mapping_version >= 1),
    -- The digest of the plan that Preview stored and the import was started on.
    plan_digest bytea check (octet_length(plan_digest) = 32),
    tenant_name_typed text check (char_length(tenant_name_typed) <= 200),
    import_started_at timestamptz,
    import_started_by uuid references access.operator (id),
    -- What a person asked of a job at work; it acts on it between two batches.
    pause_asked boolean not null default false,
    stop_asked boolean not null default false,
    stopped_for text check (stopped_for in ('DRIFT', 'CANCELLED', 'FAULT', 'TOO_MANY_FAILED')),

    completed_at timestamptz,
    signed_off_at timestamptz,
    window_closed_at timestamptz,
    rollback_reason text check (char_length(btrim(rollback_reason)) >= 10 and char_length(rollback_reason) <= 500),
    -- The rollback preview that stands now, and the one that was asked for or begun with: approval is for exactly that one.
    rollback_plan_digest bytea check (octet_length(rollback_plan_digest) = 32),
    rollback_digest bytea check (octet_length(rollback_digest) = 32),
    rollback_requested_by uuid references access.operator (id),
    rollback_requested_at timestamptz,
    rollback_approved_by uuid references access.operator (id),
    -- The first rollback that began: counts against the quarter's success for good.
    rolled_back_at timestamptz,
    over_at timestamptz,
    purged_at timestamptz,
    -- The implementation project it is linked to; another schema's row, so no key.
    project_id uuid,
    -- One up with each act of a person that a second tab must not overwrite unseen.
    version integer not null default 1 check (version >= 1),

    constraint run_stop_whole check ((state = 'IMPORT_STOPPED') <= (stopped_for is not null)),
    constraint run_complete_before_window check (window_closed_at is null or completed_at is not null),
    constraint run_imported_is_complete check (state not in ('IMPORTED', 'VERIFIED') or completed_at is not null),
    constraint run_rollback_by_another check (rollback_approved_by is null or rollback_approved_by <> rollback_requested_by),
    constraint run_request_whole check (state <> 'ROLLBACK_REQUESTED'
        or (rollback_requested_by is not null and rollback_requested_at is not null and rollback_digest is not null and came_from is not null)),
    constraint run_over check ((state in ('ABANDONED', 'ROLLED_BACK')) <= (over_at is not null))
);
-- For keys that carry the tenant: a row of a run cannot say it belongs to another organization.
alter table migration.runs add constraint run_of_tenant unique (organization_id, id);
create unique index run_one_writer on migration.runs (organization_id)
    where state in ('IMPORT_QUEUED', 'IMPORTING', 'IMPORT_PAUSED', 'ROLLING_BACK');
comment on index migration.run_one_writer is 'one run at a time may write in a tenant (MIG-20); who is at it';
create index run_newest on migration.runs (created_at desc, id desc);
comment on index migration.run_newest is 'the runs page, newest first, keyset';
create index run_tenant_newest on migration.runs (organization_id, created_at desc, id desc);
comment on index migration.run_tenant_newest is 'runs of a tenant; a specialist''s runs page, tenant by tenant';
create index run_due on migration.runs (state_at)
    where state in ('DETECTING', 'VALIDATING', 'PREVIEWING', 'IMPORT_QUEUED', 'IMPORTING', 'ROLLING_BACK');
comment on index migration.run_due is 'what the worker looks for';
create index run_completed on migration.runs (completed_at) where completed_at is not null;
comment on index migration.run_completed is 'the quarter''s success; windows that close; the purge';

-- What a run was begun with stays, and what is over stays over.
create function migration.guard_run() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if (new.id, new.organization_id, new.reference, new.created_at, new.created_by)
       is distinct from (old.id, old.organization_id, old.reference, old.created_at, old.created_by) then
        raise exception 'What a run was begun with does not change.' using errcode = 'check_violation', constraint = 'run_fixed';
    end if;
    if old.completed_at is not null and new.completed_at is distinct from old.completed_at then
        raise exception 'The window starts once.' using errcode = 'check_violation', constraint = 'run_completed_once';
    end if;
    if old.window_closed_at is not null and new.window_closed_at is distinct from old.window_closed_at then
        raise exception 'A closed window stays closed.' using errcode = 'check_violation', constraint = 'run_window_once';
    end if;
    if old.state in ('ABANDONED', 'ROLLED_BACK') and new.state <> old.state then
        raise exception 'A run that is over stays over.' using errcode = 'check_violation', constraint = 'run_over_stays';
    end if;
    if new.state <> old.state then
        new.state_at := access.now();
        new.furthest_step := greatest(old.furthest_step, case
            when new.state in ('UPLOADED', 'DETECTING', 'DETECTED') then 2
            when new.state = 'MAPPING' then 3
            when new.state in ('VALIDATING', 'VALIDATED') then 4
            when new.state in ('PREVIEWING', 'PREVIEWED') then 5
            when new.state in ('IMPORT_QUEUED', 'IMPORTING', 'IMPORT_PAUSED', 'IMPORT_STOPPED') then 6
            when new.state = 'IMPORTED' then 7
            when new.state in ('UPLOADING', 'ABANDONED') then 1
            else 8 end);
    end if;
    return new;
end
$$;
create trigger run_guarded before update on migration.runs for each row execute function migration.guard_run();

alter table migration.runs enable row level security;
alter table migration.runs force row level security;

create policy ops_portal_select on migration.runs for select to ops_portal using (true);
create policy ops_portal_update on migration.runs for update to ops_portal using (true) with check (true);
create policy ops_jobs_select on migration.runs for select to ops_jobs using (true);
create policy ops_jobs_update on migration.runs for update to ops_jobs using (true) with check (true);
create policy ops_definer_select on migration.runs for select to ops_definer using (true);
create policy ops_migration_select on migration.runs for select to ops_migration
    using (organization_id = (select access.current_tenant()));
create policy ops_import_select on migration.runs for select to ops_import
    using (organization_id = (select access.current_tenant()));
create policy ops_migration_insert on migration.runs for insert to ops_migration
    with check (organization_id = (select access.current_tenant()) and id = (select access.current_run()));
create policy ops_migration_update on migration.runs for update to ops_migration
    using (organization_id = (select access.current_tenant()) and id = (select access.current_run()))
    with check (organization_id = (select access.current_tenant()) and id = (select access.current_run()));
create policy ops_import_update on migration.runs for update to ops_import
    using (organization_id = (select access.current_tenant()) and id = (select access.current_run()))
    with check (organization_id = (select access.current_tenant()) and id = (select access.current_run()));

grant select on migration.runs to ops_portal, ops_jobs, ops_migration, ops_import;
grant select (id, organization_id, reference, state) on migration.runs to ops_definer;
-- The page that edits keeps its hold; nothing else of a run changes without an entry.
grant update (renewed_at) on migration.runs to ops_portal;
grant insert on migration.runs to ops_migration;
grant update on migration.runs to ops_migration, ops_import;
-- Moves of a job that has no key to the tenant (any more): failed, paused because the right was lost, lapsed, abandoned, window over.
grant update (state, came_from, cause_code, cause, pause_asked, stop_asked, stopped_for, window_closed_at, rollback_digest, over_at, purged_at)
    on migration.runs to ops_jobs;

-- The next number of this year, by the database's clock.
create function migration.draw_reference() returns text
    language sql security definer
    set search_path = ''
    as $$
    insert into migration.reference_counter as c (year, last_value)
    values (extract(year from access.now() at time zone 'UTC')::integer, 1)
    on conflict (year) do update set last_value = c.last_value + 1
    returning 'MIG-' || year || '-' || lpad(last_value::text, 5, '0')
    $$;
grant select, insert, update on migration.reference_counter to ops_definer;
grant execute on function migration.draw_reference() to ops_migration;

-- Who holds a run, who asked for what: operators by name, as everywhere in the portal.
grant select (operator_id, display_name) on access.operator_name to ops_migration, ops_import;
grant execute on function migration.guard_run() to ops_owner;

reset role;
alter function migration.draw_reference() owner to ops_definer;
