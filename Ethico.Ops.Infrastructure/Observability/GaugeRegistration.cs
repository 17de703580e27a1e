using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Figures that somebody has to fetch. Registered where somebody listens.</summary>
public static class GaugeRegistration
{
    public static IServiceCollection AddSessionGauge(this IServiceCollection services) => services.AddHostedService<SessionGauge>();
}
