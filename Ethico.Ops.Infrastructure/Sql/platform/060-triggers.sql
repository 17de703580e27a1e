-- Triggers. Each works as whoever writes (invoker), so that it sees no more than the writer does; the one exception writes
-- a setting's history, into which no door may insert. A trigger may set columns its caller has no grant on.
set local role ops_owner;

-- Column set w.
create function platform.stamp_update() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    new.updated_at := now();
    return new;
end
$$;

-- Column set v. Taken from the old row: no writer can set it, so a version seen and sent back is a version that stood.
create function platform.stamp_version() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    new.updated_at := now();
    new.row_version := old.row_version + 1;
    return new;
end
$$;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['integrations', 'workflows', 'policies', 'support_tickets', 'campaign_assignments'] loop
        execute format(
            'create trigger stamp_update before update on platform.%I for each row execute function platform.stamp_update()',
            table_name);
    end loop;

    foreach table_name in array array[
        'organizations', 'accounts', 'categories', 'locations', 'persons',
        'reports', 'report_persons', 'cases', 'case_notes', 'investigations'
    ] loop
        execute format(
            'create trigger stamp_version before update on platform.%I for each row execute function platform.stamp_version()',
            table_name);
    end loop;
end
$$;

-- The launch. That a PENDING one has no live_at is a check of the table.
create function platform.refuse_second_launch() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    raise exception 'live_at is set once'
        using errcode = 'check_violation', schema = 'platform', table = 'organizations',
              column = 'live_at', constraint = 'organizations_live_at_set_once';
end
$$;

create trigger live_at_set_once before update on platform.organizations
    for each row when (old.live_at is not null and new.live_at is distinct from old.live_at)
    execute function platform.refuse_second_launch();

-- An anonymous report has no reporter to name. A report that the writer cannot see (released, for the desk) might be
-- anonymous: refused as well. Null is_anonymous means unknown, not anonymous.
create function platform.refuse_reporter_of_anonymous_report() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if not exists (
        select from platform.reports r
        where r.organization_id = new.organization_id and r.id = new.report_id and r.is_anonymous is not true
    ) then
        raise exception 'an anonymous report has no reporter'
            using errcode = 'check_violation', schema = 'platform', table = 'report_persons',
                  column = 'role', constraint = 'report_persons_no_reporter_if_anonymous';
    end if;
    return new;
end
$$;

create trigger no_reporter_if_anonymous before insert or update of role, report_id on platform.report_persons
    for each row when (new.role = 'REPORTER')
    execute function platform.refuse_reporter_of_anonymous_report();

-- Version and instant of a change are never the writer's. Layer plan.
create function platform.stamp_setting() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    new.version := old.version + 1;
    new.changed_at := now();
    return new;
end
$$;

create trigger stamp_setting before update on platform.plan_settings
    for each row execute function platform.stamp_setting();

-- Layer tenant.
create trigger stamp_setting before update on platform.settings
    for each row execute function platform.stamp_setting();

-- A key that was removed and comes back goes on where its history ended. Doors cannot give a version; a loader can, and it
-- stands unless the history is already past it.
create function platform.continue_setting_version() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    new.version := greatest(new.version, 1 + coalesce((
        select max(c.version) from platform.setting_changes c
        where c.organization_id = new.organization_id and c.key = new.key), 0));
    return new;
end
$$;

create trigger continue_version before insert on platform.settings
    for each row execute function platform.continue_setting_version();

-- Definer (owner ops_definer, below): the history is written by every change and by nobody directly.
create function platform.keep_setting_change() returns trigger
    language plpgsql
    security definer set search_path = ''
    as $$
begin
    insert into platform.setting_changes (organization_id, key, version, value, changed_at, changed_by_kind, changed_by)
    values (new.organization_id, new.key, new.version, new.value, new.changed_at, new.changed_by_kind, new.changed_by);
    return null;
end
$$;

create trigger keep_change after insert or update on platform.settings
    for each row execute function platform.keep_setting_change();

revoke all on all functions in schema platform from public;

reset role;

alter function platform.keep_setting_change() owner to ops_definer;
revoke all on function platform.keep_setting_change() from public;
