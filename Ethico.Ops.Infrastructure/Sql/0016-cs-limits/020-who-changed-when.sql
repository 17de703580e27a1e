-- The second save is told when the first was, and of engagements, playbooks and models too.
set local role ops_owner;

alter table client_success.engagement
    add column changed_by uuid,
    add column changes jsonb not null default '{}';
alter table client_success.playbook
    add column changed_by uuid,
    add column changed_at timestamptz;
alter table client_success.health_model
    add column changed_by uuid,
    add column changed_at timestamptz;

-- As in 0011, with the instant as the third of each. A column each at most, and what it holds is short.
create or replace function client_success.note_changes() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    -- Scheduled work is nobody.
    if current_user = 'ops_jobs' then
        new.changed_by := null;
    end if;
    new.changes := old.changes || coalesce((
        select jsonb_object_agg(n.key, jsonb_build_array(new.row_version, new.changed_by, access.now()))
        from jsonb_each(to_jsonb(new)) n
        join jsonb_each(to_jsonb(old)) o on o.key = n.key
        where n.value is distinct from o.value and n.key not in ('row_version', 'changed_by', 'changes', 'quiet_nights', 'seen_on')), '{}');
    return new;
end
$$;
create trigger note_changes before update on client_success.engagement
    for each row when (new.row_version is distinct from old.row_version) execute function client_success.note_changes();

alter table client_success.client add constraint client_changes_bounded check (jsonb_typeof(changes) = 'object' and octet_length(changes::text) <= 8192);
alter table client_success.contact add constraint contact_changes_bounded check (jsonb_typeof(changes) = 'object' and octet_length(changes::text) <= 8192);
alter table client_success.engagement add constraint engagement_changes_bounded check (jsonb_typeof(changes) = 'object' and octet_length(changes::text) <= 8192);
alter table client_success.alert add constraint alert_changes_bounded check (jsonb_typeof(changes) = 'object' and octet_length(changes::text) <= 8192);
alter table client_success.cs_task add constraint cs_task_changes_bounded check (jsonb_typeof(changes) = 'object' and octet_length(changes::text) <= 8192);

reset role;
