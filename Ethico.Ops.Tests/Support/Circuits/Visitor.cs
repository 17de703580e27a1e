using System.Net;
using System.Net.WebSockets;
using AngleSharp.Html.Dom;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>A browser's place at a portal: its cookies, its plain requests, and the circuits it opens.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { UseCookies = true, AllowAutoRedirect = true };
    private readonly HttpClient _http;

    public Visitor(Uri portal)
    {
        Portal = portal;
        _http = new HttpClient(_handler) { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("circuit-client/1.0");
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Uri Portal { get; }

    public HttpClient Http => _http;

    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>What a browser on the portal's own pages says it comes from.</summary>
    public string Origin => Portal.GetLeftPart(UriPartial.Authority);

    public async Task<PageShell> GetAsync(string path, CancellationToken ct = default)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), ct);
        var html = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? PageShell.Read(response.RequestMessage!.RequestUri!, html)
            : throw new HttpRequestException($"{path} answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
    }

    /// <summary>Sends a form of a static page, with the values it holds and those given.</summary>
    public async Task<PageShell> SendAsync(PageShell page, IHtmlFormElement form, IReadOnlyDictionary<string, string> values, CancellationToken ct = default)
    {
        var fields = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Where(input => input.Type is not ("radio" or "checkbox" or "submit") || input.IsChecked)
            .ToDictionary(input => input.Name!, input => input.Value, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, form.GetAttribute("action") ?? "")) { Content = content };
        request.Headers.Add("Origin", Origin);
        using var response = await _http.SendAsync(request, ct);
        var html = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? PageShell.Read(response.RequestMessage!.RequestUri!, html)
            : throw new HttpRequestException($"The form answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
    }

    /// <summary>Through the demo sign-in page, as the operator with this id.</summary>
    public async Task SignInAsync(Guid person, CancellationToken ct = default)
    {
        var page = await GetAsync("/signin", ct);
        var form = PageView.Parse(page.Html).Document.Forms.OfType<IHtmlFormElement>().First(each => each.QuerySelector("[name=operator]") is not null);
        var landed = await SendAsync(page, form, new Dictionary<string, string>(StringComparer.Ordinal) { ["operator"] = person.ToString() }, ct);
        if (landed.Address.AbsolutePath.StartsWith("/signin", StringComparison.Ordinal))
            throw new InvalidOperationException("The sign-in was refused: " + PageView.Parse(landed.Html).Text);
    }

    /// <summary>Opens a page and its circuit.</summary>
    public async Task<Circuit> OpenAsync(string path, Action<Circuit>? arrange = null, CancellationToken ct = default)
    {
        var circuit = await ConnectAsync(await GetAsync(path, ct), ct);
        arrange?.Invoke(circuit);
        await circuit.StartAsync(ct);
        return circuit;
    }

    /// <summary>Closes a page as a browser does: the circuit is told, and is not kept for a return.</summary>
    public async Task LeaveAsync(Circuit circuit)
    {
        using var content = new MultipartFormDataContent { { new StringContent(circuit.Secret), "circuitId" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Portal, "_blazor/disconnect")) { Content = content };
        request.Headers.Add("Origin", Origin);
        using var response = await _http.SendAsync(request);
        await circuit.DisposeAsync();
    }

    /// <summary>Connects to the hub as a page of the portal does, without starting a circuit.</summary>
    public Task<Circuit> ConnectAsync(PageShell shell, CancellationToken ct = default) => Circuit.ConnectAsync(
        shell,
        options =>
        {
            options.Bring(Cookies);
            options.Say("Origin", Origin);
            options.Say("User-Agent", "circuit-client/1.0");
        },
        ct);

    /// <summary>Asks for the hub's socket and says how it was answered: 101 where it opened.</summary>
    public async Task<HttpStatusCode> KnockAsync(string? origin, CancellationToken ct = default)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = Cookies;
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        var hub = new UriBuilder(new Uri(Portal, "_blazor"));
        hub.Scheme = Portal.Scheme is "https" ? "wss" : "ws";
        try
        {
            await socket.ConnectAsync(hub.Uri, ct);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            // The status says it.
        }

        return socket.HttpStatusCode;
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
