using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.Http.Features;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>The contract feed: one body of at most 5 MB, from a page of this portal, with that page's antiforgery token.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this IEndpointRouteBuilder routes) =>
        routes.MapPost(PortalUrls.ContractFeed, LoadAsync).AddEndpointFilter(HttpActs.OwnPagesOnlyAsync).AddEndpointFilter<AntiforgeryFilter>();

    private static async Task LoadAsync(HttpContext context, ClientFiles files)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return;
        }

        var caller = HttpActs.CallerOf(context, claims);
        // Of who may not, nothing is read: the use case refuses and keeps the entry.
        var csv = caller.May(Permission.ViewRevenue) is { IsGiven: true, Scope: Scope.All } ? await ReadAsync(context) : "";
        var done = await files.ImportValuesAsync(caller, csv, context.RequestAborted);
        if (done.IsAllowed)
            await context.Response.WriteAsJsonAsync(done.Value, context.RequestAborted);
        else
            await HttpActs.RefuseAsync(context, done.Refusal);
    }

    // One byte past the limit and no more: the use case says that it is too much.
    private static async Task<string> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = null;
        var bytes = new byte[FeedFile.BytesMost + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
