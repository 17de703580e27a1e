using System.Buffers;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.Http.Features;

namespace Ethico.Ops.Portal.Endpoints;

/// <summary>
/// The bytes of a run's files, in chunks and over HTTP: a circuit has neither the message size nor the memory for them. Each request
/// needs the person's sign-in, a page of this portal it starts on, and the ticket the page was handed.
/// </summary>
internal static class UploadEndpoints
{
    private const string TicketHeader = "X-Ticket";
    private const string DigestHeader = "X-Sha256";
    private const int DigestCharacters = 64;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(PortalUrls.Uploads + "/{run:guid}/{file:guid}").AddEndpointFilter(HttpActs.OwnPagesOnlyAsync);
        group.MapGet("", FactsAsync);
        group.MapPut("{index:int:min(0)}", AppendAsync);
        group.MapPost("finish", FinishAsync);
    }

    private static async Task FactsAsync(HttpContext context, MigrationFiles files, Guid run, Guid file)
    {
        if (await AskAsync(context, run, file) is not var (caller, ticket))
            return;
        var facts = await files.FactsAsync(caller, ticket, context.RequestAborted);
        if (facts.IsAllowed)
            await context.Response.WriteAsJsonAsync(facts.Value, context.RequestAborted);
        else
            await HttpActs.RefuseAsync(context, facts.Refusal);
    }

    private static async Task AppendAsync(HttpContext context, MigrationFiles files, Guid run, Guid file, int index)
    {
        if (await AskAsync(context, run, file) is not var (caller, ticket))
            return;
        if (!TryDigest(context, out var digest))
        {
            await HttpActs.RefuseAsync(context, UploadRefusals.ChunkDigest);
            return;
        }

        // The portal's own bodies are small; a chunk is a chunk and no more, counted while it comes.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = UploadRules.ChunkBytes;
        var rented = ChunkBuffers.Rent();
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(rented.AsMemory(0, UploadRules.ChunkBytes), UploadRules.ChunkBytes, throwOnEndOfStream: false, context.RequestAborted);
            var answer = await files.AppendAsync(caller, ticket, index, digest, rented.AsMemory(0, length), context.RequestAborted);
            await AnswerAsync(context, answer);
        }
        finally
        {
            ChunkBuffers.Return(rented);
        }
    }

    private static async Task FinishAsync(HttpContext context, MigrationFiles files, Guid run, Guid file)
    {
        if (await AskAsync(context, run, file) is not var (caller, ticket))
            return;
        if (TryDigest(context, out var tree))
            await AnswerAsync(context, await files.FinishAsync(caller, ticket, tree, context.RequestAborted));
        else
            await HttpActs.RefuseAsync(context, UploadRefusals.ChunkDigest);
    }

    private static async Task<(Caller Caller, UploadTicket Ticket)?> AskAsync(HttpContext context, Guid run, Guid file)
    {
        if (OpsClaims.Of(context.User) is not { } claims)
        {
            await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "Sign in first.");
            return null;
        }

        if (UploadTicket.TryRead(context.Request.Headers[TicketHeader].ToString(), new RunId(run), new FileId(file), out var ticket))
            return (HttpActs.CallerOf(context, claims), ticket);
        await HttpActs.RefuseAsync(context, AccessRefusals.NotFoundOrNotYours);
        return null;
    }

    private static async Task AnswerAsync(HttpContext context, Outcome<Done> answer)
    {
        if (answer.IsAllowed)
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await HttpActs.RefuseAsync(context, answer.Refusal);
    }

    private static bool TryDigest(HttpContext context, out byte[] digest)
    {
        digest = new byte[DigestCharacters / 2];
        var text = context.Request.Headers[DigestHeader].ToString();
        return text.Length == DigestCharacters && Convert.FromHexString(text, digest, out _, out _) is OperationStatus.Done;
    }
}
