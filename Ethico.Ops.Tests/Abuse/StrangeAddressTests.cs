using System.IO.Compression;
using System.Net;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>
/// Addresses as nobody's page makes them: ids that are none, other people's, texts where a code belongs, and too much of everything. Each is
/// answered with a sentence, by a page that lives on, and nothing that was written into the address comes to the log.
/// </summary>
public sealed class StrangeAddressTests : IAsyncLifetime
{
    private const string Canary = "jane.zanzibar7@victim.example";

    // A text, a mail address, a way out of a folder, SQL, control characters, too long, nobody's.
    private static readonly string[] Ids =
        ["not-an-id", Canary, "..%2f..%2fetc%2fpasswd", "'%20or%201=1%20--", "%01%0a%0d", new string('z', 1500), Guid.Empty.ToString(), "018f0000-0000-7000-8000-0000000000ff"];

    private TestPortal _portal = null!;
    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await TestPortal.StartAsync();
        _world = new(_portal.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task F1_C21_No_address_of_a_page_breaks_it_or_comes_to_the_log()
    {
        var tenant = await _world.TenantAsync("Strange Ways Ltd");
        await _world.EnterAsync(CallerOf("amara", Role.PlatformAdmin), tenant);
        using var visitor = await _portal.VisitAsync("amara");
        await using (var circuit = await visitor.OpenAsync("/"))
        {
            foreach (var address in Addresses(tenant))
            {
                await circuit.FollowAsync(address);
                await circuit.UntilAsync(() => !circuit.IsOpen || IsSettled(circuit), address);

                circuit.IsOpen.Should().BeTrue("{0} ends no circuit: {1}", address, string.Join("; ", circuit.Faults));
                circuit.Page().Text.Should().NotContain("Exception").And.NotContain("went wrong", address);
            }
        }

        await AssertLogAsync();
    }

    [Fact]
    public async Task F1_F3_Nobodys_and_other_peoples_files_are_refused_in_a_sentence_and_one_exports_ones_own_entries_only()
    {
        var theirs = await Seed.TenantAsync(_world, "Foreign Affairs Ltd", "Zanzibar7");
        var session = await _world.EnterAsync(CallerOf("ines", Role.SupportTier2), theirs.Id);
        using var client = await _portal.SignedInAsync("tessa");
        var files = _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/downloads/", StringComparison.Ordinal)
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToList();
        files.Should().HaveCountGreaterThan(7);
        foreach (var file in files.Where(file => file != PortalUrls.AuditZip))
        {
            foreach (var id in Ids.Take(6).Append(theirs.Id.ToString()))
            {
                using var answer = await client.Http.GetAsync($"{file}?session={session.Id}&tenant={id}&review={id}&run={id}&q={Canary}&range={Canary}");
                var text = await answer.Content.ReadAsStringAsync();

                ((int)answer.StatusCode).Should().BeOneOf([403, 404, 409, 422], "{0} with {1}", file, id);
                answer.Content.Headers.ContentDisposition.Should().BeNull();
                text.Should().Contain("That did not work").And.NotContain("anzibar7").And.NotContain("Foreign Affairs");
            }
        }

        // Tier 1 sees its own acts: where somebody else's are asked for there are none, or its own.
        foreach (var asked in (string[])["", $"?operator={Crowd.IdOf("ines")}", $"?tenant={theirs.Id}", $"?session={session.Id}"])
        {
            using var answer = await client.Http.GetAsync(PortalUrls.AuditZip + asked);
            if (answer.StatusCode is HttpStatusCode.NotFound && asked.Length > 0)
                continue;
            answer.StatusCode.Should().Be(HttpStatusCode.OK, asked);
            await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
            using var entries = new StreamReader(await zip.GetEntry("entries.csv")!.OpenAsync());
            (await entries.ReadToEndAsync()).Should().NotContain(Crowd.IdOf("ines").ToString(), asked);
        }

        await AssertLogAsync();
    }

    [Fact]
    public async Task C8_C23_What_belongs_to_the_hub_answers_no_page_of_another_site()
    {
        using var client = await _portal.SignedInAsync("tessa");
        foreach (var address in (string[])["/_blazor/negotiate?negotiateVersion=1", "/_blazor/disconnect", "/_blazor", "/_BLAZOR/disconnect"])
        {
            foreach (var origin in (string?[])["https://evil.example", "null", null])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address);
                if (origin is not null)
                    request.Headers.Add("Origin", origin);
                using var answer = await client.Http.SendAsync(request);
                answer.StatusCode.Should().Be(HttpStatusCode.Forbidden, "{0} from {1}", address, origin);
            }
        }
    }

    [Fact]
    public async Task C4_What_is_too_large_is_refused_before_it_is_read()
    {
        using var client = await _portal.SignedInAsync("tessa");
        using var form = new HttpRequestMessage(HttpMethod.Post, "/signin/out") { Content = new ByteArrayContent(new byte[31_000_000]) };
        form.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        // Asks before it sends.
        form.Headers.ExpectContinue = true;
        using (var answer = await client.Http.SendAsync(form))
            answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);

        using (var answer = await client.Http.GetAsync("/clients?q=" + new string('a', 20_000)))
            answer.StatusCode.Should().Be(HttpStatusCode.RequestUriTooLong);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Note", new string('a', 60_000));
        using (var answer = await client.Http.SendAsync(request))
            answer.StatusCode.Should().Be(HttpStatusCode.RequestHeaderFieldsTooLarge);

        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK, "still signed in, and still answered");
    }

    [Fact]
    public void S8_No_text_makes_a_way_back_that_leaves_the_portal()
    {
        // Every text of five of the characters that mean something in an address.
        const string letters = "/\\:@.%?# \t\n\0;ae";
        foreach (var text in Texts(letters, 5))
        {
            IsOurs(ReturnAddress.Local(text)).Should().BeTrue("sign-in leads on to '{0}' for '{1}'", ReturnAddress.Local(text), text);
            IsOurs(PortalUrls.SafeReturn(text)).Should().BeTrue("the end of a session leads to '{0}' for '{1}'", PortalUrls.SafeReturn(text), text);
        }
    }

    // As a browser reads it (WHATWG URL): blanks at the ends, tabs and line breaks are nothing, and a backslash is a slash.
    private static bool IsOurs(string address)
    {
        var read = string.Concat(address.Trim(' ', '\0', '\t', '\r', '\n').Where(letter => letter is not ('\t' or '\r' or '\n'))).Replace('\\', '/');
        return read.StartsWith('/') && !read.StartsWith("//", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(string letters, int longest) => longest == 0 ? [""] : Texts(letters, longest - 1).SelectMany(
        rest => rest.Length == longest - 1 ? letters.Select(letter => letter + rest).Append(rest) : [rest]);

    // Every page with an id in its path, and every page that reads more from its query.
    private static IEnumerable<string> Addresses(OrganizationId tenant)
    {
        foreach (var id in Ids)
        {
            foreach (var page in (string[])[PortalUrls.WorkspaceCases, PortalUrls.Migrations, PortalUrls.Clients, PortalUrls.AuditReplay])
                yield return $"{page}/{id}";
            foreach (var tab in (string[])["usage", "adoption", "timeline", "benchmarks", "qbr"])
                yield return $"{PortalUrls.Clients}/{id}/{tab}";
        }

        foreach (var id in Ids[1..6])
        {
            yield return $"{PortalUrls.Enter}?tenant={id}&ticket={id}";
            yield return $"{PortalUrls.Operators}?open={id}&role={id}&state={id}";
            yield return $"{PortalUrls.LiveSessions}?open={id}";
            yield return $"{PortalUrls.Audit}?operator={id}&session={id}&entity={id}&action={id}&outcome={id}&from={id}&time={id}&after={id}&open={id}";
            yield return $"{PortalUrls.WorkspaceCases}?status={id}&severity={id}&category={id}&opened={id}&sort={id}&after={id}&page={id}&size=1000000";
            yield return $"{PortalUrls.WorkspaceConfiguration}?open={id}&layer={id}&q={id}";
            yield return $"{PortalUrls.WorkspaceActivity}?session={id}&after={id}";
            yield return $"{PortalUrls.Alerts}?view={id}&open={id}&state={id}&rule={id}";
            yield return $"{PortalUrls.Clients}?band={id}&trend={id}&score={id}&renewal={id}&sort={id}&page=-1&lead={id}";
            yield return $"{PortalUrls.Renewals}?view={id}&from={id}";
            yield return $"{PortalUrls.Adoption}?feature={id}&sort={id}";
            yield return $"{PortalUrls.ClientUsage(tenant)}?range={id}&grain={id}&per={id}";
            yield return $"{PortalUrls.HealthModel}?open={id}&version={id}";
            yield return $"{PortalUrls.AlertRules}?open={id}";
        }
    }

    private static bool IsSettled(Circuit circuit)
    {
        var page = circuit.Page();
        return page.Find("main :is(h1, h2), .mud-dialog") is not null && page.Find("[aria-busy=true]") is null;
    }

    private static Caller CallerOf(string subject, Role role) => new(new(Crowd.IdOf(subject)), role, "127.0.0.1", "test", "0123456789abcdef");

    // The log is written behind a queue, which is empty when the portal has ended.
    private async Task AssertLogAsync()
    {
        await _portal.App.DisposeAsync();
        _portal.Log.Text.Should().NotContain("anzibar7").And.NotContain("etc/passwd").And.NotContain("\"@l\":\"Error\"").And.NotContain("Foreign Affairs").And.NotContain("Strange Ways");
    }
}
