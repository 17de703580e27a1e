using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports;
using Ethico.Ops.Infrastructure.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class FilesRegistration
{
    public static IServiceCollection AddMigrationFiles(this IServiceCollection services)
    {
        services.TryAddSingleton(p => VaultOptions.Read(p.GetRequiredService<IConfiguration>(), p.GetRequiredService<IHostEnvironment>()));
        services.TryAddSingleton(p => p.GetRequiredService<IConfiguration>().GetSection("Migration:Limits").Get<FormatLimits>() ?? FormatLimits.Standard);
        services.AddSingleton<IVault, FolderVault>();
        services.AddSingleton<IRunFiles, RunFileStore>().AddSingleton<MigrationFiles>();
        services.AddSingleton<FormatStore>().AddSingleton<IFormats>(p => p.GetRequiredService<FormatStore>()).AddSingleton<MigrationFormats>();
        services.AddSingleton<IRunStage, DetectStage>();
        return services;
    }
}
