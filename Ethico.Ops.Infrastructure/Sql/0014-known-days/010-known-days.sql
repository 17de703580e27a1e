-- A day the statistics do not know counts as empty for the planner, which then joins everybody with everybody, one by one: of ten
-- thousand clients that is a hundred million looks. Statistics come by themselves after a tenth of a table is new, which is months of
-- nights; so each night sees to it.
set local role ops_owner;

create function client_success.survey_days(p_kind text) returns void
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    if p_kind = 'ROLLUP' then
        analyze client_success.usage_day (organization_id, day);
        analyze client_success.feature_day (organization_id, day);
    else
        analyze client_success.health_snapshot (organization_id, day);
    end if;
end
$$;
revoke execute on function client_success.survey_days(text) from public;
grant execute on function client_success.survey_days(text) to ops_jobs;

reset role;
