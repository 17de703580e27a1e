using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Exports;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>Every export we have an example of, through to the import and a second time, by a person who takes what is suggested.</summary>
public sealed class FixtureWalkTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <param name="closed">Rows whose status word says the case is over, counted by hand.</param>
    [Theory]
    [InlineData("case-iq", SourceSystem.CaseIq, 4, 2)]
    [InlineData("case-iq-reduced", SourceSystem.Generic, 2, 1)]
    [InlineData("eqs-english-categories", SourceSystem.Eqs, 4, 2)]
    [InlineData("eqs-english-messages", SourceSystem.Eqs, 4, 3)]
    [InlineData("eqs-german", SourceSystem.Eqs, 5, 3)]
    [InlineData("generic", SourceSystem.Generic, 3, 2)]
    [InlineData("legacy-ethico-calls", SourceSystem.LegacyEthico, 3, 2)]
    [InlineData("legacy-ethico-cases", SourceSystem.LegacyEthico, 3, 2)]
    [InlineData("navex-callers", SourceSystem.Navex, 4, 2)]
    [InlineData("navex-intake", SourceSystem.Navex, 5, 3)]
    [InlineData("onetrust", SourceSystem.OneTrust, 4, 2)]
    [InlineData("star", SourceSystem.Star, 3, 2)]
    public async Task MIG_11_MIG_23_MIG_24_An_export_comes_in_whole_its_closed_cases_closed_without_a_sound_and_only_once(
        string fixture, SourceSystem source, int rows, int closed)
    {
        var tenant = await world.TenantAsync($"Client {fixture}");
        var office = await ClientOffice.MakeAsync(database, tenant);
        var before = await TenantTables.DigestAsync(database, tenant);
        var noise = await NoiseAsync(tenant);

        var walk = await ValidatedAsync(tenant, fixture, source, office.Queue);
        await walk.FromValidatedToImportedAsync();

        (await walk.FailedAsync()).Should().BeNull();
        var sheet = await walk.VerifyAsync();
        (sheet.Figures.SourceRows, sheet.Figures.Created, sheet.Figures.IsBalanced).Should().Be((rows, rows, true));
        sheet.Figures.Lines.Should().OnlyContain(l => l.Difference == 0);
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and status = 'CLOSED'", tenant.Value)).Should().Be(closed);
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and status <> 'CLOSED' and (closed_at is not null or outcome is not null)", tenant.Value)).Should().Be(0);
        (await NoiseAsync(tenant)).Should().Be(noise);

        var again = await ValidatedAsync(tenant, fixture, source, office.Queue, walk);
        await again.AcceptWarningsAsync();
        (await again.PreviewAsync()).Counts.Should().Be(new PlanCounts(0, 0, 0, rows, 0));
        var second = await TenantTables.DigestAsync(database, tenant);
        await again.ImportAsync();
        (await TenantTables.DigestAsync(database, tenant)).Should().Be(second);

        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(database, tenant)).Should().Be(before);
    }

    [Fact]
    public async Task MIG_25_After_the_drop_an_anonymous_reporters_name_is_nowhere()
    {
        const string Name = "Zacharias Quillfeather";
        var tenant = await world.TenantAsync("Client of nameless reporters");
        var office = await ClientOffice.MakeAsync(database, tenant);
        var content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ExampleWalkTests.Fixture()).Replace("Reporter Three", Name, StringComparison.Ordinal));
        await database.ExecuteAsync("update platform.organizations set time_zone = 'America/New_York' where id = $1", tenant.Value);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.ToValidatedAsync("navex.csv", content, view => ExampleWalkTests.Chosen(view, office.Queue));

        await walk.TakeAsync("MIG-ANO-001");
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
        await walk.FromValidatedToImportedAsync();

        (await HoldersAsync(Name)).Should().BeEmpty();
        using var file = new MemoryStream();
        _ = (await world.Get<MigrationRows>().WriteErrorFileAsync(walk.Key, walk.Run, new(IsUnredacted: true, "The client asks for the rows left out"), file, default)).Value;
        Encoding.UTF8.GetString(file.ToArray()).Should().NotContain(Name);
    }

    [Fact]
    public async Task MIG_25_Detecting_again_keeps_no_samples_of_a_dropped_identity_under_any_header()
    {
        const string Name = "Zebedee Quillworth";
        var tenant = await world.TenantAsync("Client who detects again");
        var office = await ClientOffice.MakeAsync(database, tenant);
        await database.ExecuteAsync("update platform.organizations set time_zone = 'America/New_York' where id = $1", tenant.Value);
        var content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ExampleWalkTests.Fixture()).Replace("Reporter Three", Name, StringComparison.Ordinal));
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.ToValidatedAsync("navex.csv", content, view => ExampleWalkTests.Chosen(view, office.Queue));
        await walk.TakeAsync("MIG-ANO-001");
        (await HoldersAsync(Name)).Should().BeEmpty();

        (await world.Get<MigrationRuns>().ReopenAsync(walk.Key, walk.Run, 2, default)).IsAllowed.Should().BeTrue();
        (await world.Get<MigrationDetection>().OverrideAsync(walk.Key, walk.Run, FormatChoice.Nothing, default)).IsAllowed.Should().BeTrue();
        (await HoldersAsync(Name)).Should().BeEmpty("the file is read anew");
        (await world.Get<MigrationDetection>().OverrideAsync(walk.Key, walk.Run, new() { HeaderLine = 0 }, default)).IsAllowed.Should().BeTrue();
        (await HoldersAsync(Name)).Should().BeEmpty("without a header the column has another name");
    }

    private static MigrationMapping Fed(MappingView view, Guid queue)
    {
        var mapping = view.Mapping with { FallbackQueue = queue };
        foreach (var column in view.Columns.Where(c => !c.IsDecided))
        {
            var isFree = column.Suggestion is { Target: { } to, Band: not SuggestionBand.Unmapped } && !IsFed(mapping, to);
            mapping = isFree ? mapping.Feed(column.Name, column.Suggestion.Target!) : mapping.Leave(column.Name, UnmappedChoice.CustomField);
        }

        // What the layout does not hold a person takes from what comes nearest, or says once for all rows.
        foreach (var missing in TargetFields.MissingRequired(mapping.Feeds.Select(f => f.Target).Append(TargetKeys.RowKey)))
            mapping = missing.Key switch
            {
                TargetKeys.ReportReceivedAt => mapping.Copy(MappingReading.FeedOf(mapping, TargetKeys.CaseOpenedAt)!.SourceColumns[0], missing.Key),
                TargetKeys.ReportDetails => mapping.Copy(MappingReading.FeedOf(mapping, TargetKeys.ReportSummary)!.SourceColumns[0], missing.Key),
                TargetKeys.CategoryName => (mapping with { Feeds = [.. mapping.Feeds, new(missing.Key, [], [new ConstantTransform("Other")])] })
                    .WithValue(missing.Key, new("Other", "Other")),
                _ => mapping,
            };
        return mapping;
    }

    private static bool IsFed(MigrationMapping mapping, string target) =>
        target is TargetKeys.RowKey ? mapping.RowKey is not null : MappingReading.FeedOf(mapping, target) is not null;

    private static MigrationMapping Decided(MappingView view)
    {
        view.Missing.Should().BeEmpty();
        var mapping = view.Mapping;
        foreach (var date in view.Columns.Select(c => c.Date).OfType<ColumnDates>().Where(d => !d.Column.IsConfirmed))
            mapping = mapping.WithDate(date.Column with { Order = date.Verdict.Order ?? DateOrder.MonthFirst, IsConfirmed = true });
        foreach (var board in view.Values)
            foreach (var line in board.Lines.Where(l => l.IsOpen && l.SourceValue.Length > 0))
                mapping = board.Target.Kind is TargetKind.Location ? mapping : mapping.WithValue(board.Target.Key, line.Taken() ?? board.Target switch
                {
                    { Kind: TargetKind.Category } => new(line.SourceValue, CreateName: line.SourceValue),
                    { Key: TargetKeys.CaseStatus } => new(line.SourceValue, CaseStatusCode.OnHold),
                    { Key: TargetKeys.CaseSeverity } => new(line.SourceValue, SeverityCode.Medium),
                    _ => new(line.SourceValue, TargetValue: ""),
                });
        return mapping;
    }

    private async Task<RunWalk> ValidatedAsync(OrganizationId tenant, string fixture, SourceSystem source, Guid queue, RunWalk? before = null)
    {
        var walk = await RunWalk.EnterAsync(world, tenant, before?.Key.Caller);
        await walk.UploadAsync(fixture + ".csv", await File.ReadAllBytesAsync(ExampleExport.PathOf(fixture), TestContext.Current.CancellationToken));
        (await walk.DetectAsync()).Source.System.Should().Be(source);
        await walk.ConfirmFormatAsync(source, source is SourceSystem.Generic ? "old list" : null);
        await walk.MapAsync(view => Fed(view, queue));
        await walk.MapAsync(Decided);
        var groups = await walk.ValidateAsync();
        if (groups.Any(g => g.Key.Code.Value is "MIG-ANO-001"))
            await walk.TakeAsync("MIG-ANO-001");
        (await walk.GroupsAsync()).Where(g => g is { Key.Severity: Severity.Error, Open: > 0 }).Select(g => $"{g.Key.Code} {g.ColumnName} {g.Open}").Should().BeEmpty();
        return walk;
    }

    // What an import must not stir, and what a day's usage and health are made of.
    private async Task<string> NoiseAsync(OrganizationId tenant)
    {
        var counts = new List<string>();
        foreach (var table in (string[])["platform.outgoing_messages", "platform.workflow_runs", "platform.usage_events", "platform.case_events", "platform.case_tasks"])
            if (await database.ValueAsync<bool>("select to_regclass($1) is not null", table))
                counts.Add($"{table} {await database.ValueAsync<long>($"select count(*) from {table} where organization_id = $1", tenant.Value)}");
        counts.Should().HaveCountGreaterThan(2);
        counts.Add($"notices {await database.ValueAsync<long>("select count(*) from support.notification")}");
        return string.Join(", ", counts);
    }

    private async Task<IReadOnlyList<string>> HoldersAsync(string text)
    {
        var tables = await database.ValueAsync<string[]>(
            """
            select array_agg(quote_ident(n.nspname) || '.' || quote_ident(c.relname) order by 1) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """);
        var found = new List<string>();
        foreach (var table in tables!)
            if (await database.ValueAsync<bool>($"select exists (select from {table} t where t::text like '%' || $1 || '%')", text))
                found.Add(table);
        return found;
    }
}
