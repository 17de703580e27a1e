using System.IO.Compression;
using System.Net;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class DownloadTests(TestPortal portal) : IClassFixture<TestPortal>
{
    [Fact]
    public async Task F14_The_case_list_comes_as_a_file_with_a_name_masked_and_kept_by_nobody()
    {
        await using var world = new World(portal.Database);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zanzibar1");
        var session = await EnterAsync("ines", Role.SupportTier2, tenant.Id);
        using var client = await portal.SignedInAsync("ines");

        using var answer = await client.Http.GetAsync($"/downloads/cases.csv?session={session}&status=any");
        var text = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.OK, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        answer.Content.Headers.ContentDisposition.FileName.Should().MatchRegex(@"^cases-\d{8}-\d{4}\.csv$");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        text.Should().Contain("C-2026-00001").And.NotContain("Zanzibar1");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(13, "a head and twelve cases");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-an-id")]
    [InlineData("018f0000-0000-7000-8000-0000000000ff")]
    public async Task C15_A_list_of_no_open_session_is_not_exported(string session)
    {
        using var client = await portal.SignedInAsync("david");

        using var answer = await client.Http.GetAsync($"/downloads/cases.csv?session={session}");

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        answer.Content.Headers.ContentType!.MediaType.Should().NotBe("text/csv");
        answer.Content.Headers.ContentDisposition.Should().BeNull();
    }

    [Fact]
    public async Task Ones_own_entries_come_as_a_zip_that_says_it_cannot_be_verified()
    {
        using var client = await portal.SignedInAsync("tessa");

        using var answer = await client.Http.GetAsync("/downloads/audit.zip");
        await using var bytes = await answer.Content.ReadAsStreamAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.Should().MatchRegex(@"^audit-\d{8}-\d{4}\.zip$");
        await using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        using var manifest = new StreamReader(await zip.Entries.Single(e => e.Name.StartsWith("manifest", StringComparison.Ordinal) && e.Name.EndsWith(".json", StringComparison.Ordinal)).OpenAsync());
        (await manifest.ReadToEndAsync()).Should().Contain("FILTERED").And.Contain("Cannot be verified");
    }

    [Fact]
    public async Task A_filter_that_is_none_is_refused_as_a_problem()
    {
        using var client = await portal.SignedInAsync("margaret");

        using var answer = await client.Http.GetAsync("/downloads/audit.zip?tenant=everything");

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentDisposition.Should().BeNull();
    }

    [Fact]
    public async Task A_link_on_another_site_starts_no_download()
    {
        using var client = await portal.SignedInAsync("margaret");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/downloads/audit.zip");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await client.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/downloads/cases.csv")]
    [InlineData("/downloads/audit.zip")]
    public async Task Who_is_not_signed_in_gets_nothing(string address)
    {
        using var client = portal.Client();

        using var answer = await client.Http.GetAsync(address);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
    }

    private async Task<SessionId> EnterAsync(string subject, Role role, OrganizationId tenant)
    {
        var caller = new Caller(DemoOperators.IdOf(subject), role, "127.0.0.1", "test", "0123456789abcdef");
        var opened = await portal.Services.GetRequiredService<ImpersonationService>().StartAsync(
            caller, new SessionWish(tenant, ReasonCategory.SupportTicket, "Reminders are not sent since Friday", null, 60, "/"), CancellationToken.None);
        return opened.Value.Id;
    }
}
