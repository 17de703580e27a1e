using Ethico.Ops.Tests.Abuse;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>S6 and F14 on the wire: what the server sends to draw a page, byte by byte, not only what the page then shows.</summary>
public sealed class RenderBatchSinkTests
{
    [Fact]
    public async Task S6_F14_No_masked_or_secret_value_is_in_the_bytes_that_draw_a_tenants_pages()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var portal = await TestPortal.StartAsync(database: database);
        await using var world = new World(database);
        // Every personal, narrative and secret value of both tenants holds a canary; nobody asks to have one shown.
        var own = await Seed.TenantAsync(world, "Own Works", "Ownzqcanary", cases: 6);
        var other = await Seed.TenantAsync(world, "Other Works", "Otherzqcanary", cases: 6);
        using var visitor = await portal.VisitAsync("amara");
        await using (var door = await visitor.OpenAsync("/"))
            await door.EnterAsync(own.Id, "Own Works");

        foreach (var address in (string[])
            ["/workspace", "/workspace/users", "/workspace/cases", "/workspace/configuration", "/workspace/activity",
             .. own.Cases.Take(4).Select(id => $"/workspace/cases/{id}"), $"/workspace/cases/{other.Cases[0]}", "/admin/sessions", "/admin/audit"])
        {
            await using var circuit = await visitor.OpenAsync(address, c => c.KeepsBytes = true);
            var page = await circuit.SeeAsync(
                page => page.Document.QuerySelector("main :is(h1, h2)") is not null && page.Document.QuerySelector("[aria-busy=true]") is null ? page : null, address);

            var sent = circuit.Kept;
            // The bytes are read as they are: a word the page shows stands in them.
            sent.Should().Contain(page.Document.QuerySelector("main :is(h1, h2)")!.TextContent.Trim().Split(' ')[0], address);
            foreach (var (sink, text) in ((string Sink, string Text)[])[("batches", sent), ("first answer", circuit.Shell.Html)])
                text.Contains("zqcanary", StringComparison.OrdinalIgnoreCase).Should().BeFalse("the {0} of {1} hold none: {2}", sink, address, Around(text));
        }

        portal.Log.Text.Should().NotContainEquivalentOf("zqcanary");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry t where t::text ilike '%zqcanary%'")).Should().Be(0);
    }

    private static string Around(string text)
    {
        var at = text.IndexOf("zqcanary", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 20)];
    }
}
