using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// What an entry says beyond who, where and when, which the door adds. <see cref="Detail"/> holds filter, page, counts and
/// digests; <see cref="Before"/> and <see cref="After"/> hold Public values, of others a keyed hash (access.md 7).
/// </summary>
public sealed record AuditAct(AuditAction Action)
{
    public string? EntityType { get; init; }

    public string? EntityId { get; init => field = AuditText.Fit(value, 200); }

    public JsonObject? Detail { get; init; }

    /// <summary>The person's own words, at most 500 characters.</summary>
    public string? Reason { get; init => field = AuditText.Fit(value, 500); }

    public string? Ticket { get; init => field = AuditText.Fit(value, 20); }

    /// <summary>The tenant the act is about, where it happens outside a session.</summary>
    public OrganizationId? Tenant { get; init; }

    public JsonObject? Before { get; init; }

    public JsonObject? After { get; init; }

    /// <summary>The same act as the entry of its refusal: with the code, and without values that never came to be.</summary>
    public AuditAct Refused(Refusal refusal)
    {
        var detail = Detail is null ? [] : (JsonObject)Detail.DeepClone();
        detail["refusal"] = refusal.Code;
        return this with { Detail = detail, Before = null, After = null };
    }
}
