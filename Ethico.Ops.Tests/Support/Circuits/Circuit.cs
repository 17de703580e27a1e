using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>One circuit, driven as blazor.web.js would: quick enough for thousands, and as dishonest as a test wants it.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly RenderTree _tree = new();
    private readonly List<ScriptCall> _calls = [];
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, TaskCompletionSource<DispatchReply>> _waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _interop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<bool>? _leaving;
    private readonly StringBuilder _kept = new();
    private long _callNumber;
    private long _batches;
    private long _batchBytes;

    private Circuit(PageShell shell, HubConnection hub)
    {
        Shell = shell;
        Hub = hub;
        Location = shell.Address;
        Listen();
    }

    public PageShell Shell { get; }

    /// <summary>The raw connection, for what no browser would send.</summary>
    public HubConnection Hub { get; }

    public ScriptAnswers Answers { get; } = new();

    /// <summary>The protected id that whoever holds it can resume the circuit with.</summary>
    public string Secret { get; private set; } = "";

    public Uri Location { get; private set; }

    /// <summary>Where the server sent the browser with a full load, if it did: this circuit is then over for a person.</summary>
    public Uri? LeftFor { get; private set; }

    /// <summary>Off: batches are acknowledged and counted, not read; for load.</summary>
    public bool ReadsBatches { get; set; } = true;

    /// <summary>Set before the start: every batch and every script call is kept as the hub sent it, drawn or not.</summary>
    public bool KeepsBytes { get; set; }

    /// <summary>What was kept, each byte a character; text is UTF-8 in it, so that a plain word is found as it stands.</summary>
    public string Kept => Under(_kept.ToString);

    public long Batches => Interlocked.Read(ref _batches);

    public long BatchBytes => Interlocked.Read(ref _batchBytes);

    /// <summary>Done when the connection is gone: ended by the server, or hung up because it reported the circuit's end.</summary>
    public Task Closed => _closed.Task;

    public bool IsOpen => Hub.State is HubConnectionState.Connected && !Closed.IsCompleted && Faults.Count is 0;

    /// <summary>What the server reported with JS.Error.</summary>
    public IReadOnlyList<string> Faults => Under(() => _faults.ToArray());

    public IReadOnlyList<ScriptCall> Calls => Under(() => _calls.ToArray());

    /// <summary>Every handler id the server has registered now, with its event's name.</summary>
    public IReadOnlyDictionary<ulong, string> Handlers => Under(() => new Dictionary<ulong, string>(_tree.Handlers));

    /// <summary>The object that takes events, as the server named it.</summary>
    public Task<long> InteropAsync() => _interop.Task.WaitAsync(Patience);

    /// <summary>Connects without starting a circuit.</summary>
    public static async Task<Circuit> ConnectAsync(PageShell shell, Action<HttpConnectionOptionsView> arrange, CancellationToken ct = default)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(new Uri(shell.BaseUri), "_blazor"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            arrange(new(options));
        });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        var circuit = new Circuit(shell, builder.Build());
        await circuit.Hub.StartAsync(ct);
        return circuit;
    }

    /// <summary>Starts the circuit and has the page's components rendered; returns when the first batch is there.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        Secret = await Hub.InvokeAsync<string?>("StartCircuit", Shell.BaseUri, Shell.Address.AbsoluteUri, "[]", Shell.State, ct)
            ?? throw new InvalidOperationException("The server started no circuit: " + string.Join("; ", Faults));
        await InteropAsync();
        await Hub.SendAsync("UpdateRootComponents", Shell.RootOperations(), Shell.State, ct);
        await UntilAsync(() => Batches > 0 || Closed.IsCompleted, "the first render batch");
    }

    public async ValueTask DisposeAsync() => await Hub.DisposeAsync();

    /// <summary>Waits for a condition, looked at after everything the server sends.</summary>
    public async Task UntilAsync(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        using var end = new CancellationTokenSource(patience ?? Patience);
        while (true)
        {
            var changed = Under(() => _changed.Task);
            if (condition())
                return;
            try
            {
                await changed.WaitAsync(end.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"Waited for {what}. Faults: {string.Join("; ", Faults)}. On the page: {Page().Text}", e);
            }
        }
    }

    /// <summary>What is shown now.</summary>
    public PageView Page() => PageView.Parse(Under(_tree.ToHtml));

    private T Under<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    private void Listen()
    {
        Hub.On<int, byte[]>("JS.RenderBatch", OnBatchAsync);
        Hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", OnScriptAsync);
        Hub.On<string, bool, string>("JS.EndInvokeDotNet", OnReply);
        Hub.On<int, string>("JS.AttachComponent", (component, _) => Change(() => _tree.AddRoot(component)));
        Hub.On<string>("JS.Error", OnFault);
        Hub.On<long>("JS.EndUpdateRootComponents", _ => { });
        Hub.On<int, bool>("JS.EndLocationChanging", (_, goes) => _leaving?.TrySetResult(goes));
        Hub.On<string, string, string, bool>("JS.SavePersistedState", (_, _, _) => true);
        Hub.Closed += _ =>
        {
            _closed.TrySetResult();
            Change(FailWaiting);
            return Task.CompletedTask;
        };
    }

    private async Task OnBatchAsync(int number, byte[] bytes)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _batchBytes, bytes.Length);
        Keep(Encoding.Latin1.GetString(bytes));
        string? fault = null;
        if (ReadsBatches)
        {
            try
            {
                Change(() => _tree.Apply(new RenderBatch(bytes)));
            }
            catch (Exception e) when (e is ArgumentException or InvalidDataException or NullReferenceException)
            {
                // As a browser does: the server is told, and ends the circuit.
                fault = e.Message;
                Change(() => _faults.Add("This client could not draw a batch: " + e.Message));
            }
        }

        await Hub.SendAsync("OnRenderCompleted", number, fault);
    }

    private async Task OnScriptAsync(long handle, string identifier, string arguments, int resultType, long target, int callType)
    {
        Keep(arguments);
        if (identifier is "Blazor._internal.attachWebRendererInterop")
            _interop.TrySetResult(JsonSerializer.Deserialize<JsonElement>(arguments)[1].GetProperty("__dotNetObject").GetInt64());
        if (identifier is "Blazor._internal.navigationManager.navigateTo" or "Blazor.navigateTo")
            await FollowAsync(JsonSerializer.Deserialize<JsonElement>(arguments));
        Change(() => _calls.Add(new(identifier, arguments)));
        if (handle is 0)
            return;

        var number = handle.ToString(CultureInfo.InvariantCulture);
        var value = Answers.For(identifier, arguments, resultType);
        await Hub.SendAsync("EndInvokeJSFromDotNet", handle, true, $"[{number},true,{value}]");
    }

    private async Task FollowAsync(JsonElement arguments)
    {
        var to = new Uri(Location, arguments[0].GetString());
        var options = arguments.GetArrayLength() > 1 ? arguments[1] : default;
        // The page's own function takes the wish to load anew as a plain truth.
        if (options.ValueKind is JsonValueKind.True || (options.ValueKind is JsonValueKind.Object && options.TryGetProperty("forceLoad", out var force) && force.GetBoolean()))
            Change(() => LeftFor = to);
        else
            await MoveAsync(to, intercepted: false);
    }

    private void Keep(string sent)
    {
        lock (_lock)
        {
            if (KeepsBytes)
                _kept.Append(sent).Append('\n');
        }
    }

    private void OnReply(string call, bool succeeded, string text) => Change(() =>
    {
        Keep(text);
        if (_waiting.Remove(call, out var waiting))
            waiting.TrySetResult(new(succeeded, text));
    });

    // The circuit is over: a browser says so and hangs up, whether or not the server does. Not from within: closing waits for handlers.
    private void OnFault(string fault)
    {
        Change(() =>
        {
            _faults.Add(fault);
            FailWaiting();
        });
        _ = Task.Run(() => Hub.StopAsync());
    }

    private void FailWaiting()
    {
        foreach (var waiting in _waiting.Values)
            waiting.TrySetResult(new(Succeeded: false, "The connection is gone."));
        _waiting.Clear();
    }

    private void Change(Action act)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            act();
            before = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.TrySetResult();
    }
}
