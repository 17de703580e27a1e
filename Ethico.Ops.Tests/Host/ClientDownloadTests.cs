using System.Net;
using System.Reflection;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>CS-14 over the wire: every file about clients, asked for by address.</summary>
public sealed class ClientDownloadTests(TestPortal portal) : IClassFixture<TestPortal>
{
    private static readonly string[] OfOneClient = ["/downloads/health.csv", "/downloads/qbr.html", "/downloads/qbr.pdf", "/downloads/usage.csv"];

    [Fact]
    public async Task CS_14_Every_file_about_a_foreign_client_is_answered_like_one_about_none_and_leaves_an_entry()
    {
        // Whatever a use case about clients answers; a new one joins by being mapped, and fails until it stands here.
        var mapped = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<MethodInfo>() is { } handler && handler.GetParameters().Any(p => p.ParameterType.Namespace == typeof(ClientHealth).Namespace && p.ParameterType.GetCustomAttribute<UseCaseAttribute>() is not null))
            .Select(e => e.RoutePattern.RawText!);
        // The feed is of all clients at once, and tried in ContractFeedTests.
        mapped.Should().BeEquivalentTo([.. OfOneClient, "/downloads/portfolio.csv", "/feeds/contract-values"]);
        await using var world = new World(portal.Database);
        var foreign = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess), "Foreign Freight");
        var review = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        // Finalized as the store does it, without the document.
        await portal.Database.ExecuteAsync(
            $"""
            set session_replication_role = replica;
            insert into client_success.qbr (id, organization_id, from_on, to_on, sections, cohort, state, html, pdf, content_hash, pdf_hash, created_by, finalized_by, finalized_at)
            values ('{review}', '{foreign}', '2026-03-01', '2026-05-31', array['USAGE'], 'ALL', 'FINAL', 'x', 'x', sha256('x'), sha256('x'), '{review}', '{review}', now());
            set session_replication_role = origin
            """);
        using var client = await portal.SignedInAsync("caleb");

        foreach (var file in OfOneClient)
        {
            var before = await RefusedAsync();
            var told = await AskAsync($"{file}?tenant={foreign}&review={review}");
            (await RefusedAsync()).Should().Be(before + 1, file);
            var control = await AskAsync($"{file}?tenant={Guid.CreateVersion7()}&review={Guid.CreateVersion7()}");
            (await RefusedAsync()).Should().Be(before + 2, file);
            told.Should().Be(control).And.Match<(HttpStatusCode Code, string Text)>(a => a.Code == HttpStatusCode.NotFound && !a.Text.Contains("Freight"));
        }

        // And nothing of it by a search.
        using var list = await client.Http.GetAsync("/downloads/portfolio.csv?q=Foreign");
        list.StatusCode.Should().Be(HttpStatusCode.OK);
        list.Headers.GetValues("X-Rows").Should().Equal("0");

        async Task<(HttpStatusCode Code, string Text)> AskAsync(string address)
        {
            using var answer = await client.Http.GetAsync(address);
            answer.Content.Headers.ContentDisposition.Should().BeNull(address);
            // The reference is of each request alone.
            return (answer.StatusCode, System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(), "[0-9a-f]{4}(-[0-9a-f]{4}){2}", "#"));
        }

        Task<long> RefusedAsync() => portal.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED' and action in ('ExportData')", DemoOperators.IdOf("caleb").ToString());
    }
}
