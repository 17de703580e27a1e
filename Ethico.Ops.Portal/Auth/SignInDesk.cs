using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Signals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ethico.Ops.Portal.Auth;

/// <summary>What every way of signing in ends with: the operator's row, the entry, and the claims of the cookie.</summary>
internal sealed class SignInDesk(IOperators operators, Standings standings, TimeProvider clock)
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public async Task<Outcome<OpsClaims>> AdmitAsync(string issuer, string subject, Role role, string name, string? email, HttpContext context)
    {
        var facts = RequestFacts.Of(context);
        var signedIn = await operators.SignedInAsync(
            new(issuer, subject, role, Short(name, 200) ?? "Unnamed", Short(email, 254), facts.Ip, facts.UserAgent, Correlation.Current()), context.RequestAborted);
        var now = clock.GetUtcNow();
        return signedIn.Map(id => new OpsClaims(id, role, Guid.CreateVersion7(now), now));
    }

    public Task<Outcome<Done>> TurnAwayAsync(string why, string? issuer, string? subject, HttpContext context)
    {
        var facts = RequestFacts.Of(context);
        return operators.SignInRefusedAsync(new(why, Short(issuer, 400), subject, facts.Ip, facts.UserAgent, Correlation.Current()), context.RequestAborted);
    }

    /// <summary>Ends the sign-in for good, here and in the database.</summary>
    public async Task<Outcome<Done>> LeaveAsync(OpsClaims claims, HttpContext context)
    {
        var caller = RequestFacts.Of(context).ToCaller(claims, Correlation.Current());
        var ended = await operators.SignedOutAsync(caller, claims.SignIn, context.RequestAborted);
        if (!ended.IsAllowed)
            return ended;
        // The signal comes a moment later, and a copy of the cookie could be in that moment.
        standings.Drop(new(SignalKind.SignedOut, Operator: claims.Operator, SignIn: claims.SignIn));
        await context.SignOutAsync(Scheme);
        return ended;
    }

    private static string? Short(string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var trimmed && trimmed.Length > most ? trimmed[..most] : trimmed;
}
