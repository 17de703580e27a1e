using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One client's health (client-success.md 4.2). Opening it is ViewHealth.</summary>
[UseCase]
public sealed class ClientHealth(AccessGate gate, IClientHealth health)
{
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<ClientHealthView>> OpenAsync(Caller caller, OrganizationId tenant, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientHealth");
        return gate.ReadAsync(caller, Permission.ViewClientHealth, act, tenant, () => health.OpenAsync(caller, act, ClientScope.Of(caller), tenant, ct), ct);
    }

    /// <param name="caller">Who asks.</param>
    /// <param name="tenant">Which client.</param>
    /// <param name="from">First day; the range is cut to three years.</param>
    /// <param name="to">Last day.</param>
    /// <param name="ct">Cancels it.</param>
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<HealthHistory>> HistoryAsync(Caller caller, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct)
    {
        (from, to) = UsageRange.Fit(from, to);
        return gate.ReadAsync(
            caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "HealthHistory"), tenant,
            () => health.HistoryAsync(ClientScope.Of(caller), tenant, from, to, ct), ct);
    }

    /// <summary>The history's table as a file: the same numbers as chart and table.</summary>
    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<CsvFile>> ExportAsync(Caller caller, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct)
    {
        (from, to) = UsageRange.Fit(from, to);
        var act = ClientReads.Act(AuditAction.ExportData, tenant, "HealthHistory");
        var read = await gate.ReadAsync(
            caller, Permission.ViewClientHealth, act, tenant, () => health.ExportAsync(caller, act, ClientScope.Of(caller), tenant, from, to, ct), ct);
        return read.Map(found => new CsvFile("health.csv", HealthCsv.Write(found.History, found.IsStale), found.History.Days.Count, IsCut: false));
    }

    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<CountedRows>> CountedAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "CountedRows"), tenant,
        () => health.CountedAsync(ClientScope.Of(caller), tenant, ct), ct);
}
