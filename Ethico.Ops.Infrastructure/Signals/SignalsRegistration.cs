using Ethico.Ops.Domain.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Signals;

internal static class SignalsRegistration
{
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddSingleton<SignalExchange>();
        services.AddSingleton<ISignals>(provider => provider.GetRequiredService<SignalExchange>());
        services.AddSingleton<SignalListener>();
        services.AddHostedService(provider => provider.GetRequiredService<SignalListener>());
        return services;
    }
}
