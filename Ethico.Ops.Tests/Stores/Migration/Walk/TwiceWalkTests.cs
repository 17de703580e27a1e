using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>The same thing twice: ids that came before, a mapping open in two tabs, a rollback two people click. Two portals over one database.</summary>
public sealed class TwiceWalkTests : IAsyncLifetime
{
    private const int Rows = 24;

    private TestDatabase database = null!;
    private World world = null!;
    private World second = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 5, RollbackRecords = 5 }));
        second = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 5, RollbackRecords = 5 }));
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A25_An_id_that_exists_is_skipped_or_follows_the_policy_with_its_before_image_and_another_tenants_is_new()
    {
        var neighbour = await OfficeAsync(second, "Client next door");
        await PreviewedAsync(neighbour, File());
        await neighbour.ImportAsync();
        var theirs = await OfAsync(neighbour.Tenant);

        // Another tenant's ids: all new here, with the keys of their own.
        var first = await OfficeAsync(world, "Client of the same list");
        (await PreviewedAsync(first, File())).Counts.Should().Be(new PlanCounts(Rows, 0, 0, 0, 0));
        await first.ImportAsync();
        var imported = await OfAsync(first.Tenant);
        (await database.ValueAsync<long>("select count(distinct organization_id) from migration.source_keys where entity = 'CASE' and source_record_id = 'K-007'")).Should().Be(2);

        // The same content, whatever the policy says.
        foreach (var policy in (ExistingPolicy[])[ExistingPolicy.Skip, ExistingPolicy.Update])
        {
            var same = await RunWalk.EnterAsync(world, first.Tenant, first.Key.Caller);
            (await PreviewedAsync(same, File(), policy)).Counts.Should().Be(new PlanCounts(0, 0, 0, Rows, 0));
            await same.ImportAsync();
            (await OfAsync(first.Tenant)).Should().Be(imported);
        }

        // Another content: left alone by the one policy, taken over by the other, and what was there before is kept.
        var changed = File((7, "Told anew, and longer"));
        var skipping = await RunWalk.EnterAsync(world, first.Tenant, first.Key.Caller);
        (await PreviewedAsync(skipping, changed)).Counts.Should().Be(new PlanCounts(0, 0, 0, Rows, 0));
        await skipping.ImportAsync();
        (await OfAsync(first.Tenant)).Should().Be(imported);
        (await ImagesAsync(skipping)).Should().BeNull("nothing was changed");

        var updating = await RunWalk.EnterAsync(world, first.Tenant, first.Key.Caller);
        (await PreviewedAsync(updating, changed, ExistingPolicy.Update)).Counts.Should().Be(new PlanCounts(0, 1, 0, Rows - 1, 0));
        await updating.ImportAsync();
        (await ToldAsync(first.Tenant)).Should().Be("Told anew, and longer");
        (await ImagesAsync(updating)).Should().Be("REPORT What happened in number 7 of the list");
        (await OfAsync(neighbour.Tenant)).Should().Be(theirs);

        // And the image is what a rollback puts back; the neighbour's record of the same id hears of none of it.
        await updating.RollBackAsync();
        (await ToldAsync(first.Tenant)).Should().Be("What happened in number 7 of the list");
        (await OfAsync(neighbour.Tenant)).Should().Be(theirs);
    }

    [Fact]
    public async Task MIG_17_A_place_that_only_rows_left_out_named_or_a_row_before_it_was_mended_is_not_promised()
    {
        var walk = await OfficeAsync(world, "Client of two yards");
        var queue = await WalkTenant.FallbackQueueAsync(database, walk.Tenant);
        // The second row has a status nobody knows; in the third the category is missing, and a narrative stands where the place should.
        var calm = string.Concat(Enumerable.Range(4, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"K-{i},{i},In Progress,Theft,2023-01-05,North yard,What happened in number {i} of the list,lead.a@client.example\n")));
        await walk.ToValidatedAsync("cases.csv", Encoding.UTF8.GetBytes("""
            Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Location,Narrative,Assigned To
            K-1,1,In Progress,Theft,2023-01-02,North yard,What happened in the north yard that night,lead.a@client.example
            K-2,2,Odd word,Theft,2023-01-03,South yard,What happened in the south yard that night,lead.a@client.example
            K-3,3,In Progress,2023-01-04,North yard,What else happened in the north yard,lead.a@client.example

            """.Replace("\r", "", StringComparison.Ordinal) + calm), view => view.Mapping with { FallbackQueue = queue });
        await walk.FixAsync(new RowFixWish.Gap(3, new(4, 1)));
        await walk.FixAsync(new RowFixWish.Cell(3, 4, "Theft"));
        await walk.SkipAsync("MIG-VAL-001", 2, "The client will say what that word means");
        await walk.AcceptWarningsAsync();

        var plan = await walk.PreviewAsync();
        await walk.ImportAsync();

        var made = await database.ValueAsync<string>("select string_agg(name, ',') from platform.locations where organization_id = $1 and migration_run_id = $2", walk.Tenant.Value, walk.Run.Value);
        made.Should().Be("North yard");
        plan.Creates.Single(c => c.Entity == "LOCATION").Count.Should().Be(1);
    }

    [Fact]
    public async Task B8_A_mapping_edited_in_another_tab_while_the_import_runs_is_refused_and_the_frozen_one_is_what_was_imported()
    {
        var calm = await OfficeAsync(world, "Client of one tab");
        await PreviewedAsync(calm, File());
        await calm.ImportAsync();
        var walk = await OfficeAsync(world, "Client of two tabs");
        await PreviewedAsync(walk, File());
        var (run, key) = (walk.Run, walk.Key);
        var open = (await second.Get<MigrationMappings>().OpenAsync(key, run, default)).Value;
        var before = await DocumentsAsync(walk);
        await using var gate = await BatchGate.CloseAsync(database, 10);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);

        // The tab that has had the mapping open since before the start, at another portal.
        var edited = open.Mapping with { Existing = ExistingPolicy.Update, Numbers = new(Prefix: "NEW-") };
        var saved = await second.Get<MigrationMappings>().SaveAsync(key, run, edited, open.Version, default);
        saved.Refusal!.Should().Match<Refusal>(r => r.Code == "not-now" && r.Sentence.Contains("importing", StringComparison.Ordinal));
        (await second.Get<MigrationSteps>().ConfirmMappingAsync(key, run, open.Version, default)).Refusal!.Code.Should().Be("not-now");
        (await second.Get<MigrationRuns>().ReopenAsync(key, run, 3, default)).Refusal!.Code.Should().Be("not-now");
        (await DocumentsAsync(walk)).Should().Be(before);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where entity_id = $1 and action in ('SaveMigrationMapping', 'ConfirmMigrationMapping', 'ReopenMigrationStep') and outcome = 'REFUSED'", run.ToString()))
            .Should().Be(3, "a refused try is an entry too");

        await gate.OpenAsync();
        await work;
        (await walk.InAsync(RunState.Imported)).Counts.RowsCreated.Should().Be(Rows);
        (await WrittenAsync(walk)).Should().Be(await WrittenAsync(calm));
    }

    [Fact]
    public async Task B11_MIG_28_A_rollback_clicked_by_two_people_and_twice_by_each_is_done_once_and_all_see_its_one_result()
    {
        var walk = await OfficeAsync(world, "Client of two hasty people");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await PreviewedAsync(walk, File());
        await walk.ImportAsync();
        var preview = await walk.PreviewRollbackAsync();
        var colleague = await second.OperatorAsync(Role.PlatformAdmin, "Freya Nordahl");
        var session = await second.EnterAsync(colleague, walk.Tenant);
        _ = (await second.Get<ImpersonationService>().StepUpAsync(colleague, session.Id, "Rolling the import back now", default)).Value;
        var theirs = new TenantKey(colleague, session.Id);
        (await second.Get<MigrationRuns>().TakeOverAsync(theirs, walk.Run, "She is on the train and asked me to", default)).IsAllowed.Should().BeTrue();
        _ = (await world.Get<MigrationRuns>().TakeOverAsync(walk.Key, walk.Run, "Off the train again", default)).Value;

        var clicks = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? ClickAsync(world, walk.Key, walk, preview.Digest)
            : ClickAsync(second, theirs, walk, preview.Digest)));

        clicks.Count(c => c.IsAllowed).Should().Be(1);
        clicks.Where((c, i) => !c.IsAllowed && i % 2 == 0).Should().OnlyContain(c => c.Refusal!.Code == "not-now" && c.Refusal.Sentence.Contains("rolling back", StringComparison.Ordinal));
        (await database.ValueAsync<long>("select count(*) from access.run_grant where run_id = $1 and purpose = 'ROLLBACK'", walk.Run.Value)).Should().Be(1);
        await walk.WorkAsync();
        var head = await walk.InAsync(RunState.RolledBack);
        var late = await ClickAsync(second, theirs, walk, preview.Digest);
        late.Refusal!.Should().Match<Refusal>(r => r.Code == "not-now" && r.Sentence.Contains("rolled back", StringComparison.Ordinal));
        var seen = (await second.Get<MigrationRuns>().HeadAsync(colleague, walk.Run, default)).Value;
        seen.Should().BeEquivalentTo(new { head.State, head.Counts.RollbackRemoved }, o => o.ExcludingMissingMembers());
        (seen.State, seen.Counts.RollbackRemoved).Should().Be((RunState.RolledBack, Rows));
        (await second.Get<MigrationRollbackPlans>().ReadAsync(theirs, walk.Run, default)).Value.Should().BeEquivalentTo(new { Removes = Rows });
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
    }

    private static Task<Outcome<RunHead>> ClickAsync(World at, TenantKey key, RunWalk walk, string digest) =>
        at.Get<MigrationRollbacks>().RollBackAsync(key, walk.Run, walk.Head.Reference.Text, "The client asked to begin again", digest, default);

    private static async Task<RunWalk> OfficeAsync(World at, string client)
    {
        var tenant = await at.TenantAsync(client);
        await ClientOffice.MakeAsync(at.Database, tenant);
        return await RunWalk.EnterAsync(at, tenant);
    }

    private static async Task<PlanFigures> PreviewedAsync(RunWalk walk, byte[] file, ExistingPolicy policy = ExistingPolicy.Skip)
    {
        var queue = await WalkTenant.FallbackQueueAsync(walk.World.Database, walk.Tenant);
        await walk.ToValidatedAsync("cases.csv", file, view => view.Mapping with { FallbackQueue = queue, Existing = policy });
        await walk.AcceptWarningsAsync();
        return await walk.PreviewAsync();
    }

    private Task<string> OfAsync(OrganizationId tenant) => TenantTables.DigestAsync(database, tenant);

    private Task<string?> ToldAsync(OrganizationId tenant) => database.ValueAsync<string>(
        "select r.details from platform.reports r join platform.case_reports x on x.report_id = r.id join platform.cases c on c.id = x.case_id where c.organization_id = $1 and c.reference_number = 'K-007'", tenant.Value);

    private Task<string?> ImagesAsync(RunWalk walk) => database.ValueAsync<string>(
        "select string_agg(entity || ' ' || coalesce(before ->> 'details', '-'), ';' order by position, place) from migration.ledger where run_id = $1 and action = 'UPDATED'", walk.Run.Value);

    private Task<string?> DocumentsAsync(RunWalk walk) => database.ValueAsync<string>(
        "select string_agg(kind || version || md5(body::text), ',' order by kind, version) from migration.run_documents where run_id = $1", walk.Run.Value);

    private Task<string?> WrittenAsync(RunWalk walk) => database.ValueAsync<string>(
        """
        select string_agg(concat_ws('|', c.reference_number, c.status, c.outcome, c.source_record_id, r.reference_number, r.details), ';' order by c.reference_number)
        from platform.cases c join platform.case_reports x on x.case_id = c.id join platform.reports r on r.id = x.report_id where c.migration_run_id = $1
        """, walk.Run.Value);

    private static byte[] File(params (int Row, string Narrative)[] changed)
    {
        var text = new StringBuilder("Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Narrative,Assigned To\n");
        string[] kinds = ["Harassment", "Theft", "Fraud"];
        for (var i = 1; i <= Rows; i++)
        {
            var told = changed.FirstOrDefault(c => c.Row == i).Narrative ?? $"What happened in number {i} of the list";
            text.Append(CultureInfo.InvariantCulture, $"K-{i:000},{88_000 + i},{(i % 4 == 0 ? "Closed - Substantiated" : "In Progress")},{kinds[i % 3]},2023-01-{1 + (i % 28):00},{(i % 4 == 0 ? "2023-03-01" : "")},\"{told}\",lead.a@client.example\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
