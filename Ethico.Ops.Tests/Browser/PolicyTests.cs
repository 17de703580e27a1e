using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

[Collection(nameof(BrowserHost))]
public sealed class PolicyTests(BrowserHost host)
{
    [Fact]
    public async Task S8_A_walk_through_every_page_violates_no_content_security_policy_and_no_script_fails()
    {
        await using var person = await host.PersonAsync();
        var seen = 0;

        await Walk.AllAsync(person, _ =>
        {
            seen++;
            return Task.CompletedTask;
        });

        seen.Should().BeGreaterThan(30);
        person.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task S8_The_listener_hears_a_violation()
    {
        await using var person = await host.PersonAsync();
        await person.Page.GotoAsync("/signin");

        await person.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s); }");
        await person.Page.WaitForTimeoutAsync(300);

        person.Complaints.Should().ContainSingle().Which.Should().StartWith("CSP script-src");
    }

    [Fact]
    public async Task C18_Back_and_forward_after_signing_out_show_nothing_of_the_tenant()
    {
        await using var person = await host.PersonAsync();
        var page = person.Page;
        await person.SignInAsync("ines");
        await person.EnterAsync("Harbor");
        await person.GoAsync("/workspace/cases?status=any");
        var reference = await page.Locator("tbody .row-link").First.InnerTextAsync();
        var tenant = await page.Locator(".tenant-name b").InnerTextAsync();
        await page.Locator("tbody .row-link").First.ClickAsync();
        await page.Locator(".timeline").WaitForAsync();

        await page.Locator("summary:has(.avatar)").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        // The answer to the form leads to the farewell, the circuit that lost its person to the sign-in page: whichever comes last.
        await page.WaitForURLAsync(new Regex("/signin"), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        foreach (var step in (Func<Task>[])[() => page.GoBackAsync(), () => page.GoBackAsync(), () => page.GoForwardAsync(), () => page.ReloadAsync()])
        {
            await step();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            (await page.ContentAsync()).Should().NotContain(reference).And.NotContain(tenant);
        }
    }
}
