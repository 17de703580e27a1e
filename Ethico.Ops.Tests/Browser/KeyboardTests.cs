using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

[Collection(nameof(BrowserHost))]
public sealed class KeyboardTests(BrowserHost host)
{
    [Fact]
    public async Task ACC_10_Keyboard_only_one_signs_in_enters_a_tenant_opens_a_case_and_ends_the_session()
    {
        await using var person = await host.PersonAsync();
        var (page, keys) = (person.Page, person.Page.Keyboard);

        await page.GotoAsync("/signin");
        await person.TabToAsync("David Okonkwo");
        await keys.PressAsync("Enter");
        await person.SettleAsync();

        await person.TabToAsync("Enter a tenant");
        await keys.PressAsync("Enter");
        await page.Locator(".mud-dialog input[type=search]:focus").WaitForAsync();
        await keys.TypeAsync("harbor");
        await page.Locator(".mud-dialog .opt", new() { HasTextString = "Harbor" }).First.WaitForAsync();
        await person.TabToAsync("Harbor");
        await keys.PressAsync("Enter");
        await person.TabToAsync("In your own words");
        await keys.TypeAsync("Reminders are not sent since Friday.");
        await person.TabToAsync("Enter for");
        await keys.PressAsync("Enter");
        await page.Locator(".frame.read").WaitForAsync();
        await page.Locator(".mud-dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await person.SettleAsync();

        await keys.PressAsync("g");
        await keys.PressAsync("c");
        await page.WaitForURLAsync("**/workspace/cases");
        await page.Locator("tbody .row-link").First.WaitForAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/workspace/cases/*");
        await page.Locator(".timeline").WaitForAsync();
        (await page.Locator("h1").InnerTextAsync()).Should().NotBe("Cases");

        await page.Locator(".skip").FocusAsync();
        await person.TabToAsync("End", isAll: true);
        await keys.PressAsync("Enter");
        await page.Locator(".frame.read").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
