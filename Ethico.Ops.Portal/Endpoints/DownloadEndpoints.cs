using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.Support;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>
/// Files that leave the portal. Each is the page's own use case with a caller built from the request; nothing of it is stored on the
/// way (Cache-Control: no-store comes with every answer), and a link on another site starts none (Fetch Metadata).
/// </summary>
internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PortalUrls.CasesCsv, CasesAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.PortfolioCsv, PortfolioAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.HealthCsv, HealthAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.UsageCsv, UsageAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.QbrPdf, (HttpContext context, Qbrs reviews, string? tenant, string? review) => ReviewAsync(context, reviews, tenant, review, isPdf: true))
            .AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.QbrHtml, (HttpContext context, Qbrs reviews, string? tenant, string? review) => ReviewAsync(context, reviews, tenant, review, isPdf: false))
            .AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.AuditZip, AuditAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        // A post: the reason belongs into the entry and into no address or access log.
        routes.MapPost(PortalUrls.ErrorFiles + "/{run:guid}", ErrorFileAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.SheetCsv, (HttpContext context, MigrationSheets sheets, string? session, string? run) => SheetAsync(context, sheets, session, run, isHtml: false))
            .AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        routes.MapGet(PortalUrls.SheetHtml, (HttpContext context, MigrationSheets sheets, string? session, string? run) => SheetAsync(context, sheets, session, run, isHtml: true))
            .AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
    }

    private static async Task SheetAsync(HttpContext context, MigrationSheets sheets, string? session, string? run, bool isHtml)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var key = new TenantKey(HttpActs.CallerOf(context, claims), new SessionId(Guid.TryParse(session, out var id) ? id : Guid.Empty));
        var made = await sheets.ExportAsync(key, new RunId(Guid.TryParse(run, out var which) ? which : Guid.Empty), isHtml, context.RequestAborted);
        if (!made.IsAllowed)
        {
            await HttpActs.RefuseAsync(context, made.Refusal);
            return;
        }

        Name(context.Response, made.Value.Name, isHtml ? "text/html; charset=utf-8" : "text/csv; charset=utf-8");
        await context.Response.Body.WriteAsync(made.Value.Content, context.RequestAborted);
    }

    private static async Task CasesAsync(
        HttpContext context, CaseBook cases, TimeProvider clock, string? session, string? status, string? severity, string? category, string? handler, string? opened, string? q)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        // The session the list was made in, so that a page left open never exports another tenant than the one it shows (C15). An id
        // nobody has is a session that is over.
        var key = new TenantKey(HttpActs.CallerOf(context, claims), new SessionId(Guid.TryParse(session, out var id) ? id : Guid.Empty));
        var address = new CaseListAddress { Status = status, Severity = severity, Category = category, Handler = handler, Opened = opened, Term = q };
        var made = await cases.ExportAsync(key, address.ToFilter(clock.GetUtcNow()), context.RequestAborted);
        if (!made.IsAllowed)
        {
            await HttpActs.RefuseAsync(context, made.Refusal);
            return;
        }

        await WriteAsync(context, made.Value);
    }

    private static async Task PortfolioAsync(
        HttpContext context, ClientPortfolio portfolio, string? q, string? band, string? trend, string? score, string? coverage, string? renewal, string? industry, string? size,
        string? plan, string? lead, string? tag, string? flag, string? cause, string? alert, string? sort)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var address = new PortfolioAddress
        {
            Text = q, Band = band, Trend = trend, Score = score, Coverage = coverage, Renewal = renewal, Industry = industry, Size = size, Plan = plan, Lead = lead, Tag = tag,
            Flag = flag, Cause = cause, Alert = alert, SortBy = sort,
        };
        var made = await portfolio.ExportAsync(HttpActs.CallerOf(context, claims), address.ToFilter(), address.Sort, context.RequestAborted);
        await (made.IsAllowed ? WriteAsync(context, made.Value) : HttpActs.RefuseAsync(context, made.Refusal));
    }

    private static async Task HealthAsync(HttpContext context, ClientHealth health, NightCalendar calendar, TimeProvider clock, string? tenant, string? range)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var days = HistoryRange.Of(range, calendar.LastComplete(clock.GetUtcNow()));
        var made = await health.ExportAsync(
            HttpActs.CallerOf(context, claims), new(Guid.TryParse(tenant, out var id) ? id : Guid.Empty), days.From, days.To, context.RequestAborted);
        await (made.IsAllowed ? WriteAsync(context, made.Value) : HttpActs.RefuseAsync(context, made.Refusal));
    }

    private static async Task WriteAsync(HttpContext context, CsvFile file)
    {
        Name(context.Response, file.Name, "text/csv; charset=utf-8");
        context.Response.Headers["X-Rows"] = file.Rows.ToString(CultureInfo.InvariantCulture);
        if (file.IsCut)
            context.Response.Headers["X-Cut"] = "true";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static async Task UsageAsync(
        HttpContext context, ClientUsage usage, NightCalendar calendar, TimeProvider clock, string? tenant, string? range, string? grain, string? per)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        // The address is read as the page reads it, so that the file is of the same bars.
        var today = calendar.Today(clock.GetUtcNow());
        var address = new UsageAddress(range, grain, per).Corrected(today);
        var (from, to) = address.Days(today);
        var which = new OrganizationId(Guid.TryParse(tenant, out var id) ? id : Guid.Empty);
        var made = await usage.ExportAsync(HttpActs.CallerOf(context, claims), which, from, to, address.Step, address.IsPer100, context.RequestAborted);
        if (!made.IsAllowed)
        {
            await HttpActs.RefuseAsync(context, made.Refusal);
            return;
        }

        Name(context.Response, made.Value.Name, "text/csv; charset=utf-8");
        context.Response.Headers["X-Rows"] = made.Value.Rows.ToString(CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(made.Value.Content, context.RequestAborted);
    }

    private static async Task ReviewAsync(HttpContext context, Qbrs reviews, string? tenant, string? review, bool isPdf)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var made = await reviews.DownloadAsync(
            HttpActs.CallerOf(context, claims), new(Guid.TryParse(tenant, out var id) ? id : Guid.Empty), Guid.TryParse(review, out var which) ? which : Guid.Empty, isPdf,
            context.RequestAborted);
        if (!made.IsAllowed)
        {
            await HttpActs.RefuseAsync(context, made.Refusal);
            return;
        }

        Name(context.Response, made.Value.Name, isPdf ? "application/pdf" : "text/html; charset=utf-8");
        await context.Response.Body.WriteAsync(made.Value.Content, context.RequestAborted);
    }

    private static async Task AuditAsync(
        HttpContext context, AuditExport export, TimeProvider clock, string? @operator, string? tenant, string? session, string? action, string? type, string? entity,
        string? ticket, string? outcome, string? from, string? to)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var input = new AuditFilterInput
        {
            Operator = @operator, Tenant = tenant, Session = session, Action = action, EntityType = type, Entity = entity, Ticket = ticket, Outcome = outcome, From = from, To = to,
        };
        Name(context.Response, string.Create(CultureInfo.InvariantCulture, $"audit-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}.zip"), "application/zip");
        // The archive ends its parts with small synchronous writes; the rest streams.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        var written = await export.WriteAsync(HttpActs.CallerOf(context, claims), input, context.Response.Body, context.RequestAborted);
        if (!written.IsAllowed)
            await HttpActs.RefuseAsync(context, written.Refusal);
    }

    private static async Task ErrorFileAsync(
        HttpContext context, MigrationRows rows, TimeProvider clock, Guid run, [FromForm] string? session, [FromForm] bool? unredacted, [FromForm] string? reason)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var key = new TenantKey(HttpActs.CallerOf(context, claims), new SessionId(Guid.TryParse(session, out var id) ? id : Guid.Empty));
        var isUnredacted = unredacted is true;
        Name(context.Response, string.Create(CultureInfo.InvariantCulture, $"migration-errors-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}{(isUnredacted ? "-unredacted" : "")}.csv"), "text/csv");
        // Rows are written as they are read, in small synchronous pieces.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        var written = await rows.WriteErrorFileAsync(key, new RunId(run), new(isUnredacted, reason), context.Response.Body, context.RequestAborted);
        if (!written.IsAllowed)
            await HttpActs.RefuseAsync(context, written.Refusal);
    }

    // RFC 6266: a plain name, and the same in UTF-8 for whoever reads that.
    private static void Name(HttpResponse response, string name, string type)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.ContentType = type;
    }
}
