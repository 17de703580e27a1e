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
}
