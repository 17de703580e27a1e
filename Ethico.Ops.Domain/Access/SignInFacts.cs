namespace Ethico.Ops.Domain.Access;

/// <summary>Who the identity provider says is signing in, and from where.</summary>
/// <param name="Issuer">The provider's issuer; the demo sign-in has <see cref="DemoIssuer"/>.</param>
/// <param name="Subject">The provider's stable id of the person.</param>
public sealed record SignInFacts(
    string Issuer, string Subject, Role Role, string DisplayName, string? Email, string? Ip, string? UserAgent, string CorrelationId)
{
    public const string DemoIssuer = "demo";
}
