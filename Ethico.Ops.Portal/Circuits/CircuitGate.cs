using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Endpoints;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// Before a circuit exists: who is not signed in gets 401, what does not come from our own pages 403 (quality.md C8, C9). Browsers send
/// <c>Origin</c> with every WebSocket handshake and every POST.
/// </summary>
internal sealed class CircuitGate(RequestDelegate next)
{
    private static readonly PathString Hub = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase, out var rest))
            return next(context);
        if (OpsClaims.Of(context.User) is null)
            return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
        // Which scripts to load: a plain GET, for which browsers send no Origin.
        if (rest.Equals("/initializers", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(context.Request.Method))
            return next(context);
        if (!IsOurs(context.Request))
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "origin", "This address answers the portal's own pages only.");
        return next(context);
    }

    private static bool IsOurs(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
