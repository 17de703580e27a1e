using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Migration;

public sealed class ValidateStepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_worked_examples_findings_stand_by_rule_and_column_worst_first()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.ValidatedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.FindAll(".findings tbody tr").Count.Should().BeGreaterThan(6));
        var codes = page.FindAll(".findings tbody tr").Select(r => r.TextContent).ToList();
        codes[0].Should().StartWith("Error");
        codes.Should().Contain(c => c.Contains("MIG-DAT-001")).And.Contain(c => c.Contains("MIG-ANO-001")).And.Contain(c => c.Contains("MIG-REF-004"));
        page.Find("#validate-lock").TextContent.Should().Contain("2 errors are open");
        page.FindAll("button.primary").Single(b => b.TextContent.StartsWith("Preview", StringComparison.Ordinal)).HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public async Task Filter_and_open_group_stand_in_the_address()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.ValidatedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run, "?level=error&group=MIG-DAT-001~error~5");

        page.WaitForAssertion(() => page.Find(".lines").TextContent.Should().Contain("02/31/2023"));
        page.FindAll(".findings > tbody > tr:not(.details)").Should().OnlyContain(r => r.TextContent.StartsWith("Error"));
    }

    [Fact]
    public async Task A_cell_is_fixed_where_it_stands_and_the_fix_taken_back_from_its_history()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.ValidatedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?group=MIG-DAT-001~error~5");
        page.WaitForAssertion(() => page.Find(".lines").TextContent.Should().Contain("02/31/2023"));

        await Button(page, "Type a value").ClickAsync(new());
        await page.Find(".lines input").InputAsync(new() { Value = "02/28/2023" });
        await page.Find(".lines form").SubmitAsync();

        page.WaitForAssertion(() => page.Find("#validate-lock").TextContent.Should().Contain("1 error is open"));
        await Button(page, "Undo").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("#validate-lock").TextContent.Should().Contain("2 errors are open"));
    }

    [Fact]
    public async Task A_group_of_warnings_is_accepted_with_a_name()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.ValidatedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?level=warning");
        page.WaitForAssertion(() => Button(page, "Accept").Should().NotBeNull());
        var before = page.FindAll(".findings button").Count(b => b.TextContent.StartsWith("Accept", StringComparison.Ordinal));

        await Button(page, "Accept").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".findings").TextContent.Should().Contain("accepted by"));
        page.FindAll(".findings button").Count(b => b.TextContent.StartsWith("Accept", StringComparison.Ordinal)).Should().Be(before - 1);
    }

    [Fact]
    public async Task MIG_3_A_colleague_reads_the_findings_and_has_no_button_that_changes_them()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.ValidatedAsync(world);
        await using var seat = await Seat.TakeAsync(world, await WizardDesk.ColleagueAsync(world, desk));

        var (page, _) = WizardDesk.Show(seat, desk.Run, "?group=MIG-DAT-001~error~5");

        page.WaitForAssertion(() => page.Find(".lines").TextContent.Should().Contain("02/31/2023"));
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().NotContain(t => t.StartsWith("Accept") || t.StartsWith("Type a value") || t.StartsWith("Leave") || t.StartsWith("Preview"));
    }

    [Fact]
    public async Task A10_A_row_too_short_is_seen_with_its_gap_before_it_is_mended_and_the_gap_taken_back()
    {
        await using var world = new World(database);
        // Two cells are missing, one of them where nothing tells.
        string[] cells = [.. RowDesk.Row().Where((_, i) => i is not (7 or 9))];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([cells]));
        await desk.ValidateAsync();
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?group=MIG-FIL-005~warning~0");
        page.WaitForAssertion(() => Button(page, "See the row").Should().NotBeNull());

        await Button(page, "See the row").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".place-form").Should().NotBeNull());
        page.FindAll(".place-form select").Should().ContainSingle("nothing moves until a place is named");
        Seen().Should().ContainInOrder("Date Reported 03/04/2023", "Reporter Name •••", "Severity •••", "Location •••").And.EndWith(["Narrative blank: missing in the file", "Investigation Notes blank: missing in the file"]);
        page.FindAll(".place-form option").Should().HaveCount(12, "eleven cells are there, and the place behind them");

        await page.FindAll(".place-form select")[0].ChangeAsync(new() { Value = "8" });
        Seen().Should().ContainInOrder("Reporter Name blank: missing in the file", "Assigned To blank: missing in the file", "Severity •••");
        await page.FindAll(".place-form select")[1].ChangeAsync(new() { Value = "1" });
        Seen().Should().ContainInOrder("Reporter Name blank: missing in the file", "Assigned To •••", "Severity •••", "Narrative •••", "Investigation Notes blank");
        await page.Find(".place-form").SubmitAsync();

        page.WaitForAssertion(() => page.Find(".findings").TextContent.Should().NotContain("MIG-FIL-005"));
        (await world.Database.ValueAsync<string>("select value from migration.fixes where run_id = $1 and column_number = -1 and undone_at is null", desk.Run.Value)).Should().Be("8+1");
        await Button(page, "Undo").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".findings").TextContent.Should().Contain("MIG-FIL-005"));

        IEnumerable<string> Seen() => page.FindAll("#place-1 tbody tr").Select(r => $"{r.Children[0].TextContent} {r.Children[1].TextContent}");
    }

    [Fact]
    public async Task A10_What_was_typed_into_a_row_before_is_said_to_stay_with_what_it_hides_before_the_row_is_mended()
    {
        await using var world = new World(database);
        string[] cells = [.. RowDesk.Row().Where((_, i) => i != 5)];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([cells]));
        await desk.ValidateAsync();
        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(1, StagedDesk.Column("Date Reported"), "03/05/2023"), default);
        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(1, StagedDesk.Column("Location"), ""), default);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?group=MIG-FIL-005~warning~0");
        page.WaitForAssertion(() => Button(page, "See the row").Should().NotBeNull());

        await Button(page, "See the row").ClickAsync(new());

        page.WaitForAssertion(() => Seen("Date Reported").Should().StartWith("03/05/2023").And.EndWith("Typed: stays, and hides what the file puts here: 03/04/2023"));
        Seen("Location").Should().StartWith("blank").And.EndWith("Emptied: stays so, and hides what the file puts here: Plant 1");
        Seen("Case Status").Should().Be("Closed - Substantiated");
        await page.FindAll(".place-form select")[0].ChangeAsync(new() { Value = "5" });
        Seen("Date Reported").Should().StartWith("03/05/2023").And.EndWith("Typed: stays");

        await page.Find(".place-form").SubmitAsync();
        page.WaitForAssertion(() => page.Find(".map-card ul").TextContent.Should().Contain("Cells of row 1 put into their places").And.Contain("Row 1 fixed in Date Reported").And.Contain("Row 1 fixed in Location"));

        string Seen(string column) => string.Join(' ', page.FindAll("#place-1 tbody tr").Single(r => r.Children[0].TextContent == column).Children[1].TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task MIG_15_Rows_of_one_key_show_it_lead_to_where_all_are_decided_and_offer_no_merging_that_would_leave_a_row_out()
    {
        await using var world = new World(database);
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([RowDesk.Row(), RowDesk.Row(("Narrative", "Another story of the same case"))]));
        await desk.ValidateAsync();
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run, "?group=MIG-DUP-001~error~0");

        page.WaitForAssertion(() => page.FindAll(".lines tbody tr").Count.Should().Be(2));
        page.FindAll(".lines tbody tr").Should().OnlyContain(r => r.Children[1].TextContent.Contains("2023-001"));
        page.FindAll(".findings a.btn").Should().ContainSingle(a => a.TextContent == "Decide it for all rows");
        page.FindAll(".findings button").Select(b => b.TextContent.Trim()).Should().NotContain(t => t.StartsWith("merge") || t.StartsWith("Take the suggestion")).And.Contain(t => t.StartsWith("Leave the row out"));
    }

    private static IElement Button(IRenderedComponent<Ethico.Ops.Portal.Components.Pages.Migration.RunPage> page, string words) =>
        page.FindAll("button").First(b => b.TextContent.Trim().StartsWith(words, StringComparison.Ordinal));
}
