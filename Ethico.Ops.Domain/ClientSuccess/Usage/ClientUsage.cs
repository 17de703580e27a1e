using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Usage and adoption (client-success.md 4.3, 4.4). The file and the chart are written from the same bars.</summary>
[UseCase]
public sealed class ClientUsage(AccessGate gate, IClientUsage usage)
{
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<UsageView>> ReadAsync(Caller caller, OrganizationId tenant, DateOnly from, DateOnly to, CountGrain grain, CancellationToken ct)
    {
        (from, to) = UsageRange.Fit(from, to);
        return gate.ReadAsync(
            caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientUsage"), tenant,
            () => usage.ReadAsync(ClientScope.Of(caller), tenant, from, to, grain, ct), ct);
    }

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<CsvFile>> ExportAsync(
        Caller caller, OrganizationId tenant, DateOnly from, DateOnly to, CountGrain grain, bool per100, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.ExportData, tenant, "ClientUsage") with { Detail = new JsonObject { ["export"] = "usage" } };
        (from, to) = UsageRange.Fit(from, to);
        var view = await gate.ReadAsync(
            caller, Permission.ViewClientHealth, act, tenant, () => usage.ReadAsync(ClientScope.Of(caller), tenant, from, to, grain, ct), ct);
        if (!view.IsAllowed)
            return view.Refusal;
        if ((await usage.RecordAsync(caller, act, ct)).Refusal is { } unrecorded)
            return unrecorded;
        return Outcome.Of(new CsvFile("usage.csv", UsageCsv.Write(view.Value.Bars, per100), view.Value.Bars.Count, IsCut: false));
    }

    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<AdoptionView>> AdoptionAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientAdoption"), tenant,
        () => usage.AdoptionAsync(ClientScope.Of(caller), tenant, ct), ct);

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<IReadOnlyList<AdoptionMatrixRow>>> MatrixAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewHealth) { EntityType = "AdoptionMatrix" };
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, act, tenant: null, ct) is { } refused)
            return refused;
        return await usage.MatrixAsync(ClientScope.Of(caller), ct);
    }
}
