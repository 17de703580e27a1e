using Ethico.Ops.Domain.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal static class SupportRegistration
{
    public static IServiceCollection AddSupport(this IServiceCollection services)
    {
        services.TryAddSingleton(p => HashKeys.Read(p.GetRequiredService<IConfiguration>(), p.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<IKeyedHashes, KeyedHashes>();

        services.AddSingleton<ITenantOverview, OverviewStore>().AddSingleton<TenantOverview>();
        services.AddSingleton<ITenantActivity, ActivityStore>().AddSingleton<TenantActivity>();
        services.AddSingleton<ICaseBook, CaseStore>().AddSingleton<CaseBook>();
        services.AddSingleton<ITenantUsers, UserStore>().AddSingleton<TenantUsers>();
        services.AddSingleton<IReveals, RevealStore>().AddSingleton<Reveal>();
        services.AddSingleton<ITenantSettings, SettingStore>().AddSingleton<TenantSettings>();
        return services;
    }
}
