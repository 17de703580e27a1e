namespace Ethico.Ops.Portal.Auth;

/// <summary>How long a sign-in lasts (access.md 3).</summary>
internal static class SignInRules
{
    /// <summary>Without any request or act.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    /// <summary>However busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    /// <summary>How often an open circuit asks whether its operator still stands.</summary>
    public static readonly TimeSpan Revalidation = TimeSpan.FromMinutes(2);

    public static bool IsTooOld(OpsClaims claims, DateTimeOffset now) => now - claims.Since >= Longest;
}
