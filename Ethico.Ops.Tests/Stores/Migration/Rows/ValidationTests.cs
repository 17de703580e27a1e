using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>The Validate stage over a stored file: what it stages, finds and counts.</summary>
public class ValidationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    [Fact]
    public async Task MIG_15_The_six_rows_are_staged_with_their_findings_and_counts()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));

        (await desk.ValidateAsync()).Rows.Should().Be(6);

        (await desk.Desk.StateAsync(desk.Run)).Should().Be("VALIDATED");
        (await desk.Database.RowsAsync("select errors_open, warnings_open, infos_open, rows_total, rows_checked from migration.runs where id = $1"))
            .Single().Should().Equal(2, 2, 3, 6, 6);
        (await desk.Rows.GroupsAsync(desk.Desk.Key, desk.Run, default)).Value
            .Select(g => $"{g.Key.Severity.ToString()[0]} {g.Key.Code} {g.ColumnName} {g.Total}/{g.Open}").Should().Equal(
                "E MIG-ANO-001 Reporter Name 1/1", "E MIG-DAT-001 Date Reported 1/1",
                "W MIG-REF-001 Assigned To 1/1", "W MIG-REF-004 Location 1/1",
                "I MIG-ANO-004  1/1", "I MIG-REF-003 Assigned To 1/1", "I MIG-STA-005  1/1");
        (await desk.Database.RowsAsync("select row_number, state from migration.staged_rows where run_id = $1 order by 1")).Select(r => $"{r[0]} {r[1]}")
            .Should().Equal("1 READY", "2 READY", "3 BLOCKED", "4 READY", "5 BLOCKED", "6 READY");
        (await desk.Database.RowsAsync("select name from migration.staged_references where run_id = $1 and platform_id is null order by 1")).Select(r => r[0])
            .Should().Equal("Plant 3", "Travel and expense abuse");
        (await desk.Database.RowsAsync("select row_number, full_name from migration.staged_people where run_id = $1 order by 1")).Select(r => r[1])
            .Should().Equal("Reporter One", "Reporter Two");
    }

    [Fact]
    public async Task MIG_25_An_anonymous_reporters_name_is_staged_nowhere()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();

        (await HoldsAsync(desk, "Reporter Three")).Should().BeEmpty();
        (await HoldsAsync(desk, "Reporter Two")).Should().NotBeEmpty("the look itself must be able to find a name");

        var group = new FindingGroupKey(Rules.AnonymousButNamed.Code, Severity.Error, StagedDesk.Column("Reporter Name"));
        var fixedRows = await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Suggestion(group, null, 1), default);
        fixedRows.Value.ErrorsOpen.Should().Be(1);
        (await HoldsAsync(desk, "Reporter Three")).Should().BeEmpty();
        (await desk.MarksAsync()).Should().NotContain(m => m.StartsWith("3 E", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MIG_25_What_a_person_typed_into_a_dropped_identity_leaves_the_history_too()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        var column = StagedDesk.Column("Reporter Name");
        (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(3, column, "Typed Canary"), default)).IsAllowed.Should().BeTrue();

        var group = new FindingGroupKey(Rules.AnonymousButNamed.Code, Severity.Error, column);
        (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Suggestion(group, 3, 1), default)).IsAllowed.Should().BeTrue();

        (await HoldsAsync(desk, "Typed Canary")).Should().BeEmpty();
    }

    [Fact]
    public async Task MIG_25_A_dropped_identity_leaves_the_samples_of_its_file_too()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.SaveAsync("PROFILE", """{"columns":[{"name":"Reporter Name","values":[{"value":"Reporter One","count":1},{"value":"Reporter Three","count":1}],"samples":["Reporter One","Reporter Three"]}]}""");
        await desk.SaveAsync("DETECTION", """{"files":[{"format":{"columns":["Case Number","Reporter Name"]},"firstRows":[{"cells":["2023-003","Reporter Three"]}],"lines":[{"line":4,"text":"2023-003,Theft,Reporter Three","marks":[]}]}]}""");
        await desk.ValidateAsync();
        (await HoldsAsync(desk, "Reporter Three")).Should().Equal("run_documents");

        var group = new FindingGroupKey(Rules.AnonymousButNamed.Code, Severity.Error, StagedDesk.Column("Reporter Name"));
        (await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Suggestion(group, null, 1), default)).IsAllowed.Should().BeTrue();

        (await HoldsAsync(desk, "Reporter Three")).Should().BeEmpty();
        (await desk.Database.RowsAsync("select (body->'columns'->0->'samples')::text, (body->'columns'->0->'values')::text from migration.run_documents where run_id = $1 and kind = 'PROFILE'")).Single()
            .Should().Equal("[]", "[]");
        (await desk.Database.RowsAsync("select (body->'files'->0->'firstRows'->0->'cells')::text from migration.run_documents where run_id = $1 and kind = 'DETECTION'")).Single()
            .Should().Equal("[\"2023-003\", \"\"]");
    }

    [Fact]
    public async Task A6_A16_A_NUL_blocks_its_row_only_and_odd_characters_arrive_as_they_are()
    {
        var odd = "<script>alert(1)</script> \u202Eabc\u200B 😀 é é";
        string[][] rows = [RowDesk.Row(("Narrative", "A NUL \0 in a cell of this row")), [.. RowDesk.Row(("Narrative", odd)).Select((c, i) => i == 0 ? "2023-900" : i == 1 ? "900" : c)]];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows));
        await desk.ValidateAsync();

        (await desk.MarksAsync()).Should().Contain($"1 E MIG-FMT-008 {StagedDesk.Column("Narrative")}")
            .And.Contain($"2 W MIG-FMT-007 {StagedDesk.Column("Narrative")}");
        (await desk.Database.RowsAsync("select state, details from migration.staged_rows where run_id = $1 order by row_number"))
            .Select(r => $"{r[0]} {r[1]}").Should().Equal("BLOCKED A NUL  in a cell of this row", $"READY {odd}");
    }

    [Fact]
    public async Task A10_Longer_rows_are_errors_and_shorter_ones_read_their_missing_cells_as_empty()
    {
        var line = StagedDesk.Csv([RowDesk.SixRows[0]]).Split('\n')[1];
        var csv = StagedDesk.Csv([]) + line + ",surplus\n" + "2023-950,95,New,Theft,06/07/2023,,No,Reporter Five,lead.a@client.example,Low,Plant 1,Details long enough for all\n";
        var desk = await StagedDesk.OpenAsync(world, csv);
        await desk.ValidateAsync();

        (await desk.MarksAsync()).Select(m => m[..13]).Should().Contain("1 E MIG-FIL-0").And.Contain("2 W MIG-FIL-0");
        (await desk.Database.RowsAsync("select row_number, state from migration.staged_rows where run_id = $1 order by 1")).Select(r => r[1]).Should().Equal("BLOCKED", "READY");
    }

    [Fact]
    public async Task A26_Where_every_row_is_wrong_the_list_is_capped_the_counts_are_exact_and_nothing_is_ready()
    {
        var rows = Enumerable.Range(1, 10_500).Select(i =>
        {
            var cells = RowDesk.Row(("Date Reported", "31/31/2023"));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return cells;
        });
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows));
        await desk.ValidateAsync();

        (await desk.Database.RowsAsync("select errors_open from migration.runs where id = $1")).Single()[0].Should().Be(10_500);
        (await desk.Database.RowsAsync("select count(*)::int from migration.findings where run_id = $1")).Single()[0].Should().Be(10_000);
        (await desk.Database.RowsAsync("select count(*)::int from migration.staged_rows where run_id = $1 and state = 'READY'")).Single()[0].Should().Be(0);
        using var file = new MemoryStream();
        (await desk.Rows.WriteErrorFileAsync(desk.Desk.Key, desk.Run, new ErrorFileWish(false, null), file, default)).Value.Should().Be(10_500);
    }

    [Theory]
    [InlineData(DuplicatePolicy.Errors, "BLOCKED - -", "BLOCKED - -")]
    [InlineData(DuplicatePolicy.MergeFirstWins, "READY - -", "READY - 1")]
    [InlineData(DuplicatePolicy.MergeLastWins, "READY - 2", "READY - -")]
    [InlineData(DuplicatePolicy.KeepFirst, "READY - -", "SKIPPED KEPT_FIRST -")]
    [InlineData(DuplicatePolicy.KeepLast, "SKIPPED KEPT_LAST -", "READY - -")]
    public async Task MIG_15_Rows_of_one_key_fare_as_the_policy_says(DuplicatePolicy policy, string first, string second)
    {
        string[][] rows = [RowDesk.Row(), RowDesk.Row(("Narrative", "Another text about the very same case"))];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows), RowDesk.Mapping with { Duplicates = policy });
        await desk.ValidateAsync();

        (await desk.Database.RowsAsync("select state, skip_code, merged_into from migration.staged_rows where run_id = $1 order by row_number"))
            .Select(r => $"{r[0]} {r[1] ?? "-"} {r[2] ?? "-"}").Should().Equal(first, second);
    }

    [Fact]
    public async Task MIG_26_People_are_one_by_number_or_address_and_two_by_a_bare_name()
    {
        var mapping = RowDesk.Mapping with
        {
            Feeds = [.. RowDesk.Mapping.Feeds, new("subject.full_name", "Subject"), new("subject.employee_id", "Employee"), new("subject.email", "Mail")],
        };
        string[] header = [.. RowDesk.Header, "Subject", "Employee", "Mail"];
        var rows = Enumerable.Range(1, 52).Select(i =>
        {
            var cells = RowDesk.Row(("Narrative", $"A narrative of its own, number {i}"));
            (cells[0], cells[1]) = ($"K{i}", $"R{i}");
            return (string[])[.. cells, "Same Name", i <= 50 ? "E-77" : "", ""];
        });
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(rows, header), mapping, columns: header);
        await desk.ValidateAsync();

        (await desk.Database.RowsAsync("select matched_by, count(distinct match_hash)::int, count(*)::int from migration.staged_people where run_id = $1 and role = 'SUBJECT' group by 1 order by 1"))
            .Select(r => $"{r[0]} {r[1]}/{r[2]}").Should().Equal("EMPLOYEE 1/50", "ROW 2/2");
    }

    [Fact]
    public async Task MIG_15_Content_that_was_imported_before_is_named_with_its_run()
    {
        var csv = StagedDesk.Csv(RowDesk.SixRows);
        var first = await StagedDesk.OpenAsync(world, csv);
        var second = await StagedDesk.OpenAsync(world, csv, desk: first.Desk);
        var other = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows.Take(5)), desk: first.Desk);
        await second.ValidateAsync();
        (await FoundAsync(second)).Should().BeEmpty("the first has not been imported");

        await first.CompleteAsync();
        await second.ValidateAsync();
        await other.ValidateAsync();

        var reference = (string)(await first.Database.RowsAsync("select reference from migration.runs where id = $1")).Single()[0]!;
        (await FoundAsync(second)).Should().Equal($"WARNING 0 The same content was imported by {reference}: its records will be found by key.");
        (await FoundAsync(other)).Should().BeEmpty();
        (await second.Rows.GroupsAsync(second.Desk.Key, second.Run, default)).Value.Should().ContainSingle(g => g.Key.Code == Rules.ImportedBefore.Code).Which.Open.Should().Be(1);

        static async Task<IEnumerable<string>> FoundAsync(StagedDesk desk) =>
            (await desk.Database.RowsAsync("select severity, row_number, message from migration.findings where run_id = $1 and code = 'MIG-FIL-009'"))
                .Select(r => $"{r[0]} {r[1]} {r[2]}");
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    private static async Task<IReadOnlyList<string>> HoldsAsync(StagedDesk desk, string text)
    {
        var found = new List<string>();
        foreach (var table in (string[])["staged_rows", "staged_people", "staged_investigations", "staged_references", "findings", "fixes", "row_skips", "finding_groups", "run_documents"])
            if ((await desk.Database.RowsAsync($"select from migration.{table} t where run_id = $1 and t::text like '%{text}%'")).Count > 0)
                found.Add(table);
        if (await desk.Desk.World.Database.ValueAsync<long>($"select count(*) from access.audit_entry t where t::text like '%{text}%'") > 0)
            found.Add("audit");
        return found;
    }
}
