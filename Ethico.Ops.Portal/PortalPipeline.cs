using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components;
using Ethico.Ops.Portal.Endpoints;
using Ethico.Ops.Portal.Observability;

namespace Ethico.Ops.Portal;

/// <summary>The way of a request, in its order.</summary>
internal static class PortalPipeline
{
    public static void Use(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<ForwardedChain>();
        app.Use((context, next) =>
        {
            proxies.Apply(context);
            return next(context);
        });
        app.UseSecurityHeaders(ResponseHeaders.Policy(app.Environment.IsDevelopment()));
        app.UseNoStore();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = StatusPages.WriteForFaultAsync, SuppressDiagnosticsCallback = StatusPages.IsRequestsFault });
        app.UseStatusCodePages(StatusPages.WriteForStatusAsync);
        app.Use(RefuseTrace);
        app.UseManagementPort(TelemetrySetup.ManagementPort(app.Configuration));

        app.UseRouting();
        // First, because it answers the provider's way back, which is no endpoint.
        app.UseAuthentication();
        app.Use(RefuseUnknown);
        app.UseMiddleware<RequestTrace>();
        app.UseMiddleware<CircuitGate>();
        app.UseAuthorization();
        app.UseMiddleware<WindowCap>();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapSignIn(isDemo: !EntraSetup.IsConfigured(app.Configuration));
        app.MapDownloads();
        app.MapUploads();
        app.MapFeeds();
        // frame-ancestors comes with our own policy.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static Task RefuseTrace(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsTrace(context.Request.Method) && !string.Equals(context.Request.Method, "TRACK", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    // Before anybody is asked to sign in: an address that does not exist is not found, for everyone.
    private static Task RefuseUnknown(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not null)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
