using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>That a re-check comes to what a whole validation would, and reads only what it has to.</summary>
public sealed class RecheckTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
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
}
