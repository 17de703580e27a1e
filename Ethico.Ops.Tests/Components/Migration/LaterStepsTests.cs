using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Portal.Components.Pages.Migration;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using MudBlazor;
using Xunit;

namespace Ethico.Ops.Tests.Components.Migration;

/// <summary>The dangerous clicks of steps 5 to 8, over the real use cases, worker and database.</summary>
public sealed class LaterStepsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Why = "The client asked us to begin again.";

    [Fact]
    public async Task The_preview_masks_what_is_personal_and_start_says_in_words_why_it_is_locked()
    {
        await using var world = new World(database);
        var desk = await PreviewedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.FindAll("details.side").Should().NotBeEmpty());
        page.FindAll(".tile .v").Select(v => v.TextContent).Should().Equal("4", "0", "0", "2", "0");
        page.Find("#start-locked").TextContent.Should().Contain("locked in a Read session");
        Button(page, "Start import…").HasAttribute("disabled").Should().BeTrue();
        page.Markup.Should().NotContain("Reporter One").And.NotContain("Shouting").And.NotContain("nobody@client.example");
    }

    [Fact]
    public async Task B5_Start_takes_the_tenants_name_letter_for_letter_and_two_clicks_are_one_start()
    {
        await using var world = new World(database);
        var desk = await PreviewedAsync(world);
        await desk.Desk.StepUpAsync();
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, dialogs) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => Button(page, "Start import…").HasAttribute("disabled").Should().BeFalse());
        var name = (await world.Database.ValueAsync<string>("select name from platform.organizations where id = $1", desk.Desk.Tenant.Value))!;

        var starting = Button(page, "Start import…").ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("No mail or message will go to anyone"));
        await dialogs.Find(".ops-dialog input.input").InputAsync(new() { Value = name.ToUpperInvariant() + " " });
        Button(dialogs, "Start import").HasAttribute("disabled").Should().BeTrue();
        await dialogs.Find(".ops-dialog input.input").InputAsync(new() { Value = name });
        var start = Button(dialogs, "Start import");
        await Task.WhenAll(start.ClickAsync(new()), start.ClickAsync(new()));
        await starting;

        page.WaitForAssertion(() => page.Markup.Should().Contain("Waiting for the worker"));
        (await desk.Desk.StateAsync(desk.Run)).Should().Be("IMPORT_QUEUED");
        (await desk.Desk.EntriesAsync(AuditAction.StartMigrationImport)).Should().Be(1);
        (await desk.Desk.EntriesAsync(AuditAction.StartMigrationImport, "REFUSED")).Should().Be(0);
    }

    [Fact]
    public async Task Above_the_threshold_a_second_person_sees_the_request_on_the_preview_and_a_conflict_decided_later_voids_the_approval()
    {
        await using var world = new World(database);
        world.Get<IConfiguration>()["Migration:OnePersonImportRows"] = "3";
        var desk = await PreviewedAsync(world);
        await desk.Desk.StepUpAsync();
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, dialogs) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => page.Find("#start-locked").TextContent.Should().Contain("start is locked until then"));

        var asking = Button(page, "Ask for approval…").ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.FindAll(".ops-dialog textarea").Should().NotBeEmpty());
        await dialogs.Find(".ops-dialog textarea").InputAsync(new() { Value = Why });
        await Button(dialogs, "Ask for approval").ClickAsync(new());
        await asking;
        page.WaitForAssertion(() => page.Markup.Should().Contain(Why).And.Contain("Approval asked for"));
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().Contain("Withdraw…").And.NotContain("Approve this preview…");

        var colleague = await WizardDesk.ColleagueAsync(world, desk);
        await using (var other = await Seat.TakeAsync(world, colleague))
        {
            var (theirs, asked) = WizardDesk.Show(other, desk.Run);
            theirs.WaitForAssertion(() => Button(theirs, "Approve this preview…").HasAttribute("disabled").Should().BeFalse());
            var approving = Button(theirs, "Approve this preview…").ClickAsync(new());
            asked.WaitForAssertion(() => asked.Markup.Should().Contain("4 created"));
            await Button(asked, "Approve").ClickAsync(new());
            await approving;
            theirs.WaitForAssertion(() => theirs.Markup.Should().Contain("Approved by Freya Nordahl"));
        }

        (await world.Get<MigrationRuns>().HeadAsync(desk.Desk.Key.Caller, desk.Run, default)).Value.IsImportApproved.Should().BeTrue();
        await database.ExecuteAsync(
            "update migration.plan_rows set action = 'CONFLICT', conflict = 'C2' where run_id = $1 and position = (select min(position) from migration.plan_rows where run_id = $1 and action = 'CREATE')", desk.Run.Value);
        (await world.Get<MigrationConflicts>().DecideAsync(desk.Desk.Key, desk.Run, ConflictKind.ReferenceTaken, ConflictDecision.NewNumber, null, default)).IsAllowed.Should().BeTrue();
        var name = (await world.Database.ValueAsync<string>("select name from platform.organizations where id = $1", desk.Desk.Tenant.Value))!;
        (await world.Get<MigrationImports>().StartAsync(desk.Desk.Key, desk.Run, name, default)).Refusal.Should().Be(MigrationRefusals.ImportUnapproved);
    }

    [Fact]
    public async Task An_open_conflict_locks_start_and_deciding_it_unlocks()
    {
        await using var world = new World(database);
        var desk = await PreviewedAsync(world);
        await desk.Desk.StepUpAsync();
        await database.ExecuteAsync(
            "update migration.plan_rows set action = 'CONFLICT', conflict = 'C2' where run_id = $1 and position = (select min(position) from migration.plan_rows where run_id = $1 and action = 'CREATE')", desk.Run.Value);
        await database.ExecuteAsync("update migration.runs set conflicts_undecided = 1, plan_conflict = 1, plan_create = 3 where id = $1", desk.Run.Value);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => page.FindAll(".plan-lines .seg input").Count.Should().Be(3));
        page.Find("#start-locked").TextContent.Should().Contain("1 conflict is undecided");

        await page.FindAll(".plan-lines .seg input")[2].ChangeAsync(new() { Value = "on" });

        page.WaitForAssertion(() => Button(page, "Start import…").HasAttribute("disabled").Should().BeFalse());
        (await database.ValueAsync<string>("select decision from migration.plan_rows where run_id = $1 and conflict = 'C2'", desk.Run.Value)).Should().Be("SKIP");
    }

    [Fact]
    public async Task A_drift_lists_before_and_now_and_offers_the_rest_only()
    {
        await using var world = new World(database);
        var desk = await PreviewedAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.ImportStopped, "stopped_for = 'DRIFT'");
        await database.ExecuteAsync(
            "insert into migration.drift_rows (organization_id, run_id, nth, row_number, cause, entity, before, now) values ($1, $2, 1, 4, 'EDITED', 'CASE', 'aaaa1111', 'bbbb2222')", desk.Desk.Tenant.Value, desk.Run.Value);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.Markup.Should().Contain("aaaa1111").And.Contain("bbbb2222").And.Contain("edited in the platform"));
        Button(page, "Preview the rest").HasAttribute("disabled").Should().BeFalse();
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().NotContain("Resume");
    }

    [Fact]
    public async Task B5_A_rollback_takes_the_reference_and_a_reason_and_two_clicks_are_one_rollback()
    {
        await using var world = new World(database);
        var desk = await ImportedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, dialogs) = WizardDesk.Show(seat, desk.Run, "?step=8");
        page.WaitForAssertion(() => Button(page, "Preview the rollback").Should().NotBeNull());
        page.Markup.Should().Contain("6 d 23 h left");
        await Button(page, "Preview the rollback").ClickAsync(new());
        page.WaitForAssertion(() => page.FindAll(".tile .v").Select(v => v.TextContent).Should().Equal("4", "0", "0", "0", "0"));

        var rollingBack = Button(page, "Roll back…").ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.FindAll(".ops-dialog input.input").Should().NotBeEmpty());
        await dialogs.Find(".ops-dialog textarea").InputAsync(new() { Value = Why });
        await dialogs.Find(".ops-dialog input.input").InputAsync(new() { Value = "MIG-2026-99999" });
        Button(dialogs, "Roll back").HasAttribute("disabled").Should().BeTrue();
        await dialogs.Find(".ops-dialog input.input").InputAsync(new() { Value = await ReferenceAsync(desk) });
        var go = Button(dialogs, "Roll back");
        await Task.WhenAll(go.ClickAsync(new()), go.ClickAsync(new()));
        await rollingBack;

        page.WaitForAssertion(() => page.Markup.Should().Contain("Rolling back"));
        (await desk.Desk.EntriesAsync(AuditAction.RollBackMigration)).Should().Be(1);
        (await desk.Desk.EntriesAsync(AuditAction.RollBackMigration, "REFUSED")).Should().Be(0);
    }

    [Fact]
    public async Task MIG_29_After_the_window_a_sentence_stands_where_the_button_was()
    {
        await using var world = new World(database);
        var desk = await ImportedAsync(world);
        await database.ExecuteAsync("set session_replication_role = replica; update migration.runs set completed_at = access.now() - interval '168 hours' where id = '" + desk.Run.Value + "'");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run, "?step=8");

        page.WaitForAssertion(() => page.Markup.Should().Contain("The 168 hours in which this run could be rolled back ended"));
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().NotContain(t => t.StartsWith("Roll back") || t.StartsWith("Preview"));
    }

    [Fact]
    public async Task MIG_29_Above_the_limit_the_page_asks_and_only_somebody_else_can_approve_it_there()
    {
        await using var world = new World(database);
        var desk = await ImportedAsync(world);
        await database.ExecuteAsync("update migration.runs set rows_created = 10001 where id = $1", desk.Run.Value);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, dialogs) = WizardDesk.Show(seat, desk.Run, "?step=8");
        page.WaitForAssertion(() => Button(page, "Preview the rollback").Should().NotBeNull());
        await Button(page, "Preview the rollback").ClickAsync(new());
        page.WaitForAssertion(() => Button(page, "Ask for the rollback…").HasAttribute("disabled").Should().BeFalse());
        var asking = Button(page, "Ask for the rollback…").ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.FindAll(".ops-dialog input.input").Should().NotBeEmpty());
        await dialogs.Find(".ops-dialog textarea").InputAsync(new() { Value = Why });
        await dialogs.Find(".ops-dialog input.input").InputAsync(new() { Value = await ReferenceAsync(desk) });
        await Button(dialogs, "Ask a second person").ClickAsync(new());
        await asking;
        page.WaitForAssertion(() => page.Markup.Should().Contain("asks to roll this run back"));
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().Contain("Withdraw…").And.NotContain(t => t.StartsWith("Approve"));

        var colleague = await WizardDesk.ColleagueAsync(world, desk);
        await using var second = await Seat.TakeAsync(world, colleague);
        var (theirs, decisions) = WizardDesk.Show(second, desk.Run, "?step=8");
        theirs.WaitForAssertion(() => Button(theirs, "Approve and roll back…").HasAttribute("disabled").Should().BeTrue());
        theirs.Find("#approve-locked").TextContent.Should().Contain("locked in a Read session");
        await theirs.InvokeAsync(() => second.Workspace.StepUpAsync(Why, CancellationToken.None));
        theirs.WaitForAssertion(() => Button(theirs, "Approve and roll back…").HasAttribute("disabled").Should().BeFalse());
        var approving = Button(theirs, "Approve and roll back…").ClickAsync(new());
        decisions.WaitForAssertion(() => decisions.FindAll(".ops-dialog").Should().NotBeEmpty());
        await Button(decisions, "Approve and roll back").ClickAsync(new());
        await approving;

        theirs.WaitForAssertion(() => theirs.Markup.Should().Contain("Rolling back"));
        (await desk.Desk.StateAsync(desk.Run)).Should().Be("ROLLING_BACK");
    }

    [Fact]
    public async Task MIG_27_A_signature_is_locked_until_every_drawn_record_is_judged_and_a_second_one_is_a_new_row()
    {
        await using var world = new World(database);
        var desk = await ImportedAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => Button(page, "Count the sheet").HasAttribute("disabled").Should().BeFalse());
        await Button(page, "Count the sheet").ClickAsync(new());
        page.WaitForAssertion(() => page.Markup.Should().Contain("The sheet balances"));
        page.WaitForAssertion(() => page.FindAll("details.side").Count.Should().Be(4));
        page.Markup.Should().Contain("the last 4 side-by-sides are judged").And.NotContain("Reporter One").And.NotContain("Shouting");
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().NotContain("Sign off");

        for (var i = 0; i < 4; i++)
        {
            await page.FindAll("details.side")[i].QuerySelectorAll("button").First(b => b.TextContent.Trim() == "Matches").ClickAsync(new());
            page.WaitForAssertion(() => page.FindAll("details.side .tag").Count(t => t.TextContent.Trim() == "matches").Should().Be(i + 1));
        }

        page.WaitForAssertion(() => Button(page, "Sign off").Should().NotBeNull());
        await page.FindAll("textarea").Single().InputAsync(new() { Value = "All rows are accounted for." });
        await Button(page, "Sign off").ClickAsync(new());
        page.WaitForAssertion(() => page.FindAll("button").Select(b => b.TextContent.Trim()).Should().Contain("Sign as well"));
        await page.FindAll("textarea").Single().InputAsync(new() { Value = "Looked at by a second pair of eyes." });
        await Button(page, "Sign as well").ClickAsync(new());

        page.WaitForAssertion(() => page.Markup.Should().Contain("second pair of eyes"));
        (await database.ValueAsync<long>("select count(*) from migration.signoffs where run_id = $1", desk.Run.Value)).Should().Be(2);
        (await desk.Desk.StateAsync(desk.Run)).Should().Be("VERIFIED");
    }

    // Two of the six rows are blocked by their errors; here they are simply left out.
    private static async Task<StagedDesk> PreviewedAsync(World world)
    {
        var desk = await WizardDesk.ValidatedAsync(world);
        await world.Database.ExecuteAsync("update migration.runs set errors_open = 0, warnings_open = 0, furthest_step = 4 where id = $1", desk.Run.Value);
        var asked = await world.Get<MigrationSteps>().PreviewAsync(desk.Desk.Key, desk.Run, default);
        asked.IsAllowed.Should().BeTrue("{0}", asked.Refusal?.Sentence);
        await WorkAsync(world);
        (await desk.Desk.StateAsync(desk.Run)).Should().Be("PREVIEWED");
        return desk;
    }

    private static async Task<StagedDesk> ImportedAsync(World world)
    {
        var desk = await PreviewedAsync(world);
        await desk.Desk.StepUpAsync();
        var name = (await world.Database.ValueAsync<string>("select name from platform.organizations where id = $1", desk.Desk.Tenant.Value))!;
        (await world.Get<MigrationImports>().StartAsync(desk.Desk.Key, desk.Run, name, default)).IsAllowed.Should().BeTrue();
        await WorkAsync(world);
        (await desk.Desk.StateAsync(desk.Run)).Should().Be("IMPORTED");
        return desk;
    }

    private static async Task WorkAsync(World world)
    {
        while (await world.Get<RunWorker>().WorkDueAsync(default) > 0)
        {
            // Until nothing is due.
        }
    }

    private static async Task<string> ReferenceAsync(StagedDesk desk) =>
        (await desk.Desk.World.Database.ValueAsync<string>("select reference from migration.runs where id = $1", desk.Run.Value))!;

    private static IElement Button<T>(IRenderedComponent<T> at, string text)
        where T : Microsoft.AspNetCore.Components.IComponent => at.FindAll("button").First(b => b.TextContent.Trim() == text);
}
