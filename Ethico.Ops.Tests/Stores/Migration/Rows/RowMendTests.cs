using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Stores.Migration.ErrorRows;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>A row with more or fewer cells than the header, mended on the page, with what was typed in it before.</summary>
public sealed class RowMendTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    [Fact]
    public async Task A10_A_row_with_too_many_cells_is_mended_on_the_page_and_comes_to_what_a_whole_validation_says()
    {
        string[] cut = [.. RowDesk.Row(("Case Number", "K1"), ("EPRS Report Number", "R1"), ("Narrative", "Shouting, threats, and a door blocked"))];
        string[] remark = [.. RowDesk.Row(("Case Number", "K2"), ("EPRS Report Number", "R2"), ("Narrative", "Another story of the night shift")), "a remark", ""];
        var desk = await StagedDesk.OpenAsync(world, $"{string.Join(',', RowDesk.Header)}\n{string.Join(',', cut)}\n{string.Join(',', remark)}\n{string.Join(',', RowDesk.Row())}\n");
        await desk.ValidateAsync();
        var (rows, key, run) = (desk.Rows, desk.Desk.Key, desk.Run);
        var group = new FindingGroupKey(Rules.TooManyCells.Code, Severity.Error, 0);
        var lines = (await rows.LinesAsync(key, run, group, null, 50, default)).Value.Items;
        lines.Select(l => (l.Row, l.Suggestion, l.SuggestionKind)).Should().Equal(
            (1, "Put Narrative together again", SuggestionKind.PlaceSurplus), (2, "Put Narrative together again", SuggestionKind.PlaceSurplus));

        var seen = (await rows.SightAsync(key, run, 1, default)).Value;
        seen.Should().Match<RowSight>(s => s.IsMasked && s.Source.Surplus!.Length == 2 && s.Source.Cells[11] == "•••" && s.Source.Cells[0] == "K1");
        seen.Source.Cells[8].Should().Be("•••", "a name before it could have been cut");
        (await rows.RevealSightAsync(key, run, 1, "short", default)).IsAllowed.Should().BeFalse();
        (await rows.RevealSightAsync(key, run, 1, "Looking which comma parted the text", default)).Value.Source.WithSurplusIn(12)[11].Should().Be("Shouting, threats, and a door blocked");
        (await rows.SightAsync(key, run, 3, default)).Refusal.Should().Be(RowRefusals.NoSuchRow);
        (await rows.FixAsync(key, run, new RowFixWish.Surplus(2, 14), default)).Refusal.Should().Be(RowRefusals.NoSuchColumn);
        (await rows.FixAsync(key, run, new RowFixWish.Surplus(3, 12), default)).Refusal.Should().Be(RowRefusals.NoSuchGroup);

        var taken = (await rows.FixAsync(key, run, new RowFixWish.Suggestion(group, 1, 1), default)).Value;
        (await rows.FixAsync(key, run, new RowFixWish.Surplus(2, RowFixes.ToNotes), default)).IsAllowed.Should().BeTrue();
        (await world.Database.ValueAsync<string>("select string_agg(details || '/' || coalesce(notes, '-'), ' & ' order by row_number) from migration.staged_rows where run_id = $1 and row_number < 3", run.Value))
            .Should().Be("Shouting, threats, and a door blocked/- & Another story of the night shift/Behind the last column: a remark");
        (await desk.MarksAsync()).Should().NotContain(m => m.Contains("FIL-004", StringComparison.Ordinal));
        var mended = await desk.PictureAsync();
        await desk.ValidateAsync();
        (await desk.PictureAsync()).Should().Be(mended);

        (await rows.UndoAsync(key, run, taken.Act, default)).IsAllowed.Should().BeTrue();
        (await desk.MarksAsync()).Should().ContainSingle(m => m.Contains("FIL-004", StringComparison.Ordinal)).Which.Should().StartWith("1 E");
        using var file = new MemoryStream();
        await rows.WriteErrorFileAsync(key, run, new ErrorFileWish(true, "The client mends the rows itself"), file, default);
        Read(file).Should().ContainSingle().Which.Cells[^2].Should().Contain("behind the last column");
    }

    [Fact]
    public async Task A10_A_row_with_too_few_cells_is_mended_on_the_page_and_comes_to_what_a_whole_validation_says()
    {
        string[] known = ["K1", .. RowDesk.Row()[1..]];
        string[] unknown = ["K2", "R2", .. RowDesk.Row(("Narrative", "Another story of the night shift"))[2..]];
        string[] two = ["K3", "R3", .. RowDesk.Row(("Narrative", "A third story of the night shift"))[2..]];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(
        [
            [.. known.Where((_, i) => i != 5)], [.. unknown.Where((_, i) => i != 7)], [.. two.Where((_, i) => i is not (5 or 6))], ["K4", "R4", .. RowDesk.Row(("Narrative", "A whole row to compare with"))[2..]],
        ]));
        await desk.ValidateAsync();
        var (rows, key, run) = (desk.Rows, desk.Desk.Key, desk.Run);
        var group = new FindingGroupKey(Rules.TooFewCells.Code, Severity.Warning, 0);
        (await rows.LinesAsync(key, run, group, null, 50, default)).Value.Items.Select(l => (l.Row, l.SuggestionKind, l.SuggestedValue)).Should().Equal(
            (1, SuggestionKind.PlaceGap, "6+1"), (2, SuggestionKind.None, null), (3, SuggestionKind.PlaceGap, "6+2"));

        // What stands under a plain column may belong to another one.
        var shifted = new FindingGroupKey(Rules.NotInMap.Code, Severity.Error, StagedDesk.Column("Severity"));
        (await rows.LinesAsync(key, run, shifted, null, 50, default)).Value.Items.Should().OnlyContain(l => l.IsMasked && l.Value == "•••").And.HaveCount(3);
        (await rows.RevealLinesAsync(key, run, shifted, null, 50, "Looking which cell is missing here", default)).Value.Items.Should().OnlyContain(l => !l.IsMasked && l.Value != "•••");

        // Reporter and lead stand one column too far left, and what could be theirs is masked: the severity is a cell the narrative could be in.
        var seen = (await rows.SightAsync(key, run, 2, default)).Value;
        seen.Should().Match<RowSight>(s => s.IsMasked && s.Source.Missing == 1 && s.Source.Cells[7] == "•••" && s.Source.Cells[0] == "K2" && s.Source.Cells[12] == "");
        seen.Source.Cells[6].Should().Be("•••", "the reporter's name could stand there");
        seen.Source.Cells[8].Should().Be("•••");
        seen.Source.Cells[9].Should().Be("Plant 1", "neither severity nor location is anybody's");
        (await rows.RevealSightAsync(key, run, 2, "Looking which cell is missing here", default)).Value.Source.WithGap(new(8, 1)).Should().Equal(unknown[..7].Append("").Concat(unknown[8..]));
        foreach (var none in (RowGap[])[new(14, 1), new(0, 1), new(8, 2), new(8, 0), new(-1, 1)])
            (await rows.FixAsync(key, run, new RowFixWish.Gap(2, none), default)).Refusal.Should().Be(RowRefusals.NoSuchColumn);
        (await rows.FixAsync(key, run, new RowFixWish.Gap(4, new(8, 1)), default)).Refusal.Should().Be(RowRefusals.NoSuchGroup, "nothing is missing there");
        (await rows.FixAsync(key, run, new RowFixWish.Surplus(2, 12), default)).Refusal.Should().Be(RowRefusals.NoSuchGroup);

        // All at once: the one without a suggestion stays as it is, and is not counted as changed.
        var taken = (await rows.FixAsync(key, run, new RowFixWish.Suggestion(group, null, 3), default)).Value;
        taken.Rows.Should().Be(2);
        var placed = (await rows.FixAsync(key, run, new RowFixWish.Gap(2, new(8, 1)), default)).Value;
        (await database.ValueAsync<string>("select string_agg(coalesce(severity, '-') || '/' || details || '/' || coalesce(closed_at::date::text, '-'), ' & ' order by row_number) from migration.staged_rows where run_id = $1 and row_number < 4", run.Value))
            .Should().Be("HIGH/Shouting; threats; door blocked/- & HIGH/Another story of the night shift/2023-05-10 & HIGH/A third story of the night shift/-");
        (await desk.MarksAsync()).Should().NotContain(m => m.Contains("FIL-005", StringComparison.Ordinal));
        (await database.ValueAsync<string>("select detail from access.audit_entry where entity_id = $1 and action = 'FixMigrationRows' and outcome = 'ALLOWED' order by at desc limit 1", run.ToString()))
            .Should().Contain("\"kind\":\"gap\"").And.Contain("\"row\":2").And.Contain("\"column\":8").And.Contain("\"cells\":1");
        var mended = await desk.PictureAsync();
        await desk.ValidateAsync();
        (await desk.PictureAsync()).Should().Be(mended);

        (await rows.UndoAsync(key, run, placed.Act, default)).IsAllowed.Should().BeTrue();
        (await desk.MarksAsync()).Where(m => m.Contains("FIL-005", StringComparison.Ordinal)).Should().Equal("2 W MIG-FIL-005 0");
        (await rows.UndoAsync(key, run, taken.Act, default)).Value.Rows.Should().Be(2);
        (await desk.MarksAsync()).Where(m => m.Contains("FIL-005", StringComparison.Ordinal)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A10_What_was_typed_before_a_row_is_shifted_stays_is_shown_with_what_it_hides_and_each_is_undone_by_itself()
    {
        // The closing date is missing: severity and all behind it stand one column too far left.
        string[] cut = [.. RowDesk.Row(("Narrative", "A story with a\0NUL of the night shift")).Where((_, i) => i != 5)];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([cut, ["K4", "R4", .. RowDesk.Row(("Narrative", "A whole row to compare with"))[2..]]]));
        await desk.ValidateAsync();
        var (rows, key, run) = (desk.Rows, desk.Desk.Key, desk.Run);
        (await Broken("FMT-008")).Should().Equal($"1 E MIG-FMT-008 {StagedDesk.Column("Location")}");

        var typed = (await rows.FixAsync(key, run, new RowFixWish.Cell(1, StagedDesk.Column("Severity"), "Low"), default)).Value;
        var name = (await rows.FixAsync(key, run, new RowFixWish.Cell(1, StagedDesk.Column("Reporter Name"), "Somebody Typed"), default)).Value;
        var seen = (await rows.SightAsync(key, run, 1, default)).Value;
        seen.Typed.Should().BeEquivalentTo(new Dictionary<int, string> { [StagedDesk.Column("Severity")] = "Low", [StagedDesk.Column("Reporter Name")] = "•••" });
        seen.IsMasked.Should().BeTrue();
        var revealed = (await rows.RevealSightAsync(key, run, 1, "Looking what the typed cell hides", default)).Value;
        revealed.Typed[StagedDesk.Column("Reporter Name")].Should().Be("Somebody Typed");
        revealed.Source.WithGap(new(6, 1))[StagedDesk.Column("Severity") - 1].Should().Be("High", "what the typed one is to hide");

        var placed = (await rows.FixAsync(key, run, new RowFixWish.Gap(1, new(6, 1)), default)).Value;
        (await SeverityAsync()).Should().Be("LOW");
        // The cell with the NUL moved too, and is mended where it stands now.
        (await Broken("FMT-008")).Should().Equal($"1 E MIG-FMT-008 {StagedDesk.Column("Narrative")}");
        var nul = new FindingGroupKey(Rules.NulInCell.Code, Severity.Error, StagedDesk.Column("Narrative"));
        (await rows.GroupsAsync(key, run, default)).Value.Single(g => g.Key == nul).ColumnName.Should().Be("Narrative");
        var taken = (await rows.FixAsync(key, run, new RowFixWish.Suggestion(nul, 1, 1), default)).Value;
        (await world.Database.ValueAsync<string>("select details from migration.staged_rows where run_id = $1 and row_number = 1", run.Value)).Should().Be("A story with aNUL of the night shift");
        (await Broken("FMT-008")).Should().BeEmpty();
        await SameAsAWholePassAsync();

        var history = (await rows.HistoryAsync(key, run, default)).Value;
        history.Select(h => (h.Id, h.Row, h.ColumnName)).Should().BeEquivalentTo(
            [(taken.Act, (int?)1, (string?)"Narrative"), (placed.Act, 1, null), (name.Act, 1, "Reporter Name"), (typed.Act, 1, "Severity")]);

        // The typing taken back: the file's own cell stands there, where it was moved to.
        (await rows.UndoAsync(key, run, typed.Act, default)).IsAllowed.Should().BeTrue();
        (await SeverityAsync()).Should().Be("HIGH");
        await SameAsAWholePassAsync();

        // The shift taken back before what was typed after it: that stays where it was typed, over a cell of another column.
        (await rows.UndoAsync(key, run, placed.Act, default)).IsAllowed.Should().BeTrue();
        (await Broken("FMT-008")).Should().Equal($"1 E MIG-FMT-008 {StagedDesk.Column("Location")}");
        (await rows.SightAsync(key, run, 1, default)).Value.Typed.Keys.Should().BeEquivalentTo([StagedDesk.Column("Reporter Name"), StagedDesk.Column("Narrative")]);
        await SameAsAWholePassAsync();

        async Task<IEnumerable<string>> Broken(string code) => (await desk.MarksAsync()).Where(m => m.Contains(code, StringComparison.Ordinal));

        Task<string?> SeverityAsync() => world.Database.ValueAsync<string>("select severity from migration.staged_rows where run_id = $1 and row_number = 1", run.Value);

        async Task SameAsAWholePassAsync()
        {
            var rechecked = await desk.PictureAsync();
            await desk.ValidateAsync();
            (await desk.PictureAsync()).Should().Be(rechecked);
        }
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();
}
