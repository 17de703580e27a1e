using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class ReviewPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task CS_24_What_is_typed_is_kept_after_a_pause_and_is_there_again_on_return()
    {
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(lead);
        await using var seat = await Seat.TakeAsync(world, lead);
        var page = seat.Go<ReviewPage>($"/clients/{client}/qbr", client.ToString());
        page.WaitForElement(".review textarea");

        await page.FindAll(".review textarea")[0].InputAsync("Thank you for the spring training.");
        await page.FindAll(".review-sections input")[1].ChangeAsync(true);
        page.Markup.Should().Contain("Not saved yet");
        seat.Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => page.Markup.Should().Contain("Saved "));

        (await database.ValueAsync<string>("select notes from client_success.qbr where organization_id = $1 and 'SCORE' = any (sections)", client.Value)).Should().Be("Thank you for the spring training.");
        var again = seat.Go<ReviewPage>($"/clients/{client}/qbr", client.ToString());
        again.WaitForElement(".review textarea");
        again.FindAll(".review textarea")[0].GetAttribute("value").Should().Be("Thank you for the spring training.");
    }

    [Fact]
    public async Task CS_24_A_preview_counts_only_for_what_was_on_the_page_and_finalizing_lists_the_files()
    {
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(lead);
        await using var seat = await Seat.TakeAsync(world, lead);
        var (page, dialogs) = seat.Show<ReviewPage>($"/clients/{client}/qbr", p => p.TryAdd("Which", client.ToString()));
        page.WaitForElement(".review textarea");
        page.FindAll(".review .btn").Should().NotContain(b => b.TextContent == "Finalize…");

        await Button(page, "Preview").ClickAsync(new());
        page.WaitForElement("iframe");
        await page.FindAll(".review textarea")[1].InputAsync("Book the autumn course");
        page.FindAll("iframe").Should().BeEmpty();
        page.Markup.Should().Contain("Changed since the preview");
        await Button(page, "Preview").ClickAsync(new());
        page.WaitForElement("iframe");
        var shown = page.Find("iframe").GetAttribute("srcdoc")!;
        var asked = Button(page, "Finalize…").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog .btn.primary");
        await dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());
        await asked;

        page.WaitForAssertion(() => page.FindAll("tbody a.btn").Should().HaveCount(2));
        page.FindAll("tbody a.btn")[0].GetAttribute("href").Should().StartWith("/downloads/qbr.pdf?tenant=");
        shown.Should().Contain("Book the autumn course");
        (await database.ValueAsync<string>("select convert_from(html, 'UTF8') from client_success.qbr where organization_id = $1 and state = 'FINAL'", client.Value)).Should().Be(shown);
        page.FindAll(".review textarea")[1].GetAttribute("value").Should().BeNullOrEmpty("the next review begins empty");
    }

    [Fact]
    public async Task CS_24_A_reader_without_the_book_sees_the_files_and_no_draft()
    {
        await using var world = new World(database);
        var (lead, reader) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.SupportAdmin));
        var client = await world.ClientAsync(lead);
        await world.Get<Qbrs>().KeepAsync(lead, client, new(new(2026, 1, 1), new(2026, 3, 31), QbrRules.Default, CohortKind.All, "Draft words", "", 0), CancellationToken.None);
        await using var seat = await Seat.TakeAsync(world, reader);

        var page = seat.Go<ReviewPage>($"/clients/{client}/qbr", client.ToString());

        page.WaitForAssertion(() => page.Markup.Should().Contain("No review finalized yet"));
        page.Markup.Should().NotContain("Draft words");
        page.FindAll("textarea").Should().BeEmpty();
    }

    [Fact]
    public async Task CS_24_A_draft_that_another_changed_is_refused_by_name_and_the_words_stay()
    {
        await using var world = new World(database);
        var (lead, other) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.PlatformAdmin));
        var client = await world.ClientAsync(lead);
        await using var seat = await Seat.TakeAsync(world, lead);
        var page = seat.Go<ReviewPage>($"/clients/{client}/qbr", client.ToString());
        page.WaitForElement(".review textarea");
        await world.Get<Qbrs>().KeepAsync(other, client, new(new(2026, 1, 1), new(2026, 3, 31), QbrRules.Default, CohortKind.All, "Theirs", "", 0), CancellationToken.None);

        await page.FindAll(".review textarea")[0].InputAsync("Mine");
        await Button(page, "Save draft").ClickAsync(new());

        // Above the buttons it was asked with: from the head of the page nobody at its foot would hear of it.
        page.WaitForAssertion(() => page.Find("[aria-labelledby=review-draft] [role=status] + .form-acts").PreviousElementSibling!.TextContent.Should().Contain("changed this draft meanwhile"));
        page.FindAll(".review textarea")[0].GetAttribute("value").Should().Be("Mine");
        (await database.ValueAsync<string>("select notes from client_success.qbr where organization_id = $1", client.Value)).Should().Be("Theirs");
    }

    [Fact]
    public async Task CS_24_An_engagement_somebody_saved_first_is_not_overwritten_and_the_text_stays_beside_it()
    {
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(lead);
        var id = await world.EngagementAsync(client, lead, TimeProvider.System.GetUtcNow().AddHours(-2), "Call with the sponsor", "First words");
        await using var seat = await Seat.TakeAsync(world, lead);
        var (page, dialogs) = seat.Show<Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage>($"/clients/{client}/timeline?entry={id}", p => p.TryAdd("Which", client.ToString()));
        page.WaitForElement(".opened");
        var asked = page.FindAll(".opened button").Single(b => b.TextContent == "Correct…").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog textarea");
        dialogs.Find(".mud-dialog textarea").GetAttribute("value").Should().Be("First words");
        await database.ExecuteAsync("update client_success.engagement set notes = 'From the other tab', row_version = row_version + 1 where id = $1", id);

        await dialogs.Find(".mud-dialog textarea").InputAsync("My second thoughts");
        await dialogs.FindAll(".mud-dialog .btn.primary").Last().ClickAsync(new());
        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("changed this engagement meanwhile").And.Contain("From the other tab"));
        dialogs.Find(".mud-dialog textarea").GetAttribute("value").Should().Be("My second thoughts");
        (await database.ValueAsync<string>("select notes from client_success.engagement where id = $1", id)).Should().Be("From the other tab");
        await dialogs.FindAll(".mud-dialog button").Single(b => b.TextContent == "Keep mine over it").ClickAsync(new());
        await asked;

        (await database.ValueAsync<string>("select notes from client_success.engagement where id = $1", id)).Should().Be("My second thoughts");
        (await world.EntriesAsync("CorrectEngagement", "ALLOWED", lead)).Should().Be(1);
        (await world.EntriesAsync("CorrectEngagement", "REFUSED", lead)).Should().Be(1);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ReviewPage> page, string text) =>
        page.FindAll(".review button").Single(b => string.Equals(b.TextContent.Trim(), text, StringComparison.Ordinal));
}
