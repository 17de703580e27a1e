using System.Net;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>The portal against a real OpenID provider.</summary>
public sealed class EntraSignInTests(OpenIdProvider provider, EntraSignInTests.EntraPortal fixture) : IClassFixture<OpenIdProvider>, IClassFixture<EntraSignInTests.EntraPortal>
{
    [Fact]
    public async Task A_person_with_one_app_role_comes_in_and_is_written_down()
    {
        var portal = await fixture.WithAsync(provider);
        using var client = portal.Client();
        using var response = await OpenIdProvider.SignInAsync(client, "tier2-ann", to: "/?from=ticket");
        response.Headers.Location!.OriginalString.Should().Be("/?from=ticket");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await portal.Database.ValueAsync<string>(
            """
            select o.role || '|' || n.display_name || '|' || n.email || '|' || (o.last_sign_in_at is not null)
            from access.operator o join access.operator_name n on n.operator_id = o.id where o.issuer = $1 and o.subject = 'oid-tier2-ann'
            """,
            provider.Issuer)).Should().Be("SUPPORT_TIER_2|Person tier2-ann|tier2-ann@ethico.example|true");
        (await EntriesAsync(portal, "SignIn", "oid-tier2-ann")).Should().Be(1);

        using var again = portal.Client();
        (await OpenIdProvider.SignInAsync(again, "tier2-ann")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await EntriesAsync(portal, "SignIn", "oid-tier2-ann")).Should().Be(2, "the same operator, signed in twice");
    }

    [Theory]
    [InlineData("nobody", "no-role")]
    [InlineData("unknown", "no-role")]
    [InlineData("both", "two-roles")]
    public async Task A_person_without_an_app_role_or_with_two_is_told_whom_to_ask(string person, string why)
    {
        var portal = await fixture.WithAsync(provider);
        using var client = portal.Client();
        using var response = await OpenIdProvider.SignInAsync(client, person);
        response.Headers.Location!.OriginalString.Should().Be($"/signin/whom-to-ask?why={why}");
        (await client.PageAsync("/signin/whom-to-ask?why=" + why)).Should().Contain("Ask a platform administrator");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect, "nobody was signed in");

        (await portal.Database.ValueAsync<long>("select count(*) from access.operator where subject = $1", "oid-" + person)).Should().Be(0);
        (await portal.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where action = 'SignInRefused' and outcome = 'REFUSED' and detail::jsonb ->> 'refusal' = $1 and detail::jsonb ->> 'subjectSha256' = encode(sha256($2::bytea), 'hex')",
            why, System.Text.Encoding.UTF8.GetBytes("oid-" + person))).Should().Be(1);
    }

    [Fact]
    public async Task Another_issuer_than_the_directorys_own_is_refused()
    {
        await using var portal = await TestPortal.StartAsync(provider.SettingsOfAnotherIssuer);
        using var client = portal.Client();
        using var response = await OpenIdProvider.SignInAsync(client, "admin");
        response.Headers.Location!.OriginalString.Should().Be("/signin/whom-to-ask?why=provider");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await portal.Database.ValueAsync<long>("select count(*) from access.operator")).Should().Be(0);
        (await portal.Database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'SignInRefused'")).Should().Be(1);
    }

    [Fact]
    public async Task A_deactivated_operator_is_refused_and_stays_deactivated()
    {
        var portal = await fixture.WithAsync(provider);
        using var first = portal.Client();
        (await OpenIdProvider.SignInAsync(first, "tier2-bob")).Headers.Location!.OriginalString.Should().Be("/");
        await portal.Database.ExecuteAsync("update access.operator set deactivated_at = access.now() where subject = 'oid-tier2-bob'");

        using var client = portal.Client();
        using var response = await OpenIdProvider.SignInAsync(client, "tier2-bob");
        response.Headers.Location!.OriginalString.Should().Be("/signin/whom-to-ask?why=deactivated");
        (await EntriesAsync(portal, "SignInRefused", "oid-tier2-bob")).Should().Be(1);
        (await portal.Database.ValueAsync<bool>("select deactivated_at is not null from access.operator where subject = 'oid-tier2-bob'")).Should().BeTrue();
    }

    [Fact]
    public async Task The_way_to_the_provider_is_the_code_flow_with_PKCE_and_leads_nowhere_else_back()
    {
        var portal = await fixture.WithAsync(provider);
        using var client = portal.Client();
        using var response = await client.Http.GetAsync("/signin?to=https://evil.example/");
        response.Headers.Location!.ToString().Should().StartWith(provider.Issuer).And.NotContain("evil");
        // The request itself goes to the provider behind the browser's back; the provider refuses one without PKCE.
        var used = portal.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        (used.ResponseType, used.UsePkce, used.TokenValidationParameters.ValidateIssuer).Should().Be(("code", true, true));
        using var demo = await client.PostFormAsync("/signin", "", []);
        demo.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).Should().NotContain(cookie => cookie.StartsWith("ops=", StringComparison.Ordinal), "there is no demo sign-in beside a real one");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private static Task<long> EntriesAsync(TestPortal portal, string action, string subject) => portal.Database.ValueAsync<long>(
        "select count(*) from access.audit_entry e join access.operator o on e.actor_id = o.id::text where e.action = $1 and o.subject = $2", action, subject);

    /// <summary>Started by the first test, because it needs the other fixture.</summary>
    public sealed class EntraPortal : IAsyncDisposable
    {
        private readonly SemaphoreSlim _once = new(1, 1);
        private TestPortal? _portal;

        public async Task<TestPortal> WithAsync(OpenIdProvider provider)
        {
            await _once.WaitAsync();
            try
            {
                return _portal ??= await TestPortal.StartAsync(provider.Settings);
            }
            finally
            {
                _once.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_portal is not null)
                await _portal.DisposeAsync();
            _once.Dispose();
        }
    }
}
