using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Observability;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Access;
using Ethico.Ops.Infrastructure.Persistence.Audit;
using Ethico.Ops.Infrastructure.Persistence.ClientSuccess;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Ethico.Ops.Infrastructure.Persistence.Tenants;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Infrastructure.Signals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ethico.Ops.Infrastructure;

/// <summary>Composes this room: the doors, and behind them each capability's stores.</summary>
public static class OpsInfrastructure
{
    /// <param name="services">Where to register.</param>
    /// <param name="connection">The application's own login, <c>ops_app</c>.</param>
    public static IServiceCollection AddOpsInfrastructure(this IServiceCollection services, string connection)
    {
        services.AddSingleton(new OpsDatabaseOptions());
        services.AddSingleton(_ => new OpsDataSources(connection));
        services.AddDbContextFactory<OpsDbContext>((provider, options) => Configure(options, provider.GetRequiredService<OpsDataSources>().Portal));
        services.AddSingleton(provider =>
        {
            var options = new DbContextOptionsBuilder<OpsDbContext>();
            Configure(options, provider.GetRequiredService<OpsDataSources>().Jobs);
            return new JobContexts(options.Options);
        });
        services.AddSingleton<OpsDatabase>();

        services.AddAccess();
        services.AddAudit();
        services.AddTenants();
        services.AddSupport();
        services.AddClientSuccess();
        services.AddMigrationRuns();
        services.AddMigrationFiles();
        services.AddMigrationRows();
        services.AddMigrationEngine();
        services.AddMigrationRecipes();
        services.AddSignals();
        services.AddReadiness();
        services.AddSingleton<DemoOperators>();
        return services;
    }

    /// <summary>
    /// What every portal needs before it serves and what costs no question to the database: keys that must be there (found missing now and
    /// not at somebody's first change), and the model, which takes as long to build as the rest of a start.
    /// </summary>
    /// <exception cref="StartRefused">A key is missing or is none.</exception>
    public static void TakeInHand(IServiceProvider services)
    {
        services.GetRequiredService<HashKeys>();
        services.GetRequiredService<IAuditSigner>();
        using var context = services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContext();
        _ = context.Model;
    }

    private static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source).UseSnakeCaseNamingConvention().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // A search that the next key cancels ends here, too; what really failed reaches its caller as an exception and is logged there.
            .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.TransactionError, LogLevel.Debug)));
}
