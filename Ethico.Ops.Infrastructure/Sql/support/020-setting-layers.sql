-- The four layers of each key (support.md 5.7), for the entered tenant. The override layer comes with its capability.
-- A key without definition here, or of class Secret, answers only whether and when it was set.
set local role ops_owner;

create function support.setting_layers(p_key text default null)
    returns table (
        key text, value_type text, "group" text, class text, hint text, minimum numeric, maximum numeric, tier2 boolean,
        is_secret boolean, shown boolean, default_value jsonb, plan_value jsonb, plan_changed_at timestamptz,
        tenant_value jsonb, tenant_version integer, tenant_changed_at timestamptz, tenant_changed_by_kind text,
        tenant_changed_by uuid, is_set boolean, set_at timestamptz)
    language sql stable security definer
    set search_path = ''
    as $$
    select d.key, d.value_type, s."group", s.class, s.hint, s.minimum, s.maximum, coalesce(s.tier2, false),
        d.is_secret, x.shown,
        case when x.shown then d.default_value end,
        case when x.shown then p.value end, case when x.shown then p.changed_at end,
        case when x.shown then t.value end, case when x.shown then t.version end, t.changed_at, t.changed_by_kind, t.changed_by,
        t.key is not null or c.name is not null, coalesce(t.changed_at, c.changed_at)
    from platform.organizations o
    cross join platform.setting_definitions d
    left join support.setting_definition s on s.key = d.key
    cross join lateral (select s.key is not null and s.class <> 'SECRET' and not d.is_secret as shown) x
    left join platform.plan_settings p on p.plan = o.plan and p.key = d.key
    left join platform.settings t on t.organization_id = o.id and t.key = d.key
    left join platform.secrets c on c.organization_id = o.id and c.name = d.key
    where o.id = (select access.current_tenant())
      and d.retired_at is null
      and (p_key is null or d.key = p_key)
    order by coalesce(s."group", '~'), d.key
    $$;

reset role;
alter function support.setting_layers(text) owner to ops_definer;
grant execute on function support.setting_layers(text) to ops_tenant;

-- Exactly the columns the body names.
set local role ops_owner;
grant select (key, value_type, default_value, is_secret, retired_at) on platform.setting_definitions to ops_definer;
grant select (plan, key, value, changed_at) on platform.plan_settings to ops_definer;
grant select (organization_id, key, value, version, changed_at, changed_by_kind, changed_by) on platform.settings to ops_definer;
grant select (organization_id, name, changed_at) on platform.secrets to ops_definer;
grant select (id, plan) on platform.organizations to ops_definer;
reset role;

-- Forced row security shows the definer nothing without a policy of its own; the body asks for the entered tenant by name.
set local role ops_owner;
create policy ops_definer_select on platform.settings for select to ops_definer using (true);
create policy ops_definer_select on platform.secrets for select to ops_definer using (true);
reset role;
