using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class MigrationRegistration
{
    public static IServiceCollection AddMigrationRuns(this IServiceCollection services)
    {
        services.AddSingleton(provider => RunOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<RunGate>();
        services.AddSingleton<IRuns, RunStore>().AddSingleton<IRunActs, RunActStore>();
        services.AddSingleton<RunLeaseStore>().AddSingleton<RunSweepStore>().AddSingleton<RunWorker>();
        services.AddSingleton<MigrationRuns>().AddSingleton<MigrationSteps>().AddSingleton<MigrationImports>().AddSingleton<MigrationImportApprovals>().AddSingleton<MigrationRollbacks>();
        services.AddSingleton<IPlanViews, PlanViewStore>().AddSingleton<MigrationPlanViews>();
        services.AddSingleton<IRollbackViews, RollbackViewStore>().AddSingleton<MigrationRollbackPlans>();
        services.AddSingleton<IRunContents, RunContentStore>().AddSingleton<MigrationDetection>().AddSingleton<MigrationMappings>();
        return services;
    }
}
