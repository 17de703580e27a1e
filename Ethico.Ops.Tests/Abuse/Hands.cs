using System.Globalization;
using AngleSharp.Dom;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support.Circuits;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>What people do on the portal's pages, as abuse tests need it done.</summary>
internal static class Hands
{
    public const string Reason = "Reminders are not sent since Friday";

    /// <summary>Fills the switcher in for a tenant and answers the button that enters.</summary>
    public static async Task<IElement> FillSwitcherAsync(this Circuit circuit, OrganizationId tenant)
    {
        await circuit.FollowAsync($"/enter?tenant={tenant}");
        await circuit.SeeAsync(page => page.Find("button.opt.picked"), "the tenant picked in the switcher");
        await circuit.TypeAsync("In your own words", Reason);
        return await circuit.SeeAsync(EnterButton, "the button that enters");
    }

    public static IElement? EnterButton(PageView page) =>
        page.All("button.primary").FirstOrDefault(button => PageView.Words(button).StartsWith("Enter for ", StringComparison.Ordinal));

    public static async Task EnterAsync(this Circuit circuit, OrganizationId tenant, string name)
    {
        await circuit.ClickAsync(await circuit.FillSwitcherAsync(tenant));
        await circuit.SeeOpenAsync(name);
    }

    public static Task SeeOpenAsync(this Circuit circuit, string name) =>
        circuit.UntilAsync(() => Bar(circuit).Contains(name, StringComparison.Ordinal) && !Bar(circuit).Contains("is over", StringComparison.Ordinal), $"{name} open in the bar");

    public static Task SeeClosedAsync(this Circuit circuit) => circuit.UntilAsync(
        () => Bar(circuit).Contains("No tenant open", StringComparison.Ordinal) || Bar(circuit).Contains("is over", StringComparison.Ordinal), "the bar without a tenant");

    /// <summary>What the bar under the navigation says.</summary>
    public static string Bar(Circuit circuit) => circuit.Page().Find("section.tenant") is { } bar ? PageView.Words(bar) : "";

    public static ulong ClickHandler(IElement element) => PageView.Handler(element, "click")
        ?? throw new InvalidOperationException($"Nothing listens on {element.OuterHtml}.");

    /// <summary>One argument object for any event the framework knows by name.</summary>
    public static string Arguments(string eventName) => eventName switch
    {
        "change" or "input" => """{"value":"forged"}""",
        "keydown" or "keyup" or "keypress" => """{"key":"Enter","code":"Enter","location":0,"repeat":false,"type":"keydown"}""",
        "focus" or "blur" or "focusin" or "focusout" => """{"type":"focus"}""",
        "submit" or "toggle" => "{}",
        _ => string.Create(CultureInfo.InvariantCulture, $$"""{"detail":1,"button":0,"type":"{{eventName}}"}"""),
    };
}
