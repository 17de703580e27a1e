-- Who changed what, for the one whose save comes second: per column the row version that changed it last, and by whom; nobody is the
-- night's run. Versions, so that a save over version 4 is told all of 5, 6 and 7. Values are not kept here; the audit has them.
set local role ops_owner;

alter table client_success.client
    add column changed_by uuid,
    add column changes jsonb not null default '{}';
alter table client_success.contact
    add column changed_by uuid,
    add column changes jsonb not null default '{}';
alter table client_success.alert
    add column changed_by uuid,
    add column changes jsonb not null default '{}';
alter table client_success.cs_task
    add column changed_by uuid,
    add column changes jsonb not null default '{}';

create function client_success.note_changes() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    -- Scheduled work is nobody.
    if current_user = 'ops_jobs' then
        new.changed_by := null;
    end if;
    new.changes := old.changes || coalesce((
        select jsonb_object_agg(n.key, jsonb_build_array(new.row_version, new.changed_by))
        from jsonb_each(to_jsonb(new)) n
        join jsonb_each(to_jsonb(old)) o on o.key = n.key
        where n.value is distinct from o.value and n.key not in ('row_version', 'changed_by', 'changes', 'quiet_nights', 'seen_on')), '{}');
    return new;
end
$$;
create trigger note_changes before update on client_success.client
    for each row when (new.row_version is distinct from old.row_version) execute function client_success.note_changes();
create trigger note_changes before update on client_success.contact
    for each row when (new.row_version is distinct from old.row_version) execute function client_success.note_changes();
create trigger note_changes before update on client_success.alert
    for each row when (new.row_version is distinct from old.row_version) execute function client_success.note_changes();
create trigger note_changes before update on client_success.cs_task
    for each row when (new.row_version is distinct from old.row_version) execute function client_success.note_changes();

grant update (changed_by) on client_success.client, client_success.alert, client_success.cs_task to ops_portal;

reset role;
