using Ethico.Ops.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(new SessionOptions());
        services.AddSingleton<IAssignments, AssignmentStore>();
        services.AddSingleton<IImpersonationSessions, SessionStore>();
        services.AddSingleton<IOperators, OperatorStore>();
        services.AddSingleton<IOperatorBook, OperatorBookStore>();
        services.AddSingleton<IPreferences, PreferenceStore>();
        services.AddSingleton<INotices, NoticeStore>();
        services.AddSingleton<DraftSeal>();
        services.AddSingleton<IDrafts, DraftStore>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<ImpersonationService>();
        services.AddSingleton<OperatorBook>();
        services.AddSingleton<Preferences>();
        services.AddSingleton<NoticeBoard>();
        services.AddSingleton<DraftBook>();
        return services;
    }
}
