namespace Ethico.Ops.Portal.Endpoints;

/// <summary>
/// Metrics are answered on a loopback port of their own and nowhere else. Told apart by the socket the request came in on, never by the
/// Host header, which the caller writes.
/// </summary>
internal static class ManagementPort
{
    public static void UseManagementPort(this WebApplication app, int? port)
    {
        if (port is not { } management)
            return;
        app.MapWhen(context => context.Connection.LocalPort == management, branch =>
        {
            branch.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            branch.UseRouting();
            branch.UseEndpoints(routes => routes.MapHealth());
        });
    }
}
