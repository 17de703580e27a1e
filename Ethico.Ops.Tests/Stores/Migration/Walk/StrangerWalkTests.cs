using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Imports.Detection;
using Ethico.Ops.Tests.Imports.Readers;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>Exports that went through wrong hands as far as Preview: what is wrong is said with its row, and every row is accounted for.</summary>
public sealed class StrangerWalkTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly Dictionary<string, byte[]> Files = new(StringComparer.Ordinal)
    {
        // As two exports put together are, and as cells copied from a web page are.
        ["marks.csv"] = StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(4)) + "\uFEFF" + StrangerFile.Text([StrangerFile.Record(5), ["\u200BK-0006", "2024-01-02\u200B", "Open", "Fraud", "A\u200Bbove all", "", "", "\u200B"]]), withMark: true),
        ["doubled.csv"] = StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(3)) + "\uFEFFK-0001,2024-05-06,Open,Fraud,Another one of that number,,High,Plant 1\n"),
        ["pages.csv"] = StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(3)) + "Total,3,,,,,,\n" + StrangerFile.Text([StrangerFile.Record(4)])),
        ["zeros.xlsx"] = StrangerFile.Sheet(3, (f, line) => StrangerFile.With(f, line, 0, SheetFile.Number(0, line, $"{line}", style: 6))),
        ["swapped.csv"] = StrangerFile.Utf8(StrangerFile.Text(
            [StrangerFile.Names, .. Enumerable.Range(1, 6).Select(n => StrangerFile.Record(n).Select((c, i) => i == 1 ? n % 2 == 0 ? $"2024-03-0{n}" : $"1{n + 2}/02/2024" : c).ToArray())])),
    };

    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <param name="said">Rule, rows and keys of what must be mended or accepted.</param>
    /// <param name="keys">Of the cases that come in.</param>
    [Theory]
    [InlineData("marks.csv", "", "K-0001 K-0002 K-0003 K-0004 K-0005 K-0006")]
    [InlineData("doubled.csv", "MIG-DUP-001 1 K-0001, MIG-DUP-001 4 K-0001", "K-0002 K-0003")]
    [InlineData("pages.csv", "MIG-DAT-001 4 Total, MIG-FIL-006 4 Total, MIG-REQ-002 4 Total, MIG-REQ-004 4 Total, MIG-REQ-005 4 Total", "K-0001 K-0002 K-0003 K-0004")]
    [InlineData("zeros.xlsx", "", "C-0002 C-0003 C-0004")]
    [InlineData("swapped.csv", "", "K-0001 K-0002 K-0003 K-0004 K-0005 K-0006")]
    public async Task A6_A16_A17_What_came_through_wrong_hands_is_said_by_row_and_every_row_is_accounted_for(string name, string said, string keys)
    {
        var tenant = await world.TenantAsync($"Client of {name}");
        var office = await ClientOffice.MakeAsync(database, tenant);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await walk.UploadAsync(name, Files[name]);
        var rows = (await walk.DetectAsync()).Profile!.Rows;
        await walk.ConfirmFormatAsync(SourceSystem.Generic, "old list");
        await walk.MapAsync(view => view.Columns.Where(c => !c.IsDecided).Aggregate(
            view.Mapping with { FallbackQueue = office.Queue }, (mapping, c) => mapping.Leave(c.Name, UnmappedChoice.CustomField)));
        await walk.MapAsync(view =>
        {
            view.Missing.Should().BeEmpty();
            view.Facts.DatesUnconfirmed.Should().Be(name is "swapped.csv" ? 1 : 0, "what a spreadsheet may have swapped is nobody's but a person's to believe");
            return view.Mapping.Dates.Where(d => !d.IsConfirmed).Aggregate(view.Mapping, (mapping, d) => mapping.WithDate(d with { Order = DateOrder.DayFirst, IsConfirmed = true }));
        });

        var groups = await walk.ValidateAsync();
        (await LinesAsync(walk, groups)).Should().Equal(said.Split(", ", StringSplitOptions.RemoveEmptyEntries));
        foreach (var group in groups.Where(g => g.Key.Severity is Severity.Error))
            if ((await walk.GroupsAsync()).First(g => g.Key == group.Key) is { Open: > 0 } open)
                (await world.Get<MigrationRows>().SkipAsync(walk.Key, walk.Run, new(open.Key, null, "Left out with the client", open.Open), default)).IsAllowed.Should().BeTrue();
        await walk.AcceptWarningsAsync();
        var plan = await walk.PreviewAsync();

        var expected = keys.Split(' ');
        plan.Counts.Should().Be(new PlanCounts(expected.Length, 0, 0, rows - expected.Length, 0));
        await walk.ImportAsync();
        (await walk.FailedAsync()).Should().BeNull();
        (await database.ValueAsync<string[]>(
            "select array_agg(source_record_id || case when reference_number = source_record_id then '' else ' is ' || reference_number end order by source_record_id) from platform.cases where migration_run_id = $1",
            walk.Run.Value)).Should().Equal(expected);
        if (name is "marks.csv")
            (await database.ValueAsync<string>(
                "select details from platform.reports where migration_run_id = $1 and details like 'A%'", walk.Run.Value)).Should().Be("A\u200Bbove all", "inside a text nothing is taken away");
    }

    [Fact]
    public async Task A13_A_file_that_is_two_leaves_the_run_where_it_was_and_says_where_the_second_begins()
    {
        var walk = await RunWalk.EnterAsync(world, await world.TenantAsync("Client of two lists"));
        await walk.UploadAsync("both.json", [.. StrangerFile.Json(3), .. StrangerFile.Json(3)]);

        _ = (await world.Get<MigrationSteps>().DetectAsync(walk.Key, walk.Run, default)).Value;
        await walk.WorkAsync();

        (await walk.InAsync(RunState.Uploaded)).Cause!.Sentence.Should().StartWith("The list of records ends, and on line 5, byte ").And.NotContain("happened");
    }

    private async Task<IReadOnlyList<string>> LinesAsync(RunWalk walk, IReadOnlyList<FindingGroup> groups)
    {
        var found = new List<string>();
        foreach (var group in groups.Where(g => g.Key.Severity is not Severity.Info && g.Key.Code.Value is not ("MIG-REF-001" or "MIG-REF-004")))
            foreach (var line in (await world.Get<MigrationRows>().LinesAsync(walk.Key, walk.Run, group.Key, null, 50, default)).Value.Items)
                found.Add(FormattableString.Invariant($"{group.Key.Code} {line.Row} {line.RowKey}"));
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
