using System.Globalization;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Tests.Support.Circuits;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>
/// P14 to P18: both servers run as published, each in a process of its own with the same settings; the clients are those of the abuse
/// tests, so that nothing but the server is measured but for what both sides share.
/// </summary>
internal static class CircuitBench
{
    private const int Memory = 100;
    private const int Crowd = 1_000;
    private const int Clicks = 31;
    private const double ClicksASecond = 0.1;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(30);

    /// <summary>P14: what one more circuit on the densest page keeps alive.</summary>
    public static async Task<IReadOnlyList<Figure>> MemoryAsync(RunOptions options, CancellationToken ct)
    {
        await using var office = await Office.OpenAsync(options.Of(Memory), ct);
        var count = options.Of(Memory);
        // What the first circuits make for all that follow is not a circuit's.
        await (await office.BareAsync(20, ct)).DisposeAsync();
        await (await office.PortalAsync("/workspace/cases", 20, ct)).DisposeAsync();
        var pairs = await Pairs.MeasureAsync(
            "KiB a circuit",
            options.Pairs,
            token => PerCircuitAsync(office.Bare, () => office.BareAsync(count, token), count, token),
            token => PerCircuitAsync(office.Portal, () => office.PortalAsync("/workspace/cases", count, token), count, token),
            ct);
        return
        [
            Figure.Of("P14", "managed memory a circuit, list of cases with an open session ÷ bare counter page", 10, 4, pairs, Both(pairs, "KiB")),
            new("P14b", "managed memory a circuit on the list of cases", 1_320, 528, pairs.OursMedian, Both(pairs, "KiB")) { Format = "F0", Unit = " KiB" },
        ];
    }

    /// <summary>
    /// P17: bytes of the batches that a small click causes on a page with 25 rows. "The same click on a bare page" is taken both ways: the
    /// very same control on a page of ours without a list, and the template's counter.
    /// </summary>
    public static async Task<IReadOnlyList<Figure>> ClickAsync(RunOptions options, CancellationToken ct)
    {
        await using var office = await Office.OpenAsync(20, ct);
        await using var bare = await office.BareAsync(1, ct);
        await using var plain = await office.PortalAsync("/", 1, ct);
        await using var list = await office.PortalAsync("/workspace/cases", 1, ct);
        var rows = list.Circuits[0].Page().All("tbody tr").Count;
        if (rows < 25)
            throw new InvalidOperationException($"The list shows {rows} rows; 25 were wanted.");

        // The bell reads the notices and shows their count, as a counter does; the switch stands in a menu of this person's.
        var bell = await SameAsync("bell", Office.PortalClick);
        var menu = await SameAsync("menu", Office.SwitchClick);
        var counter = await Pairs.MeasureAsync(
            "bytes a click, menu ÷ counter", options.Pairs, _ => BytesAsync(bare.Circuits[0], Office.BareClick), _ => BytesAsync(list.Circuits[0], Office.SwitchClick), ct);
        return
        [
            Figure.Of("P17a", $"render-batch bytes of the counter in the bar (the bell) over a list of {rows} rows ÷ the same click on a page without a list", 3, 1.2, bell, Both(bell, "bytes")),
            Figure.Of("P17b", $"render-batch bytes of a switch in a menu over a list of {rows} rows ÷ the same click on a page without a list", 3, 1.2, menu, Both(menu, "bytes")),
            Figure.Of("P17c", $"render-batch bytes of a switch in a menu over a list of {rows} rows ÷ a click on the template's counter", 3, 1.2, counter, Both(counter, "bytes")),
        ];

        Task<Pairs> SameAsync(string what, Func<Circuit, Task<DispatchReply>> click) => Pairs.MeasureAsync(
            $"bytes a click, {what}", options.Pairs, _ => BytesAsync(plain.Circuits[0], click), _ => BytesAsync(list.Circuits[0], click), ct);
    }

    /// <summary>P15 and P16: a thousand circuits on the first page with the session bar, clicking now and then, and idle.</summary>
    public static async Task<IReadOnlyList<Figure>> CrowdAsync(RunOptions options, CancellationToken ct)
    {
        var count = options.Of(Crowd);
        await using var office = await Office.OpenAsync(count, ct);
        await using var bare = await office.BareAsync(count, ct);
        await using var ours = await office.PortalAsync("/", count, ct);
        var pairs = await Pairs.MeasureAsync(
            "p99 ms of a click",
            options.Pairs,
            token => UnderLoadAsync(bare, Office.BareClick, token),
            token => UnderLoadAsync(ours, Office.PortalClick, token),
            ct);

        bare.StopReading();
        ours.StopReading();
        var before = ours.Batches;
        await Task.Delay(Idle, TimeProvider.System, ct);
        var idle = (ours.Batches - before) / Idle.TotalSeconds / count;
        bare.MustBeAlive();
        ours.MustBeAlive();
        var alive = string.Create(CultureInfo.InvariantCulture, $"{count} circuits on each side, none lost");
        return
        [
            Figure.Of("P15", "p99 of a click ÷ the same on bare counter pages", 5, 5, pairs, Both(pairs, "ms") + ", " + alive),
            new("P15b", "p99 of a click", 200, 100, pairs.OursMedian, Both(pairs, "ms") + ", " + alive) { Format = "F1", Unit = " ms", Spread = pairs.Spread },
            new("P16", "render batches a second and idle circuit with an open session", 1 / 15.0, 0, idle, string.Create(CultureInfo.InvariantCulture, $"{ours.Batches - before} batches from {count} circuits in {Idle.TotalSeconds:F0} s")) { Format = "F4" },
        ];
    }

    /// <summary>P18: from the process's start to the first page of somebody signed in.</summary>
    public static async Task<IReadOnlyList<Figure>> ColdAsync(RunOptions options, CancellationToken ct)
    {
        await using var office = await Office.OpenAsync(1, ct);
        using var visitor = await office.SignedInAsync(0, ct);
        await office.StopPortalAsync();
        var pairs = await Pairs.MeasureAsync(
            "ms to the first page",
            options.Pairs,
            async token =>
            {
                await using var side = await office.StartBareAsync((address, stop) => AnswersAsync(new HttpClient { BaseAddress = address }, "/", stop), token);
                return side.Started.TotalMilliseconds;
            },
            async token =>
            {
                await using var side = await office.StartPortalAsync(
                    async (address, stop) => await AnswersAsync(new HttpClient { BaseAddress = address }, "/health/ready", stop) && await AnswersAsync(Copy(visitor, address), "/", stop), token);
                return side.Started.TotalMilliseconds;
            },
            ct);
        return
        [
            Figure.Of("P18", "start of the process to the first page of somebody signed in ÷ an empty Blazor application's first page", 2.5, 1.5, pairs, Both(pairs, "ms")),
            new("P18b", "start of the process to the first page", 3_000, 3_000, pairs.OursMedian, Both(pairs, "ms")) { Format = "F0", Unit = " ms", Spread = pairs.Spread },
        ];
    }

    // Cookies know no port, but this client knows one address.
    private static HttpClient Copy(Visitor visitor, Uri address)
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Cookie", visitor.Cookies.GetCookieHeader(visitor.Portal));
        return http;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken ct)
    {
        using (http)
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
            return response.IsSuccessStatusCode && response.RequestMessage!.RequestUri!.AbsolutePath.Equals(path, StringComparison.Ordinal);
        }
    }

    private static async Task<double> PerCircuitAsync(Side side, Func<Task<Gathering>> open, int count, CancellationToken ct)
    {
        var before = await side.LiveBytesAsync(ct);
        await using var gathering = await open();
        var after = await side.LiveBytesAsync(ct);
        gathering.MustBeAlive();
        return (after - before) / 1024.0 / count;
    }

    private static async Task<double> BytesAsync(Circuit circuit, Func<Circuit, Task<DispatchReply>> click)
    {
        List<double> sizes = [];
        for (var i = 0; i < Clicks; i++)
        {
            var (batches, bytes) = (circuit.Batches, circuit.BatchBytes);
            await click(circuit);
            await circuit.UntilAsync(() => circuit.Batches > batches, "a batch");
            sizes.Add(circuit.BatchBytes - bytes);
        }

        return new Sample(sizes).Median;
    }

    private static async Task<double> UnderLoadAsync(Gathering gathering, Func<Circuit, Task<DispatchReply>> click, CancellationToken ct)
    {
        var waits = await gathering.ClickAsync(click, ClicksASecond * gathering.Circuits.Count, Load, ct);
        gathering.MustBeAlive();
        return new Sample(waits).At(0.99);
    }

    private static string Both(Pairs pairs, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{pairs.BaselineMedian:F1} → {pairs.OursMedian:F1} {unit}");
}
