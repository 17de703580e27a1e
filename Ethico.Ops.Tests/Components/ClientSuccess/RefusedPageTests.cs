using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class RefusedPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Whose_role_is_refused_is_offered_nothing_to_filter_turn_or_take_along()
    {
        await using var world = new World(database);
        await using var seat = await Seat.TakeAsync(world, await world.OperatorAsync(Role.HotlineOperator));

        OffersNothing<PortfolioPage>("/clients");
        OffersNothing<AlertsPage>("/alerts");
        OffersNothing<RenewalsPage>("/renewals");
        OffersNothing<AdoptionMatrixPage>("/adoption");

        void OffersNothing<TPage>(string address)
            where TPage : IComponent
        {
            var page = seat.Go<TPage>(address);
            page.WaitForAssertion(() => page.Markup.Should().Contain(AccessRefusals.NotAllowed.Sentence));
            page.FindAll(".filters, .head-actions > *, nav[aria-label=Lists]").Should().BeEmpty("{0} would filter what is not shown", address);
        }
    }

    [Fact]
    public async Task CS_14_A_client_of_somebody_else_has_no_tab_filter_act_or_note_on_any_of_its_pages_and_none_for_a_refused_role()
    {
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(lead, "Foreign Freight");
        await using var theirs = await Seat.TakeAsync(world, lead);
        await using var stranger = await Seat.TakeAsync(world, await world.OperatorAsync(Role.ClientSuccess));
        await using var refused = await Seat.TakeAsync(world, await world.OperatorAsync(Role.HotlineOperator));

        ShowsNothing<UsagePage>("/usage?range=x");
        ShowsNothing<AdoptionPage>("/adoption?feature=NOPE");
        ShowsNothing<TimelinePage>("/timeline?kind=PARTY&time=soon");
        ShowsNothing<BenchmarksPage>("/benchmarks?cohort=STAR_SIGN");
        ShowsNothing<ReviewPage>("/qbr");
        ShowsNothing<FilePage>("/file");

        void ShowsNothing<TPage>(string part)
            where TPage : IComponent
        {
            var own = theirs.Go<TPage>($"/clients/{client}{part}", client.ToString());
            own.WaitForAssertion(() => own.Find("nav[aria-label='Pages of this client']").TextContent.Should().Contain("Health"));
            foreach (var (seat, sentence) in new[] { (stranger, "There is no such client in your book."), (refused, AccessRefusals.NotAllowed.Sentence) })
            {
                var page = seat.Go<TPage>($"/clients/{client}{part}", client.ToString());
                page.WaitForAssertion(() => page.Markup.Should().Contain(sentence));
                page.Find("h1").TextContent.Should().Be("Client");
                page.FindAll("nav, .filters, .head-actions > *, .lead, .note").Should().BeEmpty("{0} is about a client that is not shown", part);
                page.Markup.Should().NotContain(client.ToString()).And.NotContain("Foreign Freight");
            }
        }
    }
}
