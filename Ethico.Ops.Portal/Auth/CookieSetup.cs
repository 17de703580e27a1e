using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Ethico.Ops.Portal.Auth;

/// <summary>The portal's cookie (access.md 3), whichever way a person signed in.</summary>
internal static class CookieSetup
{
    public static void AddOpsCookie(this IServiceCollection services, bool isDevelopment)
    {
        services.AddOptions<CookieAuthenticationOptions>(SignInDesk.Scheme).Configure<ICookieManager>((options, manager) => Configure(options, manager));
        services.AddSingleton<ICookieManager>(new SchemeCookies(isDevelopment));
        services.AddSingleton<Standings>();
        services.AddSingleton<SignInDesk>();
    }

    private static void Configure(CookieAuthenticationOptions options, ICookieManager manager)
    {
        options.CookieManager = manager;
        options.Cookie.Name = SchemeCookies.Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SignInRules.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/signin";
        options.LogoutPath = "/signin/out";
        options.AccessDeniedPath = "/signin/whom-to-ask";
        options.ReturnUrlParameter = "to";
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var claims = OpsClaims.Of(context.Principal);
        var standings = context.HttpContext.RequestServices.GetRequiredService<Standings>();
        if (claims is not null && await standings.HoldsAsync(claims, context.HttpContext.RequestAborted) is not false)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SignInDesk.Scheme);
    }
}
