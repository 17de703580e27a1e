using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Demo;

/// <summary>PLT-19: each row of platform.md 6 has a query that finds it, as far as schema platform holds it.</summary>
public sealed class DemoShapeTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    /// <summary>Each answers one boolean; {of:Name} is the client of that name.</summary>
    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["largest: 4,180 accounts"] = "select count(*) = 4180 from platform.accounts where {of:Harbor & Vale Health}",
        ["largest: 900 cases of five years in every state"] = "select count(*) = 900 and count(distinct status) = 7 and max(opened_at) - min(opened_at) > interval '1820 days' from platform.cases where {of:Harbor & Vale Health}",
        ["largest: every role, second factor and account state"] = "select count(distinct role) = 4 and count(distinct second_factor) = 3 and count(distinct status) = 3 from platform.accounts where {of:Harbor & Vale Health}",
        ["largest: all features, open or used"] = "select count(*) = 14 from platform.entitlements where {of:Harbor & Vale Health} and until_on is null",
        ["largest: every outcome"] = "select count(distinct outcome) = 8 from platform.cases where {of:Harbor & Vale Health}",
        ["largest: domain and plan"] = "select count(*) = 1 from platform.organization_domains d join platform.organizations o on o.id = d.organization_id where d.domain = 'harborvale.example' and o.name = 'Harbor & Vale Health' and o.plan = 'ENTERPRISE'",
        ["adoption: nine entitled, one of them for twelve days"] = "select count(*) = 9 and count(*) filter (where from_on = date '2026-06-03') = 1 from platform.entitlements where {of:Pinecrest Media}",
        ["absent: nobody is enabled"] = "select count(*) > 0 and bool_and(status <> 'ACTIVE') from platform.accounts where {of:Redwater Shipping}",
        ["absent: nothing is entitled"] = "select count(*) = 0 from platform.entitlements where {of:Saltmarsh Energy}",
        ["absent: nothing closed or due"] = "select count(*) > 0 and bool_and(closed_at is null and due_at is null) from platform.cases where {of:Thornbury Legal}",
        ["absent: nothing assigned"] = "select count(*) = 0 from platform.campaign_assignments where {of:Umberland Tiles}",
        ["absent: machines only"] = "select count(*) > 0 and bool_and(actor_kind = 'MACHINE') from platform.usage_events where {of:Vantage Analytics}",
        ["absent: one account"] = "select count(*) = 1 from platform.accounts where {of:Wren Cottage Bakery}",
        ["not live: nine, two of them being set up"] = "select count(*) = 9 and count(*) filter (where status = 'PENDING') = 2 from platform.organizations where live_at is null",
        ["not live: one of which nothing is known"] = "select time_zone is null and default_language is null and sign_in_method is null and not has_logo from platform.organizations where name = 'Ashgrove Pharma'",
        ["not live: one that answers yes throughout"] = """
            select o.has_logo and o.sign_in_method = 'SSO'
                and exists (select from platform.cases c where c.organization_id = o.id and c.is_test and c.status = 'CLOSED')
                and exists (select from platform.settings s where s.organization_id = o.id and s.key ^@ 'retention.')
                and exists (select from platform.integrations i where i.organization_id = o.id and i.kind = 'HRIS' and i.last_sync_ok)
                and exists (select from platform.workflows w where w.organization_id = o.id and w.is_active and w.has_time_limits)
            from platform.organizations o where o.name = 'Ivybridge Retail'
            """,
        ["shut: two suspended for different reasons, one closed"] = "select count(*) filter (where status = 'SUSPENDED') = 2 and count(*) filter (where status = 'CLOSED') = 1 and count(distinct status_reason) = 3 from platform.organizations where status_reason is not null",
        ["shut: nobody came after that day"] = "select bool_and(u.occurred_at < o.status_at) from platform.usage_events u join platform.organizations o on o.id = u.organization_id where o.status in ('SUSPENDED', 'CLOSED')",
        ["migration: the start of the worked example"] = """
            select (select count(*) from platform.accounts where {of:Mapleton Works} and email in ('lead.a@client.example', 'lead.b@client.example')) = 2
                and (select count(*) from platform.categories where {of:Mapleton Works}) = 6
                and (select string_agg(name, ',' order by name) from platform.locations where {of:Mapleton Works}) = 'Plant 1,Plant 2'
                and (select count(*) from platform.persons where {of:Mapleton Works}) = 0
            """,
        ["migration R1: a hundred, three edited, two noted on"] = """
            select count(*) = 100 and count(*) filter (where row_version > 1) = 3 and count(*) filter (where exists (
                select from platform.case_notes n where n.organization_id = c.organization_id and n.case_id = c.id and n.created_at > c.migrated_at)) = 2
            from platform.cases c where {of:Northfield Components} and reference_number ^@ 'R1-'
            """,
        ["migration R3: fifteen changed by a second run"] = "select count(*) = 100 and count(*) filter (where row_version > 1) = 15 from platform.cases where {of:Northfield Components} and reference_number ^@ 'R3-'",
        ["migration R4: eighty people, five in a case of the client's own"] = """
            select (select count(*) from platform.persons where {of:Northfield Components} and migration_run_id is not null) = 80
                and (select count(*) from platform.case_persons l join platform.persons p on p.organization_id = l.organization_id and p.id = l.person_id
                     join platform.cases c on c.organization_id = l.organization_id and c.id = l.case_id
                     where p.migration_run_id is not null and c.migration_run_id is null and l.migration_run_id is null) = 5
            """,
        ["migration: inside the window and past it"] = """
            select (select min(migrated_at) > '2026-06-08T12:00:00Z' from platform.cases where {of:Northfield Components} and migrated_at is not null)
                and (select max(migrated_at) < '2026-06-08T12:00:00Z' from platform.cases where {of:Ostrava Glass} and migrated_at is not null)
            """,
        ["hotline: 412 submitted, 20 severe, 9 flagged, 6 own"] = $$"""
            select count(*) = 412 and count(*) filter (where c.standard_code = 'RETALIATION') = 20 and count(*) filter (where severity in ('HIGH', 'CRITICAL')) = 9
                and count(*) filter (where taken_by = '{{DemoStaff.IdOf("gwen")}}') = 6
            from platform.reports r join platform.categories c on c.organization_id = r.organization_id and c.id = r.category_id
            where r.{of:Brightwell Retail} and intake_state = 'SUBMITTED'
            """,
        ["hotline: acknowledgement far off, near and past"] = """
            select count(*) filter (where age < interval '5 days') > 0 and count(*) filter (where age between interval '5 days' and interval '7 days') > 0 and count(*) filter (where age > interval '7 days') > 0
            from (select timestamptz '2026-06-15T12:00:00Z' - received_at as age from platform.reports where {of:Bäcker & Straßer Maschinenbau} and intake_state = 'SUBMITTED' and acknowledged_at is null) x
            """,
        ["hotline: feedback far off, near, past and given"] = """
            select count(*) filter (where due > at + interval '14 days') > 0 and count(*) filter (where due between at and at + interval '14 days') > 0
                and count(*) filter (where due < at) > 0 and (select count(*) > 0 from platform.cases where {of:Bäcker & Straßer Maschinenbau} and feedback_given_at is not null)
            from (select acknowledged_at + interval '3 months' as due, timestamptz '2026-06-15T12:00:00Z' as at from platform.cases
                  where {of:Bäcker & Straßer Maschinenbau} and feedback_given_at is null and acknowledged_at is not null) x
            """,
        ["hotline: languages beside German"] = "select count(distinct language) >= 4 from platform.reports where {of:Bäcker & Straßer Maschinenbau}",
        ["hotline: seven open of somebody who left beside 4, 4 and 6"] = """
            select string_agg(n::text, ',' order by departed desc, n) = '7,4,4,6' from (
                select count(*) as n, a.status = 'DISABLED' as departed from platform.cases c join platform.accounts a on a.organization_id = c.organization_id and a.id = c.handler_id
                where c.{of:Calder Rail} and c.status <> 'CLOSED' group by a.id, a.status) x
            """,
        ["hotline: every severity in every state of review"] = "select count(distinct (coalesce(severity, '-'), intake_state)) = 15 from platform.reports where {of:Dovetail Airports}",
        ["hotline: every channel and every kind of reporter"] = "select count(distinct channel) = 6 and count(distinct reporter_type) = 5 from platform.reports where {of:Dovetail Airports}",
        ["hotline: addenda, a question, a trial, one handed in again"] = """
            select exists (select from platform.report_addenda where {of:Dovetail Airports}) and bool_or(kind = 'INFORMATION_REQUEST') and bool_or(is_test)
                and bool_or(submitted_at - received_at > interval '1 day') from platform.reports where {of:Dovetail Airports}
            """,
        ["hotline: clearance at the parent, and subjects by account, address, number and name alone"] = """
            select exists (select from platform.categories c join platform.categories p on p.organization_id = c.organization_id and p.id = c.parent_id where c.{of:Everly Trust Bank} and p.requires_clearance and not c.requires_clearance)
                and bool_or(p.account_id is not null and p.email is null and p.employee_id is null)
                and bool_or(p.account_id is null and p.email is not null and p.full_name is null)
                and bool_or(p.account_id is null and p.employee_id is not null and p.full_name is null)
                and bool_or(p.account_id is null and p.email is null and p.employee_id is null)
            from platform.persons p where p.{of:Everly Trust Bank}
            """,
        ["zones: Kathmandu, Lord Howe, London, none set"] = "select count(*) = 4 from platform.organizations where name in ('Himalaya Trek & Tea', 'Harbor_Point Marine', 'Harbor''s Edge Hotels', '100% Harvest Grains') and coalesce(time_zone, '') in ('Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/London', '')",
        ["names: ä, ß, ', %, _ and &"] = "select bool_or(strpos(name, 'ä') > 0) and bool_or(strpos(name, 'ß') > 0) and bool_or(strpos(name, '''') > 0) and bool_or(strpos(name, '%') > 0) and bool_or(strpos(name, '_') > 0) and bool_or(strpos(name, '&') > 0) from platform.organizations",
        ["names: six share a beginning"] = "select count(*) = 6 from platform.organizations where search_name ^@ 'harbor'",
        ["settings: 10 by default, 25 by plan, 50 by the client at version 7"] = """
            select d.default_value = '10' and p.value = '25' and s.value = '50' and s.version = 7
                and (select count(*) from platform.setting_changes c where c.organization_id = s.organization_id and c.key = s.key) = 7
            from platform.settings s join platform.organizations o on o.id = s.organization_id
            join platform.setting_definitions d on d.key = s.key join platform.plan_settings p on p.key = s.key and p.plan = o.plan
            where s.{of:Harborline Logistics} and s.key = 'intake.max_attachment_mb'
            """,
        ["settings: secrets, a removed key, a retired one, one the portal does not know"] = """
            select (select count(*) from platform.secrets where {of:Harborline Logistics}) >= 3
                and exists (select from platform.setting_changes where {of:Harborline Logistics} and value is null)
                and exists (select from platform.setting_definitions where retired_at is not null)
                and exists (select from platform.settings s where {of:Harborline Logistics} and not exists (select from support.setting_definition d where d.key = s.key))
            """,
        ["integrations: SSO, HR and mail that fail"] = "select count(distinct kind) = 3 from platform.integrations where {of:Harborline Logistics} and kind in ('SSO', 'HRIS', 'MAIL') and is_active and not last_test_ok",
        ["tickets: every severity in every state"] = "select count(distinct (severity, status)) = 16 from platform.support_tickets where {of:Harborstone Mutual}",
        ["tickets: doubled, internal, test"] = "select bool_or(duplicate_of_id is not null) and bool_or(is_internal) and bool_or(is_test) from platform.support_tickets where {of:Harborstone Mutual}",
        ["tickets: SUP-48213 of the largest, open"] = "select count(*) = 1 from platform.support_tickets where {of:Harbor & Vale Health} and number = 'SUP-48213' and status = 'OPEN'",
        ["cases: the example of the as-of rule"] = """
            select count(*) = 1 from platform.case_events r join platform.cases c on c.organization_id = r.organization_id and c.id = r.case_id
            where c.{of:Harborview Senior Living} and r.kind = 'REOPENED' and r.before_code = '2026-05-03T12:00:00Z' and r.occurred_at = '2026-05-20T12:00:00Z'
                and c.closed_at = '2026-06-02T12:00:00Z' and r.recorded_at > r.occurred_at
            """,
        ["cases: reopened twice, re-dated twice"] = """
            select bool_or(kind = 'REOPENED' and n = 2) and bool_or(kind = 'DUE_CHANGED' and n = 2)
            from (select kind, count(*) as n from platform.case_events where {of:Harborview Senior Living} group by case_id, kind) x
            """,
        ["cases: merged, locked, closed without a date"] = """
            select bool_or(merged_into_id is not null) and bool_or(locked_at is not null) and bool_or(status = 'CLOSED' and closed_at is null)
            from platform.cases where {of:Harborview Senior Living}
            """,
        ["small: six of one to twenty-five accounts"] = """
            select count(*) = 6 and min(n) = 1 and max(n) = 25 from (select count(*) as n from platform.accounts a join platform.organizations o on o.id = a.organization_id
                where o.name in ('Acorn Day Nursery', 'Beechtree Vets', 'Copperline Studio', 'Daisy Lane Hospice', 'Ember Craft Brewing', 'Finch & Co Solicitors') group by o.id) x
            """,
        ["usage: 50 impersonated and 50 staff sign-ins"] = "select count(*) filter (where actor_kind = 'IMPERSONATED') = 50 and count(*) filter (where actor_kind = 'STAFF') = 50 from platform.usage_events where kind = 'SIGN_IN'",
        ["usage: doubled"] = "select exists (select from platform.usage_events where actor_kind = 'CLIENT' group by organization_id, account_id, occurred_at, kind, feature having count(*) > 1)",
        ["usage: 2 and 36 days late, 11 minutes ahead"] = "select bool_or(ingested_at - occurred_at = interval '2 days') and bool_or(ingested_at - occurred_at = interval '36 days') and bool_or(occurred_at - ingested_at = interval '11 minutes') from platform.usage_events",
        ["usage: of an unknown tenant and an unknown feature"] = "select bool_or(not exists (select from platform.organizations o where o.id = u.organization_id)) and bool_or(feature = 'TELEPATHY') from platform.usage_events u",
        ["numbers: reserved, routed, retired and missing"] = "select count(distinct status) = 3 and (select count(*) > 0 from platform.organizations o where not exists (select from platform.hotline_numbers n where n.organization_id = o.id)) from platform.hotline_numbers",
        ["accounts: state changed twice in a day"] = "select exists (select from platform.account_status_history where status <> 'INVITED' group by account_id, from_at::date having count(*) >= 2)",
        ["people: addresses and numbers are nobody's"] = "select bool_and(email_domain ~ '\\.example$') and bool_and(phone is null or phone ~ ' 555 01[0-9][0-9]$') from platform.accounts",
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PLT19_The_shape_is_there(string shape)
    {
        var sql = System.Text.RegularExpressions.Regex.Replace(
            Shapes[shape], @"\{of:([^}]+)\}", match => $"organization_id = (select o.id from platform.organizations o where o.name = '{match.Groups[1].Value}')");

        (await demo.Database.ValueAsync<bool>(sql)).Should().BeTrue();
    }

    /// <summary>The raw numbers of the last complete day behind client-success.md 5.1 to 5.7.</summary>
    [Theory]
    [InlineData("Meridian Credit Union", "240 126 126 33/44 918/1200 3,4,1,1")]
    [InlineData("Alder Creek Schools", "100 56 56 27/50 153/200 0,3,0,0")]
    [InlineData("Cobalt Ridge Mining", "100 56 56 0/0 153/200 0,3,0,0")]
    [InlineData("Evergreen Dental Group", "100 80 80 20/20 180/200 0,0,0,0")]
    [InlineData("Fallow & Sons Freight", "40 0 0 0/11 0/80 0,0,0,2")]
    [InlineData("Granite Peak Outfitters", "100 28 28 8/20 48/200 0,5,0,0")]
    [InlineData("Hollis Paper", "100 28 28 7/20 58/200 0,5,0,0")]
    [InlineData("Ironbridge Utilities", "200 98 140 12/30 148/400 2,2,1,0")]
    [InlineData("Juniper Home Care", "120 59 59 14/24 152/240 0,2,1,0")]
    [InlineData("Kestrel Avionics", "120 59 59 16/24 134/240 0,2,1,0")]
    [InlineData("Larkspur Foods", "500 259 350 27/40 620/1000 2,5,0,2")]
    [InlineData("Northgate Robotics", "120 80 80 21/24 200/240 2,0,0,0")]
    [InlineData("Oakhurst Biotech", "240 126 170 33/44 918/1200 0,0,0,0")]
    [InlineData("Quillfeather Publishing", "100 56 56 9/25 153/200 0,3,0,0")]
    public async Task PLT19_The_figures_of_a_scored_client_are_those_of_its_example(string client, string figures) =>
        (await FiguresAsync(client, 0)).Should().Be(figures);

    [Theory]
    [InlineData("Meridian Credit Union")]
    [InlineData("Alder Creek Schools")]
    [InlineData("Granite Peak Outfitters")]
    [InlineData("Kestrel Avionics")]
    public async Task PLT19_A_stable_client_had_the_same_figures_on_each_day_of_the_trend(string client)
    {
        var today = await FiguresAsync(client, 0);
        foreach (var daysAgo in (int[])[3, 6, 28, 31, 34])
            (await FiguresAsync(client, daysAgo)).Should().Be(today, "{0} days ago", daysAgo);
    }

    // Enabled, active in 30 days, active in the 30 before; on time of what was closed or is past due; done of what was due; tickets by severity.
    private async Task<string> FiguresAsync(string client, int daysAgo) => (await demo.Database.ValueAsync<string>(
        """
        with o as (select id from platform.organizations where name = $1),
        d as (select timestamptz '2026-06-15T00:00:00Z' - make_interval(days => $2) as until),
        active as (
            select u.occurred_at >= d.until - interval '30 days' as recent, count(distinct u.account_id) as n
            from platform.usage_events u join o on o.id = u.organization_id cross join d
            where u.actor_kind = 'CLIENT' and u.occurred_at >= d.until - interval '60 days' and u.occurred_at < d.until group by 1)
        select concat_ws(' ',
            (select count(*) from platform.accounts a join o on o.id = a.organization_id where a.status = 'ACTIVE'),
            coalesce((select n from active where recent), 0), coalesce((select n from active where not recent), 0),
            (select concat(count(*) filter (where c.closed_at < d.until and c.closed_at <= c.due_at), '/', count(*))
             from platform.cases c join o on o.id = c.organization_id cross join d
             where c.due_at is not null and (c.closed_at >= d.until - interval '90 days' and c.closed_at < d.until
                or (c.closed_at is null or c.closed_at >= d.until) and c.due_at < d.until)),
            (select concat(count(*) filter (where g.completed_at < d.until), '/', count(*))
             from platform.campaign_assignments g join o on o.id = g.organization_id cross join d
             where g.due_at >= d.until - interval '90 days' and g.due_at < d.until),
            (select concat_ws(',', count(*) filter (where severity = 'LOW'), count(*) filter (where severity = 'MEDIUM'),
                count(*) filter (where severity = 'HIGH'), count(*) filter (where severity = 'URGENT'))
             from platform.support_tickets t join o on o.id = t.organization_id cross join d
             where t.opened_at >= d.until - interval '30 days' and t.opened_at < d.until))
        """,
        client,
        daysAgo))!;

    [Fact]
    public async Task Assigned_staff_have_the_clients_they_are_said_to_have()
    {
        (await demo.ListAsync("""
            select n.display_name || ' ' || count(a.id) filter (where a.until_at is null) || ' ' || count(a.id) filter (where a.until_at is not null)
            from access.operator o join access.operator_name n on n.operator_id = o.id left join access.assignment a on a.operator_id = o.id
            where o.role in ('IMPLEMENTATION_SPECIALIST', 'CLIENT_SUCCESS') group by n.display_name order by 1
            """)).Should().Equal("Caleb Whitaker 12 0", "Freya Nordahl 0 0", "Jun Takahashi 11 1", "Lucía Ferrán 4 0", "Nadia Petrova 0 0");
        (await demo.ListAsync("""
            select o.name from access.assignment a join platform.organizations o on o.id = a.organization_id
            where a.until_at is null group by o.name having count(distinct a.operator_id) = 2 order by 1
            """)).Should().Equal("Clearwater Civil Rights Office", "Harbor & Vale Health");
        (await demo.Database.ValueAsync<long>("select count(distinct role) from access.operator where issuer = 'demo'")).Should().Be(9);
        (await demo.Database.ValueAsync<long>("select count(*) from access.audit_entry")).Should().Be(0, "no act is invented");
    }
}
