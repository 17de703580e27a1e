using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>What has to be good before traffic is sent here. Whoever adds a part of the host adds its check under the same tag.</summary>
internal static class ReadinessRegistration
{
    public const string Tag = "ready";

    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Tag])
            .AddCheck<MigrationsCheck>("migrations", tags: [Tag])
            .AddCheck<SignalsCheck>("signals", tags: [Tag])
            .AddCheck<ClockCheck>("clock", tags: [Tag]);
        return services;
    }
}
