using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What is known of a client commercially, its contacts, and the revenue feed (client-success.md 3.4).</summary>
[UseCase]
public sealed class ClientFiles(AccessGate gate, IClientFiles files)
{
    public static readonly IReadOnlyList<string> Industries =
        ["HEALTHCARE", "FINANCIAL_SERVICES", "MANUFACTURING", "TECHNOLOGY", "RETAIL", "EDUCATION", "GOVERNMENT", "OTHER"];

    public static readonly IReadOnlyList<string> ContactRoles = ["CHAMPION", "SPONSOR", "ADMIN", "USER", "BILLING", "OTHER"];

    /// <summary>Also of what was typed and is no number at all.</summary>
    public static readonly Refusal WrongHeadcount = HealthRefusals.Wrong("headcount", "The headcount is a number from 1, or empty.");

    /// <summary>As <see cref="WrongHeadcount"/>.</summary>
    public static readonly Refusal WrongSeats = HealthRefusals.Wrong("licensedSeats", "Licensed seats are a number from 1, or empty.");

    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<ClientFilePage>> OpenAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientFile"), tenant,
        () => files.OpenAsync(ClientScope.Of(caller), tenant, caller.May(Permission.ViewRevenue).IsGiven, ct), ct);

    /// <summary>What stands above every page of a client, without contacts and money.</summary>
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<ClientFileView>> HeadAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "ClientFile"), tenant,
        () => files.HeadAsync(ClientScope.Of(caller), tenant, ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Done>> EditAsync(Caller caller, OrganizationId tenant, ClientFileEdit edit, CancellationToken ct) => ActAsync(
        caller, ClientReads.Act(AuditAction.EditClientFile, tenant, "ClientFile"), tenant, Check(edit),
        act => files.EditAsync(caller, act, BookOf(caller), tenant, edit with { Tags = [.. (edit.Tags ?? []).Select(t => t.Trim()).Distinct(StringComparer.Ordinal)] }, ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Guid>> EditContactAsync(Caller caller, OrganizationId tenant, ContactEdit edit, CancellationToken ct) => ActAsync(
        caller, ClientReads.Act(AuditAction.EditContact, tenant, "Contact"), tenant, Check(edit),
        act => files.EditContactAsync(caller, act, BookOf(caller), tenant, edit with { Roles = edit.Roles ?? [] }, ct), ct);

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Done>> EraseContactAsync(Caller caller, OrganizationId tenant, Guid contact, CancellationToken ct) => ActAsync(
        caller, ClientReads.Act(AuditAction.EditContact, tenant, "Contact") with { EntityId = contact.ToString(), Detail = new JsonObject { ["erased"] = true } }, tenant, null,
        act => files.EraseContactAsync(caller, act, BookOf(caller), tenant, contact, ct), ct);

    /// <summary>The whole house's contract values: only with ViewRevenue over all tenants.</summary>
    [Needs(Permission.ViewRevenue, Scope.All)]
    public async Task<Outcome<FeedResult>> ImportValuesAsync(Caller caller, string csv, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ImportContractValues) { EntityType = "ContractValues" };
        if (await gate.AskAsync(caller, Permission.ViewRevenue, act, tenant: null, ct) is { } refused)
            return refused;
        if (caller.May(Permission.ViewRevenue).Scope is not Scope.All)
            return await gate.RefuseAsync(caller, act, AccessRefusals.NotAllowed, tenant: null, ct);
        var read = FeedFile.Read(csv);
        if (!read.IsAllowed)
            return await gate.RefuseAsync(caller, act, read.Refusal, tenant: null, ct);
        var (rows, faults) = read.Value;
        var done = await files.ImportValuesAsync(caller, act with { Detail = new JsonObject { ["rows"] = rows.Count, ["unreadable"] = faults.Count } }, rows, ct);
        return done.Map(d => d with { Refused = [.. faults.Concat(d.Refused).OrderBy(f => f.Line)] });
    }

    private static ClientScope BookOf(Caller caller) => ClientScope.Of(caller, Permission.LogEngagement);

    private async Task<Outcome<T>> ActAsync<T>(
        Caller caller, AuditAct act, OrganizationId tenant, Refusal? fault, Func<AuditAct, Task<Outcome<T>>> work, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.LogEngagement, act, tenant, ct) is { } refused)
            return refused;
        if (fault is not null)
            return await gate.RefuseAsync(caller, act, fault, tenant, ct);
        var done = await work(act);
        return done.IsAllowed ? done : await gate.RefuseAsync(caller, act, done.Refusal, tenant, ct);
    }

    private static Refusal? Check(ClientFileEdit edit) => edit switch
    {
        { Industry: { } industry } when !Industries.Contains(industry, StringComparer.Ordinal) => HealthRefusals.Wrong("industry", "Choose one of the listed industries."),
        { Headcount: <= 0 or > 10_000_000 } => WrongHeadcount,
        { LicensedSeats: <= 0 or > 10_000_000 } => WrongSeats,
        { Tags: { } tags } when tags.Count > 20 || tags.Any(t => t.Trim().Length is 0 or > 40) => HealthRefusals.Wrong("tags", "At most 20 tags of 40 characters."),
        { RenewalKind: not (null or "AUTO" or "NEGOTIATED") } => HealthRefusals.Wrong("renewalKind", "A renewal is automatic or negotiated."),
        _ => null,
    };

    private static Refusal? Check(ContactEdit edit) => edit switch
    {
        _ when edit.Name?.Trim().Length is not (>= 1 and <= 200) => HealthRefusals.Wrong("name", "A name has 1 to 200 characters."),
        { Email: { Length: > 254 } } => HealthRefusals.Wrong("email", "An address has at most 254 characters."),
        { Roles: { } roles } when roles.Any(r => !ContactRoles.Contains(r, StringComparer.Ordinal)) => HealthRefusals.Wrong("roles", "Choose among the listed roles."),
        _ => null,
    };
}
