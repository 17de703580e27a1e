using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

[Collection(nameof(BrowserHost))]
public sealed class AccessibilityTests(BrowserHost host)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task ACC_10_No_page_or_dialog_has_a_serious_finding_and_none_scrolls_sideways(int width, ColorScheme scheme)
    {
        await using var person = await host.PersonAsync(width, scheme);
        var findings = new List<string>();

        await Walk.AllAsync(person, async name =>
        {
            // A dialog fades in, and what is half there has half its contrast.
            await person.Page.WaitForTimeoutAsync(350);
            var result = await person.Page.RunAxe();
            findings.AddRange(result.Violations
                .Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{name}: {v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target.ToString()))}"));
            var over = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (over > 0)
                findings.Add($"{name}: {over} px wider than the window");
        });

        findings.Should().BeEmpty("{0}", string.Join('\n', findings));
    }
}
