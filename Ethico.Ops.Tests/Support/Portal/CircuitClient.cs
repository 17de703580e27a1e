using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ethico.Ops.Tests.Support.Circuits;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>A circuit without a browser (quality.md section 4): opens a page, acknowledges what is rendered, answers script calls.</summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    /// <summary>What the home page says to whoever has entered no tenant yet.</summary>
    public const string HomeWords = "Tenants you enter or pin";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HubConnection _hub;
    private readonly ConcurrentQueue<string> _rendered = new();
    private readonly SemaphoreSlim _something = new(0);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Uri _address;

    private CircuitClient(Uri address, string cookies, string? origin)
    {
        _address = address;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, "_blazor"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.Cookies = new CookieContainer();
            if (cookies.Length > 0)
                options.Headers["Cookie"] = cookies;
            if (origin is not null)
                options.Headers["Origin"] = origin;
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        _hub = builder.Build();
        _hub.Closed += _ =>
        {
            _closed.TrySetResult();
            _something.Release();
            return Task.CompletedTask;
        };
        _hub.On<long, byte[]>("JS.RenderBatch", RenderedAsync);
        _hub.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _hub.On<string>("JS.Error", message => Note("error: " + message));
        _hub.On<string, bool, bool>("JS.EndUpdateRootComponents", (_, _, _) => { });
    }

    public string? Secret { get; private set; }

    /// <summary>Identifiers of the script functions the server called, with their arguments.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Ends when the server closed the connection.</summary>
    public Task Closed => _closed.Task;

    public bool IsConnected => _hub.State is HubConnectionState.Connected;

    /// <param name="client">Whose cookies to bring.</param>
    /// <param name="origin">Our own if not given; empty for none at all.</param>
    public static async Task<CircuitClient> ConnectAsync(PortalClient client, string? origin = null)
    {
        var circuit = new CircuitClient(client.Address, client.CookieHeader, origin is "" ? null : origin ?? client.Address.GetLeftPart(UriPartial.Authority));
        await circuit._hub.StartAsync();
        return circuit;
    }

    /// <summary>Connects, starts a circuit and opens the page in it.</summary>
    public static async Task<CircuitClient> OpenAsync(PortalClient client, string path = "/")
    {
        var circuit = await ConnectAsync(client);
        await circuit.StartAsync(await client.PageAsync(path), path);
        return circuit;
    }

    public async Task StartAsync(string page, string path = "/")
    {
        var state = State.Match(page) is { Success: true } found ? found.Groups["state"].Value : "";
        Secret = await _hub.InvokeAsync<string?>("StartCircuit", _address.ToString(), new Uri(_address, path).ToString(), "[]", state)
            ?? throw new InvalidOperationException("No circuit was started.");
        var operations = new JsonArray();
        foreach (var (marker, i) in Marker.Matches(page).Select((match, i) => (match.Groups["marker"].Value, i)).Where(each => each.Item1.Contains("\"descriptor\"", StringComparison.Ordinal)))
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = JsonNode.Parse(WebUtility.HtmlDecode(marker)) });
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        await _hub.SendAsync("UpdateRootComponents", batch.ToJsonString(), state);
    }

    /// <summary>What a browser does after a lost connection, with a secret that may be somebody else's.</summary>
    public Task<bool> TakeUpAsync(string secret) => _hub.InvokeAsync<bool>("ConnectCircuit", secret);

    public Task<T> InvokeAsync<T>(string method, params object?[] arguments) => _hub.InvokeCoreAsync<T>(method, arguments);

    public Task SendAsync(string method, params object?[] arguments) => _hub.SendCoreAsync(method, arguments);

    /// <summary>Waits until the words were rendered.</summary>
    public Task SeesAsync(string words) => UntilAsync(() => _rendered.Any(batch => batch.Contains(words, StringComparison.Ordinal)), words);

    /// <summary>Waits until the server called a script function whose name or arguments contain the words.</summary>
    public Task IsCalledAsync(string words) => UntilAsync(() => Calls.Any(call => call.Contains(words, StringComparison.Ordinal)), words);

    /// <summary>Drops the connection without saying goodbye.</summary>
    public Task DropAsync() => _hub.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _something.Dispose();
    }

    private async Task UntilAsync(Func<bool> condition, string words)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!condition())
        {
            try
            {
                await _something.WaitAsync(enough.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"Waited in vain for \"{words}\". Rendered: {string.Join('\n', _rendered)}. Called: {string.Join('\n', Calls)}.", late);
            }
        }
    }

    private async Task RenderedAsync(long id, byte[] bytes)
    {
        Note(Encoding.UTF8.GetString(bytes));
        await _hub.SendAsync("OnRenderCompleted", id, null);
    }

    private void Note(string text)
    {
        _rendered.Enqueue(text);
        _something.Release();
    }

    private async Task AnswerAsync(long handle, string identifier, string? arguments, int resultType, long target, int callType)
    {
        Calls.Enqueue($"{identifier} {arguments}");
        _something.Release();
        if (handle == 0)
            return;
        var result = resultType == 1 ? "{\"__jsObjectId\":1}" : "null";
        await _hub.SendAsync("EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,{result}]"));
    }

    [GeneratedRegex("<!--Blazor:(?<marker>\\{.*?\\})-->", RegexOptions.ExplicitCapture)]
    private static partial Regex Marker { get; }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture)]
    private static partial Regex State { get; }
}
