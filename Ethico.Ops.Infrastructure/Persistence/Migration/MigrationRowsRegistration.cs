using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Ethico.Ops.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class MigrationRowsRegistration
{
    public static IServiceCollection AddMigrationRows(this IServiceCollection services) =>
        services.AddSingleton<RowStaging>().AddSingleton<ValidationPass>().AddSingleton<RowValidation>()
            .AddSingleton<IRunStage, ValidateStage>()
            .AddSingleton<IMigrationRows, RowFixStore>().AddSingleton<MigrationRows>();
}
