using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class NightLog(ILogger<NightLog> log) : INightLog
{
    public string Reference => System.Diagnostics.Activity.Current?.TraceId.ToString() ?? "see the log of this night";

    // The kind of fault and its code, never its text: a message may quote a row.
    public void TenantFailed(NightKind kind, OrganizationId tenant, DateOnly day, Exception fault) =>
        Failed(kind, tenant.Value, day, fault.GetType().Name, (fault.InnerException ?? fault) is Npgsql.PostgresException { SqlState: var state } ? state : "");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} failed for tenant {Tenant} on {Day}: {Fault} {SqlState}")]
    private partial void Failed(NightKind kind, Guid tenant, DateOnly day, string fault, string sqlState);
}
