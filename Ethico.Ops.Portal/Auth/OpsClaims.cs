using System.Globalization;
using System.Security.Claims;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Auth;

/// <summary>
/// What the cookie says: which operator, in which role, and which sign-in this is. No name and no address; everything else is read
/// from the database when it is needed.
/// </summary>
internal sealed record OpsClaims(OperatorId Operator, Role Role, Guid SignIn, DateTimeOffset Since)
{
    private const string OperatorClaim = "operator";
    private const string SignInClaim = "sign-in";
    private const string SinceClaim = "since";

    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new(OperatorClaim, Operator.ToString()),
            new(ClaimTypes.Role, Role.Stored()),
            new(SignInClaim, SignIn.ToString()),
            new(SinceClaim, Since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            // Antiforgery binds its tokens to this one.
            new(ClaimTypes.NameIdentifier, Operator.ToString()),
        ],
        "Ops",
        OperatorClaim,
        ClaimTypes.Role));

    /// <summary>Null for anybody who did not sign in here.</summary>
    public static OpsClaims? Of(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true, AuthenticationType: "Ops" or "Cookies" }
        && Guid.TryParse(principal.FindFirstValue(OperatorClaim), out var id)
        && RoleNames.Parse(principal.FindFirstValue(ClaimTypes.Role)) is { } role
        && Guid.TryParse(principal.FindFirstValue(SignInClaim), out var signIn)
        && long.TryParse(principal.FindFirstValue(SinceClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            ? new(new(id), role, signIn, DateTimeOffset.FromUnixTimeMilliseconds(since))
            : null;
}
