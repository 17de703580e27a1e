using System.Security.Claims;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ethico.Ops.Portal.Auth;

/// <summary>Sign-in through Microsoft Entra ID: code flow with PKCE, one directory, app roles as our roles.</summary>
internal static partial class EntraSetup
{
    private const string Back = "/signin/back";
    private static readonly string[] Needed = ["Instance", "TenantId", "ClientId", "ClientSecret"];
    private static readonly string[] ManyDirectories = ["common", "organizations", "consumers"];

    public static bool IsConfigured(IConfiguration configuration) => configuration.GetSection("AzureAd").GetChildren().Any();

    /// <exception cref="StartRefused">A key is missing, or more than one directory would be let in.</exception>
    public static void Check(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("AzureAd");
        if (environment.IsDevelopment() && !IsConfigured(configuration))
            return;

        var missing = Needed.Where(key => string.IsNullOrWhiteSpace(section[key])).Select(key => $"AzureAd:{key}").ToList();
        if (missing.Count > 0)
            throw new StartRefused($"Nobody could sign in: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not set, and the demo sign-in exists in the Development environment only.");
        if (ManyDirectories.Contains(section["TenantId"], StringComparer.OrdinalIgnoreCase))
            throw new StartRefused("AzureAd:TenantId would let in people of other directories: give the id of Ethico's own.");
    }

    public static void AddEntra(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = SignInDesk.Scheme;
            // Not the provider at once: /signin decides, so that an API call or a circuit gets a 401 and not a redirect off the site.
            options.DefaultChallengeScheme = SignInDesk.Scheme;
        }).AddMicrosoftIdentityWebApp(configuration.GetSection("AzureAd"), OpenIdConnectDefaults.AuthenticationScheme, SignInDesk.Scheme);
        // After the library's own configuration, before the handler checks it.
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => Tighten(options, environment));
    }

    private static void Tighten(OpenIdConnectOptions options, IHostEnvironment environment)
    {
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        if (!options.Scope.Contains("email"))
            options.Scope.Add("email");
        options.CallbackPath = Back;
        options.RemoteSignOutPath = default;
        // Claims under the names the token has them by; the library's own handler renames them.
        options.TokenHandler = new JsonWebTokenHandler { MapInboundClaims = false };
        // The library's cookies would name its own way back.
        options.NonceCookie.Path = Back;
        options.CorrelationCookie.Path = Back;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        if (environment.IsDevelopment() && Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback)
            options.RequireHttpsMetadata = false;
        // The issuer is the one the directory's own metadata names, to the letter. The library's validator also takes templates.
        options.TokenValidationParameters.IssuerValidator = null;
        options.TokenValidationParameters.ValidateIssuer = true;

        // Events of our own: the library's are one object for every copy of the options, and what is hung onto it hangs there twice.
        options.Events = new()
        {
            OnTokenValidated = AdmitAsync,
            OnRemoteFailure = TurnAwayAsync,
            OnAccessDenied = TurnAwayAsync,
        };
    }

    // The person said no, the provider did, or what came back is not to be trusted.
    private static async Task TurnAwayAsync(HandleRequestContext<RemoteAuthenticationOptions> context)
    {
        var failure = (context as RemoteFailureContext)?.Failure;
        ProviderFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<SignInDesk>>(), failure?.GetType().Name, failure);
        await context.HttpContext.RequestServices.GetRequiredService<SignInDesk>().TurnAwayAsync("provider", issuer: null, subject: null, context.HttpContext);
        context.Response.Redirect("/signin/whom-to-ask?why=provider");
        context.HandleResponse();
    }

    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        var desk = context.HttpContext.RequestServices.GetRequiredService<SignInDesk>();
        var principal = context.Principal!;
        var issuer = context.SecurityToken.Issuer;
        // In Entra the object id is the person; `sub` differs per application and stands in where there is none.
        var subject = principal.FindFirstValue("oid") ?? principal.FindFirstValue("sub") ?? "";
        var roles = principal.FindAll("roles").Select(claim => RoleNames.Parse(claim.Value)).OfType<Role>().Distinct().ToList();
        if (subject.Length is 0 or > 255 || roles.Count != 1)
        {
            var why = roles.Count > 1 ? "two-roles" : "no-role";
            await desk.TurnAwayAsync(why, issuer, subject, context.HttpContext);
            Away(context, why);
            return;
        }

        var name = principal.FindFirstValue("name") ?? principal.FindFirstValue("preferred_username") ?? "Unnamed";
        var admitted = await desk.AdmitAsync(issuer, subject, roles[0], name, principal.FindFirstValue("email") ?? principal.FindFirstValue("preferred_username"), context.HttpContext);
        if (admitted.IsAllowed)
            context.Principal = admitted.Value.ToPrincipal();
        else
            Away(context, admitted.Refusal.Code);
    }

    private static void Away(TokenValidatedContext context, string why)
    {
        context.Response.Redirect($"/signin/whom-to-ask?why={Uri.EscapeDataString(why)}");
        context.HandleResponse();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider's answer was refused ({Fault})")]
    private static partial void ProviderFailed(ILogger log, string? fault, Exception? cause);
}
