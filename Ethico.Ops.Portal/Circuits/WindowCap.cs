using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Endpoints;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// Says in words, before a page starts a circuit that the hub would refuse, that one has enough windows open (quality.md C20) or that
/// there is no memory for another (E8).
/// </summary>
internal sealed class WindowCap(RequestDelegate next, CircuitRegister register, MemoryRoom room)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;
        if (!isPage || OpsClaims.Of(context.User) is not { } claims)
            return next(context);
        if (room.IsFull)
        {
            context.Response.Headers.RetryAfter = "120";
            return StatusPages.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "full", MemoryRoom.NoRoom);
        }

        if (register.CountOf(claims.Operator) < CircuitRegister.Cap)
            return next(context);
        return StatusPages.WriteAsync(context, StatusCodes.Status429TooManyRequests, "too-many-windows", CircuitHubFilter.TooManyWindows);
    }
}
