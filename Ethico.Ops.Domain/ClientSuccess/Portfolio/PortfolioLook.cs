using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What the portfolio opens with.</summary>
public sealed record PortfolioLook(KeysetPage<PortfolioRow> Page, PortfolioTiles Tiles, PortfolioChoices Choices);
