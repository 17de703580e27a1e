using System.Globalization;
using Ethico.Ops.Bench.Harness;
using Microsoft.Playwright;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>
/// P19: the bytes a browser fetches for the first page, fonts and all, with an empty cache and then again. Chromium counts what came
/// over the wire, headers included; what its cache answers is nothing.
/// </summary>
internal static class FirstVisitBench
{
    private static readonly string[] Quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        await using var office = await Office.OpenAsync(1, ct);
        await using var mud = await Side.StartAsync(await Published.MudAsync(ct), new Dictionary<string, string>(StringComparer.Ordinal), Office.IsUpAsync, ct);
        using var visitor = await office.SignedInAsync(0, ct);
        var cookies = visitor.Cookies.GetCookies(visitor.Portal).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = visitor.Portal.ToString() }).ToList();

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("OPS_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
            Args = Quiet,
        });
        var again = new List<double>();
        var pairs = await Pairs.MeasureAsync(
            "kB of a first visit",
            options.Pairs,
            async _ => (await VisitAsync(browser, mud.Address, [], ".mud-appbar")).First,
            async _ =>
            {
                var (first, second) = await VisitAsync(browser, office.Portal.Address, cookies, "main h1");
                again.Add(second);
                return first;
            },
            ct);
        var both = string.Create(CultureInfo.InvariantCulture, $"{pairs.BaselineMedian:F0} → {pairs.OursMedian:F0} kB");
        return
        [
            Figure.Of("P19a", "bytes of a first visit, signed in ÷ those of a page of MudBlazor's bar, drawer and text", 1.5, 1, pairs, both),
            new("P19b", "bytes of a first visit, signed in", 250, 250, pairs.OursMedian, both) { Format = "F0", Unit = " kB" },
            new("P19c", "bytes of the same page once more", 30, 30, new Sample(again).Median, both) { Format = "F0", Unit = " kB" },
        ];
    }

    private static async Task<(double First, double Second)> VisitAsync(IBrowser browser, Uri address, List<Cookie> cookies, string drawn)
    {
        await using var context = await browser.NewContextAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync(cookies);
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        var bytes = 0.0;
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        List<(string Name, double Bytes)> parts = [];
        devTools.Event("Network.responseReceived").OnEvent += (_, said) =>
            names[said!.Value.GetProperty("requestId").GetString()!] = said.Value.GetProperty("response").GetProperty("url").GetString()!;
        devTools.Event("Network.loadingFinished").OnEvent += (_, said) =>
        {
            var part = said!.Value.GetProperty("encodedDataLength").GetDouble();
            bytes += part;
            if (part > 0)
                parts.Add((names.GetValueOrDefault(said.Value.GetProperty("requestId").GetString()!, "?"), part));
        };
        await devTools.SendAsync("Network.enable");
        await GoAsync();
        var first = bytes;
        foreach (var (name, part) in parts.OrderByDescending(part => part.Bytes).Take(6))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {part / 1000,7:F1} kB {name}"));
        await GoAsync();
        return (first / 1000, (bytes - first) / 1000);

        async Task GoAsync()
        {
            await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Load });
            await page.Locator(drawn).First.WaitForAsync();
            // The socket stays open and is no request: idle means that nothing is being fetched.
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
    }
}
