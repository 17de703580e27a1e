-- Who was active and who used what: one row an account (and feature) with its last half year as bits, in place of a row a day, so that a
-- night reads each account once and writes those of the day. How often stands per client, feature and day, and of nobody
-- (docs/decisions/0009).
set local role ops_owner;

-- days: the leftmost bit is last_day, the next one the day before. No page may read it. Kept 180 days.
create table client_success.account_use (
    organization_id uuid not null,
    account_id uuid not null,
    last_day date not null,
    days bit(180) not null check (get_bit(days, 0) = 1),
    primary key (organization_id, account_id)
) with (fillfactor = 70);
comment on index client_success.account_use_pkey is 'the accounts a day was active for';
create table client_success.feature_account_use (
    organization_id uuid not null,
    feature text collate "C" not null check (char_length(feature) <= 50),
    account_id uuid not null,
    last_day date not null,
    days bit(180) not null check (get_bit(days, 0) = 1),
    primary key (organization_id, feature, account_id)
) with (fillfactor = 70);
comment on index client_success.feature_account_use_pkey is 'the accounts that used a feature that day';

-- The day comes first: a night then writes one end of the index, not a page of each client's.
create table client_success.feature_use (
    day date not null,
    organization_id uuid not null,
    feature text collate "C" not null check (char_length(feature) <= 50),
    people_uses integer not null,
    machine_uses integer not null,
    primary key (day, organization_id, feature)
);
comment on index client_success.feature_use_pkey is 'the day that comes into a window and the one that falls out; purge';

insert into client_success.account_use (organization_id, account_id, last_day, days)
select x.organization_id, x.account_id, x.last_day, bit_or(set_bit(repeat('0', 180)::bit(180), x.last_day - x.day, 1))
from (select a.*, max(a.day) over (partition by a.organization_id, a.account_id) as last_day from client_success.account_day a) x
where x.last_day - x.day < 180
group by 1, 2, 3;
insert into client_success.feature_account_use (organization_id, feature, account_id, last_day, days)
select x.organization_id, x.feature, x.actor::uuid, x.last_day, bit_or(set_bit(repeat('0', 180)::bit(180), x.last_day - x.day, 1))
from (
    select a.organization_id, a.feature, a.actor, a.day, max(a.day) over (partition by a.organization_id, a.feature, a.actor) as last_day
    from client_success.feature_account_day a where not a.is_machine) x
where x.last_day - x.day < 180
group by 1, 2, 3, 4;
insert into client_success.feature_use (day, organization_id, feature, people_uses, machine_uses)
select a.day, a.organization_id, a.feature, coalesce(sum(a.uses) filter (where not a.is_machine), 0), coalesce(sum(a.uses) filter (where a.is_machine), 0)
from client_success.feature_account_day a group by 1, 2, 3;

-- The tables there were, as they read. The version before deletes their old days; the new one does that at the source.
drop table client_success.account_day, client_success.feature_account_day;
create view client_success.account_day as
select u.organization_id, u.account_id, u.last_day - g as day
from client_success.account_use u cross join generate_series(0, 179) g where get_bit(u.days, g) = 1;
create view client_success.feature_account_day as
select u.organization_id, u.feature, u.account_id::text as actor, u.last_day - g as day
from client_success.feature_account_use u cross join generate_series(0, 179) g where get_bit(u.days, g) = 1;
create rule purged_at_the_source as on delete to client_success.account_day do instead nothing;
create rule purged_at_the_source as on delete to client_success.feature_account_day do instead nothing;

-- One index for both of its questions, and one that grows at its end.
drop index client_success.feature_day_by_day;
alter table client_success.feature_day drop constraint feature_day_pkey, add primary key (day, organization_id, feature);
comment on index client_success.feature_day_pkey is 'features × tenants of the last day; a client''s of that day; the day before';

create index usage_day_by_rolling on client_success.usage_day (rolled_at);
comment on index client_success.usage_day_by_rolling is 'nightly: which clients were counted anew since the last scores';

create index health_snapshot_failed on client_success.health_snapshot (day) where cause in ('COMPUTATION_FAILED', 'USAGE_MISSING');
comment on index client_success.health_snapshot_failed is 'nightly: who has a day that failed and may be counted by now';

grant select, insert, update, delete on client_success.account_use, client_success.feature_account_use, client_success.feature_use to ops_jobs;
grant select, delete on client_success.account_day, client_success.feature_account_day to ops_jobs;

reset role;
