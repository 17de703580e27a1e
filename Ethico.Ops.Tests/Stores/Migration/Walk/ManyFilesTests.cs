using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Imports.Readers;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>Section 10 in two files that look nothing alike (migration.md 4.1): each is read as it is written, in every pass over the files.</summary>
public sealed class ManyFilesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Umlauts = "Shift changed „after“ the report – 20 € für Überstunden";

    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public Task MIG_8_Commas_in_UTF_8_and_semicolons_in_Windows_1252_with_the_columns_in_another_order_are_one_run() =>
        WalkAsync("rest.csv", rows => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(
            string.Concat(rows.Select(cells => string.Join(';', cells.Reverse().Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"))));

    [Fact]
    public Task MIG_8_A_text_file_and_a_workbook_are_one_run() => WalkAsync("rest.xlsx", rows => SheetFile.OfTexts(rows).Stream().ToArray());

    [Fact]
    public Task MIG_8_A_text_file_and_JSON_are_one_run() => WalkAsync("rest.json", rows => Encoding.UTF8.GetBytes(
        System.Text.Json.JsonSerializer.Serialize(rows.Skip(1).Select(cells => rows[0].Zip(cells).ToDictionary(c => c.First, c => c.Second)))));

    [Fact]
    public async Task MIG_8_What_is_chosen_of_one_file_holds_for_it_alone_and_open_questions_of_any_file_hold_back_the_next_step()
    {
        var tenant = await world.TenantAsync("Client of several sheets");
        var lines = Encoding.UTF8.GetString(ExampleWalkTests.Fixture()).TrimEnd().Split('\n');
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.UploadAsync("first.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines[..4]) + "\n"));
        await walk.UploadAsync("read-me-and-cases.xlsx", Book(("Read me", [["What this export is"], ["Ask the desk"]]), ("Cases", Rows(4))));
        await walk.UploadAsync("two-parts.xlsx", Book(("Part 1", Rows(5)), ("Part 2", Rows(6))));

        var found = await walk.DetectAsync();
        found.Further.Select(f => (f.Number, f.Format.Sheet)).Should().Equal((2, "Cases"), (3, "Part 1"));
        found.Further[0].Facts.Single(f => f.Kind is FactKind.Sheet).NeedsChoice.Should().BeFalse("only one of its sheets has the first file's columns");
        var version = (await world.Get<MigrationRuns>().OpenAsync(walk.Key, walk.Run, default)).Value.Format?.Version ?? 0;
        var confirmed = new FormatConfirmed(found.First.Format, SourceSystem.Navex, null);
        (await world.Get<MigrationSteps>().ConfirmFormatAsync(walk.Key, walk.Run, confirmed, version, default)).Refusal!.Sentence.Should().StartWith("Choose first: the sheet of file 3.");

        var choice = FormatChoice.Nothing.With(3, new() { Sheet = "Part 2" });
        _ = (await world.Get<MigrationDetection>().OverrideAsync(walk.Key, walk.Run, choice, default)).Value;
        var again = (await world.Get<MigrationDetection>().OpenAsync(walk.Key, walk.Run, default)).Value!;
        again.Further.Select(f => f.Format.Sheet).Should().Equal("Cases", "Part 2");
        again.Choice.For(1).Should().Be(FormatChoice.Nothing);
        (await world.Get<MigrationSteps>().ConfirmFormatAsync(walk.Key, walk.Run, confirmed with { Format = confirmed.Format with { Delimiter = ';' } }, version, default))
            .Refusal!.Code.Should().Be("format-changed");
        (await world.Get<MigrationSteps>().ConfirmFormatAsync(walk.Key, walk.Run, new(again.First.Format, SourceSystem.Navex, null), version, default)).IsAllowed.Should().BeTrue();

        string[][] Rows(int line) => [lines[0].Split(','), lines[line].Split(',')];

        static byte[] Book(params (string Name, string[][] Rows)[] sheets)
        {
            var file = new SheetFile();
            foreach (var (name, rows) in sheets)
                file.Sheet(name, string.Concat(rows.Select((cells, r) => SheetFile.Row(r + 1, [.. cells.Select((c, i) => file.Text(i, r + 1, c))]))));
            return file.Stream().ToArray();
        }
    }

    private async Task WalkAsync(string name, Func<string[][], byte[]> written)
    {
        var tenant = await world.TenantAsync($"Client of {name}");
        var office = await ClientOffice.MakeAsync(database, tenant);
        await database.ExecuteAsync("update platform.organizations set time_zone = 'America/New_York' where id = $1", tenant.Value);
        var lines = Encoding.UTF8.GetString(ExampleWalkTests.Fixture()).TrimEnd().Replace("Shift changed after report", Umlauts, StringComparison.Ordinal).Split('\n');
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.UploadAsync("first.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines[..4]) + "\n"));
        await walk.UploadAsync(name, written([.. lines[..1].Concat(lines[4..]).Select(l => l.Split(','))]));

        (await walk.DetectAsync()).Should().Match<DetectionView>(found => found.Files == 2 && found.Profile!.Rows == 6);
        await walk.ConfirmFormatAsync();
        await walk.MapAsync(view => ExampleWalkTests.Chosen(view, office.Queue));
        (await walk.ValidateAsync()).GroupBy(g => g.Key.Severity).ToDictionary(g => g.Key, g => g.Sum(x => x.Total)).Should().Equal(
            new Dictionary<Severity, int> { [Severity.Error] = 2, [Severity.Warning] = 2, [Severity.Info] = 3 });
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
        await walk.TakeAsync("MIG-ANO-001");
        (await ErrorFileAsync(walk)).Should().Contain("Supplier owned by a relative").And.NotContain("Invoices split");
        await walk.FromValidatedToImportedAsync();

        (await database.ValueAsync<string>(
            "select r.details from platform.reports r where r.organization_id = $1 and r.reference_number = '88006'", tenant.Value)).Should().Be(Umlauts);
        var figures = (await walk.VerifyAsync()).Figures;
        (figures.SourceRows, figures.Created, figures.Skipped, figures.Failed, figures.IsBalanced).Should().Be((6, 5, 1, 0, true));
        figures.Lines.Should().OnlyContain(l => l.Difference == 0);
    }

    private async Task<string> ErrorFileAsync(RunWalk walk)
    {
        using var file = new MemoryStream();
        _ = (await world.Get<MigrationRows>().WriteErrorFileAsync(walk.Key, walk.Run, new(IsUnredacted: true, "The client asks for the rows left out"), file, default)).Value;
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
