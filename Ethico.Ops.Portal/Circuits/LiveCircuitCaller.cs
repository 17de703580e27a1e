using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Auth;

namespace Ethico.Ops.Portal.Circuits;

internal sealed class LiveCircuitCaller(CircuitAuthentication authentication, CircuitPin pin, Standings standings) : CircuitCaller
{
    public override async Task<Caller> GetAsync()
    {
        var claims = OpsClaims.Of((await authentication.GetAuthenticationStateAsync()).User) ?? throw new SignedOutException();
        // No answer from the database signs nobody out: the door will say that it is away.
        if (await standings.HoldsAsync(claims, CancellationToken.None) is false)
        {
            await authentication.EndAsync();
            throw new SignedOutException();
        }

        return pin.Facts.ToCaller(claims, Correlation.Current());
    }
}
