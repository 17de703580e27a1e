using System.Security.Claims;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>What becomes of a circuit between the end of its sign-in and its farewell, two seconds later.</summary>
public sealed class CircuitEndTests(TestPortal portal) : IClassFixture<TestPortal>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C13_A_circuit_that_breaks_on_its_way_out_takes_its_connection_along(bool isSignedOut)
    {
        var connection = new Connection();
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var now = TimeProvider.System.GetUtcNow();
            var claims = new OpsClaims(new OperatorId(Guid.CreateVersion7(now)), Role.SupportTier1, Guid.CreateVersion7(now), now);
            var circuit = new LiveCircuit(claims, new HubPeer(claims, new RequestFacts(null, null), connection));
            typeof(CircuitPin).GetProperty(nameof(CircuitPin.Circuit))!.SetValue(scope.ServiceProvider.GetRequiredService<CircuitPin>(), circuit);
            var authentication = scope.ServiceProvider.GetRequiredService<CircuitAuthentication>();
            if (isSignedOut)
                await authentication.EndAsync();
        }

        // A circuit that nobody signed out may still be taken up by its own browser.
        connection.IsAborted.Should().Be(isSignedOut);
    }

    [Fact]
    public async Task C13_An_act_after_the_end_of_its_sign_in_is_cancelled_and_breaks_no_circuit()
    {
        var act = ActAsync();
        await FluentActions.Awaiting(() => act).Should().ThrowAsync<SignedOutException>();
        // What components go by: a cancelled task ends nothing but itself.
        act.IsCanceled.Should().BeTrue();

        static async Task ActAsync()
        {
            await Task.Yield();
            throw new SignedOutException();
        }
    }

    private sealed class Connection : HubCallerContext
    {
        public bool IsAborted { get; private set; }

        public override string ConnectionId => "one";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort() => IsAborted = true;
    }
}
