using Microsoft.Playwright;

namespace Ethico.Ops.Tests.Browser;

/// <summary>Every page and dialog there is, one after the other, by a platform administrator in a session.</summary>
internal static class Walk
{
    /// <param name="at">Called on each, with its name.</param>
    public static async Task AllAsync(Person person, Func<string, Task> at)
    {
        var page = person.Page;
        await page.GotoAsync("/signin");
        await at("sign-in");
        await person.SignInAsync("amara");
        await person.LeaveTenantAsync();
        await at("home without a tenant");
        foreach (var address in (string[])["/workspace", "/admin/sessions", "/admin/operators"])
        {
            await person.GoAsync(address);
            await at(address + " without a tenant");
        }

        await SwitcherAsync(person, at);
        await person.EnterAsync("Harbor & Vale", "SUP-990123");
        foreach (var address in (string[])
            ["/", "/workspace", "/workspace/cases", "/workspace/cases?status=any&severity=HIGH", "/workspace/cases?q=nothing-begins-so", "/workspace/users",
             "/workspace/configuration", "/workspace/activity", "/workspace/cases/00000000-0000-0000-0000-000000000001", "/admin/audit", "/admin/sessions", "/admin/operators"])
        {
            await person.GoAsync(address);
            await at(address);
        }

        await CaseAsync(person, at);
        await PanelsAsync(person, at);
        await AuditAsync(person, at);
        await DialogsAsync(person, at);
    }

    private static async Task SwitcherAsync(Person person, Func<string, Task> at)
    {
        await person.GoAsync("/enter");
        await person.Page.Locator(".mud-dialog").WaitForAsync();
        await at("switcher");
        await person.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task CaseAsync(Person person, Func<string, Task> at)
    {
        var page = person.Page;
        await person.GoAsync("/workspace/cases?status=any");
        // One with people in it.
        await page.Locator("tbody tr", new() { HasTextString = "people" }).Locator(".row-link").First.ClickAsync();
        await page.Locator(".timeline").WaitForAsync();
        await at("case");
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Open report" }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Open report" }).First.ClickAsync();
            await page.Locator(".words-body").First.WaitForAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Reveal") }).Last.ClickAsync();
        await page.Locator(".mud-dialog textarea").FillAsync("The ticket asks who this is, to call back.");
        await at("reveal dialog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reveal for 5 minutes" }).ClickAsync();
        await page.Locator(".revealing").WaitForAsync();
        await at("case with a text open and a person revealed");
    }

    private static async Task PanelsAsync(Person person, Func<string, Task> at)
    {
        var page = person.Page;
        await person.GoAsync("/workspace/users");
        await page.Locator("tbody .row-link").First.ClickAsync();
        await page.Locator(".panel").WaitForAsync();
        await at("login panel");
        await person.GoAsync("/workspace/configuration?open=intake.max_attachments");
        await at("setting panel in Read");
        await page.GetByRole(AriaRole.Button, new() { Name = "Step up to Write mode" }).ClickAsync();
        await page.Locator(".mud-dialog textarea").FillAsync("Raise the limit as agreed in the ticket.");
        await at("write dialog");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Write for") }).ClickAsync();
        await page.Locator("#setting-value").FillAsync("100000");
        await page.Locator("#setting-fault").WaitForAsync();
        await at("setting form with a fault");
        await page.Locator("#setting-value").FillAsync("7");
        await page.Locator(".preview").WaitForAsync();
        await at("setting form");
    }

    private static async Task AuditAsync(Person person, Func<string, Task> at)
    {
        var page = person.Page;
        await person.GoAsync("/admin/audit");
        await page.Locator("tbody .row-link").First.ClickAsync();
        await page.Locator(".panel dl.facts").WaitForAsync();
        await at("entry panel");
        await person.GoAsync("/workspace/activity");
        await page.GetByRole(AriaRole.Link, new() { Name = "Replay this session" }).First.ClickAsync();
        await page.Locator(".replay details").First.WaitForAsync();
        await page.Locator(".replay summary").First.ClickAsync();
        await at("replay");
        await person.GoAsync("/admin/audit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export…" }).ClickAsync();
        await page.Locator(".mud-dialog").WaitForAsync();
        await at("export dialog");
        await person.GoAsync("/admin/audit/proof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Seal now" }).ClickAsync();
        await page.Locator("main .note.good").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await page.GetByText("Intact.").WaitForAsync();
        await at("proof");
    }

    private static async Task DialogsAsync(Person person, Func<string, Task> at)
    {
        var page = person.Page;
        await person.GoAsync("/workspace");
        foreach (var (name, keys) in new[] { ("palette", "Control+k"), ("keys", "?") })
        {
            await page.Locator("h1").FocusAsync();
            await page.Keyboard.PressAsync(keys);
            // Escape is heard by whatever has the focus.
            await page.Locator(".mud-dialog :focus, .mud-dialog:focus").WaitForAsync();
            await at(name);
            await person.DismissAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Extend" }).ClickAsync();
        await page.Locator(".mud-dialog :focus, .mud-dialog:focus").WaitForAsync();
        await at("extend dialog");
        await person.DismissAsync();
        await person.LeaveTenantAsync();
    }
}
