using Ethico.Ops.Infrastructure.Observability;
using Ethico.Ops.Infrastructure.Persistence;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ethico.Ops.Portal.Observability;

/// <summary>Traces and metrics over OTLP where an address is given, and metrics for Prometheus where there is a management port.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var otlp = configuration["Telemetry:OtlpEndpoint"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        var hasManagement = ManagementPort(configuration) is not null;
        if (otlp is null && !hasManagement)
            return;

        void To(OtlpExporterOptions options, string signal)
        {
            if (configuration["Telemetry:OtlpEndpoint"] is not { } address)
                return;
            // Over HTTP each signal has a path of its own, which the exporter adds only to an address it read itself.
            var isHttp = string.Equals(configuration["Telemetry:OtlpProtocol"], "http/protobuf", StringComparison.Ordinal);
            options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            options.Endpoint = isHttp ? new Uri($"{address.TrimEnd('/')}/v1/{signal}") : new Uri(address);
        }

        services.AddSessionGauge();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("ethico-ops-portal"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(OpsMeters.Name, "Ethico.Ops.Portal", "Npgsql", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits")
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
            if (otlp is not null)
                metrics.AddOtlpExporter(options => To(options, "metrics"));
            if (hasManagement)
                metrics.AddPrometheusExporter();
        });
        if (otlp is not null)
        {
            // Neither exceptions nor parameters: a trace leaves the house and must hold no client's text.
            telemetry.WithTracing(traces => traces.AddSource(Correlation.SourceName)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.RecordException = false;
                    // Where nothing answers, the address is whatever somebody wrote: it says nothing of ours and may say anything of theirs.
                    options.EnrichWithHttpResponse = (activity, response) =>
                    {
                        if (response.StatusCode == StatusCodes.Status404NotFound)
                            activity.SetTag("url.path", "/(not found)");
                    };
                }).AddNpgsql().AddOtlpExporter(options => To(options, "traces")));
        }
    }

    public static int? ManagementPort(IConfiguration configuration) => configuration.GetValue<int?>("Management:Port");
}
