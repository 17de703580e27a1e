using Ethico.Ops.Domain.ClientSuccess;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal static class ClientSuccessRegistration
{
    public static IServiceCollection AddClientSuccess(this IServiceCollection services)
    {
        services.AddSingleton(p => new NightCalendar(Jobs.OperationsZone.Read(p.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>())));
        services.AddSingleton<INightLog, NightLog>();
        services.AddSingleton<INightBook, NightStore>().AddSingleton<ClientNight>();
        services.AddSingleton<INightRuns, NightRunStore>().AddSingleton<NightDesk>();
        services.AddSingleton<IRecompute, RecomputeStore>().AddSingleton<Recompute>();
        return services;
    }
}
