-- The next numbers of a tenant (platform.md 5.2), skipping taken ones. A gap is allowed: whoever drew and failed gives none back.
-- Definer: no door may see the counters.
grant usage on schema platform to ops_definer;
set local role ops_owner;

drop policy nobody on platform.number_counters;
create policy ops_definer_select on platform.number_counters for select to ops_definer using (true);
create policy ops_definer_insert on platform.number_counters for insert to ops_definer with check (true);
create policy ops_definer_update on platform.number_counters for update to ops_definer using (true) with check (true);
create policy nobody_else on platform.number_counters as restrictive for all to
    ops_portal, ops_tenant, ops_overview, ops_hotline, ops_jobs, ops_migration, ops_import, ops_lookup, ops_client, ops_ingest using (false);
grant select (organization_id, kind, year, last_value), insert (organization_id, kind, year, last_value), update (last_value)
    on platform.number_counters to ops_definer;
grant select (reference_number) on platform.cases to ops_definer;
grant select (organization_id, reference_number) on platform.reports to ops_definer;
create policy ops_definer_select on platform.reports for select to ops_definer using (true);

create function platform.draw_numbers(p_kind text, p_how_many int) returns setof text
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    v_tenant constant uuid := (select access.current_tenant());
    v_year constant int := extract(year from access.now() at time zone 'UTC')::int;
    v_from int;
    v_to int;
    v_left int := p_how_many;
    v_number text;
begin
    if v_tenant is null or p_kind not in ('CASE', 'REPORT') or p_how_many not between 0 and 10000 then
        raise exception 'No numbers to draw.' using errcode = 'invalid_parameter_value';
    end if;
    while v_left > 0 loop
        insert into platform.number_counters as c (organization_id, kind, year, last_value) values (v_tenant, p_kind, v_year, v_left)
        on conflict (organization_id, kind, year) do update set last_value = c.last_value + v_left
        returning c.last_value into v_to;
        v_from := v_to - v_left + 1;
        for i in v_from .. v_to loop
            -- At least four digits, as many as it takes beyond.
            v_number := left(p_kind, 1) || '-' || v_year || '-' || case when i < 10000 then lpad(i::text, 4, '0') else i::text end;
            if p_kind = 'CASE' then
                continue when exists (select from platform.cases x where x.organization_id = v_tenant and x.reference_number = v_number);
            else
                continue when exists (select from platform.reports x where x.organization_id = v_tenant and x.reference_number = v_number);
            end if;
            v_left := v_left - 1;
            return next v_number;
        end loop;
    end loop;
end
$$;
revoke all on function platform.draw_numbers(text, int) from public;
reset role;
alter function platform.draw_numbers(text, int) owner to ops_definer;
grant execute on function platform.draw_numbers(text, int) to ops_import;
