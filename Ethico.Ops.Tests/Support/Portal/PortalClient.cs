using System.Net;
using System.Text.RegularExpressions;
using Ethico.Ops.Infrastructure.Demo;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>A browser without a window: keeps cookies, follows no redirect by itself, asks for pages.</summary>
internal sealed partial class PortalClient : IDisposable
{
    private readonly HttpClientHandler _handler;

    public PortalClient(Uri address)
    {
        Address = address;
        _handler = new() { AllowAutoRedirect = false, CookieContainer = Cookies };
        Http = new(_handler) { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public string CookieHeader => Cookies.GetCookieHeader(Address);

    public async Task<string> PageAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Through the demo page, with its antiforgery token.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string subject, string to = "/") =>
        await PostFormAsync("/signin", await PageAsync("/signin"), new(StringComparer.Ordinal) { ["operator"] = DemoOperators.IdOf(subject).ToString(), ["to"] = to });

    public async Task<HttpResponseMessage> SignOutAsync() => await PostFormAsync("/signin/out", await PageAsync("/signin"), []);

    public Task<HttpResponseMessage> PostFormAsync(string path, string pageWithToken, Dictionary<string, string> fields)
    {
        if (Token.Match(pageWithToken) is { Success: true } match)
            fields["__RequestVerificationToken"] = match.Groups["token"].Value;
        return Http.PostAsync(path, new FormUrlEncodedContent(fields));
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<token>[^\"]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }
}
