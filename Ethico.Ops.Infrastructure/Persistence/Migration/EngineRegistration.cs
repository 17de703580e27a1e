using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class EngineRegistration
{
    public static IServiceCollection AddMigrationEngine(this IServiceCollection services) => services
        .AddSingleton(new ImportOptions())
        .AddSingleton<Planner>().AddSingleton<Importer>().AddSingleton<Rollbacker>()
        .AddSingleton<IRunStage, PreviewStage>().AddSingleton<IRunStage, ImportStage>().AddSingleton<IRunStage, RollbackStage>();
}
