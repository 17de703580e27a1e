namespace Ethico.Ops.Portal.Auth;

/// <summary>Where to go after signing in: an address of this portal, never another's.</summary>
internal static class ReturnAddress
{
    public const string Home = "/";

    public static string Local(string? to)
    {
        // "//host" and "/\host" are other hosts to a browser; control characters could hide either.
        if (to is not { Length: > 0 and <= 2000 } || to[0] != '/' || to.Any(char.IsControl))
            return Home;
        return to.Length > 1 && to[1] is '/' or '\\' ? Home : to.StartsWith("/signin", StringComparison.OrdinalIgnoreCase) ? Home : to;
    }
}
