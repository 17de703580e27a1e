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
        services.AddSingleton<IClientPortfolio, PortfolioStore>().AddSingleton<ClientPortfolio>();
        services.AddSingleton<IClientHealth, HealthReadStore>().AddSingleton<ClientHealth>();
        services.AddSingleton<IClientUsage, UsageStore>().AddSingleton<ClientUsage>();
        services.AddSingleton<IClientWork, WorkStore>().AddSingleton<ClientWork>();
        services.AddSingleton<IHealthOverrides, OverrideStore>().AddSingleton<HealthOverrides>();
        services.AddSingleton<IClientTimeline, TimelineStore>().AddSingleton<ClientTimeline>();
        services.AddSingleton<IClientBenchmarks, BenchmarkReadStore>().AddSingleton<ClientBenchmarks>();
        services.AddSingleton<IHealthModelBook, ModelBookStore>().AddSingleton<HealthModelBook>();
        services.AddSingleton<IPlaybooks, PlaybookStore>().AddSingleton<Playbooks>();
        services.AddSingleton<IClientFiles, ClientFileStore>().AddSingleton<ClientFiles>();
        services.AddSingleton<IEngagements, EngagementStore>().AddSingleton<Engagements>();
        services.AddSingleton<IQbrs, QbrStore>().AddSingleton<IQbrPrinter, QbrPdf>().AddSingleton<Qbrs>();
        return services;
    }
}
