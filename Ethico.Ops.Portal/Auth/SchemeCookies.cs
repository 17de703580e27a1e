using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ethico.Ops.Portal.Auth;

/// <summary>
/// Names the cookie by how the request came: <c>__Host-ops</c>, which browsers take only when Secure and for this host alone, and over
/// plain http, in Development only, <c>ops</c>. Elsewhere no cookie is given or taken over http at all.
/// </summary>
internal sealed class SchemeCookies(bool isDevelopment) : ICookieManager
{
    public const string Name = "__Host-ops";
    private const string PlainName = "ops";
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        NameFor(context, key) is { } name ? _cookies.GetRequestCookie(context, name) : null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        if (NameFor(context, key) is not { } name)
            return;
        options.Secure = context.Request.IsHttps;
        _cookies.AppendResponseCookie(context, name, value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        if (NameFor(context, key) is not { } name)
            return;
        options.Secure = context.Request.IsHttps;
        _cookies.DeleteCookie(context, name, options);
    }

    private string? NameFor(HttpContext context, string key)
    {
        if (context.Request.IsHttps)
            return key;
        return isDevelopment ? key.Replace(Name, PlainName, StringComparison.Ordinal) : null;
    }
}
