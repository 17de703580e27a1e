using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Components.Entry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>Signing in and out. Nothing here changes by a GET; every POST carries its antiforgery token.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes, bool isDemo)
    {
        if (isDemo)
        {
            routes.MapGet("/signin", ShowDemoAsync).AllowAnonymous();
            routes.MapPost("/signin", SignInAsDemoAsync).AllowAnonymous().AddEndpointFilter<AntiforgeryFilter>();
        }
        else
        {
            routes.MapGet("/signin", GoToProvider).AllowAnonymous();
        }

        routes.MapGet("/signin/whom-to-ask", (string? why) => new RazorComponentResult<WhomToAskPage>(new { Why = why })).AllowAnonymous();
        routes.MapGet("/signin/left", () => new RazorComponentResult<SignedOutPage>()).AllowAnonymous();
        routes.MapPost("/signin/out", SignOutAsync).AllowAnonymous().AddEndpointFilter<AntiforgeryFilter>();
    }

    private static IResult GoToProvider(string? to) => Results.Challenge(
        new AuthenticationProperties { RedirectUri = ReturnAddress.Local(to) }, [OpenIdConnectDefaults.AuthenticationScheme]);

    private static async Task<IResult> ShowDemoAsync(string? to, IOperators operators, CancellationToken ct)
    {
        var people = await operators.OfIssuerAsync(SignInFacts.DemoIssuer, ct);
        return new RazorComponentResult<SignInPage>(new
        {
            People = people.IsAllowed ? people.Value : [],
            To = ReturnAddress.Local(to),
            Fault = people.Refusal?.Sentence,
        });
    }

    private static async Task<IResult> SignInAsDemoAsync(HttpContext context, SignInDesk desk, IOperators operators)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var to = ReturnAddress.Local(form["to"]);
        var people = await operators.OfIssuerAsync(SignInFacts.DemoIssuer, context.RequestAborted);
        if (!people.IsAllowed)
            return Shown([], to, people.Refusal);
        // Only who is on the page: no form brings in an operator of the real provider.
        if (!Guid.TryParse(form["operator"], out var id) || people.Value.FirstOrDefault(person => person.Id.Value == id) is not { } person)
            return Shown(people.Value, to, new("operator", "Choose one of the people below."));

        var admitted = await desk.AdmitAsync(SignInFacts.DemoIssuer, person.Subject, person.Role, person.DisplayName, person.Email, context);
        if (!admitted.IsAllowed)
            return Shown(people.Value, to, admitted.Refusal);
        await context.SignInAsync(SignInDesk.Scheme, admitted.Value.ToPrincipal());
        return Results.LocalRedirect(to);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInDesk desk)
    {
        if (OpsClaims.Of(context.User) is { } claims)
        {
            var ended = await desk.LeaveAsync(claims, context);
            if (!ended.IsAllowed)
            {
                await StatusPages.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, ended.Refusal.Code, ended.Refusal.Sentence);
                return Results.Empty;
            }
        }

        // What the browser kept of the pages goes with the cookie.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Results.LocalRedirect("/signin/left");
    }

    private static RazorComponentResult<SignInPage> Shown(IReadOnlyList<OperatorView> people, string to, Refusal refusal) =>
        new(new { People = people, To = to, Fault = refusal.Sentence }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
