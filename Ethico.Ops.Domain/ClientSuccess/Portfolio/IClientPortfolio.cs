using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientPortfolio
{
    /// <param name="scope">Whose clients.</param>
    /// <param name="withValue">May money be read; without it no statement names its table.</param>
    Task<Outcome<KeysetPage<PortfolioRow>>> ListAsync(
        ClientScope scope, PortfolioFilter filter, PortfolioSort sort, PortfolioCursor? after, int size, bool withValue, CancellationToken ct);

    Task<Outcome<PortfolioTiles>> TilesAsync(ClientScope scope, bool withValue, CancellationToken ct);

    /// <summary>Rows, and beside them the sums and what there is to choose from, in one look.</summary>
    Task<Outcome<PortfolioLook>> LookAsync(ClientScope scope, PortfolioFilter filter, PortfolioSort sort, PortfolioCursor? after, int size, bool withValue, CancellationToken ct);

    /// <summary>Rows of an export, with its entry.</summary>
    Task<Outcome<KeysetPage<PortfolioRow>>> ExportAsync(
        Caller caller, AuditAct act, ClientScope scope, PortfolioFilter filter, PortfolioSort sort, int most, bool withValue, CancellationToken ct);
}
