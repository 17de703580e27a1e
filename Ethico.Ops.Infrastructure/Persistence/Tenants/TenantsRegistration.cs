using Ethico.Ops.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Tenants;

internal static class TenantsRegistration
{
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<ITenantDirectory, DirectoryStore>();
        services.AddSingleton<TenantDirectory>();
        return services;
    }
}
