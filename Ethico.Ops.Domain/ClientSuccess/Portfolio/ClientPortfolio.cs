using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The clients of one's book, or all of them (client-success.md 4.1). Money only where ViewRevenue is held, for the same clients.</summary>
[UseCase]
public sealed class ClientPortfolio(AccessGate gate, IClientPortfolio portfolio)
{
    public const int PageMost = 200;
    public const int ExportMost = 50_000;

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<KeysetPage<PortfolioRow>>> ListAsync(
        Caller caller, PortfolioFilter filter, PortfolioSort sort, string? cursor, int size, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth), tenant: null, ct) is { } refused)
            return refused;
        return await portfolio.ListAsync(
            ClientScope.Of(caller), Fit(filter), sort, PortfolioCursor.Read(cursor), Math.Clamp(size, 1, PageMost), SeesMoney(caller), ct);
    }

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<PortfolioTiles>> TilesAsync(Caller caller, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth), tenant: null, ct) is { } refused)
            return refused;
        return await portfolio.TilesAsync(ClientScope.Of(caller), SeesMoney(caller), ct);
    }

    /// <summary>The first look: rows with the sums and the choices of the scope. Later pages and filters read rows alone.</summary>
    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<PortfolioLook>> LookAsync(
        Caller caller, PortfolioFilter filter, PortfolioSort sort, string? cursor, int size, CancellationToken ct)
    {
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, Act(AuditAction.ViewHealth), tenant: null, ct) is { } refused)
            return refused;
        return await portfolio.LookAsync(
            ClientScope.Of(caller), Fit(filter), sort, PortfolioCursor.Read(cursor), Math.Clamp(size, 1, PageMost), SeesMoney(caller), ct);
    }

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<CsvFile>> ExportAsync(Caller caller, PortfolioFilter filter, PortfolioSort sort, CancellationToken ct)
    {
        var act = Act(AuditAction.ExportData);
        if (await gate.AskAsync(caller, Permission.ViewClientHealth, act, tenant: null, ct) is { } refused)
            return refused;
        var money = SeesMoney(caller);
        var rows = await portfolio.ExportAsync(
            caller, act with { Detail = new JsonObject { ["export"] = "portfolio", ["money"] = money } }, ClientScope.Of(caller), Fit(filter), sort, ExportMost, money, ct);
        return rows.Map(page => new CsvFile("portfolio.csv", PortfolioCsv.Write(page.Items, money), page.Items.Count, page.Next is not null));
    }

    private static bool SeesMoney(Caller caller) => caller.May(Permission.ViewRevenue).IsGiven;

    private static AuditAct Act(AuditAction action) => new(action) { EntityType = "Portfolio" };

    // What was typed is cut, not refused: it only ever narrows.
    private static PortfolioFilter Fit(PortfolioFilter? filter) => filter is null ? new() : filter with
    {
        Text = filter.Text?.Trim() is { Length: > 0 } text && AuditText.IsFit(text) ? text[..Math.Min(100, text.Length)] : null,
        Bands = filter.Bands ?? [],
    };
}
