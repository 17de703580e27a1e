using Bunit;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Migration;

public sealed class DetectStepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Each_fact_has_its_card_with_confidence_and_evidence_and_rows_are_masked()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected, "source = null, source_system = null");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);

        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.FindAll(".fact").Count.Should().BeGreaterThan(7));
        page.Find("[aria-labelledby=fact-source]").TextContent.Should().Contain("1.00 · sure").And.Contain("EPRS Report Number (4)").And.Contain("13 of 13 columns known");
        page.Find("[aria-label=Delimiter]").TextContent.Should().Contain("in 7 of 7 records");
        page.Find(".sheet").TextContent.Should().Contain("03/04/2023").And.Contain("•••").And.NotContain("Reporter One").And.NotContain("Shouting");
        page.Find("button.primary").HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public async Task An_override_redraws_the_rows_masks_what_is_unknown_and_is_kept_for_the_whole_file()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected, "source = null, source_system = null");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForElement("#fact-Delimiter");

        await page.Find("#fact-Delimiter").ChangeAsync(new() { Value = ";" });

        page.WaitForAssertion(() => page.Find("[aria-label=Delimiter]").TextContent.Should().Contain("chosen"));
        page.FindAll(".sheet thead th").Count.Should().BeLessThan(6);
        page.Find(".sheet tbody").TextContent.Should().NotContain("Reporter One");
        var kept = await world.Get<MigrationDetection>().OpenAsync(desk.Desk.Key, desk.Run, default);
        (kept.Value!.Choice.Delimiter, kept.Value.IsWhole).Should().Be((";", true));
    }

    [Fact]
    public async Task MIG_8_What_has_to_be_chosen_is_chosen_nowhere_yet_so_that_the_proposal_itself_can_be()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected, "source = null, source_system = null");
        // As if the lines did not agree well enough.
        await database.ExecuteAsync(
            """
            update migration.run_documents set body = jsonb_set(body, '{files,0,facts}', (select jsonb_agg(case when f ->> 'kind' = body_kind.name then f || '{"needsChoice": true}' else f end)
                from jsonb_array_elements(body #> '{files,0,facts}') f, (values ('Delimiter')) body_kind (name)))
            where run_id = $1 and kind = 'DETECTION'
            """, desk.Run.Value);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForElement("#fact-Delimiter").GetAttribute("value").Should().Be("?");
        page.Find("#detect-lock").TextContent.Should().Contain("Choose first: delimiter");

        await page.Find("#fact-Delimiter").ChangeAsync(new() { Value = "," });

        page.WaitForAssertion(() => page.Find("[aria-label=Delimiter]").TextContent.Should().Contain("chosen"));
        page.WaitForAssertion(() => page.FindAll("#detect-lock").Should().BeEmpty());
    }

    [Fact]
    public async Task A4_An_encoding_that_cannot_be_right_is_not_proposed_and_holds_the_way_on_until_one_is_chosen()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected, "source = null, source_system = null");
        // As if bytes had been found that neither of the two knows.
        await database.ExecuteAsync(
            """
            update migration.run_documents set body = jsonb_set(body, '{files,0,facts}', (select jsonb_agg(case when f ->> 'kind' = 'Encoding'
                    then f || '{"value": "", "confidence": 0, "needsChoice": true, "evidence": "Line 2, byte 38 is neither."}' else f end)
                from jsonb_array_elements(body #> '{files,0,facts}') f))
            where run_id = $1 and kind = 'DETECTION'
            """, desk.Run.Value);
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForElement("#fact-Encoding").GetAttribute("value").Should().Be("?");
        page.FindAll("#fact-Encoding option").Select(o => o.TextContent).Should().Equal("Choose…", "UTF-8", "UTF-16 LE", "UTF-16 BE", "Windows-1252");
        page.Find("[aria-label=Encoding]").TextContent.Should().Contain("please choose").And.Contain("Line 2, byte 38 is neither.");
        page.Find("#detect-lock").TextContent.Should().Contain("Choose first: encoding");
        page.Find("button.primary").HasAttribute("disabled").Should().BeTrue();

        await page.Find("#fact-Encoding").ChangeAsync(new() { Value = "windows-1252" });

        page.WaitForAssertion(() => page.Find("[aria-label=Encoding]").TextContent.Should().Contain("chosen"));
        page.WaitForAssertion(() => page.FindAll("#detect-lock").Should().BeEmpty());
        page.Find("button.primary").HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public async Task A8_A_file_that_stopped_making_sense_shows_the_lines_around_that_place_masked_and_the_place_marked()
    {
        await using var world = new World(database);
        var desk = await StagedDesk.OpenAsync(world, "Case Number,Case Status\n7,Harassment\n8,\"never closed\n9,Open\n");
        await world.Database.ExecuteAsync("delete from migration.run_documents where run_id = $1", desk.Run.Value);
        await desk.Desk.PutAsync(desk.Run, RunState.Uploaded, "cause_code = 'unclosed-quote', cause = 'A quote opened on line 3 is not closed.'");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForElement("[aria-labelledby=stopped-at] button").TextContent.Should().Be("Show the lines around it");

        await page.Find("[aria-labelledby=stopped-at] button").ClickAsync(new());

        page.WaitForAssertion(() => page.FindAll(".stopped-lines li").Count.Should().Be(4));
        page.Find(".stopped-lines li[aria-current]").TextContent.Should().StartWith("3");
        page.Find(".stopped-lines mark").TextContent.Should().Be("\"");
        page.Find("[aria-labelledby=stopped-at]").TextContent.Should().NotContain("Harassment").And.NotContain("never");
    }

    [Fact]
    public async Task A_cause_that_names_no_line_offers_none()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Uploaded, "cause_code = 'header-only', cause = 'The file has a header but no records.'");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForElement("[aria-labelledby=read-otherwise]");
        page.FindAll("[aria-labelledby=stopped-at]").Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_no_table_at_all_is_offered_no_other_reading()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Uploaded, "cause_code = 'file-zip', cause = 'This is an archive, not a table.'");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);

        page.WaitForAssertion(() => page.Markup.Should().Contain("The next file replaces this one on the upload step."));
        page.FindAll("[aria-labelledby=read-otherwise]").Should().BeEmpty();
    }

    [Fact]
    public async Task Generic_needs_a_label_and_says_so_beside_the_locked_button()
    {
        await using var world = new World(database);
        var desk = await WizardDesk.MappingAsync(world);
        await desk.Desk.PutAsync(desk.Run, RunState.Detected, "source = null, source_system = null");
        await using var seat = await Seat.TakeAsync(world, desk.Desk.Key.Caller);
        var (page, _) = WizardDesk.Show(seat, desk.Run);
        page.WaitForElement("#detect-source");

        await page.Find("#detect-source").ChangeAsync(new() { Value = nameof(SourceSystem.Generic) });
        page.Find("#detect-lock").TextContent.Should().Contain("Say what this file comes from");
        await page.Find("#detect-label").InputAsync(new() { Value = "Mailbox 2019" });
        await page.Find("button.primary").ClickAsync(new());

        page.WaitForAssertion(() => page.FindAll(".map-grid").Should().NotBeEmpty());
        (await database.ValueAsync<string>("select source_system from migration.runs where id = $1", desk.Run.Value)).Should().Be("Generic: Mailbox 2019");
    }
}
