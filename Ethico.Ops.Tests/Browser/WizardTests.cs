using System.Globalization;
using System.Text;
using Deque.AxeCore.Playwright;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Stores.Migration;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Ethico.Ops.Tests.Browser;

/// <summary>The wizard as a person goes through it, at a real browser before the real portal.</summary>
[Collection(nameof(BrowserHost))]
public sealed class WizardTests(BrowserHost host)
{
    // Set by hand to look at the pages; no test depends on it.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("OPS_PICTURES");

    [Fact]
    public async Task MIG_34_Eight_steps_by_keyboard_and_back_out_again_without_a_serious_finding_at_any_width()
    {
        await using var person = await host.PersonAsync(width: 1440);
        var findings = new List<string>();
        await person.SignInAsync("priya");
        await person.EnterAsync("Mapleton Works");
        await person.GoAsync("/migrations");
        await PressAsync(person, "^Start a run");
        await person.Page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = "cases.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(StagedDesk.Csv(RowDesk.SixRows)) });
        await PressAsync(person, "^Detect the format");
        await PressAsync(person, "^Confirm the format");

        await person.Page.Locator(".map-grid").WaitForAsync(new() { Timeout = 60_000 });
        await person.SettleAsync();
        await ChooseAsync(person, "Inactive", "On hold");
        await ChooseAsync(person, "Mileage abuse", "create “Mileage abuse”");
        await ChooseAsync(person, "Plant 3", "create “Plant 3”");
        await person.Page.Locator("#fallback-queue").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await person.SettleAsync();
        await person.Page.Locator("#column-5 a").FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await PressAsync(person, "^Read month first");
        await PressAsync(person, "^Validate 6 rows");

        await person.Page.Locator(".findings").WaitForAsync(new() { Timeout = 60_000 });
        await OpenAsync(person, "Anonymous, yet");
        await PressAsync(person, "^Drop the identity");
        await Assertions.Expect(person.Page.GetByText("1 error is open")).ToBeVisibleAsync();
        await OpenAsync(person, "Not a date");
        await PressAsync(person, "^Leave the row out");
        await person.Page.Locator(".ops-dialog textarea").FillAsync("The day does not exist and nobody knows it.");
        await PressAsync(person, "^Leave out$");
        await person.Page.Locator(".ops-dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await PressAsync(person, "^Accept 1");
        await PressAsync(person, "^Preview the import");

        await person.Page.Locator("details.side").First.WaitForAsync(new() { Timeout = 60_000 });
        (await TilesAsync(person)).Should().Equal("5", "0", "0", "1", "0");
        (await person.Page.Locator("main").Last.InnerTextAsync()).Should().NotContain("Reporter One").And.NotContain("door blocked");
        await LookAsync(person, "preview", findings);
        await PressAsync(person, "^Step up to Write mode");
        await person.Page.Locator(".ops-dialog textarea").FillAsync("Importing the history as agreed with the client.");
        await PressAsync(person, "^Write for");
        await person.Page.Locator(".frame.write").WaitForAsync();
        await PressAsync(person, "^Start import…");
        await person.Page.Locator(".ops-dialog input").FillAsync("Mapleton Works");
        await LookAsync(person, "start", findings);
        await PressAsync(person, "^Start import$");

        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "Count the sheet" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await person.GoAsync(new Uri(person.Page.Url).AbsolutePath + "?step=6");
        (await TilesAsync(person)).Should().Equal("5", "0", "0", "1", "0");
        await LookAsync(person, "import", findings);
        await person.GoAsync(new Uri(person.Page.Url).AbsolutePath);
        await PressAsync(person, "^Count the sheet");
        await person.Page.GetByText("The sheet balances").WaitForAsync(new() { Timeout = 60_000 });
        var first = person.Page.Locator("details.side summary").First;
        await first.FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        for (var i = 1; i <= 5; i++)
        {
            // The next one opens by itself.
            await person.Page.Locator("details.side[open]").GetByRole(AriaRole.Button, new() { Name = "Matches" }).FocusAsync();
            await person.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(person.Page.GetByText($"{i} of 5 judged")).ToBeVisibleAsync();
        }

        await person.Page.Locator("main textarea").FillAsync("All rows are accounted for.");
        await LookAsync(person, "verify", findings);
        await PressAsync(person, "^Sign off$");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign as well" })).ToBeVisibleAsync();

        await person.GoAsync(new Uri(person.Page.Url).AbsolutePath);
        await PressAsync(person, "^Preview the rollback");
        await person.Page.Locator(".tile").First.WaitForAsync();
        (await TilesAsync(person)).Should().Equal("5", "0", "0", "0", "0");
        await LookAsync(person, "rollback", findings);
        await PressAsync(person, "^Roll back…");
        await person.Page.Locator(".ops-dialog input").FillAsync((await person.Page.Locator("main .id").First.InnerTextAsync()).Trim());
        await person.Page.Locator(".ops-dialog textarea").FillAsync("The client asked us to begin again.");
        await PressAsync(person, "^Roll back$");
        await person.Page.GetByText("5 removed, 0 restored, 0 kept").WaitForAsync(new() { Timeout = 60_000 });
        await person.GoAsync("/migrations");
        await LookAsync(person, "runs", findings);

        person.Complaints.Should().BeEmpty();
        findings.Should().BeEmpty("{0}", string.Join('\n', findings));
        await person.LeaveTenantAsync();
    }

    [Fact]
    public async Task MIG_4_Of_several_small_files_chosen_at_once_all_are_stored_before_the_page_goes_on()
    {
        await using var person = await host.PersonAsync();
        await person.SignInAsync("priya");
        await person.EnterAsync("Mapleton Works");
        await person.GoAsync("/migrations");
        await PressAsync(person, "^Start a run");
        var lines = StagedDesk.Csv(RowDesk.SixRows).TrimEnd().Split('\n');
        await person.Page.Locator("#upload-file").SetInputFilesAsync(
            new[] { 1, 3, 5 }.Select(at => new FilePayload { Name = $"part-{at}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], .. lines[at..(at + 2)]]) + "\n") }));
        await PressAsync(person, "^Detect the format");
        await person.Page.GetByText("The other 2 files").WaitForAsync(new() { Timeout = 60_000 });
        await person.LeaveTenantAsync();
    }

    [Fact]
    public async Task MIG_3_A_colleague_finds_the_step_and_its_choices_and_taking_over_turns_the_first_page_read_only()
    {
        await using var person = await host.PersonAsync();
        await person.SignInAsync("priya");
        await person.EnterAsync("Mapleton Works");
        await person.GoAsync("/migrations");
        await PressAsync(person, "^Start a run");
        await person.Page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = "cases.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(StagedDesk.Csv(RowDesk.SixRows)) });
        await PressAsync(person, "^Detect the format");
        await PressAsync(person, "^Confirm the format");
        await person.Page.Locator(".map-grid").WaitForAsync(new() { Timeout = 60_000 });
        await person.SettleAsync();
        await ChooseAsync(person, "Inactive", "On hold");
        await Assertions.Expect(person.Page.GetByLabel("Inactive", new() { Exact = true })).ToHaveValueAsync("code:ON_HOLD");
        var address = new Uri(person.Page.Url).AbsolutePath;

        await using var colleague = await host.PersonAsync();
        await colleague.SignInAsync("amara");
        await colleague.EnterAsync("Mapleton Works");
        await colleague.GoAsync(address);
        await colleague.Page.Locator(".map-grid").WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(colleague.Page.GetByText("Priya Raman (Implementation manager) has had this run")).ToBeVisibleAsync();
        await Assertions.Expect(colleague.Page.GetByLabel("Inactive", new() { Exact = true })).ToHaveValueAsync("code:ON_HOLD");
        await Assertions.Expect(colleague.Page.GetByLabel("Inactive", new() { Exact = true })).ToBeDisabledAsync();
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Validate 6 rows") })).ToHaveCountAsync(0);
        await PressAsync(colleague, "^Take over$");
        await colleague.Page.Locator(".ops-dialog textarea").FillAsync("Priya is on the train and asked me to go on.");
        await colleague.Page.Locator(".ops-dialog").GetByRole(AriaRole.Button, new() { Name = "Take over" }).FocusAsync();
        await colleague.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(person.Page.GetByText("Amara Nwosu (Platform administrator) has had this run")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Validate 6 rows") })).ToHaveCountAsync(0);
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Validate 6 rows") })).ToBeVisibleAsync();
        person.Complaints.Concat(colleague.Complaints).Should().BeEmpty();
        await colleague.LeaveTenantAsync();
        await person.LeaveTenantAsync();
    }

    [Fact]
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
        var open = person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept (?!all)") });
        for (var tries = 20; await open.CountAsync() is var left and > 0; tries--)
        {
            // A click that meets a drawing under way is lost, and a person clicks again.
            try
            {
                await open.First.ClickAsync(new() { Timeout = 5_000 });
                await Assertions.Expect(open).ToHaveCountAsync(left - 1, new() { Timeout = 5_000 });
            }
            catch (Exception fault) when (fault is PlaywrightException or TimeoutException && tries > 0)
            {
                await person.SettleAsync();
            }
        }

        if (Pictures is not null)
            await person.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "after-accept.png"), FullPage = true });
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

    // By the keyboard alone.
    private static async Task PressAsync(Person person, string name)
    {
        var button = person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(name) }).Last;
        await Assertions.Expect(button).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await button.FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task OpenAsync(Person person, string words)
    {
        await person.Page.Locator(".findings .row-link", new() { HasTextString = words }).FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task ChooseAsync(Person person, string value, string meaning)
    {
        await person.Page.GetByLabel(value, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = meaning });
        await person.SettleAsync();
    }

    private static async Task<IReadOnlyList<string>> TilesAsync(Person person) => await person.Page.Locator(".tile .v").AllInnerTextsAsync();

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
            // The page lives while it is looked at: what is drawn anew between two colours is looked at again.
            if (result.Violations.Length > 0)
            {
                await person.SettleAsync();
                result = await person.Page.RunAxe();
            }

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
        for (var i = 1; i <= 24; i++)
        {
            var isClosed = i % 6 is 0 or 1 or 4;
            csv.Append(CultureInfo.InvariantCulture,
                $"2023-{i:000},{88_000 + i},{states[i % 6]},{types[i % 6]},{1 + (i % 12):00}/{1 + (i % 9):00}/2023,{(isClosed ? $"{1 + (i % 12):00}/2{i % 8}/2024" : "")},{(i % 3 == 0 ? "Yes" : "No")},{(i % 3 == 0 && i % 30 != 0 ? "" : $"Jürgen Person{i}")},lead{i % 7}@client.example,{(i % 4 == 0 ? "High" : "Low")},Plant {i % 5},\"Somebody said, at length, what happened in case {i} and who saw it; müde\",Notes {i},Unit {i % 40}-{i},{(i % 3 == 0 ? $"own{i}" : "")}\n");
        }

        return csv.ToString();
    }
}
