using System.Net;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Two operating-system processes on one database behind a sticky proxy: nothing is shared but what the database holds.</summary>
public sealed class TwoProcessesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly World world = new(database);
    private readonly string folder = Directory.CreateTempSubdirectory("ops-two-").FullName;
    private PortalProcess one = null!;
    private PortalProcess two = null!;
    private StickyProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        one = await PortalProcess.StartAsync(database, folder);
        two = await PortalProcess.StartAsync(database, folder);
        proxy = new StickyProxy(one.Address, two.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await two.DisposeAsync();
        await one.DisposeAsync();
        await world.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ACC_3_H12_Two_processes_are_one_portal()
    {
        var harbor = await world.TenantAsync("Harbor Of Two");
        var valley = await world.TenantAsync("Valley Of Two");
        using var here = await VisitAsync("tessa", place: 0);
        using var there = await VisitAsync("omar", place: 1);
        using var watch = await VisitAsync("margaret", place: 1);

        // The cookie of one is good on the other: the keys are the database's.
        using var moved = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var asked = new HttpRequestMessage(HttpMethod.Get, proxy.Address);
        asked.Headers.Add("Cookie", here.Cookies.GetCookieHeader(proxy.Address).Replace(StickyProxy.Cookie + "=0", StickyProxy.Cookie + "=1", StringComparison.Ordinal));
        (await moved.SendAsync(asked)).StatusCode.Should().Be(HttpStatusCode.OK);

        // Each process has people of its own; the live list has both.
        await using var left = await here.OpenAsync("/");
        await left.EnterAsync(harbor, "Harbor Of Two");
        await using var right = await there.OpenAsync("/");
        await right.EnterAsync(valley, "Valley Of Two");
        await using var list = await watch.OpenAsync("/admin/sessions");
        await list.SeeTextAsync("Harbor Of Two");
        await list.SeeTextAsync("Valley Of Two");

        // The same person on the other process sees the tenant that is open, and ending it there closes it here.
        using var again = await VisitAsync("tessa", place: 1);
        await using var other = await again.OpenAsync("/");
        await other.SeeOpenAsync("Harbor Of Two");
        await other.PressAsync("End");
        await left.SeeClosedAsync();
        Hands.Bar(right).Should().Contain("Valley Of Two", "the other's session is none of it");

        // And one process gone leaves the other at work.
        await one.TerminateAsync();
        (await one.ExitAsync()).Should().Be(0, one.Output);
        await right.FollowAsync("/");
        await right.SeeOpenAsync("Valley Of Two");
        (one.Errors.Concat(two.Errors)).Should().BeEmpty();
    }

    private async Task<Visitor> VisitAsync(string subject, int place)
    {
        var visitor = new Visitor(proxy.Address);
        visitor.Cookies.Add(proxy.Address, new Cookie(StickyProxy.Cookie, place == 0 ? "0" : "1"));
        await visitor.SignInAsync(Crowd.IdOf(subject));
        return visitor;
    }
}
