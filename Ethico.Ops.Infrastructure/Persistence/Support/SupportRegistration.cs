using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal static class SupportRegistration
{
    public static IServiceCollection AddSupport(this IServiceCollection services)
    {
        return services;
    }
}
