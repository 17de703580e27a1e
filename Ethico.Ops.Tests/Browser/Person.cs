using Ethico.Ops.Infrastructure.Demo;
using Microsoft.Playwright;

namespace Ethico.Ops.Tests.Browser;

/// <summary>Somebody in front of the portal: what people do there, in their words.</summary>
public sealed class Person : IAsyncDisposable
{
    private const string Listening = """
        window.addEventListener("securitypolicyviolation", e => console.error(`CSP ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
        """;

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Person(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && message.Text.StartsWith("CSP ", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        page.PageError += (_, fault) => complaints.Add(fault);
    }

    public IPage Page { get; }

    /// <summary>What the browser refused under the content security policy, and scripts that failed.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Person> SitAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(Listening);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>As one of the demo operators.</summary>
    public async Task SignInAsync(string subject)
    {
        await Page.GotoAsync("/signin");
        await Page.Locator($"[value='{DemoOperators.IdOf(subject)}']").ClickAsync();
        await SettleAsync();
    }

    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await SettleAsync();
    }

    /// <summary>Enters the first tenant the words find that can be entered.</summary>
    public async Task EnterAsync(string words, string? ticket = null)
    {
        await GoAsync("/workspace");
        if (await Page.Locator(".frame.read, .frame.write").CountAsync() > 0)
        {
            await LeaveTenantAsync();
            await GoAsync("/workspace");
        }

        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Enter a tenant" }).ClickAsync();
        var dialog = Page.Locator(".mud-dialog");
        await dialog.Locator("input[type=search]").FillAsync(words);
        await dialog.Locator(".opt:not([aria-disabled=true])", new() { HasTextString = words }).First.ClickAsync();
        if (ticket is not null)
            await dialog.Locator("#enter-ticket").FillAsync(ticket);
        await dialog.Locator("textarea").FillAsync("Reminders are not sent since Friday; look at the settings.");
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Enter for") }).ClickAsync();
        await Page.Locator(".frame.read").WaitForAsync();
        await SettleAsync();
    }

    /// <summary>Ends the open session, if there is one: everybody of one run shares the demo's people.</summary>
    public async Task LeaveTenantAsync()
    {
        if (await Page.Locator(".frame.read, .frame.write").CountAsync() == 0)
            return;
        await Page.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Page.Locator(".frame.read, .frame.write").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await SettleAsync();
    }

    /// <summary>Until the circuit is there and nothing loads any more.</summary>
    /// <summary>
    /// Escape until no dialog is there: a dialog hears it only once its script has been called, some time after it shows, and a person on a
    /// slow machine presses again.
    /// </summary>
    public async Task DismissAsync()
    {
        for (var left = 6; ; left--)
        {
            await Page.Keyboard.PressAsync("Escape");
            try
            {
                await Page.Locator(".mud-dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 5_000 });
                return;
            }
            catch (TimeoutException) when (left > 1)
            {
                // Once more.
            }
        }
    }

    public async Task SettleAsync()
    {
        await Page.WaitForFunctionAsync("() => document.querySelector('.frame:not(.boot) main :is(h1, h2)') && !document.querySelector('[aria-busy=true]')");
        // A page draws its skeleton one turn after its address changed.
        await Page.WaitForTimeoutAsync(150);
        await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");
    }

    /// <summary>Presses Tab until what has the focus says these words, or nothing but them.</summary>
    public async Task TabToAsync(string words, bool isAll = false)
    {
        for (var i = 0; i < 150; i++)
        {
            var says = await Page.EvaluateAsync<string>("() => { const e = document.activeElement; return e && e !== document.body && e.id !== 'content' ? `${e.getAttribute('aria-label') ?? ''} ${e.textContent ?? ''} ${e.labels?.[0]?.textContent ?? ''}` : ''; }");
            if (isAll ? string.Equals(says.Trim(), words, StringComparison.Ordinal) : says.Contains(words, StringComparison.OrdinalIgnoreCase))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab never came to \"{words}\".");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
