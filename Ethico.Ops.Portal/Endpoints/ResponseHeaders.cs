using Microsoft.AspNetCore.StaticAssets;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>The headers every answer carries (quality.md S8, C18, C23).</summary>
internal static class ResponseHeaders
{
    private const int YearInSeconds = 365 * 24 * 60 * 60;

    public static HeaderPolicyCollection Policy(bool isDevelopment)
    {
        var policy = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyNoReferrer()
            .RemoveServerHeader()
            .AddCrossOriginOpenerPolicy(options => options.SameOrigin())
            .AddCrossOriginResourcePolicy(options => options.SameOrigin())
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                // MudBlazor positions its popovers, and the countdown its bar, with style attributes.
                csp.AddStyleSrc().Self().UnsafeInline();
                csp.AddImgSrc().Self().Data();
                csp.AddFontSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddManifestSrc().Self();
                csp.AddFormAction().Self();
                csp.AddBaseUri().Self();
                csp.AddObjectSrc().None();
                csp.AddFrameAncestors().None();
            })
            .AddCustomHeader("Permissions-Policy", "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()")
            .AddCustomHeader("X-Robots-Tag", "noindex, nofollow");
        if (!isDevelopment)
            policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains(YearInSeconds);
        return policy;
    }

    /// <summary>Nothing but the portal's own assets is kept by a browser or a proxy: after signing out, "back" shows no tenant's page.</summary>
    public static void UseNoStore(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var isAsset = context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null && context.Response.StatusCode < 400;
            if (!isAsset)
                context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
