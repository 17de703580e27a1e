using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class EngineRegistration
{
    public static IServiceCollection AddMigrationEngine(this IServiceCollection services) => services
        .AddSingleton(new ImportOptions())
        .AddSingleton<IConflictBook, ConflictStore>().AddSingleton<MigrationConflicts>()
                .AddSingleton<ISourceTotals, FileTotals>().AddSingleton<ISheetBook, SheetStore>().AddSingleton<MigrationSheets>()
        .AddSingleton<Planner>().AddSingleton<Importer>().AddSingleton<Rollbacker>()
        .AddSingleton<IRunStage, PreviewStage>().AddSingleton<IRunStage, ImportStage>().AddSingleton<IRunStage, RollbackStage>();
}
