using System.Net;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class DemoSignInTests(TestPortal portal) : IClassFixture<TestPortal>
{
    [Fact]
    public async Task The_page_offers_at_least_one_operator_of_each_role_and_needs_no_script()
    {
        using var client = portal.Client();
        var page = await client.PageAsync("/signin");
        foreach (var role in Enum.GetValues<Role>())
            page.Should().Contain(role.Shown());
        page.Should().NotContain("<script");
    }

    [Fact]
    public async Task Signing_in_leaves_an_entry_with_the_address_and_a_cookie_without_a_name_in_it()
    {
        using var client = portal.Client();
        using var response = await client.SignInAsync("ines", "/?a=b");
        response.Headers.Location!.OriginalString.Should().Be("/?a=b");
        var cookie = response.Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("ops=", StringComparison.Ordinal));
        cookie.Should().Contain("path=/").And.Contain("httponly").And.Contain("samesite=lax").And.NotContain("secure").And.NotContain("expires");
        (await portal.Database.ValueAsync<string>(
            "select role || ' ' || ip || ' ' || outcome from access.audit_entry where action = 'SignIn' and actor_id = $1 order by at desc limit 1",
            DemoOperators.IdOf("ines").ToString())).Should().Be("SUPPORT_TIER_2 127.0.0.1 ALLOWED");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/signin/out")]
    public async Task Nobody_is_led_to_another_site_after_signing_in(string to)
    {
        using var client = portal.Client();
        using var response = await client.SignInAsync("ines", to);
        response.Headers.Location!.OriginalString.Should().Be("/");
    }

    [Fact]
    public async Task C23_Without_its_antiforgery_token_a_form_does_nothing()
    {
        using var client = await portal.SignedInAsync("omar");
        foreach (var path in (string[])["/signin", "/signin/out"])
        {
            using var response = await client.PostFormAsync(path, "", new(StringComparer.Ordinal) { ["operator"] = DemoOperators.IdOf("viktor").ToString() });
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }

        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK, "still signed in");
    }

    [Fact]
    public async Task C23_No_GET_signs_anybody_in_or_out()
    {
        using var client = await portal.SignedInAsync("omar");
        (await client.Http.GetAsync("/signin/out")).StatusCode.Should().BeOneOf(HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound);
        (await client.Http.GetAsync("/signin?operator=" + DemoOperators.IdOf("viktor"))).Headers.Contains("Set-Cookie").Should().BeFalse("it has the form's cookie already, and gets no other");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_people_of_the_page_can_be_chosen()
    {
        using var client = portal.Client();
        var page = await client.PageAsync("/signin");
        foreach (var choice in (string[])["", "nobody", Guid.Empty.ToString()])
        {
            using var response = await client.PostFormAsync("/signin", page, new(StringComparer.Ordinal) { ["operator"] = choice });
            response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
            (await response.Content.ReadAsStringAsync()).Should().Contain("Choose one of the people below.");
        }
    }

    [Fact]
    public async Task C18_Signing_out_ends_the_open_session_and_a_copy_of_the_cookie_is_worth_nothing()
    {
        using var client = await portal.SignedInAsync("margaret");
        var session = await SessionOf("margaret");
        var copied = client.CookieHeader;

        using var response = await client.SignOutAsync();
        response.Headers.Location!.OriginalString.Should().Be("/signin/left");
        (await portal.Database.ValueAsync<string>("select end_reason || ' ' || (mode = 'READ') from access.session where id = $1", session)).Should().Be("SIGNED_OUT true");
        (await portal.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where action = 'SignOut' and actor_id = $1", DemoOperators.IdOf("margaret").ToString())).Should().Be(1);

        using var thief = portal.Client();
        thief.Http.DefaultRequestHeaders.Add("Cookie", copied);
        (await thief.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task C13_A_role_that_changed_ends_the_session_and_the_sign_in_at_once()
    {
        using var client = await portal.SignedInAsync("david");
        var session = await SessionOf("david");
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        await portal.Database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_1' where id = $1", DemoOperators.IdOf("david").Value);

        (await portal.Database.ValueAsync<string>("select end_reason from access.session where id = $1", session)).Should().Be("ROLE_REVOKED");
        await EventuallyAsync(async () => (await client.Http.GetAsync("/")).StatusCode == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task C12_Signing_out_in_one_tab_closes_the_other()
    {
        using var client = await portal.SignedInAsync("gwen");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
        await client.SignOutAsync();
        await circuit.IsCalledAsync("/signin?to=");
        await circuit.Closed.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task C13_A_deactivated_operators_circuit_is_led_out_and_cut_off()
    {
        using var client = await portal.SignedInAsync("amara");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
        await portal.Database.ExecuteAsync("update access.operator set deactivated_at = access.now() where id = $1", DemoOperators.IdOf("amara").Value);
        await circuit.IsCalledAsync("/signin?to=");
        await circuit.Closed.WaitAsync(TimeSpan.FromSeconds(60));
        (await client.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private async Task<Guid> SessionOf(string subject)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await portal.Database.ExecuteAsync(
            """
            insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, expires_at, idle_span, last_act_at)
            select $1, o.id, o.role, gen_random_uuid(), true, false, 'OTHER', 'looking at a report', access.now() + interval '1 hour', interval '30 minutes', access.now()
            from access.operator o where o.id = $2
            """,
            id, DemoOperators.IdOf(subject).Value);
        return id;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
            TimeProvider.System.GetElapsedTime(since).Should().BeLessThan(TimeSpan.FromSeconds(60));
    }
}
