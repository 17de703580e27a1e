using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Auth;

/// <summary>Where a request or circuit comes from, in the lengths the trail keeps.</summary>
/// <param name="Ip">The connection's address, with the chain known proxies forwarded (quality.md H11).</param>
internal sealed record RequestFacts(string? Ip, string? UserAgent)
{
    private const int Longest = 400;

    public static RequestFacts Of(HttpContext context) =>
        new(Cut(ForwardedChain.Of(context)), Cut(context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null));

    public Caller ToCaller(OpsClaims claims, string correlationId) => new(claims.Operator, claims.Role, Ip, UserAgent, correlationId);

    private static string? Cut(string? text)
    {
        if (text is null)
            return null;
        // PostgreSQL keeps no NUL; the rest is stored as it came.
        text = text.Replace("\0", "", StringComparison.Ordinal);
        if (text.Length <= Longest)
            return text;
        return char.IsHighSurrogate(text[Longest - 1]) ? text[..(Longest - 1)] : text[..Longest];
    }
}
