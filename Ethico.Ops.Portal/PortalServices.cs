using Ethico.Ops.Infrastructure;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence.Host;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Endpoints;
using Ethico.Ops.Portal.Observability;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using MudBlazor.Services;
using Serilog;

namespace Ethico.Ops.Portal;

/// <summary>What the portal is made of.</summary>
internal static class PortalServices
{
    // Uploads raise it for their own endpoint.
    private const long LongestBody = 1024 * 1024;

    public static void Add(WebApplicationBuilder builder, PortalOptions options, string connection, Serilog.ILogger log)
    {
        var (services, configuration, environment) = (builder.Services, builder.Configuration, builder.Environment);
        services.AddSerilog(log, dispose: false);
        services.AddSingleton(options.Clock ?? TimeProvider.System);
        services.AddOpsInfrastructure(connection);
        services.AddOpsJobs(configuration, connection);
        services.AddCookieKeys(configuration, environment);

        AddServer(builder);
        AddSignIn(services, configuration, environment);
        services.AddOpsCircuits(environment.IsDevelopment());
        services.AddMudServices();
        services.AddSingleton(ForwardedChain.From(configuration));
        services.AddSingleton<ReadinessDesk>();
        services.AddTelemetry(configuration);
    }

    private static void AddServer(WebApplicationBuilder builder)
    {
        // Assets of packages and of this project, where it runs from its build output.
        if (!builder.Environment.IsDevelopment())
            builder.WebHost.UseStaticWebAssets();
        if (TelemetrySetup.ManagementPort(builder.Configuration) is { } management)
        {
            var urls = builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey) is { Length: > 0 } set ? set : "http://localhost:5000";
            builder.WebHost.UseUrls([.. urls.Split(';'), FormattableString.Invariant($"http://127.0.0.1:{management}")]);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestHeaderCount = 60;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 5_000;
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(25);
            // Key ring, signals, telemetry and the server itself do not wait for each other.
            host.ServicesStartConcurrently = true;
            // A background service that fails is seen in health and log; the people at work keep their portal.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 64;
            form.ValueLengthLimit = 16 * 1024;
        });
    }

    private static void AddSignIn(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (EntraSetup.IsConfigured(configuration))
            services.AddEntra(configuration, environment);
        else
            services.AddAuthentication(SignInDesk.Scheme).AddCookie(SignInDesk.Scheme);
        services.AddOpsCookie(environment.IsDevelopment());
        // Whatever forgets to say who may see it is for signed-in people only.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = environment.IsDevelopment() ? "ops-form" : "__Host-ops-form";
            antiforgery.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }
}
