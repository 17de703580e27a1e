using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>The published complaints docket through Generic by a person's choices (platform.md 6), beside the demo's own docket tenant.</summary>
public sealed class DocketWalkTests(DemoDatabase demo) : IClassFixture<DemoDatabase>, IAsyncDisposable
{
    private const string Number = "EPA File #";
    private const string Received = "Date Received";
    private const string Status = "Summary Status";
    private const string Basis = "Alleged Discrimination Basis";
    private const string Entity = "Named Entity";
    private const string Documents = "Related Documents";

    private readonly World world = new(demo.Database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task MIG_33_PLT_20_The_docket_goes_in_by_a_persons_hand_is_signed_goes_without_a_trace_and_comes_again()
    {
        var tenant = await world.TenantAsync("Second Civil Rights Office");
        await demo.Database.ExecuteAsync("update platform.organizations set time_zone = 'America/New_York' where id = $1", tenant.Value);
        var queue = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await demo.Database.ExecuteAsync(
            "insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $2, 'Compliance intake', true, true)", tenant.Value, queue);
        var before = await TenantTables.DigestAsync(demo.Database, tenant);

        var walk = await RunWalk.EnterAsync(world, tenant);
        await ToImportedAsync(walk, queue);
        var rows = await WalkTenant.RowsAsync(demo.Database, walk.Run);
        rows.Should().Equal(new Dictionary<string, long>
        {
            ["reports"] = 273, ["cases"] = 273, ["case_reports"] = 273, ["persons"] = 0, ["case_persons"] = 0, ["investigations"] = 0, ["categories"] = 8, ["locations"] = 10,
        });
        rows.Values.Sum().Should().Be(837);
        (await demo.Database.ValueAsync<long>("select count(*) from migration.source_keys where run_id = $1", walk.Run.Value)).Should().Be(564);
        await EqualsDemoAsync(tenant);

        var sheet = await walk.VerifyAsync();
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docket-sheet.txt"), Printed(walk.Head, sheet), new UTF8Encoding(false), TestContext.Current.CancellationToken);
        sheet.Figures.IsBalanced.Should().BeTrue();
        sheet.Figures.Lines.Should().OnlyContain(l => l.Difference == 0);
        Lines(sheet, "STATUS").Should().Equal("CLOSED 202", "IN_PROGRESS 58", "IN_REVIEW 13");
        Lines(sheet, "YEAR").Should().Equal(
            "2014 21", "2015 37", "2016 46", "2017 17", "2018 20", "2019 20", "2020 14", "2021 32", "2022 41", "2023 25");
        Lines(sheet, "CATEGORY").Should().Equal(
            "Age 2", "Disability 31", "National origin 26", "Not stated 51", "Other 4", "Race 153", "Retaliation 5", "Sex 1");
        sheet.Samples.Should().HaveCount(20);

        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(demo.Database, tenant)).Should().Be(before);

        var again = await RunWalk.EnterAsync(world, tenant, walk.Key.Caller);
        await ToImportedAsync(again, queue);
        await EqualsDemoAsync(tenant);
    }

    private static async Task ToImportedAsync(RunWalk walk, Guid queue)
    {
        var path = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Ethico.Ops.Infrastructure", "Demo", "epa-civil-rights-complaints-2014-2023.csv");
        await walk.UploadAsync(Path.GetFileName(path), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var found = await walk.DetectAsync();
        (found.Profile!.Rows, found.Source.System).Should().Be((273, SourceSystem.Generic));
        await walk.ConfirmFormatAsync(SourceSystem.Generic, "EPA civil-rights docket");

        // What feeds what first: which values there are is known once a column feeds something.
        var fed = await walk.MapAsync(view => Fed(view, queue));
        fed.Columns.Single(c => c.Name == Received).Date!.Column.Should().BeEquivalentTo(new { Order = DateOrder.MonthFirst, IsConfirmed = true }, "M/d/yyyy is proven");
        fed.Values.Single(b => b.Target.Key == TargetKeys.CaseStatus).Lines.Where(l => l.IsOpen && l.SourceValue.Length > 0).Select(l => l.SourceValue)
            .Should().BeEquivalentTo("N/A", "Resolved/In Monitoring");
        fed.Values.Single(b => b.Target.Key == TargetKeys.CategoryName).Open.Should().Be(39);
        var decided = await walk.MapAsync(Decided);
        decided.Facts.Should().BeEquivalentTo(new { ColumnsUndecided = 0, TargetsMissing = 0, DatesUnconfirmed = 0, LeadsUndecided = 0 });

        var groups = await walk.ValidateAsync();
        var doubled = groups.Where(g => g.Key.Severity is Severity.Error).Should().ContainSingle().Subject;
        (doubled.Key.Code.Value, doubled.Open).Should().Be(("MIG-DUP-001", 2));
        var lines = (await walk.World.Get<MigrationRows>().LinesAsync(walk.Key, walk.Run, doubled.Key, null, 50, default)).Value.Items;
        lines.Select(l => (l.Row, l.RowKey)).Should().Equal((23, "03RNO-23-R3"), (27, "03RNO-23-R3"));
        // The document of the row of 18 January carries the number that is free.
        await walk.FixAsync(new RowFixWish.Cell(23, decided.Columns.Single(c => c.Name == Number).Number, "03RNO-23-R1"));
        (await walk.LookAsync()).Counts.ErrorsOpen.Should().Be(0);
        (await walk.GroupAsync("MIG-STA-001")).Open.Should().Be(202);
        await walk.AcceptWarningsAsync();
        (await walk.PreviewAsync()).Counts.Should().Be(new PlanCounts(273, 0, 0, 0, 0));
        await walk.ImportAsync();
    }

    private static MigrationMapping Fed(MappingView view, Guid queue)
    {
        var mapping = view.Columns.Aggregate(view.Mapping with { FallbackQueue = queue }, (m, c) => m.Free(c.Name));
        return mapping
            .Feed(Number, TargetKeys.RowKey)
            .Copy(Number, TargetKeys.CaseReference)
            .Copy(Number, TargetKeys.LocationCode)
            .Copy(Number, TargetKeys.LocationName)
            .WithTransforms(TargetKeys.LocationCode, [new SplitPartTransform("-", 3)])
            .WithTransforms(TargetKeys.LocationName, [new SplitPartTransform("-", 3), new ReplaceTransform("^R", "Region ")])
            .Feed(Received, TargetKeys.ReportReceivedAt)
            .Feed(Status, TargetKeys.CaseStatus)
            .Feed(Basis, TargetKeys.CategoryName)
            .Copy(Basis, TargetKeys.SecondaryCategoryName)
            .Feed("Detailed Status", TargetKeys.CaseOutcomeDetail)
            .Feed(Entity, TargetKeys.CaseBusinessUnit)
            .Feed(Documents, TargetKeys.CustomPrefix + Documents)
            .Leave("FY Rec'd", UnmappedChoice.CustomField) is var fed
            ? fed with { Feeds = [.. fed.Feeds, new(TargetKeys.ReportDetails, [Entity, Basis, Documents], [new ConcatTransform(Labelled: true)])] }
            : throw new InvalidOperationException();
    }

    private static MigrationMapping Decided(MappingView view)
    {
        var mapping = view.Mapping
            .WithValue(TargetKeys.CaseStatus, new("N/A", CaseStatusCode.Closed))
            .WithValue(TargetKeys.CaseStatus, new("Active", CaseStatusCode.InProgress))
            .WithValue(TargetKeys.CaseStatus, new("Resolved/In Monitoring", CaseStatusCode.InReview));
        foreach (var line in view.Values.Single(b => b.Target.Key == TargetKeys.CategoryName).Lines.Where(l => l.SourceValue.Length > 0))
        {
            var (first, second) = DocketBasis.Of(line.SourceValue);
            mapping = mapping
                .WithValue(TargetKeys.CategoryName, new(line.SourceValue, CreateName: first))
                .WithValue(TargetKeys.SecondaryCategoryName, second is null ? new(line.SourceValue, TargetValue: "") : new(line.SourceValue, CreateName: second));
        }

        return mapping;
    }

    private async Task EqualsDemoAsync(OrganizationId tenant)
    {
        var shown = await WalkTenant.NamedAsync(demo.Database, "Clearwater Civil Rights Office");
        foreach (var sql in (string[])
        [
            """
            select c.reference_number || ' ' || ((to_jsonb(c) - array['organization_id', 'id', 'category_id', 'secondary_category_id', 'location_id', 'queue_id', 'migration_run_id', 'migrated_at',
                'created_at', 'updated_at', 'updated_by']) || jsonb_build_object('category', g.name, 'second', s.name, 'place', l.code, 'queue', q.name))::text
            from platform.cases c join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            left join platform.categories s on s.organization_id = c.organization_id and s.id = c.secondary_category_id
            left join platform.locations l on l.organization_id = c.organization_id and l.id = c.location_id
            left join platform.queues q on q.organization_id = c.organization_id and q.id = c.queue_id
            where c.organization_id = $1 order by c.reference_number collate "C"
            """,
            """
            select ((to_jsonb(r) - array['organization_id', 'id', 'category_id', 'location_id', 'migration_run_id', 'migrated_at', 'created_at', 'updated_at', 'updated_by'])
                || jsonb_build_object('category', g.name, 'place', l.code))::text
            from platform.reports r left join platform.categories g on g.organization_id = r.organization_id and g.id = r.category_id
            left join platform.locations l on l.organization_id = r.organization_id and l.id = r.location_id
            where r.organization_id = $1 order by r.reference_number collate "C"
            """,
            """
            select (to_jsonb(x) - array['organization_id', 'id', 'source_record_id', 'migration_run_id', 'migrated_at', 'created_at', 'updated_at', 'updated_by'])::text
            from platform.categories x where organization_id = $1 order by name collate "C"
            """,
            """
            select (to_jsonb(x) - array['organization_id', 'id', 'source_record_id', 'migration_run_id', 'migrated_at', 'created_at', 'updated_at', 'updated_by'])::text
            from platform.locations x where organization_id = $1 order by code collate "C"
            """,
        ])
            (await ListAsync(sql, tenant)).Should().Equal(await ListAsync(sql, shown));
    }

    private async Task<IReadOnlyList<string>> ListAsync(string sql, OrganizationId tenant)
    {
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(tenant.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private static IEnumerable<string> Lines(Sheet sheet, string kind) => sheet.Figures.Lines
        .Where(l => l.Subject.StartsWith(kind + " ", StringComparison.Ordinal)).OrderBy(l => l.Subject, StringComparer.Ordinal)
        .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Subject[(kind.Length + 1)..]} {l.Live}"));

    private static string Printed(RunHead head, Sheet sheet)
    {
        var text = new StringBuilder();
        var figures = sheet.Figures;
        text.Append(CultureInfo.InvariantCulture, $"Reconciliation sheet of {head.Reference.Text}, {head.SourceName}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{figures.SourceRows} source rows = {figures.Created} created + {figures.Updated} updated + {figures.Merged} merged + {figures.Skipped} skipped + {figures.Failed} failed");
        text.Append(figures.IsBalanced ? ": balanced\n\n" : ": NOT balanced\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Total",-32}{"Source",8}{"Live",8}  Difference\n");
        foreach (var line in figures.Lines)
            text.Append(CultureInfo.InvariantCulture, $"{line.Subject,-32}{line.Source,8}{line.Live,8}  {line.Words}\n");
        foreach (var (name, count) in figures.Reasons)
            text.Append(CultureInfo.InvariantCulture, $"{name,-32}{count,8}\n");
        text.Append("\nListed apart\n");
        foreach (var (name, count) in figures.Apart)
            text.Append(CultureInfo.InvariantCulture, $"{name,-40}{count,8}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{sheet.Samples.Count(s => s.Matches is true)} of {sheet.Samples.Count} drawn records match (seed {sheet.SampleSeed})\n");
        foreach (var sign in sheet.Signatures)
            text.Append(CultureInfo.InvariantCulture, $"Signed {sign.At.UtcDateTime:yyyy-MM-dd HH:mm}Z as {sign.Role}: \"{sign.Statement}\"\nFigures {sign.Digest}\n");
        return text.ToString();
    }
}
