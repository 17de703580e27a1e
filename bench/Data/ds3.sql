-- DS3: 100,000 tenants, 5 M cases, 500,000 users at scale 1. All from hashes of row numbers: the same rows on every machine.
-- Sizes are uneven, as clients are: the largest tenant has about 2 % of the cases, most have a few dozen.
-- The first twenty tenants are filled in depth (reports, people, events, notes), which is where a workspace is measured.
-- Keys, checks and unique indexes are at work; triggers and foreign keys are not, so counts are compared at the end.
set session_replication_role = replica;
set timezone = 'UTC';
create schema bench;

create function bench.size(p_name text) returns bigint language sql stable
    as $$ select current_setting('bench.' || p_name)::bigint $$;
-- 0 to 1, exclusive.
create function bench.rnd(p_key bigint, p_seed bigint) returns double precision language sql immutable parallel safe
    as $$ select ((hashint8extended(p_key, p_seed) & 4503599627370495) + 0.5) / 4503599627370496.0 $$;
-- In the form of a version 7 id: later rows sort later.
create function bench.id(p_kind integer, p_key bigint) returns uuid language sql immutable parallel safe
    as $$ select (lpad(to_hex(1700000000000 + p_key), 12, '0') || '7' || lpad(to_hex(p_kind), 3, '0') || '8' || lpad(to_hex(p_key), 15, '0'))::uuid $$;
create function bench.pick(p_words text[], p_key bigint, p_seed bigint) returns text language sql immutable parallel safe
    as $$ select p_words[1 + floor(array_length(p_words, 1) * bench.rnd(p_key, p_seed))::int] $$;
create function bench.anchor() returns timestamptz language sql immutable
    as $$ select timestamptz '2026-11-01 00:00:00+00' $$;

insert into platform.plans (code, name) values
    ('QUICK_START', 'Quick Start'), ('STANDARD', 'Standard'), ('PREMIUM', 'Premium'), ('ENTERPRISE', 'Enterprise');

-- Names: two of three begin with a common word, one with a made-up one that nearly nobody shares.
create table bench.tenant as
with words as (
    select i - 1 as t,
        case when bench.rnd(i, 1) < 0.67
            then bench.pick(array['Harbor','Summit','Granite','Cedar','Liberty','Pioneer','Atlantic','Pacific','Northern','Southern','Eastern',
                'Western','Central','United','National','American','Global','First','Premier','Allied','Evergreen','Blue Ridge','Silver','Golden',
                'Iron','Copper','Crystal','River','Lake','Mountain','Valley','Prairie','Desert','Coastal','Metro','Heritage','Keystone','Beacon',
                'Cornerstone','Horizon','Apex','Vertex','Orion','Sterling','Mercury','Phoenix','Falcon','Eagle','Redwood','Maple'], i, 2)
            else initcap(bench.pick(array['ka','lo','mi','ve','ra','tu','so','ne','bri','dor','fal','gen','hex','jun','kel','lum','mor','nol','pex','quil'], i, 3)
                || bench.pick(array['va','to','ri','ma','len','sha','do','ki','bel','nor','tan','vi','zo','pha','mir','gar','ste','lou','wyn','cor'], i, 4)
                || bench.pick(array['ra','x','lis','non','ta','via','dyne','tek','lo','mont','ford','na','sen','ria','quest','vale','gen','ster','nix','bury'], i, 5)) end as head,
        bench.pick(array['Care','Steel','Foods','Health','Energy','Logistics','Insurance','Bank','Motors','Airways','Chemicals','Plastics','Textiles',
            'Paper','Mining','Rail','Shipping','Telecom','Software','Media','Retail','Hotels','Farms','Pharma','Labs','Robotics','Capital','Realty',
            'Builders','Education'], i, 6) as trade,
        bench.pick(array['Group','Holdings','Partners','Systems','Works','Services','Company','Industries','International','Associates','Network',
            'Cooperative','Trust','Alliance','Corporation','Ventures'], i, 7) as kind,
        bench.rnd(i, 8) as form
    from generate_series(1, bench.size('tenants')) i)
select t, head || case when form < 0.1 then ' & ' else ' ' end || trade || ' ' || kind as name,
    lower(head || ' ' || trade || ' ' || kind) as search_name, bench.id(1, t) as id
from words;
alter table bench.tenant add primary key (t);

insert into platform.organizations (id, name, search_name, status, status_reason, status_at, plan, time_zone, default_language, languages,
    sign_in_method, live_at, intake_live_at, created_at, updated_at)
select id, name, search_name, s.status, case when s.status in ('SUSPENDED', 'CLOSED') then 'Contract ended' end, bench.anchor() - interval '90 days',
    bench.pick(array['QUICK_START', 'STANDARD', 'PREMIUM', 'ENTERPRISE'], t, 10), 'America/Chicago', 'en', '{en}',
    case when bench.rnd(t, 11) < 0.6 then 'SSO' else 'PASSWORD' end,
    case when s.status <> 'PENDING' then bench.anchor() - interval '1 day' * (100 + 900 * bench.rnd(t, 12)) end,
    case when s.status <> 'PENDING' then bench.anchor() - interval '1 day' * (100 + 900 * bench.rnd(t, 12)) end,
    bench.anchor() - interval '1100 days', bench.anchor()
from bench.tenant,
    lateral (select case when t < 20 then 'ACTIVE' when bench.rnd(t, 9) < 0.03 then 'PENDING' when bench.rnd(t, 9) < 0.05 then 'SUSPENDED'
        when bench.rnd(t, 9) < 0.06 then 'CLOSED' else 'ACTIVE' end as status) s;

insert into platform.organization_domains (organization_id, domain, purpose, verified_at)
select id, replace(search_name, ' ', '-') || case when n > 1 then '-' || n else '' end || '.example', 'MAIL', bench.anchor()
from (select id, search_name, row_number() over (partition by search_name order by t) as n from bench.tenant) t;
insert into platform.organization_domains (organization_id, domain, purpose, verified_at)
select d.organization_id, 'speakup.' || d.domain, 'WEB', bench.anchor()
from platform.organization_domains d join bench.tenant t on t.id = d.organization_id where bench.rnd(t.t, 13) < 0.3;

insert into platform.queues (organization_id, id, name, is_fallback, is_active)
select id, bench.id(2, t), 'Compliance office', true, true from bench.tenant;

insert into platform.categories (organization_id, id, name, name_key, code)
select t.id, bench.id(3, t.t * 5 + c.n), c.name, lower(c.name), 'C' || c.n
from bench.tenant t cross join (values (0, 'Harassment'), (1, 'Conflict of interest'), (2, 'Fraud'), (3, 'Safety'), (4, 'Data privacy')) c (n, name);

-- People: everyone at least one, the largest some three thousand.
create table bench.account as
select t, row_number() over (partition by t order by k) - 1 as j, bench.id(4, k) as id, k
from (select k, case when k <= bench.size('tenants') then k - 1
                     else floor(bench.size('tenants') * power(bench.rnd(k, 20), 2))::bigint end as t
      from generate_series(1, bench.size('accounts')) k) a;
alter table bench.account add primary key (t, j);

insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, employee_id, job_title,
    second_factor, languages, may_handle_cases, last_sign_in_at, last_sign_in_method, created_at, updated_at)
select t.id, a.id, bench.pick(array['ADMINISTRATOR', 'COMPLIANCE_LEAD', 'INVESTIGATOR', 'EMPLOYEE', 'EMPLOYEE', 'EMPLOYEE'], a.k, 21),
    bench.pick(array['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'INVITED', 'DISABLED'], a.k, 22),
    p.first || ' ' || p.last, lower(p.first || ' ' || p.last), lower(p.first || '.' || p.last || a.k || '@' || t.search_name_domain),
    sha256(convert_to(lower(p.first || '.' || p.last || a.k || '@' || t.search_name_domain), 'UTF8')), t.search_name_domain,
    'E' || a.k, 'Analyst', 'APP', '{en}', a.j < 20, bench.anchor() - interval '1 day' * 60 * bench.rnd(a.k, 23), 'SSO',
    bench.anchor() - interval '1 day' * (100 + 900 * bench.rnd(a.k, 24)), bench.anchor()
from bench.account a
join (select t, id, replace(search_name, ' ', '-') || '.example' as search_name_domain from bench.tenant) t on t.t = a.t
cross join lateral (select
    bench.pick(array['Ada','Ben','Clara','Dev','Elena','Femi','Grace','Hugo','Ines','Jonas','Kira','Liam','Maya','Noah','Olga','Pavel','Quinn','Rosa','Sam','Tara'], a.k, 25) as first,
    bench.pick(array['Abbott','Baker','Chen','Diaz','Evans','Fischer','Garcia','Hughes','Ito','Jensen','Khan','Lopez','Meyer','Novak','Okafor','Patel','Quist','Rossi','Singh','Turner'], a.k, 26) as last) p;

-- Cases in the order they were opened, all tenants mixed, as they would have come. The other indexes follow after.
create table bench.later as
select indexdef, indexname from pg_indexes
where schemaname = 'platform' and tablename = 'cases' and indexname not like '%_pkey' and indexname not like '%_key';
do $$
declare x record;
begin
    for x in select indexname from bench.later loop
        execute format('drop index platform.%I', x.indexname);
    end loop;
end
$$;

insert into platform.cases (organization_id, id, reference_number, status, outcome, summary, severity, category_id, opened_at, closed_at, due_at,
    handler_id, queue_id, business_unit, tags, is_test, created_at, updated_at)
select bench.id(1, c.t), bench.id(5, c.k), 'C-' || to_char(c.opened_at, 'YYYY') || '-' || lpad(c.k::text, 7, '0'), s.status,
    case when s.status = 'CLOSED' then bench.pick(array['SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'INCONCLUSIVE', 'DISMISSED'], c.k, 33) end,
    'Concern raised at site ' || (c.k % 40), bench.pick(array['CRITICAL', 'HIGH', 'MEDIUM', 'MEDIUM', 'LOW', 'LOW'], c.k, 34),
    bench.id(3, c.t * 5 + (c.k % 5)), c.opened_at,
    case when s.status = 'CLOSED' then c.opened_at + interval '1 day' * 60 * bench.rnd(c.k, 35) end, c.opened_at + interval '90 days',
    a.id, case when a.id is null then bench.id(2, c.t) end, 'Unit ' || (c.k % 12), '{}', false, c.opened_at, c.opened_at + interval '1 day' * 60 * bench.rnd(c.k, 35)
from (select k, floor(bench.size('tenants') * power(bench.rnd(k, 30), 3))::bigint as t,
          bench.anchor() - interval '1095 days' + (interval '1095 days' * (k::double precision / bench.size('cases'))) as opened_at
      from generate_series(1, bench.size('cases')) k) c
cross join lateral (select case when bench.rnd(c.k, 31) < 0.92 and c.opened_at < bench.anchor() - interval '61 days' then 'CLOSED'
    else bench.pick(array['NEW', 'OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'AWAITING_INFO'], c.k, 32) end as status) s
-- Where the tenant has that many people, one of the first eight handles it; else its queue does.
left join bench.account a on a.t = c.t and a.j = c.k % 8;

do $$
declare x record;
begin
    for x in select indexdef from bench.later loop
        execute x.indexdef;
    end loop;
end
$$;
drop table bench.later;

-- Depth for the first twenty.
create table bench.deep as
select c.organization_id, c.id, c.opened_at, c.category_id, c.handler_id, ('x' || right(c.id::text, 12))::bit(48)::bigint as k
from platform.cases c
where c.organization_id in (select id from bench.tenant where t < 20);

insert into platform.reports (organization_id, id, reference_number, channel, language, is_anonymous, reporter_type, received_at, details, summary,
    category_id, severity, intake_state, submitted_at, released_at, acknowledged_at)
select organization_id, bench.id(6, k), 'R-' || to_char(opened_at, 'YYYY') || '-' || lpad(k::text, 7, '0'),
    bench.pick(array['HOTLINE', 'WEB', 'EMAIL', 'IN_PERSON'], k, 40), 'en', k % 3 = 0, case when k % 3 = 0 then 'ANONYMOUS' else 'IDENTIFIED' end,
    opened_at - interval '1 hour', repeat('What happened, told at some length by the person who called. ', 12), 'Concern raised at site ' || (k % 40),
    category_id, 'MEDIUM', 'RELEASED', opened_at - interval '1 hour', opened_at, opened_at
from bench.deep;
insert into platform.case_reports (organization_id, case_id, report_id, kind)
select organization_id, id, bench.id(6, k), 'PRIMARY' from bench.deep;
insert into platform.persons (organization_id, id, full_name, first_name, last_name, name_key)
select organization_id, bench.id(7, k), p.first || ' ' || p.last, p.first, p.last, lower(p.first || ' ' || p.last)
from bench.deep cross join lateral (select
    bench.pick(array['Ada','Ben','Clara','Dev','Elena','Femi','Grace','Hugo','Ines','Jonas'], k, 41) as first,
    bench.pick(array['Abbott','Baker','Chen','Diaz','Evans','Fischer','Garcia','Hughes','Ito','Jensen'], k, 42) || k as last) p;
insert into platform.case_persons (organization_id, case_id, person_id, role)
select organization_id, id, bench.id(7, k), 'SUBJECT' from bench.deep;
insert into platform.case_events (organization_id, id, case_id, kind, occurred_at, actor_kind, actor_id, before_code, after_code)
select organization_id, bench.id(8, k * 4 + n), id, (array['CREATED', 'HANDLER_CHANGED', 'STATUS_CHANGED'])[n], opened_at + interval '1 hour' * n,
    'CLIENT', handler_id, null, case when n = 3 then 'OPEN' end
from bench.deep cross join generate_series(1, 3) n;
insert into platform.case_notes (organization_id, id, case_id, text, author_kind, author_id, created_at)
select organization_id, bench.id(9, k), id, repeat('Spoke with the site. ', 10), 'CLIENT', handler_id, opened_at + interval '5 hours' from bench.deep;
drop table bench.deep;

insert into platform.setting_definitions (key, value_type, default_value, is_secret)
select 'bench.setting_' || lpad(n::text, 2, '0'), 'INTEGER', to_jsonb(n), false from generate_series(1, 80) n;
insert into support.setting_definition (key, "group", class, minimum, maximum, tier2)
select 'bench.setting_' || lpad(n::text, 2, '0'), 'Group ' || (n % 6), 'PUBLIC', 0, 1000, true from generate_series(1, 80) n;
insert into platform.plan_settings (plan, key, value)
select p.code, 'bench.setting_' || lpad(n::text, 2, '0'), to_jsonb(n + 1) from platform.plans p cross join generate_series(1, 20) n;
insert into platform.settings (organization_id, key, value, changed_by_kind)
select t.id, 'bench.setting_' || lpad(n::text, 2, '0'), to_jsonb(n + 2), 'CLIENT' from bench.tenant t cross join generate_series(1, 10) n where t.t < 1000;
insert into platform.setting_changes (organization_id, key, version, value, changed_at, changed_by_kind)
select t.id, 'bench.setting_' || lpad(n::text, 2, '0'), v, to_jsonb(n + v), bench.anchor() - interval '1 day' * v, 'CLIENT'
from bench.tenant t cross join generate_series(1, 10) n cross join generate_series(1, 3) v where t.t < 1000;

set session_replication_role = origin;

do $$
begin
    if (select count(*) from platform.organizations) <> bench.size('tenants') or (select count(*) from platform.accounts) <> bench.size('accounts')
        or (select count(*) from platform.cases) <> bench.size('cases') then
        raise exception 'The data set is not whole.';
    end if;
    if exists (select from platform.cases c left join platform.accounts a on a.organization_id = c.organization_id and a.id = c.handler_id
            where c.handler_id is not null and a.id is null)
        or exists (select from platform.cases c left join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id where g.id is null) then
        raise exception 'A case points outside its tenant.';
    end if;
end
$$;
