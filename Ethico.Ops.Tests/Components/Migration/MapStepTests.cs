using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Migration;

public sealed class MapStepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MIG_12_The_proposal_is_saved_once_and_Validate_says_in_words_why_it_is_locked()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.Find("#map-lock").TextContent.Should().Contain("confirm the order of 1 date column").And.Contain("name the fallback queue"));
        page.Find("button.primary").HasAttribute("disabled").Should().BeTrue();
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));
        page.FindAll(".filters a.chip").Take(5).Select(c => c.TextContent).Should().Equal("All 13", "Accepted 12", "Review 0", "Confirm 1", "Unmapped 0");
        (await Versions(desk.Run)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_3_A_choice_made_before_the_proposal_is_read_back_is_made_over_it()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);

        // As soon as there is something to choose from: the proposal is stored by then, and the page has not read it yet.
        page.WaitForState(() => page.FindAll("#fallback-queue").Count > 0);
        await page.Find("#fallback-queue").ChangeAsync(new() { Value = RowDesk.Queue.ToString() });

        page.WaitForAssertion(() => page.Find("#map-lock").TextContent.Should().Contain("confirm the order of 1 date column").And.NotContain("fallback queue"));
        page.Markup.Should().NotContain("after you opened it");
        (await database.ValueAsync<string>("select body ->> 'fallbackQueue' from migration.run_documents where run_id = $1 and kind = 'MAPPING' order by version desc limit 1", desk.Run.Value))
            .Should().Be(RowDesk.Queue.ToString());
    }

    [Fact]
    public async Task MIG_24_A_column_is_ticked_for_blanks_that_clear_and_by_default_none_is()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?open=6");
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));
        page.Find(".map-details").TextContent.Should().Contain("blanks clear nothing");
        var tick = page.FindAll(".map-details label").Single(l => l.TextContent.Contains("A blank cell empties")).QuerySelector("input")!;
        tick.HasAttribute("checked").Should().BeFalse();

        await tick.ChangeAsync(new() { Value = true });

        page.WaitForAssertion(() => page.Find("section[aria-labelledby=map-settings]").TextContent.Should().Contain("Blank cells empty the field for Date Closed"));
        (await SavedAsync(world, desk.Desk.Key, desk.Run)).BlankClears.Should().Equal("Date Closed");
    }

    [Fact]
    public async Task MIG_30_Publishing_is_offered_to_who_may_approve_shows_what_rows_become_and_refuses_in_words()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using (var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller))
        {
            var (page, _) = WizardDesk.Show(seat, desk.Run);
            page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));
            page.WaitForAssertion(() => page.Find("#publish-name").GetAttribute("value").Should().Be("NAVEX EthicsPoint"));
            var name = $"Recipe {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}"[..20];
            await page.Find("#publish-name").InputAsync(new() { Value = name });
            await Publish(page).ClickAsync(new());
            page.WaitForAssertion(() => page.Markup.Should().Contain("needs made-up rows"));

            await page.Find("#fixture-rows").ChangeAsync(new() { Value = "X-1,1,Closed,Fraud,12/24/2023,,No,Somebody,a@real.com,High,Somewhere,Nothing of this happened,\n" });
            await page.FindAll("button").Single(b => b.TextContent == "See what they become").ClickAsync(new());
            page.WaitForAssertion(() => page.Markup.Should().Contain("outside .example"));

            await page.Find("#fixture-rows").ChangeAsync(new() { Value = "X-1,1,Closed,Fraud,12/24/2023,,No,Somebody,,High,Somewhere,Nothing of this happened,\n" });
            await page.FindAll("button").Single(b => b.TextContent == "See what they become").ClickAsync(new());
            page.WaitForAssertion(() => page.Find("table.diff").TextContent.Should().Contain("CLOSED").And.Contain("NOT_RECORDED"));
            Publish(page).HasAttribute("disabled").Should().BeTrue("nobody said yet that this is right");
            await page.FindAll("label").Single(l => l.TextContent.Contains("That is right")).QuerySelector("input")!.ChangeAsync(new() { Value = true });
            await Publish(page).ClickAsync(new());
            page.WaitForAssertion(() => page.Markup.Should().Contain($"Published as {name}, version 1"));

            // What the rows become changes with the map: the next version is refused, and the difference shown.
            var closed = page.FindAll(".value-map tr").First(r => r.QuerySelector("label")?.TextContent.Trim() == "Closed" && r.QuerySelectorAll("select").Length == 2);
            await closed.QuerySelectorAll("select")[1].ChangeAsync(new() { Value = OutcomeCode.Dismissed });
            page.WaitForAssertion(() => Publish(page).TextContent.Should().Be("Publish version 2"));
            await Publish(page).ClickAsync(new());
            page.WaitForAssertion(() => page.Markup.Should().Contain("from what the fixtures expect").And.Contain("DISMISSED"));
            (await database.ValueAsync<long>("select count(*) from migration.recipe_versions v join migration.recipes r on r.id = v.recipe_id where r.name = $1", name)).Should().Be(1);
        }

        var specialist = await world.OperatorAsync(Ethico.Ops.Domain.Access.Role.ImplementationSpecialist);
        await world.AssignAsync(specialist, desk.Desk.Tenant);
        await world.EnterAsync(specialist, desk.Desk.Tenant);
        await using var other = await Seat.TakeAsync(world, specialist);
        var (theirs, _) = WizardDesk.Show(other, desk.Run);
        theirs.WaitForAssertion(() => theirs.FindAll(".map-grid").Should().NotBeEmpty());
        theirs.FindAll("#publish-name").Should().BeEmpty();

        static IElement Publish(IRenderedComponent<Ethico.Ops.Portal.Components.Pages.Migration.RunPage> page) =>
            page.FindAll("button").Single(b => b.TextContent.StartsWith("Publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MIG_30_A_recipe_kept_as_a_file_is_refused_in_words_or_taken_and_what_stands_stays_until_it_is_applied()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));
        await page.FindAll("button").Single(b => b.TextContent == "As a file").ClickAsync(new());
        var before = await SavedAsync(world, desk.Desk.Key, desk.Run);
        var good = RecipeJson.Write(RecipeDesk.Recipe.With(m => m.WithTransforms(TargetKeys.LocationName, [new TrimTransform()])));

        foreach (var (text, says) in new[]
        {
            ("{ not json", "This is not a recipe"), (good.Replace("\"schemaVersion\":1", "\"schemaVersion\":7", StringComparison.Ordinal), "7"), (good[..^40], "This is not a recipe"),
            (good.Replace("\"trim\"", "\"explode\"", StringComparison.Ordinal), "explode"), (new string(' ', 1 << 21), "1 MB"), ("", "This is not a recipe"),
        })
        {
            page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "recipe.json"));
            page.WaitForAssertion(() => page.FindAll(".note").Select(n => n.TextContent).Should().Contain(t => t.Contains(says, StringComparison.Ordinal)));
            page.FindAll("[aria-label='What this recipe comes to']").Should().BeEmpty();
        }

        (await SavedAsync(world, desk.Desk.Key, desk.Run)).Should().BeEquivalentTo(before);
        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText(good, "recipe.json"));
        page.WaitForAssertion(() => page.Find("[aria-label='What this recipe comes to']").TextContent.Should().Contain("13 of 13 columns matched"));
        await page.FindAll("button").Single(b => b.TextContent == "Apply it").ClickAsync(new());
        page.WaitForAssertion(() => page.FindAll("[aria-label='What this recipe comes to']").Should().BeEmpty());
        (await SavedAsync(world, desk.Desk.Key, desk.Run)).Dates.Should().BeEquivalentTo(RowDesk.Mapping.Dates);
    }

    [Fact]
    public async Task Masked_samples_never_reach_the_page()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run, "?open=8");

        page.WaitForAssertion(() => page.Find(".map-details").TextContent.Should().Contain("•••"));
        page.Markup.Should().Contain("2023-001").And.NotContain("Reporter One").And.NotContain("Shouting").And.NotContain("lead.a@");
    }

    [Fact]
    public async Task MIG_3_Every_choice_is_saved_as_it_is_made_and_two_at_once_are_both_kept()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run, "?open=5");
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));

        var queue = page.Find("#fallback-queue").ChangeAsync(new() { Value = RowDesk.Queue.ToString() });
        var order = page.Find(".readings button").ClickAsync(new());
        await Task.WhenAll(queue, order);

        page.WaitForAssertion(() => page.FindAll("#map-lock").Should().BeEmpty());
        page.Find("button.primary").HasAttribute("disabled").Should().BeFalse();
        var saved = await SavedAsync(world, desk.Desk.Key, desk.Run);
        saved.FallbackQueue.Should().Be(RowDesk.Queue);
        saved.Dates.Should().Contain(new DateColumn("Date Reported", DateOrder.MonthFirst, true));
    }

    [Fact]
    public async Task MIG_3_A_stale_save_is_refused_and_says_who_was_quicker()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));
        var mapping = await SavedAsync(world, desk.Desk.Key, desk.Run);
        (await world.Get<MigrationMappings>().SaveAsync(desk.Desk.Key, desk.Run, mapping with { JoinsPeopleByUnit = true }, 1, default)).IsAllowed.Should().BeTrue();

        await page.Find("#map-existing").ChangeAsync(new() { Value = nameof(ExistingPolicy.Update) });

        page.WaitForAssertion(() => page.Markup.Should().Contain("saved the mapping at").And.Contain("What you see is what you had"));
        (await SavedAsync(world, desk.Desk.Key, desk.Run)).Existing.Should().Be(ExistingPolicy.Skip);
        await page.FindAll("button").Single(b => b.TextContent == "Show what was saved").ClickAsync(new());
        page.WaitForAssertion(() => page.Markup.Should().NotContain("What you see is what you had"));
    }

    [Fact]
    public async Task MIG_3_A_colleague_sees_everything_and_changes_nothing()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        (await world.Get<MigrationMappings>().ProposeAsync(desk.Desk.Key, desk.Run, 0, default)).IsAllowed.Should().BeTrue();
        await using var seat = await Seat.TakeAsync(world, await WizardDesk.ColleagueAsync(world, desk));

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.FindAll(".picker-btn").Should().HaveCount(13).And.OnlyContain(b => b.HasAttribute("disabled")));
        page.FindAll("select").Should().OnlyContain(s => s.HasAttribute("disabled"));
        page.FindAll("button").Select(b => b.TextContent.Trim()).Should().Contain("Take over").And.NotContain(t => t.StartsWith("Validate") || t == "Reset all");
    }

    [Fact]
    public async Task MIG_34_A_target_is_found_and_taken_by_keyboard_alone()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForAssertion(() => page.Find(".saved").TextContent.Should().StartWith("Saved"));

        await page.Find("#target-13").ClickAsync(new());
        await page.Find("#seek-13").InputAsync(new() { Value = "root" });
        page.FindAll("#targets-13 [role=option]").Should().ContainSingle();
        await page.Find("#seek-13").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" });

        page.WaitForAssertion(() => page.Find("#target-13").TextContent.Should().Contain("Root cause"));
        MappingReading.TargetsOf(await SavedAsync(world, desk.Desk.Key, desk.Run), "Investigation Notes").Should().Equal(TargetKeys.InvestigationRootCause);
    }

    private Task<long> Versions(RunId run) => database.ValueAsync<long>("select count(*) from migration.run_documents where run_id = $1 and kind = 'MAPPING'", run.Value);

    private static async Task<MigrationMapping> SavedAsync(World world, Ethico.Ops.Domain.Access.TenantKey key, RunId run) =>
        MappingJson.Read((await world.Get<MigrationRuns>().OpenAsync(key, run, default)).Value.Mapping!.Json).Value;
}
