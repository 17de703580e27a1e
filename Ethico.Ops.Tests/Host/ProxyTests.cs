using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class ProxyTests
{
    [Fact]
    public async Task H11_A_forwarded_address_is_believed_from_known_proxies_only()
    {
        await using var alone = await TestPortal.StartAsync();
        (await IpAsync(alone, "203.0.113.9")).Should().Be("127.0.0.1");

        await using var behind = await TestPortal.StartAsync(Known("127.0.0.1, 10.1.0.0/16"));
        (await IpAsync(behind, "203.0.113.9")).Should().Be("127.0.0.1, 203.0.113.9");
        (await IpAsync(behind, "198.51.100.1, 203.0.113.9, 10.1.2.3")).Should().Be("127.0.0.1, 10.1.2.3, 203.0.113.9", "what stands before an unknown address was written by it");
        (await IpAsync(behind, "<script>, 10.1.2.3")).Should().Be("127.0.0.1, 10.1.2.3");
    }

    [Fact]
    public async Task Over_https_the_cookie_is_for_this_host_alone()
    {
        await using var portal = await TestPortal.StartAsync(Known("127.0.0.1"));
        using var client = portal.Client();
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        // This client speaks http and would keep the Secure form cookie to itself.
        using var page = await client.Http.GetAsync("/signin");
        var form = page.Headers.GetValues("Set-Cookie").Single();
        client.Http.DefaultRequestHeaders.Add("Cookie", form.Split(';')[0]);
        form.Should().Contain("secure").And.Contain("httponly").And.Contain("samesite=strict");
        using var response = await client.PostFormAsync(
            "/signin", await page.Content.ReadAsStringAsync(), new(StringComparer.Ordinal) { ["operator"] = DemoOperators.IdOf("ines").ToString() });
        var cookie = response.Headers.GetValues("Set-Cookie").Single(each => each.Contains("ops=", StringComparison.Ordinal));
        cookie.Should().StartWith("__Host-ops=").And.Contain("path=/").And.Contain("secure").And.Contain("httponly").And.Contain("samesite=lax").And.NotContain("domain");
    }

    private static Dictionary<string, string?> Known(string proxies) => new(StringComparer.Ordinal) { ["Proxies:Known"] = proxies };

    private static async Task<string?> IpAsync(TestPortal portal, string forwarded)
    {
        using var client = portal.Client();
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        await client.SignInAsync("ines");
        return await portal.Database.ValueAsync<string>(
            "select ip from access.audit_entry where action = 'SignIn' and actor_id = $1 order by at desc limit 1", DemoOperators.IdOf("ines").ToString());
    }
}
