using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>What people do about findings until the preview opens: a cell typed, one value for many rows, rows left out, warnings accepted.</summary>
public sealed class FixTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    [Fact]
    public async Task MIG_14_A_byte_of_another_encoding_stays_an_error_of_its_row_until_its_cell_is_typed()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([RowDesk.Row(("Narrative", "Something \u0081 happened at length"))]));
        await desk.SaveAsync("FORMAT", RunJson.Write(new FileFormat { Kind = FileKind.Delimited, Encoding = "windows-1252", Columns = RowDesk.Header }), version: 2);
        await desk.ValidateAsync();
        var broken = $"1 E MIG-FIL-002 {StagedDesk.Column("Narrative")}";
        (await desk.MarksAsync()).Should().Contain(broken);

        _ = (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(1, StagedDesk.Column("Severity"), "Low"), default)).Value;
        (await desk.MarksAsync()).Should().Contain(broken, "another cell says nothing of it");
        _ = (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(1, StagedDesk.Column("Narrative"), "Something happened at length"), default)).Value;
        (await desk.MarksAsync()).Should().NotContain(broken);
    }

    [Fact]
    public async Task MIG_14_A_fix_of_all_with_one_value_counts_first_and_is_undone_as_one()
    {
        var rows = Enumerable.Range(1, 5).Select(i =>
        {
            var cells = RowDesk.Row(("Case Status", i < 4 ? "Odd word" : "Other word"), ("Date Closed", ""), ("Narrative", $"A narrative of its own, number {i}"));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        });
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows));
        await desk.ValidateAsync();
        var before = await desk.PictureAsync();
        var group = new FindingGroupKey(Rules.NotInMap.Code, Severity.Error, StagedDesk.Column("Case Status"));
        var wish = new RowFixWish.SameValue(group, "Odd word", "New", 0);
        (await desk.Rows.CountAsync(desk.Desk.Key, desk.Run, wish, default)).Value.Should().Be(3);

        (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, wish with { Expected = 4 }, default)).Refusal!.Code.Should().Be("count-moved");
        (await desk.PictureAsync()).Should().Be(before, "what is refused changes nothing");
        var done = (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, wish with { Expected = 3 }, default)).Value;
        done.Should().BeEquivalentTo(new { Rows = 3, ErrorsOpen = 2 });

        (await desk.Rows.UndoAsync(desk.Desk.Key, desk.Run, done.Act, default)).Value.ErrorsOpen.Should().Be(5);
        (await desk.PictureAsync()).Should().Be(before);
        (await desk.Rows.UndoAsync(desk.Desk.Key, desk.Run, done.Act, default)).Refusal!.Code.Should().Be("undo-nothing");
    }

    [Fact]
    public async Task MIG_12_Preview_opens_when_no_error_is_open_and_every_warning_group_accepted()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var (rows, key, run) = (desk.Rows, desk.Desk.Key, desk.Run);
        var steps = world.Get<MigrationSteps>();
        (await steps.PreviewAsync(key, run, default)).Refusal!.Code.Should().Be("errors-open");

        var date = new FindingGroupKey(Rules.NotADate.Code, Severity.Error, StagedDesk.Column("Date Reported"));
        (await rows.SkipAsync(key, run, new RowSkipWish(date, 5, "too short", 1), default)).Refusal!.Code.Should().Be("skip-reason");
        (await rows.SkipAsync(key, run, new RowSkipWish(date, 5, "The date is not to be found out", 1), default)).Value.ErrorsOpen.Should().Be(1);
        var identity = new FindingGroupKey(Rules.AnonymousButNamed.Code, Severity.Error, StagedDesk.Column("Reporter Name"));
        (await rows.FixAsync(key, run, new RowFixWish.Suggestion(identity, null, 1), default)).Value.ErrorsOpen.Should().Be(0);
        (await steps.PreviewAsync(key, run, default)).Refusal!.Code.Should().Be("warnings-open");
        foreach (var group in (await rows.GroupsAsync(key, run, default)).Value.Where(g => g.Key.Severity is Severity.Warning))
            (await rows.AcceptAsync(key, run, group.Key, group.Open, default)).IsAllowed.Should().BeTrue();
        (await rows.AcceptAsync(key, run, date, 1, default)).Refusal!.Code.Should().Be("accept-warnings");
        (await steps.PreviewAsync(key, run, default)).IsAllowed.Should().BeTrue();
        (await rows.FixAsync(key, run, new RowFixWish.Cell(1, 1, "x"), default)).Refusal!.Code.Should().Be("not-now");
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();
}
