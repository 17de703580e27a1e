using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Where a text was being typed: the page's word and the object's id, never a name or anything a person wrote.</summary>
/// <param name="Key">Words, ids and setting keys, joined by colons; at most 200 characters.</param>
/// <param name="Tenant">The tenant inside which it was typed. Its draft opens only to who is inside that tenant, or left a moment ago.</param>
public sealed record DraftPlace(string Key, OrganizationId? Tenant = null);
