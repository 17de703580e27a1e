using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>quality.md P13 for every page about clients: as many statements over a hundred rows as over ten, and six at most.</summary>
public sealed class PageStatementTests
{
    // Everything a page sends is in it, also what reads nothing: before each look the door's own statement (two of a client's six, three of a
    // review's and of the alert rules'), and the entry of the view (one more of a client's). A batch is one trip and counts once.
    private const int Most = 6;

    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private static DateTimeOffset Noon => new(ClientRows.Today, new(12, 0), TimeSpan.Zero);

    [Fact]
    public async Task P13_CS_12_CS_14_Every_page_about_clients_asks_as_often_over_a_hundred_rows_as_over_ten_six_times_at_most_and_never_the_platform()
    {
        var few = await CountAsync(10);
        var many = await CountAsync(100);

        few.Should().Equal(many);
        asked.Should().Contain(text => text.Contains("client_success.", StringComparison.Ordinal)).And.NotContain(text => text.Contains("platform.", StringComparison.Ordinal));
        few.Should().OnlyContain(page => page.Value >= 1 && page.Value <= Most, "{0}", string.Join(", ", few.Select(p => $"{p.Key} {p.Value}")));
    }

    private async Task<Dictionary<string, int>> CountAsync(int rows)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var client = await FillAsync(world, admin, rows);
        var id = client.ToString();
        Dictionary<string, int> found = new(StringComparer.Ordinal);
        // Once before it counts: what is read once per process is no page's.
        for (var turn = 0; turn < 2; turn++)
        {
            found.Clear();
            await On<PortfolioPage>("portfolio", "/clients");
            await On<PortfolioPage>("portfolio, filtered", "/clients?q=Client&sort=name");
            await On<HealthPage>("client", $"/clients/{id}", id);
            await On<UsagePage>("usage", $"/clients/{id}/usage?grain=day&range=90d", id);
            await On<AdoptionPage>("adoption", $"/clients/{id}/adoption", id);
            await On<Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage>("timeline", $"/clients/{id}/timeline", id);
            await On<BenchmarksPage>("benchmarks", $"/clients/{id}/benchmarks", id);
            await On<ReviewPage>("review", $"/clients/{id}/qbr", id);
            await On<FilePage>("file", $"/clients/{id}/file", id);
            await On<AlertsPage>("alerts", "/alerts?view=book");
            await On<AlertsPage>("tasks", "/alerts?view=book&list=tasks");
            await On<RenewalsPage>("renewals", "/renewals");
            await On<AdoptionMatrixPage>("matrix", "/adoption");
            await On<HealthModelPage>("models", "/admin/health-model");
            await On<AlertRulesPage>("alert rules", "/admin/alert-rules");
        }

        return found;

        async Task On<TPage>(string name, string address, string? which = null)
            where TPage : IComponent
        {
            // A seat of its own: a page shown before would hear of the new address, too, and ask again.
            await using var seat = await Seat.TakeAsync(world, admin);
            IRenderedComponent<TPage>? page = null;
            var sent = await Statements.OfAsync(async () =>
            {
                page = seat.Go<TPage>(address, which);
                await page.WaitForAssertionAsync(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
                page.Markup.Should().NotContain("Try again", "{0} is shown", name);
            }, () => page!.InvokeAsync(() => { }));
            found[name] = sent.Count;
            asked.UnionWith(sent);
        }
    }

    private static async Task<OrganizationId> FillAsync(World world, Caller admin, int rows)
    {
        OrganizationId? first = null;
        for (var i = 0; i < rows; i++)
        {
            var tenant = await world.ClientAsync(admin, $"Client {i:000}");
            first ??= tenant;
            await world.ScoredAsync(tenant, ClientRows.Today.AddDays(-1), 77.7m, "LOW");
            await world.UsageAsync(tenant, ClientRows.Today.AddDays(-1), 40, 12, 9);
            await world.FeatureAsync(tenant, ClientRows.Today.AddDays(-1), "CASE_MANAGEMENT", 12, 4, ClientRows.Today.AddDays(-200));
            await world.AlertAsync(tenant, "NO_CONTACT", admin);
            await world.EngagementAsync(tenant, admin, Noon.AddDays(-3), "A call");
        }

        await world.Database.ExecuteAsync("update client_success.client set renewal_on = (access.now() at time zone 'America/New_York')::date + 20");
        await world.Database.ExecuteAsync(
            """
            insert into client_success.cs_task (id, organization_id, alert_id, title, due_on)
            select gen_random_uuid(), a.organization_id, a.id, 'Call the sponsor', a.opened_on + 3 from client_success.alert a
            """);
        // And as many lines of the one client that is opened.
        for (var i = 0; i < rows; i++)
        {
            await world.EngagementAsync(first!.Value, admin, Noon.AddDays(-4 - i), $"Call {i}");
            await world.ScoredAsync(first.Value, ClientRows.Today.AddDays(-2 - i), 77.7m, "LOW");
            await world.UsageAsync(first.Value, ClientRows.Today.AddDays(-2 - i), 40, 12, 9);
            await world.Database.ExecuteAsync(
                "insert into client_success.contact (id, organization_id, name, roles) values (gen_random_uuid(), $1, $2, array['USER'])", first.Value.Value, $"Contact {i}");
            await world.Database.ExecuteAsync(
                "insert into client_success.campaign_line (organization_id, campaign_id, kind, title, due_on, assignments_due, completed) values ($1, gen_random_uuid(), 'ATTESTATION', $2, $3, 100, 97)",
                first.Value.Value, $"Campaign {i}", ClientRows.Today.AddDays(-i));
        }

        return first!.Value;
    }
}
