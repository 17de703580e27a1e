using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Auth;
using Microsoft.Net.Http.Headers;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>What downloads and uploads have in common: who asks, from which page, and how a refusal is told.</summary>
internal static class HttpActs
{
    public static Caller CallerOf(HttpContext context, OpsClaims claims) => RequestFacts.Of(context).ToCaller(claims, Correlation.Current());

    public static async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        // A part has left already: cut, so that nobody takes it for the whole.
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Headers.Remove(HeaderNames.ContentDisposition);
        if (refusal.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var status = refusal.Code switch
        {
            "not-allowed" or "read-only" => StatusCodes.Status403Forbidden,
            "not-found" => StatusCodes.Status404NotFound,
            "session-over" or "no-session" => StatusCodes.Status409Conflict,
            "too-many" => StatusCodes.Status429TooManyRequests,
            "database-away" or "database-read-only" or "busy" or "too-slow" => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        await StatusPages.WriteAsync(context, status, refusal.Code, refusal.Sentence);
    }

    // Every browser of today says where a request was started; who sends nothing is no browser and has no cookie to be misused.
    public static async ValueTask<object?> OwnPagesOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            await StatusPages.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "origin", "Files come and go on the portal's own pages only.");
            return Results.Empty;
        }

        return await next(context);
    }
}
