using System.Globalization;
using System.Text;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>Steps 1 to 4 of the wizard as a person goes through them, at a real browser before the real portal.</summary>
[Collection(nameof(BrowserHost))]
public sealed class WizardTests(BrowserHost host)
{
    // Set by hand to look at the pages; no test depends on it.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("OPS_PICTURES");

    [Fact(Explicit = true)]
    public async Task MIG_34_Detect_map_and_validate_by_a_person_without_a_serious_finding_at_any_width()
    {
        await using var person = await host.PersonAsync(width: 1440);
        var findings = new List<string>();
        await person.SignInAsync("priya");
        await person.EnterAsync("Harbor & Vale");
        await person.GoAsync("/migrations");
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Start a run") }).ClickAsync();
        await person.Page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = "cases.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv()) });
        await ButtonAsync(person, "Detect the format");

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm the format" }).WaitForAsync(new() { Timeout = 60_000 });
        await person.Page.Locator(".sheet").WaitForAsync(new() { Timeout = 60_000 });
        await LookAsync(person, "detect", findings);
        (await person.Page.Locator("main#content, main").Last.InnerTextAsync()).Should().Contain("NAVEX EthicsPoint").And.NotContain("Jürgen");
        await ButtonAsync(person, "Confirm the format");

        await person.Page.Locator(".map-grid").WaitForAsync(new() { Timeout = 60_000 });
        await person.SettleAsync();
        await person.Page.Locator("#target-15").ClickAsync();
        await person.Page.Locator("#seek-15").FillAsync("notes");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.GetByText("Appended to notes").WaitForAsync();
        await person.Page.Locator("#column-5 a").ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Read month first") }).ClickAsync();
        await person.Page.GetByText("confirmed", new() { Exact = true }).WaitForAsync();
        await person.Page.Locator("#fallback-queue").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await person.Page.Locator("#fallback-queue option:checked:not([value=''])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (Pictures is not null)
            await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "before-accept.png"), FullPage = true });
        while (await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept (?!all)") }).CountAsync() is var left and > 0)
        {
            await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept (?!all)") }).First.ClickAsync();
            try
            {
                await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept (?!all)") })).ToHaveCountAsync(left - 1);
            }
            finally
            {
                if (Pictures is not null)
                    await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "after-accept.png"), FullPage = true });
            }
        }

        await LookAsync(person, "map-done", findings);
        await ButtonAsync(person, "^Validate [0-9,]+ rows");

        try
        {
            await person.Page.Locator(".findings").WaitForAsync(new() { Timeout = 30_000 });
        }
        finally
        {
            if (Pictures is not null)
                await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "validating.png"), FullPage = true });
        }

        await LookAsync(person, "validate", findings);
        await person.Page.Locator(".findings .row-link").First.ClickAsync();
        await person.Page.Locator(".lines").WaitForAsync();
        await LookAsync(person, "validate-group", findings);
        person.Complaints.Should().BeEmpty();
        findings.Should().BeEmpty("{0}", string.Join('\n', findings));
        await person.LeaveTenantAsync();
    }

    private static async Task ButtonAsync(Person person, string name)
    {
        var button = person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(name) }).First;
        await Assertions.Expect(button).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await button.ClickAsync();
    }

    private static async Task LookAsync(Person person, string name, List<string> findings)
    {
        if (Environment.GetEnvironmentVariable("OPS_LOOK") is { } only && !only.Split(',').Contains(name))
            return;
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (360, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            await person.Page.SetViewportSizeAsync(width, 900);
            await person.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await person.Page.WaitForTimeoutAsync(250);
            var where = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{scheme}");
            if (Pictures is not null)
                await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, where + ".png"), FullPage = true });
            var result = await person.Page.RunAxe();
            findings.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{where}: {v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target.ToString()))}"));
            var over = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (over > 0)
                findings.Add($"{where}: {over} px wider than the window");
        }

        await person.Page.SetViewportSizeAsync(1440, 900);
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static string Csv()
    {
        string[] types = ["Harassment", "Theft", "Fraud", "COI", "Retaliation", "Mileage abuse"];
        string[] states = ["Closed - Substantiated", "Closed", "In Progress", "New", "Dismissed", "Inactive"];
        var csv = new StringBuilder("Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Anonymous,Reporter Name,Assigned To,Severity,Location,Narrative,Investigation Notes,Bus. Unit code,pol_own_v2\n");
        for (var i = 1; i <= 240; i++)
        {
            var isClosed = i % 6 is 0 or 1 or 4;
            csv.Append(CultureInfo.InvariantCulture,
                $"2023-{i:000},{88_000 + i},{states[i % 6]},{types[i % 6]},{1 + (i % 12):00}/{1 + (i % 9):00}/2023,{(isClosed ? $"{1 + (i % 12):00}/2{i % 8}/2024" : "")},{(i % 3 == 0 ? "Yes" : "No")},{(i % 3 == 0 && i % 30 != 0 ? "" : $"Jürgen Person{i}")},lead{i % 7}@client.example,{(i % 4 == 0 ? "High" : "Low")},Plant {i % 5},\"Somebody said, at length, what happened in case {i} and who saw it; müde\",Notes {i},Unit {i % 40}-{i},{(i % 3 == 0 ? $"own{i}" : "")}\n");
        }

        return csv.ToString();
    }
}
