namespace Ethico.Ops.Portal.Endpoints;

/// <summary>Is the process serving, and may traffic be sent to it (support.md 5.18). Names and states, nothing else.</summary>
internal static class HealthEndpoints
{


    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "Healthy" })).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(ReadinessDesk desk, CancellationToken ct)
    {
        var (isReady, states) = await desk.AskAsync(ct);
        return Results.Json(
            new { status = isReady ? "Healthy" : "Unhealthy", checks = states },
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
