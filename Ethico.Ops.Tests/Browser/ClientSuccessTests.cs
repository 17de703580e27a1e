using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>CS-26: the area about clients by keyboard alone, and under axe.</summary>
[Collection(nameof(BrowserHost))]
public sealed class ClientSuccessTests(BrowserHost host)
{
    [Fact]
    public async Task CS_26_Keyboard_only_from_the_portfolio_by_a_filter_to_a_client_its_why_a_what_if_and_an_override()
    {
        await using var person = await host.PersonAsync();
        var (page, keys) = (person.Page, person.Page.Keyboard);
        await person.SignInAsync("amara");
        await keys.PressAsync("g");
        await keys.PressAsync("k");
        await page.WaitForURLAsync("**/clients");
        await person.SettleAsync();

        // A filter is a menu of links.
        await page.Locator("h1").FocusAsync();
        await person.TabToAsync("Band");
        await keys.PressAsync("Enter");
        await person.TabToAsync("Medium risk");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**band=MEDIUM*");
        await person.SettleAsync();
        await page.Locator("tbody .row-link").First.WaitForAsync();
        await page.Locator("h1").FocusAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await page.Locator(".why, [aria-labelledby^=why]").First.WaitForAsync();
        await person.SettleAsync();
        page.Url.Should().MatchRegex("/clients/[0-9a-f-]{36}");

        // Why: what was counted opens by key.
        await page.Locator("h1").FocusAsync();
        await TabUntilAsync(".counted-part > summary");
        await keys.PressAsync("Enter");
        await page.Locator("details.counted-part[open] table").WaitForAsync();

        // What if: a slider moves, and the score with it.
        await page.Locator("#what-if, [aria-labelledby*=what-if]").First.WaitForAsync();
        await page.Locator("h1").FocusAsync();
        await TabUntilAsync("input[type=range]");
        var before = await page.EvaluateAsync<string>("() => document.activeElement.closest('section').textContent");
        for (var i = 0; i < 12; i++)
            await keys.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("before => document.activeElement.closest('section').textContent !== before", before);

        await page.Locator("h1").FocusAsync();
        await person.TabToAsync("Override");
        await keys.PressAsync("Enter");
        await page.Locator(".mud-dialog textarea").WaitForAsync();
        await person.TabToAsync("Why");
        await keys.TypeAsync("A new compliance officer starts next week.");
        await TabUntilAsync(".mud-dialog .btn.primary");
        await keys.PressAsync("Enter");
        await page.Locator(".mud-dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByText("A new compliance officer starts next week.").First.WaitForAsync();

        async Task TabUntilAsync(string selector)
        {
            for (var i = 0; i < 150; i++)
            {
                if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector))
                    return;
                await keys.PressAsync("Tab");
            }

            throw new InvalidOperationException($"Tab never came to {selector}.");
        }
    }

    [Fact]
    public async Task C4_What_is_pasted_past_the_end_of_a_field_or_of_a_message_is_not_taken_cuts_nothing_and_costs_no_connection()
    {
        await using var person = await host.PersonAsync();
        var page = person.Page;
        await person.SignInAsync("amara");
        await page.GotoAsync("/clients");
        await page.Locator("tbody .row-link").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Log engagement" }).ClickAsync();
        var notes = page.Locator(".mud-dialog textarea").First;
        await notes.FillAsync("What we agreed on: ");
        await notes.FocusAsync();

        foreach (var tooLong in (string[])[new('x', 10_100), new('学', 6_000), string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 900))])
        {
            await page.Keyboard.InsertTextAsync(tooLong);
            (await notes.InputValueAsync()).Should().Be("What we agreed on: ", "it is all there or nothing of it");
            (await notes.EvaluateAsync<string>("e => e.validationMessage")).Should().Contain("nothing of it was inserted");
        }

        // What fits goes on, over the same connection.
        await page.Keyboard.InsertTextAsync(new string('x', 5_000));
        await page.GetByText("5,019 of 10,000").WaitForAsync();
        (await notes.EvaluateAsync<string>("e => e.validationMessage")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task CS_26_No_page_abbeyondclients_has_a_serious_finding_and_none_scrolls_sideways(int width, ColorScheme scheme)
    {
        await using var person = await host.PersonAsync(width, scheme);
        var page = person.Page;
        var findings = new List<string>();
        await person.SignInAsync("amara");
        await person.GoAsync("/clients?q=Meridian");
        await AtAsync("portfolio");
        var client = await page.Locator("tbody .row-link").First.GetAttributeAsync("href");
        client = "/" + client!.TrimStart('/');
        foreach (var address in (string[])
            ["/clients", "/clients?band=HIGH&q=nobody-is-called-so", client, client + "?lines=parts&range=365", client + "/usage", client + "/usage?view=table&grain=day&range=30d", client + "/adoption",
             client + "/timeline", client + "/benchmarks", client + "/qbr", client + "/file", "/clients/00000000-0000-0000-0000-000000000001", "/alerts?view=book", "/alerts?view=book&list=tasks", "/renewals", "/adoption",
             "/admin/health-model", "/admin/alert-rules", "/admin/alert-rules?open=RENEWAL"])
        {
            await person.GoAsync(address);
            await AtAsync(address.Replace(client, "client", StringComparison.Ordinal));
        }

        await person.GoAsync("/alerts?view=book");
        await page.Locator("tbody .row-link").First.ClickAsync();
        await page.Locator(".panel dl").WaitForAsync();
        await AtAsync("alert panel");
        await person.GoAsync(client);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Override") }).First.ClickAsync();
        await page.Locator(".mud-dialog textarea").WaitForAsync();
        await AtAsync("override dialog");
        await person.GoAsync(client + "/timeline");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log engagement" }).ClickAsync();
        await page.Locator(".mud-dialog textarea").WaitForAsync();
        await AtAsync("engagement dialog");
        await person.GoAsync(client + "/file");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit the file…" }).ClickAsync();
        await page.Locator("#file-tags").WaitForAsync();
        await AtAsync("file dialog");
        await person.GoAsync(client + "/file");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a contact" }).ClickAsync();
        await page.Locator("#contact-name").WaitForAsync();
        await AtAsync("contact dialog");
        await person.GoAsync(client + "/qbr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await page.Locator("iframe").WaitForAsync();
        await AtAsync("review with a preview");

        findings.Should().BeEmpty("{0}", string.Join('\n', findings));
        person.Complaints.Should().BeEmpty();

        async Task AtAsync(string name)
        {
            // A dialog fades in, and what is half there has half its contrast.
            await page.WaitForTimeoutAsync(350);
            // The preview runs no script, and so takes no axe; its markup is tried on its own in ReviewTests.
            var result = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunContext { Exclude = [new("iframe")] });
            findings.AddRange(result.Violations
                .Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{name}: {v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target.ToString()))}"));
            var beyond = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.plot')].filter(p => { const card = p.closest('.card, figure'); return card && (p.getBoundingClientRect().right > card.getBoundingClientRect().right || p.getBoundingClientRect().height < 100); }).length");
            if (beyond > 0)
                findings.Add($"{name}: {beyond} charts stand out of their cards or are squeezed");
            var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (over > 0)
                findings.Add($"{name}: {over} px wider than the window");
            // As cards: a title stands over its figures, and an entry of a story under its time.
            var ragged = await page.EvaluateAsync<int>("() => innerWidth > 640 ? 0 : [...document.querySelectorAll('.grid tbody tr')].filter(r => { const cells = [...r.querySelectorAll('td')].filter(c => c.offsetWidth > 0).map(c => c.getBoundingClientRect().left + parseFloat(getComputedStyle(c).paddingLeft)); const title = r.querySelector('td.card-title'); return title && Math.abs(title.getBoundingClientRect().left + parseFloat(getComputedStyle(title).paddingLeft) - Math.min(...cells)) > 1; }).length + [...document.querySelectorAll('.story > li > .when')].filter(w => w.textContent && w.getBoundingClientRect().height > 40).length");
            if (ragged > 0)
                findings.Add($"{name}: {ragged} cards or entries are torn apart");
        }
    }
}
