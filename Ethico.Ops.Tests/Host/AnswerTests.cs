using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>What every answer of the portal has, and what has no answer.</summary>
public sealed partial class AnswerTests(TestPortal portal) : IClassFixture<TestPortal>
{
    // Reviewed: what a person who is not signed in may ask for. Static assets aside.
    private static readonly HashSet<string> OpenToAll = new(StringComparer.Ordinal)
    {
        "GET /health/live", "GET /health/ready", "GET /signin", "POST /signin", "GET /signin/whom-to-ask", "GET /signin/left", "POST /signin/out",
    };

    [Theory]
    [InlineData("/signin")]
    [InlineData("/health/ready")]
    [InlineData("/nothing-here")]
    [InlineData("/")]
    public async Task S8_C18_C23_Every_answer_is_kept_by_nobody_framed_by_nobody_and_runs_our_scripts_only(string path)
    {
        using var client = portal.Client();
        using var response = await client.Http.GetAsync(path);
        string Header(string name) => string.Join(", ", response.Headers.TryGetValues(name, out var values) ? values : []);
        var policy = Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries);
        policy.Should().Contain("script-src 'self'").And.Contain("frame-ancestors 'none'").And.Contain("object-src 'none'").And.Contain("base-uri 'self'")
            .And.Contain("connect-src 'self'").And.Contain("default-src 'none'").And.Contain("form-action 'self'");
        Header("Cache-Control").Should().Be("no-store");
        Header("X-Content-Type-Options").Should().Be("nosniff");
        Header("Referrer-Policy").Should().Be("no-referrer");
        Header("X-Frame-Options").Should().Be("DENY");
        Header("Permissions-Policy").Should().Contain("camera=()");
        response.Headers.Contains("Server").Should().BeFalse();
        response.Headers.Contains("X-Powered-By").Should().BeFalse();
    }

    [Fact]
    public async Task S8_The_signed_in_page_has_one_policy_and_no_inline_script()
    {
        using var client = await portal.SignedInAsync("ines");
        using var response = await client.Http.GetAsync("/");
        response.Headers.GetValues("Content-Security-Policy").Should().ContainSingle();
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        var page = await response.Content.ReadAsStringAsync();
        page.Split("<script").Skip(1).Should().NotBeEmpty().And.OnlyContain(script => script.Substring(0, script.IndexOf('>')).Contains(" src=\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H5_TRACE_debug_symbols_listings_and_metrics_are_not_answered_on_the_main_port()
    {
        using var client = portal.Client();
        using (var trace = await client.Http.SendAsync(new(HttpMethod.Trace, "/")))
            trace.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        foreach (var path in (string[])["/metrics", "/_framework/Ethico.Ops.Portal.pdb", "/_framework/", "/css/", "/_content/", "/appsettings.json", "/../appsettings.json", "/.git/config"])
            (await client.Http.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task H5_Metrics_are_answered_on_the_management_port_only_whatever_the_Host_header_says()
    {
        var port = FreePort();
        await using var own = await TestPortal.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Management:Port"] = $"{port}" });
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{port}/metrics");
        metrics.Should().Contain("ops_circuits_open");
        await ReadyAsync(http, $"http://127.0.0.1:{port}/health/ready");
        (await http.GetAsync($"http://127.0.0.1:{port}/signin")).StatusCode.Should().Be(HttpStatusCode.NotFound);

        using var pretending = new HttpRequestMessage(HttpMethod.Get, new Uri(own.Address, "/metrics"));
        pretending.Headers.Host = $"127.0.0.1:{port}";
        (await http.SendAsync(pretending)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Health_names_its_checks_and_says_nothing_else()
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        (await http.GetStringAsync("/health/live")).Should().Be("""{"status":"Healthy"}""");
        using var ready = JsonDocument.Parse(await ReadyAsync(http, "/health/ready"));
        ready.RootElement.EnumerateObject().Select(each => each.Name).Should().Equal("status", "checks");
        ready.RootElement.GetProperty("checks").EnumerateObject().Select(each => each.Name).Should().Contain(["database", "migrations", "signals"]);
    }

    [Fact]
    public async Task A_portal_whose_database_lacks_a_migration_is_alive_and_not_ready()
    {
        await using var own = await TestPortal.StartAsync();
        await own.Database.ExecuteAsync("delete from host.migration");
        using var http = new HttpClient { BaseAddress = own.Address };
        using var ready = await http.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Contain("\"migrations\":\"Unhealthy\"").And.Contain("\"database\":\"Healthy\"");
        (await http.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task D6_A_server_whose_clock_is_seconds_off_the_databases_says_so_and_stays_ready()
    {
        await using var own = await TestPortal.StartAsync(services: services => services.AddSingleton<TimeProvider>(new FastClock()));
        using var http = new HttpClient { BaseAddress = own.Address };

        using var ready = await http.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync()).Should().Contain("\"clock\":\"Degraded\"");
        using var mine = new HttpClient { BaseAddress = portal.Address };
        (await ReadyAsync(mine, "/health/ready")).Should().Contain("\"clock\":\"Healthy\"");
    }

    [Fact]
    public async Task H2_A_fault_shows_a_reference_that_finds_its_log_entry_and_no_text_of_the_exception()
    {
        await using var own = await TestPortal.StartAsync(services: services => services.AddSingleton<IOperators>(new Faulty()));
        using var client = own.Client();
        client.Http.DefaultRequestHeaders.Accept.Clear();
        client.Http.DefaultRequestHeaders.Add("Accept", "application/json");
        using var response = await client.Http.GetAsync("/signin");
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var text = await response.Content.ReadAsStringAsync();
        using var problem = JsonDocument.Parse(text);
        problem.RootElement.EnumerateObject().Select(each => each.Name).Should().Equal("type", "title", "status", "detail", "code", "reference", "errors");
        var reference = problem.RootElement.GetProperty("reference").GetString()!;
        reference.Should().MatchRegex("^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$");
        text.Should().NotContain("Hunter2").And.NotContain("Faulty").And.NotContain("   at ");

        client.Http.DefaultRequestHeaders.Accept.Clear();
        client.Http.DefaultRequestHeaders.Add("Accept", "text/html");
        var page = await client.PageAsync("/signin");
        page.Should().Contain("Reference <code").And.NotContain("Hunter2");

        await own.DisposeAsync();
        own.Log.Text.Should().Contain($"\"@tr\":\"{reference.Replace("-", "", StringComparison.Ordinal)}").And.NotContain("Hunter2").And.NotContain("jane.roe@client.example");
    }

    [Fact]
    public void Whatever_does_not_say_who_may_see_it_is_for_signed_in_people_only()
    {
        var open = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .SelectMany(Named).Where(name => !name.Contains("/_", StringComparison.Ordinal) && !name.Contains("{**", StringComparison.Ordinal) && !IsAsset(name));
        open.Should().BeSubsetOf(OpenToAll);
    }

    [Fact]
    public async Task C23_Every_endpoint_that_is_no_GET_wants_its_antiforgery_token()
    {
        using var client = await portal.SignedInAsync("ines");
        var changing = Endpoints().SelectMany(Named)
            .Where(name => !name.StartsWith("GET ", StringComparison.Ordinal) && !name.StartsWith("HEAD ", StringComparison.Ordinal))
            .Where(name => !name.Contains("/_blazor", StringComparison.Ordinal) && !name.StartsWith("POST /ingest/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        changing.Should().Contain("POST /signin/out");
        foreach (var name in changing)
        {
            var (method, path) = (name.Split(' ')[0], Parameters().Replace(name.Split(' ')[1], hole => hole.Value.Contains(":int", StringComparison.Ordinal) ? "0" : Guid.Empty.ToString()));
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new FormUrlEncodedContent([]) };
            using var response = await client.Http.SendAsync(request);
            // An upload's ticket travels in a header that no page of another site can send: without it there is no such upload.
            int[] refused = path.StartsWith("/uploads/", StringComparison.Ordinal) ? [404] : [400, 405];
            ((int)response.StatusCode).Should().BeOneOf(refused, "{0} changes something", name);
        }
    }

    [Fact]
    public async Task C23_A_post_without_a_token_or_with_an_unreadable_form_is_refused_and_is_no_fault_in_the_log()
    {
        var own = await TestPortal.StartAsync();
        using var client = await own.SignedInAsync("ines");

        // None, some, and forms that cannot be read: cut off, without a boundary, and with more fields than a form may have.
        var many = string.Join('&', Enumerable.Range(0, 3000).Select(n => $"a{n}=1"));
        foreach (var (path, type, body) in ((string, string, string)[])
            [
                ("/", "application/x-www-form-urlencoded", ""), ("/", "application/x-www-form-urlencoded", "a=b"), ("/", "multipart/form-data; boundary=xx", "garbage"),
                ("/signin/out", "application/x-www-form-urlencoded", ""), ("/signin/out", "application/x-www-form-urlencoded", "a=b"),
                ("/signin/out", "multipart/form-data; boundary=xx", "garbage"), ("/signin/out", "multipart/form-data", "garbage"), ("/signin/out", "application/x-www-form-urlencoded", many),
            ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.Accept.ParseAdd("text/html");
            using var response = await client.Http.SendAsync(request);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, "{0} as {1}", path, type);
            (await response.Content.ReadAsStringAsync()).Should().NotContain("Exception");
        }

        // The log is written behind a queue, which is empty when the portal has ended.
        await own.DisposeAsync();
        own.Log.Text.Should().NotContain("unhandled exception").And.NotContain("\"@l\":\"Error\"").And.NotContain("\"@x\"");
        own.Log.Text.Should().Contain("request was refused with {Status}").And.Contain("\"Status\":400");
    }

    private IEnumerable<RouteEndpoint> Endpoints() => portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameters();

    private static bool IsAsset(string name) => Path.HasExtension(name);

    // A page's route takes POST for its forms, which ours have none of: the framework's own antiforgery answers there.
    private static IEnumerable<string> Named(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText?.TrimStart('/')}");

    // A portal answers people before its scheduler has joined the cluster, and is ready once it has.
    private static async Task<string> ReadyAsync(HttpClient http, string address)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await http.GetAsync(address, limit.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
                return await answer.Content.ReadAsStringAsync(limit.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Faulty : IOperators
    {
        public Task<Outcome<IReadOnlyList<OperatorView>>> OfIssuerAsync(string issuer, CancellationToken ct) => throw new InvalidOperationException(
            "Host=db;Username=ops_app;Password=Hunter2;Database=ops jane.roe@client.example", new FormatException("Authorization: Bearer Hunter2Hunter2"));

        public Task<Outcome<OperatorId>> SignedInAsync(SignInFacts facts, CancellationToken ct) => throw new NotSupportedException();

        public Task<Outcome<Done>> SignInRefusedAsync(RefusedSignIn refused, CancellationToken ct) => throw new NotSupportedException();

        public Task<Outcome<Done>> SignedOutAsync(Caller caller, Guid signIn, CancellationToken ct) => throw new NotSupportedException();

        public Task<Outcome<Standing>> StandingAsync(OperatorId who, Guid signIn, CancellationToken ct) => throw new NotSupportedException();

        public Task<Outcome<OperatorView?>> FindAsync(OperatorId who, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class FastClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(3);
    }
}
