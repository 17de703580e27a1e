using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Demo;

/// <summary>PLT-14: each a query that finds nothing; and each finds what is planted, or it would find nothing anywhere.</summary>
public sealed class DemoInvariantTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    private const string SomeCase = "(select c.id from platform.cases c where c.migration_run_id is null and c.status <> 'CLOSED' order by c.id limit 1)";

    private static readonly Dictionary<string, (string Finds, string Plant)> Invariants = new(StringComparer.Ordinal)
    {
        ["reporter of an anonymous report as person"] = (
            """
            select p.case_id from platform.case_persons p
            join platform.case_reports l on l.organization_id = p.organization_id and l.case_id = p.case_id and l.kind = 'PRIMARY'
            join platform.reports r on r.organization_id = l.organization_id and r.id = l.report_id
            where p.role = 'REPORTER' and r.is_anonymous
            """,
            """
            insert into platform.case_persons (organization_id, case_id, person_id, role)
            select l.organization_id, l.case_id, p.id, 'REPORTER'
            from platform.case_reports l join platform.reports r on r.organization_id = l.organization_id and r.id = l.report_id and r.is_anonymous
            join platform.persons p on p.organization_id = l.organization_id where l.kind = 'PRIMARY' limit 1
            """),
        ["case without its primary report"] = (
            """
            select c.id from platform.cases c where not exists (
                select from platform.case_reports l where l.organization_id = c.organization_id and l.case_id = c.id and l.kind = 'PRIMARY')
            """,
            $"update platform.case_reports set kind = 'RELATED' where case_id = {SomeCase}"),
        ["case of a report that is not released"] = (
            """
            select r.id from platform.reports r join platform.case_reports l on l.organization_id = r.organization_id and l.report_id = r.id
            where r.intake_state <> 'RELEASED'
            """,
            $"update platform.reports set intake_state = 'SUBMITTED', released_at = null where id = (select report_id from platform.case_reports where case_id = {SomeCase} limit 1)"),
        ["two fallback queues"] = (
            "select organization_id from platform.queues where is_fallback group by 1 having count(*) > 1",
            "drop index platform.queues_one_fallback; update platform.queues set is_fallback = true"),
        ["category cycle"] = (
            """
            with recursive up as (
                select organization_id, id as start, parent_id, 1 as steps from platform.categories
                union all
                select u.organization_id, u.start, c.parent_id, u.steps + 1 from up u
                join platform.categories c on c.organization_id = u.organization_id and c.id = u.parent_id
                where u.steps < 20)
            select start from up where parent_id = start
            """,
            """
            update platform.categories c set parent_id = d.id from platform.categories d
            where d.organization_id = c.organization_id and d.parent_id = c.id
            """),
        ["people of a report released before it"] = (
            """
            select p.id from platform.report_persons p join platform.reports r on r.organization_id = p.organization_id and r.id = p.report_id
            where p.released <> (r.intake_state = 'RELEASED')
            """,
            "update platform.report_persons set released = true where id = (select p.id from platform.report_persons p where not released limit 1)"),
        ["account's state differing from the last row of its history"] = (
            """
            select a.id from platform.accounts a where a.status is distinct from (
                select h.status from platform.account_status_history h
                where h.organization_id = a.organization_id and h.account_id = a.id order by h.from_at desc limit 1)
            """,
            "update platform.accounts set status = 'DISABLED' where id = (select a.id from platform.accounts a where a.status = 'ACTIVE' limit 1)"),
        // Keys carry the tenant; what carries no key is who did it.
        ["somebody of another organization acting"] = (
            """
            select e.id from platform.case_events e join platform.accounts a on a.id = e.actor_id where a.organization_id <> e.organization_id
            union all
            select n.id from platform.case_notes n join platform.accounts a on a.id = n.author_id where a.organization_id <> n.organization_id
            union all
            select u.id from platform.usage_events u join platform.accounts a on a.id = u.account_id where a.organization_id <> u.organization_id
            """,
            """
            update platform.case_notes n set author_id = (select a.id from platform.accounts a where a.organization_id <> n.organization_id limit 1)
            where n.id = (select m.id from platform.case_notes m limit 1)
            """),
        // The as-of rule of 3.3: what a rebuild of today reads must be what the columns say.
        ["state of a case differing from its last closing or reopening"] = (
            """
            select c.id from platform.cases c
            left join lateral (
                select e.kind, e.occurred_at from platform.case_events e
                where e.organization_id = c.organization_id and e.case_id = c.id and e.kind in ('CLOSED', 'REOPENED')
                order by e.occurred_at desc limit 1) l on true
            where c.migration_run_id is null
              and ((c.status = 'CLOSED') <> (l.kind is not distinct from 'CLOSED') or (l.kind = 'CLOSED' and l.occurred_at <> c.closed_at))
            """,
            "delete from platform.case_events where kind = 'CLOSED' and case_id = (select c.id from platform.cases c where c.status = 'CLOSED' and c.migration_run_id is null limit 1)"),
        ["due instant of a case differing from its last change"] = (
            """
            select c.id from platform.cases c
            join lateral (
                select e.after_code from platform.case_events e
                where e.organization_id = c.organization_id and e.case_id = c.id and e.kind = 'DUE_CHANGED'
                order by e.occurred_at desc limit 1) l on true
            where l.after_code::timestamptz is distinct from c.due_at
            """,
            "update platform.cases set due_at = due_at + interval '1 second' where id in (select e.case_id from platform.case_events e where e.kind = 'DUE_CHANGED')"),
        ["reopening that does not keep the closing it undid"] = (
            """
            select e.id from platform.case_events e where e.kind = 'REOPENED' and not exists (
                select from platform.case_events f where f.organization_id = e.organization_id and f.case_id = e.case_id
                    and f.kind = 'CLOSED' and f.occurred_at = e.before_code::timestamptz and f.occurred_at < e.occurred_at)
            """,
            "update platform.case_events set before_code = '2020-01-01T00:00:00Z' where kind = 'REOPENED'"),
        ["case without a beginning, or with two"] = (
            """
            select c.id from platform.cases c where c.migration_run_id is null and 1 <> (
                select count(*) from platform.case_events e
                where e.organization_id = c.organization_id and e.case_id = c.id and e.kind = 'CREATED' and e.occurred_at = c.opened_at)
            """,
            $"delete from platform.case_events where kind = 'CREATED' and case_id = {SomeCase}"),
        ["counter behind the numbers drawn"] = (
            """
            select n.organization_id from platform.number_counters n
            where n.last_value <> (
                select count(*) from (
                    select reference_number from platform.cases c where c.organization_id = n.organization_id and n.kind = 'CASE'
                    union all
                    select reference_number from platform.reports r where r.organization_id = n.organization_id and n.kind = 'REPORT') x
                where x.reference_number ^@ (left(n.kind, 1) || '-' || n.year || '-'))
            """,
            "update platform.number_counters set last_value = 0"),
        ["instant after the anchor"] = (
            """
            select id from platform.accounts where greatest(created_at, updated_at, last_sign_in_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.cases where greatest(opened_at, closed_at, acknowledged_at, feedback_given_at, locked_at, created_at, updated_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.reports where greatest(received_at, submitted_at, released_at, rejected_at, acknowledged_at, created_at, updated_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.case_events where greatest(occurred_at, recorded_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.case_notes where greatest(created_at, updated_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.case_tasks where greatest(created_at, done_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.support_tickets where greatest(opened_at, resolved_at, updated_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.usage_events where occurred_at > '2026-06-15T12:00:00Z'
            union all select id from platform.campaign_assignments where greatest(completed_at, withdrawn_at, created_at) > '2026-06-15T12:00:00Z'
            union all select id from platform.organizations where greatest(status_at, live_at, intake_live_at, created_at, updated_at) > '2026-06-15T12:00:00Z'
            """,
            "update platform.case_notes set created_at = '2026-06-15T12:00:01Z' where id = (select n.id from platform.case_notes n limit 1)"),
        ["instant taken from the loader's clock"] = (
            """
            select 1 from platform.organizations where updated_at > clock_timestamp() - interval '1 day' or created_at > clock_timestamp() - interval '1 day'
            union all select 1 from platform.accounts where created_at > clock_timestamp() - interval '1 day'
            union all select 1 from platform.cases where created_at > clock_timestamp() - interval '1 day'
            union all select 1 from platform.usage_events where ingested_at > clock_timestamp() - interval '1 day'
            """,
            "update platform.usage_events set ingested_at = clock_timestamp() where organization_id = (select organization_id from platform.usage_events limit 1)"),
    };

    public static TheoryData<string> Names => [.. Invariants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PLT14_There_is_no(string invariant) =>
        (await demo.ListAsync(Invariants[invariant].Finds)).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PLT14_If_there_were_one_it_would_be_found(string invariant)
    {
        // Planted in a transaction that never commits: a database of its own for each would cost a copy.
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var plant = new NpgsqlCommand(Invariants[invariant].Plant, connection))
            await plant.ExecuteNonQueryAsync();
        await using var find = new NpgsqlCommand($"select exists ({Invariants[invariant].Finds})", connection);

        (await find.ExecuteScalarAsync()).Should().Be(true);
    }

    [Theory]
    [InlineData("canary's name", "select count(*) from platform.persons where full_name = 'Canary Wrenfield-Oyelaran'", 1)]
    [InlineData("canary's name at intake", "select count(*) from platform.report_persons where full_name = 'Canary Wrenfield-Oyelaran'", 1)]
    [InlineData("canary's address", "select count(*) from platform.persons where email = 'canary.wrenfield@harborvale.example'", 1)]
    [InlineData("canary's narrative", "select count(*) from platform.reports where details ^@ 'CANARY-NARRATIVE-'", 1)]
    [InlineData("canary of a ticket", "select count(*) from platform.support_tickets where number = 'SUP-48213' and subject ^@ 'CANARY-SUBJECT-'", 1)]
    [InlineData("canary among the secrets", "select count(*) from platform.secrets where ciphertext = convert_to('CANARY-SECRET-c04e-demo-only', 'UTF8')", 1)]
    [InlineData("canary among the credentials", "select count(*) from platform.account_credentials where password_hash ^@ 'CANARY-HASH-'", 60)]
    public async Task A_canary_sits_where_it_is_said_to(string canary, string sql, long rows)
    {
        canary.Should().NotBeEmpty();
        (await demo.Database.ValueAsync<long>(sql)).Should().Be(rows);
        (await demo.Database.ValueAsync<long>("""
            select count(*) from platform.persons where full_name ^@ 'Canary ' and organization_id <> (select id from platform.organizations where name = 'Harbor & Vale Health')
            """)).Should().Be(0);
    }
}
