using System.Text;
using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>What people do about findings, and that a re-check comes to what a whole validation would.</summary>
public sealed class FixTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    [Fact]
    public async Task MIG_14_After_any_sequence_of_fixes_the_findings_are_those_of_a_full_validation()
    {
        // Few values, so that rows meet: keys, numbers, texts and dates repeat, become right and become wrong again.
        string[] columns = ["Case Number", "EPRS Report Number", "Case Status", "Date Reported", "Date Closed", "Anonymous", "Reporter Name", "Location", "Narrative", "Issue Type"];
        string[][] values =
        [
            ["K1", "K2", "K3", ""], ["N1", "N2", "N3"], ["New", "Closed", "Dismissed", "Odd word", ""], ["03/04/2023", "03/05/2023", "02/31/2023", ""], ["", "03/06/2023", "03/01/2023"],
            ["Yes", "No", "", "maybe"], ["", "Canary Name"], ["Plant 1", "Plant 9", ""], ["One and the same narrative text", "Another narrative altogether", "Call 212-555-0142 or a@b.example", "short"], ["Theft", "Unmapped thing", ""],
        ];
        var gen = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 2], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 15]).Array[4, 12]);
        await gen.SampleAsync(
            async sample =>
            {
                var (seed, policyAt, sequence) = sample;
                var policy = (new[] { DuplicatePolicy.Errors, DuplicatePolicy.MergeFirstWins, DuplicatePolicy.KeepLast })[policyAt];
                var random = new Random(seed);
                var rows = Enumerable.Range(0, 8).Select(i =>
                {
                    var cells = RowDesk.Row();
                    for (var c = 0; c < columns.Length; c++)
                        cells[StagedDesk.Column(columns[c]) - 1] = values[c][random.Next(values[c].Length)];
                    // Every other row is wider than the header, by what a delimiter cut off or a remark; of the others some are shorter.
                    return i % 4 == 0 ? [.. cells.Where((_, c) => c != 5 && (c != 6 || i > 0))] : i % 2 == 0 ? cells : [.. cells, .. (string[])(random.Next(2) == 0 ? [" and a door blocked"] : ["Call 212-555-0142", ""])];
                }).ToArray();
                var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows), RowDesk.Mapping with { Duplicates = policy });
                await desk.ValidateAsync();
                var acts = new List<Guid>();
                foreach (var (row, column, value, kind) in sequence)
                    await StepAsync(desk, acts, row + 1, columns[column % columns.Length], values[column % columns.Length][value % values[column % columns.Length].Length], kind);

                var after = await desk.PictureAsync();
                await desk.ValidateAsync();
                var whole = (await desk.PictureAsync()).Split('\n');
                var rechecked = after.Split('\n');
                (string.Join('\n', whole.Except(rechecked).Select(l => $"whole {l}").Concat(rechecked.Except(whole).Select(l => $"rechecked {l}")))).Should().BeEmpty();
                whole.Should().Equal(rechecked);
            },
            iter: 12, threads: 1);
    }

    [Fact]
    public async Task MIG_14_Rechecking_a_cell_reads_its_row_and_the_rows_it_shares_something_with()
    {
        var rows = Enumerable.Range(1, 400).Select(i =>
        {
            var cells = RowDesk.Row(("Narrative", $"A narrative of its own, number {i}"), ("Location", "Plant 9"));
            (cells[0], cells[1]) = (i is 7 or 8 ? "Twice" : $"K{i}", $"R{i}");
            return cells;
        });
        // Servers count what a connection read at the latest when it ends, and seldom before: so each part has connections of its own, and
        // none is left that has yet to tell what a look of this or an earlier test read.
        var first = new World(database);
        var desk = await StagedDesk.OpenAsync(first, StagedDesk.Csv(rows));
        await desk.ValidateAsync();
        await first.DisposeAsync();
        await database.ExecuteAsync("analyze migration.staged_rows");
        await EndedAsync();
        await database.ExecuteAsync("select pg_stat_reset()");

        await using (var second = new World(database))
            (await second.Get<MigrationRows>().FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(7, StagedDesk.Column("Case Number"), "Once"), default)).Value.Rows.Should().Be(1);

        await EndedAsync();
        var read = await database.ValueAsync<long>(
            "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where schemaname = 'migration' and relname = 'staged_rows'");
        read.Should().BeInRange(2, 40, "400 rows are staged, and two share a key");
        (await desk.MarksAsync()).Where(m => m.Contains("DUP", StringComparison.Ordinal)).Should().BeEmpty("both rows of the key are judged again");

        async Task EndedAsync()
        {
            await using (var looked = new NpgsqlConnection(database.AdminConnectionString))
                NpgsqlConnection.ClearPool(looked);
            while (await database.ValueAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()") > 0)
                await Task.Yield();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MIG_14_A_fix_meets_the_key_of_any_other_row_whether_or_not_the_pass_left_its_hashes(bool hasHashes)
    {
        var rows = Enumerable.Range(1, 400).Select(i =>
        {
            var cells = RowDesk.Row(("Narrative", $"A narrative of its own, number {i}"));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        });
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows));
        await desk.ValidateAsync();
        if (!hasHashes)
            // As a pass of the version before them leaves it: what stands there is of an older file.
            await database.ExecuteAsync(
                """
                update migration.row_passes set made_at = made_at + interval '1 second';
                update migration.staged_hashes set row_numbers = array(select 1 from unnest(row_numbers))
                """);

        foreach (var (row, key) in new[] { (7, "K300"), (9, "K300"), (11, "K9") })
            (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(row, StagedDesk.Column("Case Number"), key), default)).IsAllowed.Should().BeTrue();

        var shared = (await desk.MarksAsync()).Where(m => m.Contains("DUP", StringComparison.Ordinal)).Select(m => m.Split(' ')[0]).Distinct();
        shared.Should().BeEquivalentTo(["7", "9", "300"], "row 9 had left its key before row 11 took it");
    }

    [Fact]
    public async Task MIG_14_More_rows_than_a_block_holds_share_one_text_and_each_is_found()
    {
        var rows = Enumerable.Range(1, 400).Select(i =>
        {
            var cells = RowDesk.Row(("Narrative", i % 4 == 0 ? $"A narrative of its own, number {i}" : "One and the same narrative text"));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        });
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows));
        await desk.ValidateAsync();
        (await SameTextAsync()).Should().Be(300);

        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(8, StagedDesk.Column("Narrative"), "One and the same narrative text"), default);
        (await SameTextAsync()).Should().Be(301);
        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(1, StagedDesk.Column("Narrative"), "Told apart at last, by a person"), default);
        (await SameTextAsync()).Should().Be(300);

        async Task<int> SameTextAsync() => (await desk.MarksAsync()).Count(m => m.Contains(Rules.SameText.Code.Value, StringComparison.Ordinal));
    }

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

    [Fact]
    public async Task MIG_16_The_error_file_is_redacted_safe_and_imports_again_cell_for_cell()
    {
        string[] nasty = ["=cmd|' /C calc'!A0", "+1 212 555 0142", "-1", "@SUM(A1)", "\ttab first", "'=already", "plain, with \"quotes\"\nand a break", "-17.5"];
        var rows = nasty.Select((text, i) =>
        {
            var cells = RowDesk.Row(("Date Reported", "31/31/2023"), ("Narrative", text + (text is "-1" or "-17.5" ? "" : " and so on at length")), ("Reporter Name", text));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        }).ToArray();
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([.. rows, RowDesk.Row()]));
        await desk.ValidateAsync();

        using var redacted = new MemoryStream();
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(false, null), redacted, default)).Value.Should().Be(nasty.Length);
        var shown = Read(redacted);
        shown.Should().OnlyContain(r => r.Cells[StagedDesk.Column("Narrative") - 1] == "[REDACTED]" && r.Cells[StagedDesk.Column("Reporter Name") - 1] == "[REDACTED]");
        shown.Should().OnlyContain(r => r.Cells[StagedDesk.Column("Issue Type") - 1] == "Harassment", "what is not personal stays");
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(true, "short"), redacted, default)).Refusal!.Code.Should().Be("skip-reason");

        using var plain = new MemoryStream();
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(true, "The client mends the rows itself"), plain, default)).IsAllowed.Should().BeTrue();
        var raw = Read(plain);
        raw.SelectMany(r => r.Cells).Should().NotContain(c => c.StartsWith('=') || c.StartsWith('+') || c.StartsWith('@') || c.StartsWith('\t'));
        raw.Select(r => ErrorFile.Read(r).Cells.Take(RowDesk.Header.Length)).Should().BeEquivalentTo(rows, o => o.WithStrictOrdering());
        raw.Select(r => r.Cells[^5]).Should().Equal(Enumerable.Range(1, nasty.Length).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        raw.Select(r => r.Cells[^3]).Should().OnlyContain(c => c.Contains("MIG-DAT-001", StringComparison.Ordinal));
    }

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

    [Fact]
    public async Task MIG_15_A_pass_and_its_rechecks_know_from_the_profile_whether_a_column_is_of_digits()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([RowDesk.Row(("EPRS Report Number", "2E05")), RowDesk.Row(("Case Number", "K2"), ("EPRS Report Number", "100001"), ("Narrative", "Another story of the night shift"))]));
        await desk.ValidateAsync();
        (await desk.MarksAsync()).Should().NotContain(m => m.Contains("FMT-009", StringComparison.Ordinal), "nothing is known of the column");

        await desk.SaveAsync("PROFILE", RunJson.Write(new FileProfile(2, [MapGround.Column("2E05", "100001", "100002") with { Name = "EPRS Report Number" }], 0, 0, 0, 0)));
        await desk.ValidateAsync();
        (await desk.MarksAsync()).Where(m => m.Contains("FMT-009", StringComparison.Ordinal)).Should().Equal("1 W MIG-FMT-009 2");
        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(2, 2, "3E05"), default);
        (await desk.MarksAsync()).Where(m => m.Contains("FMT-009", StringComparison.Ordinal)).Should().Equal("1 W MIG-FMT-009 2", "2 W MIG-FMT-009 2");
    }

    [Fact]
    public async Task MIG_16_What_a_page_lists_is_masked_unless_its_column_is_plain()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var lead = new FindingGroupKey(Rules.LeadUnknown.Code, Severity.Warning, StagedDesk.Column("Assigned To"));
        (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value.Should().Be("•••");
        (await desk.Rows.RevealLinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value.Should().Be("nobody@client.example");
        var place = new FindingGroupKey(Rules.LocationNew.Code, Severity.Warning, StagedDesk.Column("Location"));
        (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, place, null, 50, default)).Value.Items.Single().Value.Should().Be("Plant 3");
    }

    [Fact]
    public async Task MIG_34_A_finding_of_a_column_with_few_values_is_shown_without_a_reveal()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var lead = new FindingGroupKey(Rules.LeadUnknown.Code, Severity.Warning, StagedDesk.Column("Assigned To"));
        await desk.SaveAsync("PROFILE", Profiled(SampleMasking.DistinctMost + 1));
        (await ShownAsync()).Should().Be("•••");
        await desk.SaveAsync("PROFILE", Profiled(SampleMasking.DistinctMost), version: 2);
        (await ShownAsync()).Should().Be("nobody@client.example");

        async Task<string?> ShownAsync() => (await desk.Rows.LinesAsync(desk.Desk.Key, desk.Run, lead, null, 50, default)).Value.Items.Single().Value;

        static string Profiled(int distinct)
        {
            var cells = Enumerable.Range(0, distinct * SampleMasking.RowsEach).Select(i => $"Lead {i % distinct} of the office").ToArray();
            return RunJson.Write(new FileProfile(cells.Length, [MapGround.Column(cells) with { Name = "Assigned To" }], 0, 0, 0, 0));
        }
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    private static async Task StepAsync(StagedDesk desk, List<Guid> acts, int row, string column, string value, int kind)
    {
        var (rows, key, run) = (desk.Rows, desk.Desk.Key, desk.Run);
        if (kind < 6)
        {
            var done = await rows.FixAsync(key, run, new RowFixWish.Cell(row, StagedDesk.Column(column), value), default);
            acts.Add(done.Value.Act);
        }
        else if (kind < 8)
        {
            var group = (await rows.GroupsAsync(key, run, default)).Value.Where(g => g.Key.Severity is not Severity.Info && g.Open > 0).Skip(row).FirstOrDefault();
            if (group is not null && (await rows.SkipAsync(key, run, new RowSkipWish(group.Key, null, "Left out by the property test", group.Open), default)) is { IsAllowed: true } skipped)
                acts.Add(skipped.Value.Act);
        }
        else if (kind is 10 or 11)
        {
            // Anywhere, the notes and what is already mended among it.
            if (await rows.FixAsync(key, run, new RowFixWish.Surplus(row, kind == 10 ? RowFixes.ToNotes : StagedDesk.Column(column)), default) is { IsAllowed: true } placed)
                acts.Add(placed.Value.Act);
        }
        else if (kind is 12 or 13)
        {
            if (await rows.FixAsync(key, run, new RowFixWish.Gap(row, new(StagedDesk.Column(column), kind - 11)), default) is { IsAllowed: true } placed)
                acts.Add(placed.Value.Act);
        }
        else if (kind > 13)
        {
            var group = (await rows.GroupsAsync(key, run, default)).Value.FirstOrDefault(g => g.Key.Rule == (kind == 14 ? Rules.TooManyCells : Rules.TooFewCells) && g.Open > 0);
            if (group is not null && await rows.FixAsync(key, run, new RowFixWish.Suggestion(group.Key, null, group.Open), default) is { IsAllowed: true } taken)
                acts.Add(taken.Value.Act);
        }
        else if (acts.Count > 0)
        {
            await rows.UndoAsync(key, run, acts[row % acts.Count], default);
        }
    }

    private static List<SourceRow> Read(MemoryStream file)
    {
        file.Position = 0;
        Encoding.UTF8.GetString(file.ToArray()).Should().StartWith("Case Number,");
        var format = ErrorFile.FormatOf(new FileFormat { Kind = FileKind.Delimited, Columns = RowDesk.Header }, canHold: true);
        return [.. SourceReader.Rows(file, format)];
    }
}
