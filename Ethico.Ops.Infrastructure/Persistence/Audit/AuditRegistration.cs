using Ethico.Ops.Domain.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

internal static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddSingleton(provider => AuditOptions.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<IAuditSigner>(provider => AuditSigner.Open(provider.GetRequiredService<AuditOptions>()));
        services.AddSingleton<AnchorFile>();
        services.AddSingleton<IAuditBook, AuditBookStore>();
        services.AddSingleton<IAuditSeals, AuditSealStore>();
        services.AddSingleton<AuditBook>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<AuditProof>();
        services.AddHostedService<AuditStart>();
        return services;
    }
}
