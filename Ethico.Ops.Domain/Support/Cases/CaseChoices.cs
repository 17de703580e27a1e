using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>What the list's filter offers: the tenant's categories by name, and those who may handle cases, masked.</summary>
public sealed record CaseChoices(IReadOnlyList<CategoryChoice> Categories, IReadOnlyList<HandlerChoice> Handlers);
