using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Exports;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>migration.md 10 from the file to the rollback, in the demo's own tenant, by use cases and the worker.</summary>
public class ExampleWalkTests(DemoDatabase demo) : IClassFixture<DemoDatabase>, IAsyncDisposable
{
    private readonly World world = new(demo.Database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task MIG_13_MIG_20_MIG_28_Section_10_goes_through_all_eight_steps_and_leaves_no_trace()
    {
        var tenant = await WalkTenant.NamedAsync(demo.Database, "Mapleton Works");
        var before = await TenantTables.DigestAsync(demo.Database, tenant);
        var others = await TenantTables.DigestAsync(demo.Database, null);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.UploadAsync("navex.csv", Fixture());

        var found = await walk.DetectAsync();
        (found.First.Format.Encoding, found.First.Format.Delimiter, found.First.Format.HeaderLine, found.Profile!.Rows).Should().Be(("utf-8", ',', 1, 6));
        (found.Source.System, found.Source.Confidence).Should().Be((SourceSystem.Navex, 1.00m));
        found.Source.Candidates[1].Should().BeEquivalentTo(new { System = SourceSystem.CaseIq });
        found.Source.Candidates[1].Confidence.Should().BeApproximately(0.36m, 0.005m);
        await walk.ConfirmFormatAsync();

        var queue = await WalkTenant.FallbackQueueAsync(demo.Database, tenant);
        await walk.MapAsync(view => Chosen(view, queue));
        var groups = await walk.ValidateAsync();
        groups.GroupBy(g => g.Key.Severity).ToDictionary(g => g.Key, g => g.Sum(x => x.Total)).Should().Equal(
            new Dictionary<Severity, int> { [Severity.Error] = 2, [Severity.Warning] = 2, [Severity.Info] = 3 });
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
        await walk.TakeAsync("MIG-ANO-001");
        await walk.AcceptWarningsAsync();
        (await walk.LookAsync()).Counts.Should().BeEquivalentTo(new { ErrorsOpen = 0, WarningsOpen = 0 });

        var plan = await walk.PreviewAsync();
        plan.Counts.Should().Be(new PlanCounts(5, 0, 0, 1, 0));
        plan.Creates.Where(c => c.Count > 0).Should().BeEquivalentTo(new EntityCount[]
        {
            new("REPORT", 5), new("CASE", 5), new("CASE_REPORT", 5), new("PERSON", 2), new("CASE_PERSON", 2), new("INVESTIGATION", 2), new("CATEGORY", 1), new("LOCATION", 1),
        });
        plan.Queues.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Queue = "Compliance intake", Count = 1 }, "the name of the lead stays masked");
        (await TenantTables.DigestAsync(demo.Database, tenant)).Should().Be(before, "MIG-17: a preview writes nothing into the client's tables");

        await walk.ImportAsync();
        (await walk.FailedAsync()).Should().BeNull();
        (await WalkTenant.RowsAsync(demo.Database, walk.Run)).Should().Equal(new Dictionary<string, long>
        {
            ["reports"] = 5, ["cases"] = 5, ["case_reports"] = 5, ["persons"] = 2, ["case_persons"] = 2, ["investigations"] = 2, ["categories"] = 1, ["locations"] = 1,
        });
        (await TableAsync(tenant)).Should().Equal(
            "2023-001|88001|CLOSED SUBSTANTIATED|HIGH|Harassment|2023-03-04 05:00Z|2023-05-10 04:00Z|IDENTIFIED Reporter One|lead.a@client.example|Plant 1|CLOSED|Shouting; threats; door blocked",
            "2023-002|88002|CLOSED DISMISSED|LOW|Travel and expense abuse|2023-04-05 04:00Z|2023-04-20 04:00Z|ANONYMOUS -|lead.b@client.example|Plant 1|-|Mileage claimed twice",
            "2023-003|88003|IN_PROGRESS -|MEDIUM|Theft|2023-06-07 04:00Z|-|ANONYMOUS -|lead.a@client.example|Plant 2|ACTIVE|Tools missing, \"again\"",
            "2023-004|88004|ON_HOLD -|HIGH|Fraud|2023-07-08 04:00Z|-|IDENTIFIED Reporter Two|Compliance intake (nobody@client.example)|Plant 2|-|Invoices split to stay low",
            "2023-006|88006|NEW -|CRITICAL|Retaliation|2023-08-09 04:00Z|-|UNKNOWN -|lead.a@client.example|Plant 3|-|Shift changed after report");

        var sheet = await walk.VerifyAsync();
        (sheet.Figures.SourceRows, sheet.Figures.Created, sheet.Figures.Updated, sheet.Figures.Merged, sheet.Figures.Skipped, sheet.Figures.Failed, sheet.Samples.Count)
            .Should().Be((6, 5, 0, 0, 1, 0, 5));
        sheet.Figures.IsBalanced.Should().BeTrue();
        sheet.Figures.Lines.Select(l => $"{l.Subject} {l.Source} {l.Live}").Should().BeEquivalentTo(
            "STATUS CLOSED 2 2", "STATUS IN_PROGRESS 1 1", "STATUS ON_HOLD 1 1", "STATUS NEW 1 1", "YEAR 2023 5 5",
            "CATEGORY Harassment 1 1", "CATEGORY Travel and expense abuse 1 1", "CATEGORY Theft 1 1", "CATEGORY Fraud 1 1", "CATEGORY Retaliation 1 1");
        (await demo.Database.ValueAsync<long>("select count(*) from migration.ledger where run_id = $1", walk.Run.Value)).Should().Be(23);
        (await KeysAsync(walk.Run)).Should().Be("CASE 5,CATEGORY 1,INVESTIGATION 2,LOCATION 1,PERSON 2,REPORT 5");

        (await walk.PreviewRollbackAsync()).Should().BeEquivalentTo(new { Records = 5, Removes = 5, KeptEdited = 0, KeptBlocked = 0, KeptInUse = 0 });
        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(demo.Database, tenant)).Should().Be(before);
        (await TenantTables.DigestAsync(demo.Database, null)).Should().Be(others, "MIG-20: no other tenant's tables are touched by a run");

        var again = await AgainAsync(tenant, walk);
        (await again.PreviewAsync()).Counts.Should().Be(new PlanCounts(5, 0, 0, 1, 0));
    }

    [Fact]
    public async Task PLT_21_MIG_28_After_a_note_of_the_clients_four_cases_go_one_is_blocked_and_its_place_stays_in_use()
    {
        await using var database = await TestDatabase.CreateAsync(TestTemplate.Demo);
        await using var own = new World(database);
        var tenant = await WalkTenant.NamedAsync(database, "Mapleton Works");
        var walk = await RunWalk.EnterAsync(own, tenant);
        var queue = await WalkTenant.FallbackQueueAsync(database, tenant);
        await walk.ToValidatedAsync("navex.csv", Fixture(), view => Chosen(view, queue));
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
        await walk.TakeAsync("MIG-ANO-001");
        await walk.FromValidatedToImportedAsync();
        await database.ExecuteAsync(
            "insert into platform.case_notes (organization_id, id, case_id, text, author_kind) select organization_id, gen_random_uuid(), id, 'Seen', 'CLIENT' from platform.cases where reference_number = '2023-006' and organization_id = $1",
            tenant.Value);

        (await walk.PreviewRollbackAsync()).Should().BeEquivalentTo(new { Records = 5, Removes = 4, KeptEdited = 0, KeptBlocked = 1, KeptInUse = 1 });
        var rows = (await own.Get<MigrationRollbackPlans>().LinesAsync(walk.Key, walk.Run, RollbackVerdict.KeptBlocked, -1, 50, default)).Value.Items;
        rows.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Reference = "2023-006", Verdict = RollbackVerdict.KeptBlocked, Choice = RollbackChoice.Keep, Causes = new[] { "NOTE" } });
        var head = await walk.RollBackAsync(RunState.PartlyRolledBack);

        head.Counts.Should().BeEquivalentTo(new { RollbackRemoved = 4, RollbackKept = 2 }, "the head counts all that stays: the case and its place");
        var left = await WalkTenant.RowsAsync(database, walk.Run);
        left.Values.Sum().Should().Be(23 - 19);
        (left["cases"], left["reports"], left["case_reports"], left["locations"], left["categories"]).Should().Be((1, 1, 1, 1, 0));
    }

    internal static byte[] Fixture(string name = "navex-worked-example") => File.ReadAllBytes(ExampleExport.PathOf(name));

    /// <summary>What section 10's person chooses beyond the proposal.</summary>
    internal static MigrationMapping Chosen(MappingView view, Guid queue)
    {
        view.Columns.Should().HaveCount(13).And.OnlyContain(c => c.Suggestion.Confidence == 0.98m);
        view.Facts.Should().BeEquivalentTo(new { ColumnsUndecided = 0, TargetsMissing = 0, DatesUnconfirmed = 1, LeadsUndecided = 1 });
        view.Mapping.Zone.Should().Be("America/New_York");
        view.Columns.Single(c => c.Name == "Date Closed").Date!.Column.Should().BeEquivalentTo(new { Order = DateOrder.MonthFirst, IsConfirmed = true });
        var received = view.Columns.Single(c => c.Name == "Date Reported").Date!;
        (received.Column.IsConfirmed, received.Pairs!.MonthFirst, received.Pairs.DayFirst).Should().Be((false, 0, 1));
        view.Values.SelectMany(b => b.Lines.Where(l => l.IsOpen && l.SourceValue.Length > 0).Select(l => $"{b.Target.Key} {l.SourceValue} {l.Count}"))
            .Should().BeEquivalentTo("case.status Inactive 1", "category.name Mileage abuse 1", "location.name Plant 3 1");
        return (view.Mapping with { FallbackQueue = queue })
            .WithDate(new("Date Reported", DateOrder.MonthFirst, IsConfirmed: true))
            .WithValue(TargetKeys.CaseStatus, new("Inactive", CaseStatusCode.OnHold))
            .WithValue(TargetKeys.CategoryName, new("Mileage abuse", CreateName: "Travel and expense abuse"));
    }

    private async Task<RunWalk> AgainAsync(OrganizationId tenant, RunWalk first)
    {
        var walk = await RunWalk.EnterAsync(world, tenant, first.Key.Caller);
        var queue = await WalkTenant.FallbackQueueAsync(demo.Database, tenant);
        await walk.ToValidatedAsync("navex.csv", Fixture(), view => Chosen(view, queue));
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
        await walk.TakeAsync("MIG-ANO-001");
        await walk.AcceptWarningsAsync();
        return walk;
    }

    private Task<string?> KeysAsync(RunId run) => demo.Database.ValueAsync<string>(
        "select string_agg(entity || ' ' || n, ',' order by entity) from (select entity, count(*) n from migration.source_keys where run_id = $1 group by 1) k", run.Value);

    private async Task<IReadOnlyList<string>> TableAsync(OrganizationId tenant)
    {
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select concat_ws('|', c.reference_number, r.reference_number, c.status || ' ' || coalesce(c.outcome, '-'), c.severity, g.name,
                to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"'), coalesce(to_char(c.closed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"'), '-'),
                r.reporter_type || ' ' || coalesce((select string_agg(p.full_name, ',') from platform.case_persons x join platform.persons p on p.organization_id = x.organization_id and p.id = x.person_id
                    where x.case_id = c.id and x.role = 'REPORTER'), '-'),
                coalesce(a.email, q.name || ' (' || c.lead_source_text || ')'), l.name, coalesce(i.status, '-'), r.details)
            from platform.cases c
            join platform.case_reports k on k.organization_id = c.organization_id and k.case_id = c.id and k.kind = 'PRIMARY'
            join platform.reports r on r.organization_id = c.organization_id and r.id = k.report_id
            join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            left join platform.locations l on l.organization_id = c.organization_id and l.id = c.location_id
            left join platform.accounts a on a.organization_id = c.organization_id and a.id = c.handler_id
            left join platform.queues q on q.organization_id = c.organization_id and q.id = c.queue_id
            left join platform.investigations i on i.organization_id = c.organization_id and i.case_id = c.id
            where c.organization_id = $1 and c.opened_at = r.received_at and r.received_precision = 'DAY' and c.opened_precision = 'DAY'
              and c.source_record_id = c.reference_number and c.source_system = 'NAVEX EthicsPoint'
            order by c.reference_number
            """,
            connection);
        command.Parameters.AddWithValue(tenant.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
