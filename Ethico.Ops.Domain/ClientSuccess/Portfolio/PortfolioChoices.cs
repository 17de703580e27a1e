using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What the portfolio of a scope can be narrowed to.</summary>
public sealed record PortfolioChoices(
    IReadOnlyList<string> Plans, IReadOnlyList<string> Industries, IReadOnlyList<string> Tags, IReadOnlyList<(OperatorId Id, string Name)> Leads);
