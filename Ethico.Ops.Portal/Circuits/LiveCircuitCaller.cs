using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Auth;

namespace Ethico.Ops.Portal.Circuits;

internal sealed class LiveCircuitCaller(CircuitAuthentication authentication, CircuitPin pin, Standings standings, IAuditTrail trail) : CircuitCaller
{
    public override async Task<Caller> GetAsync()
    {
        var claims = OpsClaims.Of((await authentication.GetAuthenticationStateAsync()).User) ?? throw new SignedOutException();
        var caller = pin.Facts.ToCaller(claims, Correlation.Current());
        // No answer from the database signs nobody out: the door will say that it is away.
        if (await standings.AskAsync(claims, CancellationToken.None) is false)
        {
            // Whoever heard of it in time never comes this far: this act was tried without the right to it.
            if (!pin.IsSignedOut)
                await trail.RecordAsync(caller, new AuditAct(AuditAction.SignInRefused) { Detail = new JsonObject { ["refusal"] = "signed-out" } }, refused: true, CancellationToken.None);
            await authentication.EndAsync();
            throw new SignedOutException();
        }

        return caller;
    }
}
