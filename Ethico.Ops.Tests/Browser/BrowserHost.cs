using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Ethico.Ops.Tests.Browser.BrowserHost))]

namespace Ethico.Ops.Tests.Browser;

/// <summary>
/// The real portal with the demo's clients, once per run, and a Chromium beside it. Started by the first test that asks, so that a run
/// without browser tests pays nothing.
/// Everybody of one run shares the demo's people, and a person has one open session: the classes that ask stand in one collection, so that
/// none enters a tenant under another's feet.
/// </summary>
public sealed class BrowserHost : IAsyncLifetime
{
    // No drawing on a graphics card that is not there, and no talk with anybody but the portal.
    private static readonly string[] Quiet =
        ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe"];

    private readonly SemaphoreSlim one = new(1, 1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ops-browser-");
    private TestDatabase? database;
    private TestPortal? portal;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody at a browser of their own. Skips the test where no Chromium is installed, and says which would do.</summary>
    public async Task<Person> PersonAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        await StartAsync();
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = portal!.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        return await Person.SitAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (portal is not null)
            await portal.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        one.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("OPS_CHROMIUM") is { Length: > 0 } named ? named : Array.Find(Places, File.Exists);
        Assert.SkipWhen(chromium is null, "No Chromium here. Install Debian's package chromium, or name one in OPS_CHROMIUM.");
        await one.WaitAsync();
        try
        {
            if (browser is not null)
                return;
            // After a night, so that clients have scores to look at.
            database = await TestDatabase.CreateAsync(Jobs.DemoGround.AfterTheNight);
            // Sessions live by the database's clock, and browsers do not wait: it runs here. From the day of the demo, in portal and
            // database alike: by today's date the portal owes the nights since, does them at the next five minutes of the hour, and of
            // clients that nobody has used for months none is at medium risk any more.
            await database.RunClockFromAsync(TestTemplate.DemoAnchor);
            portal = await TestPortal.StartAsync(
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ops:DataPath"] = folder.FullName, ["Audit:AnchorPath"] = Path.Combine(folder.FullName, "anchor.jsonl") },
                database: database,
                clock: new RunningClock(TestTemplate.DemoAnchor));
            playwright = await Playwright.CreateAsync();
            // Chromium refuses its sandbox to root, which is who a container runs as.
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = chromium,
                Args = [.. Quiet, .. string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? (string[])["--no-sandbox"] : []],
            });
        }
        finally
        {
            one.Release();
        }
    }
}
