using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class HealthModelPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task CS_7_A_draft_is_checked_as_it_is_typed_and_its_preview_names_who_changes_band()
    {
        await using var world = new World(database);
        var (admin, lead) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.ClientSuccess));
        var day = ClientRows.Today.AddDays(-1);
        await world.ScoredAsync(await world.ClientAsync(lead, "Falling Freight"), day, 77.7m, "LOW");
        await using var seat = await Seat.TakeAsync(world, admin);
        var before = await SumAsync();
        var page = seat.Show<HealthModelPage>("/admin/health-model").Page;
        page.WaitForElement(".head-actions .btn.primary");
        await page.Find(".head-actions .btn.primary").ClickAsync(new());

        await page.FindAll(".model-fields input")[0].InputAsync("0.15");
        page.Find(".form-acts .fault").TextContent.Should().Be("Weights add up to 0.95, not 1.00.");
        page.FindAll("button").Single(b => b.TextContent is "Save draft").HasAttribute("disabled").Should().BeTrue();
        await page.FindAll(".model-fields input")[0].InputAsync("0.20");
        page.FindAll(".form-acts .fault").Should().BeEmpty();
        // One sentence is said of many fields: it says of which, and the field leads to it.
        await page.FindAll(".model-fields input")[0].InputAsync("1.5");
        page.Find("#model-fault").TextContent.Should().Be("Weight: login: a weight is between 0.00 and 1.00, in steps of 0.01.");
        page.FindAll(".model-fields input")[0].GetAttribute("aria-describedby").Should().Be("model-fault");
        // The model holds its last number meanwhile: nothing that is not on the screen is saved.
        await page.FindAll(".model-fields input")[0].InputAsync("a fifth");
        page.Find(".form-acts .fault").TextContent.Should().Be("Weight: login: write a number here.");
        page.FindAll("button").Single(b => b.TextContent is "Save draft").HasAttribute("disabled").Should().BeTrue();
        page.FindAll(".model-fields input")[0].GetAttribute("value").Should().Be("a fifth");
        await page.FindAll(".model-fields input")[0].InputAsync("0.20");
        page.FindAll(".form-acts .fault").Should().BeEmpty();
        // Low from 70 to 90: 77.7 is then a medium risk.
        await page.FindAll("label.small").Single(l => l.TextContent.StartsWith("Low risk from", StringComparison.Ordinal)).QuerySelector("input")!.InputAsync("90");
        await page.FindAll("button").Single(b => b.TextContent is "Preview the effect").ClickAsync(new());
        page.WaitForElement(".effect");

        var model = (await world.Get<HealthModelBook>().ListAsync(admin, CancellationToken.None)).Value.Single(v => v.State is ModelState.Active).Model with { Version = 0, LowFrom = 90m };
        var effects = (await world.Get<HealthModelBook>().PreviewAsync(admin, model, CancellationToken.None)).Value;
        effects.Should().ContainSingle().Which.Should().Match<ModelEffect>(e => e.BandNow == Band.Low && e.BandThen == Band.Medium && e.ScoreThen == 77.7m);
        page.Find(".effect h2").TextContent.Should().Be("1 client changes band: 1 to more risk, 0 to less.");
        page.FindAll(".effect tbody .row-link").Select(a => a.TextContent).Should().Equal(effects.Select(e => e.Name));
        (await SumAsync()).Should().Be(before, "a preview changes no stored row");
    }

    [Fact]
    public async Task R4_Numbers_typed_and_not_saved_stand_there_again_and_a_colleagues_save_in_between_is_named()
    {
        await using var world = new World(database);
        var (admin, other) = (await world.OperatorAsync(Role.PlatformAdmin, "Mira Stone"), await world.OperatorAsync(Role.PlatformAdmin, "Viktor Holm"));
        var book = world.Get<HealthModelBook>();
        await database.ExecuteAsync("delete from client_success.health_model where state = 'DRAFT'");
        var active = (await book.ListAsync(admin, CancellationToken.None)).Value.Single(v => v.State is ModelState.Active);
        _ = (await book.SaveDraftAsync(admin, active.Model with { Version = 0 }, "First", seen: null, CancellationToken.None)).Value;
        await using (var seat = await Seat.TakeAsync(world, admin))
        {
            var left = await EditAsync(seat, "/admin/health-model");
            await Low(left).InputAsync("85");
        }

        await using var again = await Seat.TakeAsync(world, admin);
        var page = await EditAsync(again, "/admin/health-model");
        page.WaitForAssertion(() => page.Find(".draft-line").TextContent.Should().Contain("Restored what you typed"));
        Low(page).GetAttribute("value").Should().Be("85");
        var draft = (await book.ListAsync(other, CancellationToken.None)).Value.Single(v => v.State is ModelState.Draft);
        _ = (await book.SaveDraftAsync(other, draft.Model with { LowFrom = 80m }, "Second", draft, CancellationToken.None)).Value;

        await page.FindAll("button").Single(b => b.TextContent is "Save draft").ClickAsync(new());

        page.WaitForAssertion(() => page.Markup.Should().Contain("Viktor Holm changed this model meanwhile"));
        Low(page).GetAttribute("value").Should().Be("85");
        (await database.ValueAsync<decimal>("select low_from from client_success.health_model where state = 'DRAFT'")).Should().Be(80m);
        page.Find("section.note dl").TextContent.Should().Be("Low risk from80NoteSecond", "what stands now, where it differs");
        await page.FindAll("button").Single(b => b.TextContent is "Keep mine over it").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain("is kept"));
        (await database.ValueAsync<string>("select low_from::integer || ' ' || note from client_success.health_model where state = 'DRAFT'")).Should().Be("85 First");
        await database.ExecuteAsync("delete from client_success.health_model where state = 'DRAFT'");
    }

    [Fact]
    public async Task A_draft_begun_where_a_colleague_made_one_meanwhile_does_not_hide_theirs()
    {
        await using var world = new World(database);
        var (admin, other) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Viktor Holm"));
        var book = world.Get<HealthModelBook>();
        await database.ExecuteAsync("delete from client_success.health_model where state = 'DRAFT'");
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = seat.Show<HealthModelPage>("/admin/health-model").Page;
        page.WaitForElement(".head-actions .btn.primary");
        await page.Find(".head-actions .btn.primary").ClickAsync(new());
        await page.FindAll(".model-fields input")[0].InputAsync("0.10");
        await page.FindAll(".model-fields input")[1].InputAsync("0.35");
        var active = (await book.ListAsync(other, CancellationToken.None)).Value.Single(v => v.State is ModelState.Active);
        var theirs = (await book.SaveDraftAsync(other, active.Model with { Version = 0, LowFrom = 80m }, "Stricter", seen: null, CancellationToken.None)).Value;

        await page.FindAll("button").Single(b => b.TextContent is "Save draft").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".note.bad").TextContent.Should().StartWith("Viktor Holm changed this model meanwhile"));
        page.FindAll(".model-fields input")[0].GetAttribute("value").Should().Be("0.10");
        (await DraftsAsync()).Should().Be($"{theirs.Version} 0.20 80");
        await page.FindAll("button").Single(b => b.TextContent is "Keep mine over it").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain($"Draft {theirs.Version} is kept"));
        (await DraftsAsync()).Should().Be($"{theirs.Version} 0.10 70");
        await database.ExecuteAsync("delete from client_success.health_model where state = 'DRAFT'");

        Task<string> DraftsAsync() => database.ValueAsync<string>("select string_agg(version || ' ' || login_weight || ' ' || low_from::integer, ', ') from client_success.health_model where state = 'DRAFT'")!;
    }

    [Fact]
    public async Task What_is_typed_into_a_draft_that_was_scheduled_meanwhile_changes_nothing_of_it_and_can_be_a_new_one()
    {
        await using var world = new World(database);
        var (admin, other) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Viktor Holm"));
        var book = world.Get<HealthModelBook>();
        await database.ExecuteAsync("delete from client_success.health_model where state in ('DRAFT', 'SCHEDULED')");
        var active = (await book.ListAsync(admin, CancellationToken.None)).Value.Single(v => v.State is ModelState.Active);
        var draft = (await book.SaveDraftAsync(admin, active.Model with { Version = 0 }, "First", seen: null, CancellationToken.None)).Value;
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = await EditAsync(seat, "/admin/health-model");
        await Low(page).InputAsync("85");
        (await book.ScheduleAsync(other, draft.Version, ClientRows.Today.AddDays(9), CancellationToken.None)).Refusal.Should().BeNull();

        await page.FindAll("button").Single(b => b.TextContent is "Save draft").ClickAsync(new());

        page.WaitForAssertion(() => page.Find("section.note").TextContent.Should().Contain("No draft stands any more."));
        Low(page).GetAttribute("value").Should().Be("85");
        await page.FindAll("button").Single(b => b.TextContent is "Keep mine as a new draft").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain($"Draft {draft.Version + 1} is kept"));
        (await LowsAsync()).Should().Be($"{draft.Version} SCHEDULED 70, {draft.Version + 1} DRAFT 85");
        await database.ExecuteAsync("delete from client_success.health_model where state in ('DRAFT', 'SCHEDULED')");
    }

    [Fact]
    public async Task Of_a_withdrawn_version_beside_a_newer_draft_the_one_that_is_looked_at_is_edited()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var book = world.Get<HealthModelBook>();
        await database.ExecuteAsync("delete from client_success.health_model where state in ('DRAFT', 'SCHEDULED')");
        var active = (await book.ListAsync(admin, CancellationToken.None)).Value.Single(v => v.State is ModelState.Active);
        var older = (await book.SaveDraftAsync(admin, active.Model with { Version = 0 }, "Older", seen: null, CancellationToken.None)).Value;
        (await book.ScheduleAsync(admin, older.Version, ClientRows.Today.AddDays(9), CancellationToken.None)).Refusal.Should().BeNull();
        var newer = (await book.SaveDraftAsync(admin, active.Model with { Version = 0 }, "Newer", seen: null, CancellationToken.None)).Value;
        (await book.WithdrawAsync(admin, older.Version, CancellationToken.None)).Refusal.Should().BeNull();
        await using var seat = await Seat.TakeAsync(world, admin);

        var page = await EditAsync(seat, $"/admin/health-model?version={older.Version}");
        await Low(page).InputAsync("85");
        await page.FindAll("button").Single(b => b.TextContent is "Save draft").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain($"Draft {older.Version} is kept"));
        (await LowsAsync()).Should().Be($"{older.Version} DRAFT 85, {newer.Version} DRAFT 70");
        var plain = seat.Go<HealthModelPage>("/admin/health-model");
        plain.WaitForElement(".head-actions .btn.primary").TextContent.Should().Be($"Edit draft {newer.Version}");
        await database.ExecuteAsync("delete from client_success.health_model where state in ('DRAFT', 'SCHEDULED')");
    }

    [Fact]
    public async Task CS_7_A_draft_is_kept_scheduled_for_a_coming_day_and_withdrawn()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await using var seat = await Seat.TakeAsync(world, admin);
        var (page, dialogs) = seat.Show<HealthModelPage>("/admin/health-model");
        page.WaitForElement(".head-actions .btn.primary");
        await page.Find(".head-actions .btn.primary").ClickAsync(new());
        await page.FindAll("button").Single(b => b.TextContent is "Save draft").ClickAsync(new());
        page.WaitForElement("#model-from");

        await page.Find("#model-from").ChangeAsync(TimeProvider.System.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var asked = page.FindAll("button").Single(b => b.TextContent is "Schedule…").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog .btn.primary");
        await dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());
        await asked;
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain("takes effect on"));
        (await database.ValueAsync<long>("select count(*) from client_success.health_model where state = 'SCHEDULED'")).Should().Be(1);

        asked = page.FindAll("button").Single(b => b.TextContent is "Withdraw…").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog .btn.primary");
        await dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());
        await asked;
        (await database.ValueAsync<long>("select count(*) from client_success.health_model where state = 'SCHEDULED'")).Should().Be(0);
    }

    [Fact]
    public async Task Nights_stand_by_their_day_with_all_three_kinds_and_the_older_ones_on_the_next_page()
    {
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        // As an outage leaves them: each kind makes up for all days before the next kind begins.
        await database.ExecuteAsync("delete from client_success.run");
        await database.ExecuteAsync(
            """
            insert into client_success.run (id, kind, day, state, started_at, ended_at)
            select gen_random_uuid(), k.kind, date '2026-06-14' - d, 'COMPLETED', timestamptz '2026-06-15 06:00Z' + k.place * interval '1 hour' - d * interval '1 minute', timestamptz '2026-06-15 09:00Z'
            from unnest(array['ROLLUP', 'SCORE', 'BENCHMARK']) with ordinality k (kind, place), generate_series(0, 9) d
            """);
        await using var seat = await Seat.TakeAsync(world, admin);

        var first = Rows("/admin/health-model");
        var second = Rows("/admin/health-model?after=15");

        first.Take(4).Should().Equal("14 Jun 2026 Roll-up", "14 Jun 2026 Scores", "14 Jun 2026 Benchmarks", "13 Jun 2026 Roll-up");
        second.Should().HaveCount(15).And.NotIntersectWith(first);
        second[^1].Should().Be("5 Jun 2026 Benchmarks");

        List<string> Rows(string address)
        {
            var page = seat.Go<HealthModelPage>(address);
            page.WaitForElement("section[aria-label^=Runs]:not([aria-busy]) tbody tr");
            return [.. page.FindAll("section[aria-label^=Runs] tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("td").Take(2).Select(c => c.LastChild!.TextContent.Trim())))];
        }
    }

    private static async Task<IRenderedComponent<HealthModelPage>> EditAsync(Seat seat, string address)
    {
        var page = seat.Go<HealthModelPage>(address);
        page.WaitForElement(".head-actions .btn.primary");
        await page.Find(".head-actions .btn.primary").ClickAsync(new());
        return page;
    }

    private static AngleSharp.Dom.IElement Low(IRenderedComponent<HealthModelPage> page) =>
        page.FindAll("label.small").Single(l => l.TextContent.StartsWith("Low risk from", StringComparison.Ordinal)).QuerySelector("input")!;

    private Task<string> LowsAsync() => database.ValueAsync<string>(
        "select string_agg(version || ' ' || state || ' ' || low_from::integer, ', ' order by version) from client_success.health_model where state in ('DRAFT', 'SCHEDULED')")!;

    private Task<string> SumAsync() => database.ValueAsync<string>("select md5(string_agg(h::text, '|' order by organization_id, day)) from client_success.health_snapshot h")!;
}
