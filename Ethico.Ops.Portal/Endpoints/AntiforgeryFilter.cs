using Microsoft.AspNetCore.Antiforgery;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>The middleware leaves it to form binding to refuse; these endpoints read their bodies themselves.</summary>
internal sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (await antiforgery.IsRequestValidAsync(context.HttpContext))
            return await next(context);
        await StatusPages.WriteAsync(
            context.HttpContext, StatusCodes.Status400BadRequest, "antiforgery", "This form is too old or not from this page. Go back, reload and send it again.");
        return Results.Empty;
    }
}
