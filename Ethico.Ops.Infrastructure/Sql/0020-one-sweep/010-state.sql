-- Roll-ups in one sweep (docs/decisions/0014): the platform's rows are read as they lie, a table once, and counted in memory, client by
-- client. What a night keeps of accounts is one row an account with its features in it; how often features were used stands with the
-- day. What counting in the database needed is gone.
set local role ops_owner;

-- The numbers features are stored under: places in the catalogue, which is only ever added to at its end.
create table client_success.feature_number (
    number smallint primary key,
    feature text collate "C" not null unique check (char_length(feature) <= 50)
);
insert into client_success.feature_number (number, feature) values
    (1, 'HOTLINE_INTAKE'), (2, 'WEB_INTAKE'), (3, 'CASE_MANAGEMENT'), (4, 'INVESTIGATIONS'), (5, 'AI_ASSISTANT'), (6, 'CUSTOM_WORKFLOWS'),
    (7, 'CUSTOM_DASHBOARDS'), (8, 'POLICY_MANAGEMENT'), (9, 'COI_CAMPAIGNS'), (10, 'ATTESTATION_CAMPAIGNS'), (11, 'GIFT_DISCLOSURES'),
    (12, 'SSO_ENABLED'), (13, 'HRIS_INTEGRATION'), (14, 'API_USAGE');
grant select on client_success.feature_number to ops_jobs;

-- features: one behind the other, each its number in 8 bits and its days in 184, the first bit being last_day, four unused at the end.
alter table client_success.account_use add column features varbit check (length(features) % 192 = 0);
update client_success.account_use u
set features = x.features
from (
    select f.organization_id, f.account_id,
        string_agg((n.number::integer::bit(8) || (f.days >> (a.last_day - f.last_day)) || B'0000')::text, '' order by n.number)::varbit as features
    from client_success.feature_account_use f
    join client_success.account_use a on a.organization_id = f.organization_id and a.account_id = f.account_id
    join client_success.feature_number n on n.feature = f.feature
    where a.last_day - f.last_day < 180
    group by 1, 2) x
where x.organization_id = u.organization_id and x.account_id = u.account_id;

-- feature_uses: three numbers for each feature that was used on the day: which it is, uses by people, by machines.
alter table client_success.usage_day add column feature_uses integer[] check (cardinality(feature_uses) <= 300);
update client_success.usage_day u
set feature_uses = x.uses
from (
    select f.organization_id, f.day, array_agg(v.value order by n.number, v.place) as uses
    from client_success.feature_use f
    join client_success.feature_number n on n.feature = f.feature
    cross join lateral (values (1, n.number::integer), (2, f.people_uses), (3, f.machine_uses)) v (place, value)
    group by 1, 2) x
where x.organization_id = u.organization_id and x.day = u.day;

-- Empty from here on, and there for the purge of the version before.
truncate client_success.feature_account_use, client_success.feature_use;
create or replace view client_success.feature_account_day as
select u.organization_id, n.feature, u.account_id::text as actor, u.last_day - g as day
from client_success.account_use u
cross join lateral generate_series(0, length(u.features) / 192 - 1) i
join client_success.feature_number n on n.number = substring(u.features from i * 192 + 1 for 8)::bit(8)::integer
cross join lateral generate_series(0, 179) g
where get_bit(u.features, i * 192 + 8 + g) = 1;
create view client_success.feature_use_day as
select u.day, u.organization_id, n.feature, u.feature_uses[i + 1] as people_uses, u.feature_uses[i + 2] as machine_uses
from client_success.usage_day u
cross join lateral generate_series(1, cardinality(u.feature_uses), 3) i
join client_success.feature_number n on n.number = u.feature_uses[i];
grant select on client_success.feature_use_day to ops_jobs;

-- The version before cannot count any more: to it the night is somebody else's, for good. The one that follows takes a lease of its own.
insert into client_success.lease (name, holder, token, until_at) values ('night', 'the version that follows', 1, 'infinity')
on conflict (name) do update set holder = excluded.holder, token = client_success.lease.token + 1, until_at = excluded.until_at;

create index case_week_by_week on client_success.case_week (week);
comment on index client_success.case_week_by_week is 'nightly: the weeks that are counted anew';

-- A day is as frequent as another. With a list of the most common ones as long as there are days, the planner takes one that is not on
-- it, which tonight's never is, for empty; with a short one it takes the average, and nothing need be surveyed at night.
alter table client_success.usage_day alter column day set statistics 10;
alter table client_success.feature_day alter column day set statistics 10;
alter table client_success.health_snapshot alter column day set statistics 10;
analyze client_success.usage_day (organization_id, day);
analyze client_success.feature_day (organization_id, day);
analyze client_success.health_snapshot (organization_id, day);

drop function client_success.roll_up(date, date, text, timestamptz, timestamptz, uuid[], text[], text[], integer[], integer, integer);
drop function client_success.open_scope(date, date, text, timestamptz, text[], uuid[]);
drop function client_success.roll_events(date, date, text, text[], uuid[]);
drop function client_success.roll_people(text, text[], text[], integer[]);
drop function client_success.roll_features(text, text[], text[], integer[]);
drop function client_success.roll_days(text, text[], text[], integer[], integer, integer, timestamptz);
drop function client_success.roll_lines(text, date);
drop function client_success.case_stretches(text);

reset role;
