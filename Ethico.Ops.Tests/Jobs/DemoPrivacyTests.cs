using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>Who sees what of the demo clients: of a book, of the platform's content, of money.</summary>
public sealed class DemoPrivacyTests : DemoGround
{
    [Fact]
    public async Task CS_15_No_canary_of_the_platform_is_in_a_page_an_export_or_a_review_of_this_area_under_any_role()
    {
        var harbor = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Harbor & Vale Health'"));
        foreach (var role in (Role[])[Role.PlatformAdmin, Role.ClientSuccess, Role.SupportAdmin, Role.ImplementationManager])
        {
            var caller = await World.OperatorAsync(role);
            await World.AssignAsync(caller, harbor);
            await using var seat = await Components.Support.Seat.TakeAsync(World, caller, TestTemplate.DemoAnchor);
            var id = harbor.ToString();
            List<string> said =
            [
                await Read<PortfolioPage>(seat, "/clients"), await Read<HealthPage>(seat, $"/clients/{id}", id), await Read<UsagePage>(seat, $"/clients/{id}/usage?view=table", id),
                await Read<AdoptionPage>(seat, $"/clients/{id}/adoption", id), await Read<Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage>(seat, $"/clients/{id}/timeline", id), await Read<BenchmarksPage>(seat, $"/clients/{id}/benchmarks", id),
                await Read<ReviewPage>(seat, $"/clients/{id}/qbr", id), await Read<AlertsPage>(seat, "/alerts?view=book"), await Read<RenewalsPage>(seat, "/renewals"), await Read<AdoptionMatrixPage>(seat, "/adoption"), await Read<FilePage>(seat, $"/clients/{id}/file", id),
            ];
            var ct = CancellationToken.None;
            said.Add(Text((await World.Get<ClientPortfolio>().ExportAsync(caller, new(), PortfolioSort.Name, ct)).Value.Content));
            said.Add(Text((await World.Get<ClientHealth>().ExportAsync(caller, harbor, Day.AddDays(-365), Day, ct)).Value.Content));
            said.Add(Text((await World.Get<ClientUsage>().ExportAsync(caller, harbor, Day.AddDays(-365), Day, CountGrain.Week, per100: false, ct)).Value.Content));
            said.Add(System.Text.Json.JsonSerializer.Serialize((await World.Get<ClientHealth>().CountedAsync(caller, harbor, ct)).Value));
            if (role is Role.PlatformAdmin or Role.ClientSuccess)
            {
                var edit = new QbrEdit(new(2026, 3, 1), new(2026, 5, 31), Enum.GetValues<QbrSection>(), CohortKind.All, "", "", 0);
                said.Add((await World.Get<Qbrs>().PreviewAsync(caller, harbor, edit, ct)).Value.Html);
            }

            said.Should().OnlyContain(s => s.Length > 100).And.NotContain(s => s.Contains("canary", StringComparison.OrdinalIgnoreCase) || s.Contains("Wrenfield", StringComparison.OrdinalIgnoreCase));
        }

        static string Text(ReadOnlyMemory<byte> file) => System.Text.Encoding.UTF8.GetString(file.Span);

        static async Task<string> Read<TPage>(Components.Support.Seat seat, string address, string? which = null)
            where TPage : Microsoft.AspNetCore.Components.IComponent
        {
            var page = seat.Go<TPage>(address, which);
            await page.WaitForAssertionAsync(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
            return page.Markup;
        }
    }

    [Fact]
    public async Task CS_14_An_unassigned_client_is_not_found_everywhere_and_leaves_an_entry()
    {
        var caller = await World.OperatorAsync(Role.ClientSuccess);
        var mine = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));
        var foreign = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Kestrel Avionics'"));
        await World.AssignAsync(caller, mine);
        var ct = CancellationToken.None;

        (await World.Get<ClientHealth>().OpenAsync(caller, mine, ct)).Refusal.Should().BeNull();
        (await World.Get<ClientPortfolio>().ListAsync(caller, new(), PortfolioSort.Name, null, 200, ct)).Value.Items.Should().ContainSingle();
        (await World.Get<ClientPortfolio>().ListAsync(caller, new() { Text = "Kestrel" }, PortfolioSort.Name, null, 200, ct)).Value.Items.Should().BeEmpty();
        foreach (var tenant in (OrganizationId[])[foreign, new(Guid.Empty)])
        {
            (await World.Get<ClientHealth>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientUsage>().ReadAsync(caller, tenant, Day.AddDays(-30), Day, CountGrain.Day, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientTimeline>().ReadAsync(caller, tenant, new([], null, null, null, null, 50), ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientFiles>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientHealth>().ExportAsync(caller, tenant, Day.AddDays(-30), Day, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientUsage>().ExportAsync(caller, tenant, Day.AddDays(-30), Day, CountGrain.Day, per100: false, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<Qbrs>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await World.Get<ClientBenchmarks>().ReadAsync(caller, tenant, CohortKind.All, ct)).Refusal!.Code.Should().Be("not-found");
        }

        var file = (await World.Get<ClientPortfolio>().ExportAsync(caller, new(), PortfolioSort.Name, ct)).Value;
        file.Rows.Should().Be(1);
        System.Text.Encoding.UTF8.GetString(file.Content.Span).Should().Contain("Meridian").And.NotContain("Kestrel");

        // The port alone holds the scope, too.
        (await World.Get<IClientHealth>().HistoryAsync(ClientScope.Of(caller), foreign, Day.AddDays(-30), Day, ct)).Value.Should().BeNull();
        (await World.EntriesAsync("ViewHealth", "REFUSED", caller)).Should().Be(12);
        (await World.EntriesAsync("ExportData", "REFUSED", caller)).Should().Be(4);
    }

    [Fact]
    public async Task CS_17_Money_is_read_only_with_the_right_and_changes_no_score()
    {
        var ct = CancellationToken.None;
        var support = await World.OperatorAsync(Role.SupportAdmin);
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));

        (await World.Get<ClientPortfolio>().ListAsync(support, new(), PortfolioSort.Name, null, 200, ct)).Value.Items.Should().OnlyContain(r => r.Value == null);
        (await World.Get<ClientPortfolio>().TilesAsync(support, ct)).Value.AtRisk.Should().BeNull();
        var file = (await World.Get<ClientPortfolio>().ExportAsync(support, new(), PortfolioSort.Name, ct)).Value;
        System.Text.Encoding.UTF8.GetString(file.Content.Span).Should().NotContain("918273").And.NotContain("ARR");
        (await World.Get<ClientFiles>().OpenAsync(support, tenant, ct)).Value.Value.Should().BeNull();
        (await World.Get<ClientFiles>().ImportValuesAsync(support, "client,arr,currency,renewal,as_of\n", ct)).Refusal!.Code.Should().Be("not-allowed");

        (await World.Get<ClientFiles>().OpenAsync(admin, tenant, ct)).Value.Value!.Arr.Should().Be(918_273.45m);
        var fed = await World.Get<ClientFiles>().ImportValuesAsync(
            admin, $"client,arr,currency,renewal,as_of\n{tenant},5.5,USD,,2026-06-20\nnobody.example,1,USD,,2026-06-20\n{tenant.Value},x,USD,,2026-06-20\n", ct);
        fed.Value.Applied.Should().Be(1);
        fed.Value.Refused.Select(f => f.Line).Should().Equal(3, 4);
        (await World.Get<ClientFiles>().OpenAsync(admin, tenant, ct)).Value.Value!.Arr.Should().Be(5.5m);
        // The night again over the new figure: the same scores to the byte.
        var before = await DigestAsync();
        await Database.ExecuteAsync("update client_success.owed_day set done_at = null; delete from client_success.run");
        (await World.Get<ClientNight>().RunAllAsync(Fire(0), ct)).Value.Should().OnlyContain(r => r.State == NightState.Completed);
        (await DigestAsync()).Should().Be(before);
        (await TextAsync("score::text", "Meridian Credit Union")).Should().Be("77.7");
    }

    [Fact]
    public async Task CS_17_No_answer_sort_key_timeline_or_review_holds_the_revenue_for_who_may_not_see_it()
    {
        var ct = CancellationToken.None;
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));
        Enum.GetNames<PortfolioSort>().Should().NotContain(n => n.Contains("Value", StringComparison.Ordinal) || n.Contains("Revenue", StringComparison.Ordinal) || n.Contains("Arr", StringComparison.Ordinal));
        foreach (var role in (Role[])[Role.SupportAdmin, Role.ImplementationManager])
        {
            var caller = await World.OperatorAsync(role);
            List<(string Of, object Said)> said = [];
            foreach (var sort in Enum.GetValues<PortfolioSort>())
            {
                // Pages of one: the cursor of each is the sort key of a client with a value.
                var page = (await World.Get<ClientPortfolio>().ListAsync(caller, new() { Text = "e" }, sort, null, 1, ct)).Value;
                said.Add((sort.ToString(), page));
            }

            said.Add(("all", (await World.Get<ClientPortfolio>().ListAsync(caller, new(), PortfolioSort.Name, null, 200, ct)).Value));
            said.Add(("tiles", (await World.Get<ClientPortfolio>().TilesAsync(caller, ct)).Value));
            said.Add(("health", (await World.Get<ClientHealth>().OpenAsync(caller, tenant, ct)).Value));
            said.Add(("history", (await World.Get<ClientHealth>().HistoryAsync(caller, tenant, Day.AddDays(-90), Day, ct)).Value));
            said.Add(("counted", (await World.Get<ClientHealth>().CountedAsync(caller, tenant, ct)).Value));
            said.Add(("timeline", (await World.Get<ClientTimeline>().ReadAsync(caller, tenant, new([], null, null, null, null, 200), ct)).Value));
            said.Add(("renewals", (await World.Get<ClientWork>().RenewalsAsync(caller, new() { Size = RenewalQuery.SizeMost }, ct)).Value));
            said.Add(("alerts", (await World.Get<ClientWork>().PageAsync(caller, new(WorkList.Alerts) { WithClosed = true, Size = WorkQuery.SizeMost }, ct)).Value));
            said.Add(("file", (await World.Get<ClientFiles>().OpenAsync(caller, tenant, ct)).Value));
            said.Add(("reviews", (await World.Get<Qbrs>().OpenAsync(caller, tenant, ct)).Value));
            said.Add(("benchmarks", (await World.Get<ClientBenchmarks>().ReadAsync(caller, tenant, CohortKind.All, ct)).Value));
            foreach (var (of, what) in said)
                System.Text.Json.JsonSerializer.Serialize(what, what.GetType()).Should().NotContain("918273", of);
        }

        // A review is written by who may see it, and holds it all the same not.
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var everything = new QbrEdit(new(2026, 3, 1), new(2026, 5, 31), Enum.GetValues<QbrSection>(), CohortKind.All, "", "", 0);
        (await World.Get<Qbrs>().PreviewAsync(admin, tenant, everything, ct)).Value.Html.Should().NotContainAny("918273", "918,273");
        var story = (await World.Get<ClientTimeline>().ReadAsync(admin, tenant, new([], null, null, null, null, 200), ct)).Value;
        System.Text.Json.JsonSerializer.Serialize(story).Should().NotContain("918273");
    }

    [Fact]
    public async Task CS_15_Canaries_of_the_platform_are_in_no_row_of_this_area()
    {
        var tables = await Database.ValueAsync<string[]>("select array_agg(c.relname::text) from pg_class c where c.relnamespace = 'client_success'::regnamespace and c.relkind = 'r'");
        foreach (var table in tables!)
        {
            var found = await Database.ValueAsync<long>($"select count(*) from client_success.{table} t where t::text ~* 'canary|kanarie'");
            found.Should().Be(0, "{0} holds none", table);
        }
    }
}
