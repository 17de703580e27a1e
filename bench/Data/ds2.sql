-- DS2: 50 M usage events of 400 days over 10,000 tenants at scale 1, in the order they came. All from hashes of row numbers: the same
-- rows on every machine. Sizes follow Zipf: the tenant of rank r has 1/r of the largest one's events, so most are small and few are huge.
-- Each tenant has accounts by its size, features, cases, campaigns and tickets, so that every part of a score is there to be counted.
-- Keys and checks are at work; triggers and foreign keys are not. The events are filled in month by month, side by side (Ds2.cs).
create schema bench;

create function bench.size(p_name text) returns bigint language sql stable
    as $$ select current_setting('bench.' || p_name)::bigint $$;
-- 0 to 1, exclusive.
create function bench.rnd(p_key bigint, p_seed bigint) returns double precision language sql immutable parallel safe
    as $$ select ((hashint8extended(p_key, p_seed) & 4503599627370495) + 0.5) / 4503599627370496.0 $$;
create function bench.id(p_kind integer, p_key bigint) returns uuid language sql immutable parallel safe
    as $$ select (lpad(to_hex(1700000000000 + p_key), 12, '0') || '7' || lpad(to_hex(p_kind), 3, '0') || '8' || lpad(to_hex(p_key), 15, '0'))::uuid $$;
create function bench.pick(p_words text[], p_key bigint, p_seed bigint) returns text language sql immutable parallel safe
    as $$ select p_words[1 + floor(array_length(p_words, 1) * bench.rnd(p_key, p_seed))::int] $$;
-- Midnight after the last day there is.
create function bench.anchor() returns timestamptz language sql immutable as $$ select timestamptz '2026-11-01 00:00:00+00' $$;

-- Months before the thirteen that the partitions reach back would lie in the default one.
do $$
declare m timestamptz;
begin
    for m in select generate_series(date_trunc('month', bench.anchor() - interval '400 days'), date_trunc('month', bench.anchor()), interval '1 month') loop
        continue when to_regclass(format('platform.%I', to_char(m, '"usage_events_"YYYY_MM'))) is not null;
        execute format('create table platform.%I partition of platform.usage_events for values from (%L) to (%L)',
            to_char(m, '"usage_events_"YYYY_MM'), m, m + interval '1 month');
        execute format('alter table platform.%I enable row level security', to_char(m, '"usage_events_"YYYY_MM'));
        execute format('alter table platform.%I force row level security', to_char(m, '"usage_events_"YYYY_MM'));
        execute format('create policy ops_jobs_select on platform.%I for select to ops_jobs using (true)', to_char(m, '"usage_events_"YYYY_MM'));
    end loop;
end
$$;

insert into platform.plans (code, name) values ('STANDARD', 'Standard');
create table bench.tenant as
select r, bench.id(1, r) as id, greatest(3, least(5000, (5000.0 / r)::int)) as accounts from generate_series(1, bench.size('tenants')) r;
alter table bench.tenant add primary key (r);
insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at, created_at, updated_at)
select id, 'Client ' || r, 'client ' || r, 'ACTIVE', bench.anchor() - interval '900 days', 'STANDARD', bench.anchor() - interval '700 days',
    bench.anchor() - interval '900 days', bench.anchor() - interval '700 days' from bench.tenant;

-- An account's number is its tenant's first one and its place, so that an event finds it without a search.
create table bench.account_span as
select r, sum(accounts) over (order by r) - accounts as first, accounts from bench.tenant;
alter table bench.account_span add primary key (r);
insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, created_at, updated_at)
select t.id, bench.id(4, a.first + j), 'EMPLOYEE', 'ACTIVE', 'Account ' || j, 'account ' || j, 'a' || j || '@client' || t.r || '.example',
    sha256(convert_to(t.r || '/' || j, 'UTF8')), 'client' || t.r || '.example', bench.anchor() - interval '600 days', bench.anchor() - interval '600 days'
from bench.tenant t join bench.account_span a using (r) cross join generate_series(1, t.accounts) j;
insert into platform.account_status_history (organization_id, account_id, from_at, status, recorded_at)
select organization_id, id, created_at, 'ACTIVE', created_at from platform.accounts;

insert into platform.entitlements (organization_id, feature, from_on)
select t.id, f.code, (bench.anchor() - interval '500 days')::date
from bench.tenant t
cross join unnest(array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'AI_ASSISTANT', 'POLICY_MANAGEMENT', 'ATTESTATION_CAMPAIGNS', 'GIFT_DISCLOSURES', 'SSO_ENABLED', 'API_USAGE'])
    with ordinality f (code, place)
where f.place <= 3 or bench.rnd(t.r * 20 + f.place, 40) < 0.6;
insert into platform.feature_configurations (organization_id, feature, from_at)
select organization_id, feature, from_on::timestamptz from platform.entitlements;

-- Twelve cases a tenant, more for the larger; tickets and one campaign alike.
insert into platform.queues (organization_id, id, name, is_fallback, is_active) select id, bench.id(2, r), 'Compliance office', true, true from bench.tenant;
insert into platform.categories (organization_id, id, name, name_key, code) select id, bench.id(3, r), 'Concern', 'concern', 'C0' from bench.tenant;
insert into platform.cases (organization_id, id, reference_number, status, outcome, summary, category_id, opened_at, closed_at, due_at, queue_id, tags, is_test, created_at, updated_at)
select t.id, bench.id(5, t.r * 10000 + k), 'C-' || k, case when s.is_closed then 'CLOSED' else 'OPEN' end, case when s.is_closed then 'INCONCLUSIVE' end,
    'Concern', bench.id(3, t.r), s.opened, case when s.is_closed then s.opened + interval '20 days' end,
    s.opened + interval '1 day' * (10 + 40 * bench.rnd(t.r * 10000 + k, 51)), bench.id(2, t.r), '{}', false, s.opened, s.opened + interval '20 days'
from bench.tenant t
cross join lateral generate_series(1, 12 + least(1000, 2000 / t.r)::int) k
cross join lateral (select bench.anchor() - interval '1 day' * (1 + 380 * bench.rnd(t.r * 10000 + k, 50)) as opened) o
cross join lateral (select o.opened, o.opened < bench.anchor() - interval '21 days' and bench.rnd(t.r * 10000 + k, 52) < 0.9 as is_closed) s;
insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at, resolved_at, updated_at)
select t.id, bench.id(6, t.r * 1000 + k), 'TKT-' || (t.r * 1000 + k), bench.pick(array['LOW', 'LOW', 'MEDIUM', 'HIGH', 'URGENT'], t.r * 1000 + k, 60), 'CLOSED', 'Ticket',
    o.at, o.at + interval '5 hours', o.at + interval '5 hours'
from bench.tenant t cross join lateral generate_series(1, 6 + least(60, 500 / t.r)::int) k
cross join lateral (select bench.anchor() - interval '1 day' * (1 + 380 * bench.rnd(t.r * 1000 + k, 61)) as at) o;

insert into platform.campaigns (organization_id, id, kind, name, status, starts_at, created_at)
select id, bench.id(8, r), 'ATTESTATION', 'Code of conduct', 'RUNNING', bench.anchor() - interval '80 days', bench.anchor() - interval '80 days' from bench.tenant;
insert into platform.campaign_assignments (organization_id, id, campaign_id, account_id, due_at, status, completed_at, created_at, updated_at)
select t.id, bench.id(9, a.first + j), bench.id(8, t.r), bench.id(4, a.first + j), bench.anchor() - interval '1 day' * (60 * bench.rnd(a.first + j, 81)),
    case when d.at is null then 'ASSIGNED' else 'COMPLETED' end, d.at, bench.anchor() - interval '80 days', coalesce(d.at, bench.anchor() - interval '80 days')
from bench.tenant t join bench.account_span a using (r) cross join generate_series(1, t.accounts) j
cross join lateral (select case when bench.rnd(a.first + j, 82) < 0.8 then bench.anchor() - interval '1 day' * (75 * bench.rnd(a.first + j, 83)) end as at) d;

-- Each month gets its key when it is full: an index that is sorted once is made in a fraction of the time.
alter table platform.usage_events drop constraint usage_events_pkey;

-- Zipf by its inverse: rank = (tenants + 1) ^ u has a density of 1/rank. One in a thousand came a day or more late; one in twelve was a
-- machine's, one in twenty of staff and counts nowhere. In the order they came: brin lives on it. So the late ones of a month lie behind
-- its others, in an order of their own.
create function bench.fill(p_from timestamptz, p_until timestamptz, p_late boolean) returns void
    language plpgsql
    as $$
declare
    v_tenants constant bigint := bench.size('tenants');
    v_events constant bigint := bench.size('events');
    v_start constant timestamptz := bench.anchor() - interval '400 days';
    -- The numbers of the events around the month: an event lies somewhere in its own four hundred days ÷ events.
    v_low constant bigint := greatest(1, floor(extract(epoch from p_from - v_start) / 34560000 * v_events)::bigint - 1);
    v_high constant bigint := least(v_events, ceil(extract(epoch from p_until - v_start) / 34560000 * v_events)::bigint + 1);
    -- Looked up by their places, which costs less than making each once more.
    v_tenant constant uuid[] := array(select id from bench.tenant order by r);
    v_first constant bigint[] := array(select first from bench.account_span order by r);
    v_accounts constant integer[] := array(select accounts from bench.account_span order by r);
    v_account constant uuid[] := array(select bench.id(4, n) from generate_series(1, (select sum(accounts) from bench.account_span)) n);
begin
    -- Put together, so that only the late ones are sorted.
    execute $insert$
        insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, machine, kind, feature, succeeded)
        select $1[e.r], bench.id(7, e.k), e.at, e.came, case when e.who < 0.08 then 'MACHINE' when e.who < 0.13 then 'STAFF' else 'CLIENT' end,
            case when e.who >= 0.08 then $4[$2[e.r] + 1 + floor($3[e.r] * power(bench.rnd(e.k, 75), 2))::bigint] end,
            case when e.who < 0.08 then 'api' end,
            case when e.who < 0.08 then 'FEATURE' when e.what < 0.45 then 'SIGN_IN' when e.what < 0.5 then 'REPORT_VIEW' else 'FEATURE' end,
            case when e.who < 0.08 then bench.pick(array['SSO_ENABLED', 'API_USAGE'], e.k, 76)
                when e.what >= 0.5 then bench.pick(array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'AI_ASSISTANT', 'POLICY_MANAGEMENT', 'ATTESTATION_CAMPAIGNS', 'GIFT_DISCLOSURES'], e.k, 77) end,
            bench.rnd(e.k, 78) < 0.98
        from (
            select k, least($5, floor(power($5 + 1, bench.rnd(k, 70)))::bigint) as r, bench.rnd(k, 71) as who, bench.rnd(k, 72) as what, o.at,
                o.at + case when $9 then interval '1 day' * (1 + 20 * bench.rnd(k, 74)) else interval '90 seconds' end as came
            from generate_series($7, $8) k
            cross join lateral (select $10 + interval '400 days' * ((k - bench.rnd(k, 79)) / $6) as at offset 0) o
            where (bench.rnd(k, 73) < 0.001) = $9 and o.at >= $11 and o.at < $12
            -- Each number drawn once.
            offset 0) e
        $insert$ || case when p_late then 'order by e.came' else '' end
    using v_tenant, v_first, v_accounts, v_account, v_tenants, v_events, v_low, v_high, p_late, v_start, p_from, p_until;
end
$$;
