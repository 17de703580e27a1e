-- Features stand with the day they are of: one row a client and day where there were fifteen, each with two indexes (docs/decisions/0014).
set local role ops_owner;

-- features: nine numbers for each that is told of: which it is, uses and accounts of the day, uses, accounts and days of its window, how
-- many days ago it was last used in it (-1: not), how many days it has been entitled (-1: it is not), and 1 for ever used with 2 for set up.
alter table client_success.usage_day add column features integer[] check (cardinality(features) <= 900);
update client_success.usage_day u
set features = x.features
from (
    select f.organization_id, f.day, array_agg(v.value order by n.number, v.place) as features
    from client_success.feature_day f
    join client_success.feature_number n on n.feature = f.feature
    cross join lateral (values
        (1, n.number::integer), (2, f.uses), (3, f.accounts), (4, f.uses_window), (5, f.accounts_window), (6, f.use_days),
        (7, coalesce(f.day - f.last_use, -1)), (8, coalesce(f.day - f.entitled_since, -1)), (9, f.ever_used::integer + 2 * f.is_configured::integer)) v (place, value)
    group by 1, 2) x
where x.organization_id = u.organization_id and x.day = u.day;

create function client_success.told_features(p_day date, p_features integer[])
    returns table (feature text, uses integer, accounts integer, uses_window integer, accounts_window integer, use_days integer, last_use date,
        ever_used boolean, entitled_since date, is_configured boolean)
    language sql stable
    as $$
    select n.feature, p_features[i + 1], p_features[i + 2], p_features[i + 3], p_features[i + 4], p_features[i + 5],
        p_day - nullif(p_features[i + 6], -1), p_features[i + 8] & 1 = 1, p_day - nullif(p_features[i + 7], -1), p_features[i + 8] & 2 = 2
    from generate_series(1, cardinality(p_features), 9) i
    join client_success.feature_number n on n.number = p_features[i]
$$;

grant execute on function client_success.told_features(date, integer[]) to ops_portal, ops_jobs;

drop table client_success.feature_day;
create view client_success.feature_day as
select u.organization_id, f.feature, u.day, f.uses, f.accounts, f.uses_window, f.accounts_window, f.use_days, f.last_use, f.ever_used, f.entitled_since, f.is_configured
from client_success.usage_day u cross join lateral client_success.told_features(u.day, u.features) f;
-- They go with the day, whoever asks for more.
create rule gone_with_the_day as on delete to client_success.feature_day do instead nothing;
grant select on client_success.feature_day, client_success.feature_number to ops_portal;
grant select, delete on client_success.feature_day to ops_jobs;

create or replace function client_success.survey_days(p_kind text) returns void
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    if p_kind = 'ROLLUP' then
        analyze client_success.usage_day (organization_id, day);
    else
        analyze client_success.health_snapshot (organization_id, day);
    end if;
end
$$;

-- The version before can count no longer, as the one before it: its nights are somebody else's for good.
insert into client_success.lease (name, holder, token, until_at) values ('nights', 'the version that follows', 1, 'infinity')
on conflict (name) do update set holder = excluded.holder, token = client_success.lease.token + 1, until_at = excluded.until_at;
-- Empty since 0020, and no longer asked for.
drop table client_success.feature_account_use, client_success.feature_use;

reset role;
