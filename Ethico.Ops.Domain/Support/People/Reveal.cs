using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>
/// Shows one group of one record for five minutes (support.md 5.1). The entry names group and fields, never values; twenty an
/// hour, which the door counts.
/// </summary>
[UseCase]
public sealed class Reveal(AccessGate gate, IReveals reveals)
{
    [Needs(Permission.RevealPersonalData)]
    public async Task<Outcome<RevealedGroup>> ShowAsync(TenantKey key, RevealTarget target, RevealGroup group, string reason, CancellationToken ct)
    {
        var detail = new JsonObject
        {
            ["group"] = group.Stored(),
            ["fields"] = new JsonArray([.. RevealRules.Fields(target.Kind, group).Select(f => (JsonNode)f)]),
        };
        if (target.InCase is { } inCase)
            detail["case"] = inCase.ToString();
        // Kept in the trail for good: what cannot be shown there is a space.
        var words = string.Concat((reason ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        var act = new AuditAct(AuditAction.RevealPersonalData)
        {
            EntityType = target.Kind.ToString(),
            EntityId = target.Id.ToString(),
            Detail = detail,
            Reason = words.Length > SessionRules.ReasonMost ? words[..SessionRules.ReasonMost] : words,
        };
        if (await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, tenant: null, ct) is { } refused)
            return refused;
        if ((SessionRules.CheckReason(words) ?? RevealRules.CheckGroup(target.Kind, group)) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, tenant: null, ct);
        return await reveals.ReadAsync(key, act, target, group, ct);
    }
}
