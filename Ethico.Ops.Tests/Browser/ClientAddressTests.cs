using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>CS-25: what one person has put together is there for another of the same role who pastes the address into a browser of their own.</summary>
[Collection(nameof(BrowserHost))]
public sealed class ClientAddressTests(BrowserHost host)
{
    [Fact]
    public async Task CS_25_A_pasted_address_shows_the_same_rows_sort_and_columns_of_the_portfolio_in_another_browser()
    {
        await using var first = await host.PersonAsync();
        await first.SignInAsync("amara");
        await first.GoAsync("/clients");
        await ChooseAsync(first, "Band", "High risk");
        await ChooseAsync(first, "Columns", "Lead");
        await ChooseAsync(first, "9 of 10 columns", "90 days");
        await first.Page.Locator("thead a", new() { HasTextString = "Renewal" }).ClickAsync();
        await first.Page.WaitForURLAsync("**sort=renewal*");
        await first.SettleAsync();
        var seen = await TableAsync(first);

        await using var second = await host.PersonAsync();
        await second.SignInAsync("viktor");
        await second.GoAsync(first.Page.Url);

        (await TableAsync(second)).Should().Equal(seen);
        seen.Should().HaveCountGreaterThan(2).And.OnlyHaveUniqueItems();
        seen[0].Should().Contain("Renewal↑").And.NotContain("Lead").And.NotContain("90 days").And.Contain("Trend");
        second.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", ".history", "365 days")]
    [InlineData("/usage", ".filters", "Last 182 days")]
    [InlineData("/timeline", ".filters", "Last 90 days")]
    public async Task CS_25_A_pasted_address_of_a_client_shows_the_same_range_in_another_browser(string part, string place, string range)
    {
        await using var first = await host.PersonAsync();
        await first.SignInAsync("amara");
        await first.GoAsync("/clients?q=Meridian");
        var client = "/" + (await first.Page.Locator("tbody .row-link").First.GetAttributeAsync("href"))!.TrimStart('/');
        await first.GoAsync(client + part);
        var usual = await ShownAsync(first, part);
        if (part.Length > 0)
            await first.Page.Locator($"{place} summary.chip", new() { HasTextString = part is "/usage" ? "Last 13 weeks" : "Time" }).ClickAsync();
        var before = first.Page.Url;
        await first.Page.Locator($"{place} a", new() { HasTextString = range }).ClickAsync();
        await first.Page.WaitForFunctionAsync("before => location.href !== before", before);
        await first.SettleAsync();
        var seen = await ShownAsync(first, part);

        await using var second = await host.PersonAsync();
        await second.SignInAsync("viktor");
        await second.GoAsync(first.Page.Url);

        (await ShownAsync(second, part)).Should().Equal(seen);
        seen.Should().NotEqual(usual, "it is another range than the one without any");
        (await second.Page.Locator($"{place} .chip.on").First.InnerTextAsync()).Should().Contain(range);
        second.Complaints.Should().BeEmpty();
    }

    private static async Task ChooseAsync(Person person, string chip, string choice)
    {
        var before = person.Page.Url;
        // A menu of which one may choose many stays open.
        var menu = person.Page.Locator(".filters summary.chip", new() { HasTextRegex = new($"^{chip}$") });
        if (await menu.EvaluateAsync<bool>("summary => !summary.parentElement.open"))
            await menu.ClickAsync();
        await person.Page.Locator("details[open] .menu-item", new() { HasTextString = choice }).ClickAsync();
        await person.Page.WaitForFunctionAsync("before => location.href !== before", before);
        await person.SettleAsync();
    }

    private static async Task<IReadOnlyList<string>> TableAsync(Person person) =>
        await person.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('table.grid tr')].map(r => [...r.children].map(c => c.textContent.trim()).join(' | '))");

    // What stands there, without the hour: that is told to each in their own zone.
    private static async Task<IReadOnlyList<string>> ShownAsync(Person person, string part) => await person.Page.EvaluateAsync<string[]>(
        "selector => [...document.querySelectorAll(selector)].map(e => e.getAttribute('title') ?? e.textContent.trim())",
        part switch { "" => ".history h2, .history .twin tbody tr", "/usage" => "figure.chart .hints span", _ => "ol.story .row-link" });
}
