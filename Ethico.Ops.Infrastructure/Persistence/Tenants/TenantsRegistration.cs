using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Tenants;

internal static class TenantsRegistration
{
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        return services;
    }
}
