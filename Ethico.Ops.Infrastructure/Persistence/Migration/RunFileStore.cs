using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Files of a run: rows here, bytes in the vault. The row is written after its bytes are on the disk, so no row points at nothing.</summary>
internal sealed class RunFileStore(OpsDatabase database, IVault vault, FormatLimits limits, IOperators operators, TimeProvider clock) : IRunFiles
{
    public Task<Outcome<IReadOnlyList<RunFileView>>> ListAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => Outcome.Of<IReadOnlyList<RunFileView>>(
                [.. (await context.Database.SqlQuery<FileRow>(
                    $"""
                    select id, position, name, declared_size, stored_size, state, content_digest, begun_at, last_sender, last_chunk_at
                    from migration.files where run_id = {run.Value} and state <> 'REMOVED' order by position
                    """).ToListAsync(token)).Select(row => row.ToView())]),
            ct);

    public async Task<Outcome<UploadTicket>> BeginAsync(TenantKey key, RunId run, FileWish wish, AuditAct act, CancellationToken ct)
    {
        var file = new FileId(Guid.CreateVersion7(clock.GetUtcNow()));
        var wrapped = vault.NewKey(file);
        var begun = await database.RunAsync<UploadTicket>(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await LockAsync(context, run, token) is not { } tenant)
                    return (Outcome<Change<UploadTicket>>)UploadRefusals.NotUploading;
                var there = await context.Database.SqlQuery<int>(
                    $"""select count(*)::integer as "Value" from migration.files where run_id = {run.Value} and state <> 'REMOVED'""").SingleAsync(token);
                if (UploadRules.Check(wish, there, limits) is { } refusal)
                    return refusal;
                if (vault.FreeBytes() < 2 * wish.Size)
                    return UploadRefusals.VaultFull;
                if (wish.Instead is { } old && await RemoveAsync(context, run, old, token) == 0)
                    return AccessRefusals.NotFoundOrNotYours;

                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into migration.files (organization_id, id, run_id, position, name, declared_size, wrapped_key, begun_by)
                    select {tenant.Value}, {file.Value}, {run.Value}, coalesce(max(f.position), 0) + 1, {wish.Name}, {wish.Size}, {wrapped}, {key.Caller.Id.Value}
                    from migration.files f where f.run_id = {run.Value} and f.state <> 'REMOVED'
                    """,
                    token);
                await CountAsync(context, run, token);
                return Changed(await TicketAsync(context, run, file, tenant, token), file);
            },
            ct);
        if (begun.IsAllowed && wish.Instead is { } replaced)
            vault.Delete(replaced);
        return begun;
    }

    public Task<Outcome<UploadTicket>> ResumeAsync(TenantKey key, RunId run, FileId file, AuditAct act, CancellationToken ct) =>
        database.RunAsync<UploadTicket>(
            key,
            run,
            act,
            async (context, token) =>
            {
                var tenant = (await context.Database.SqlQuery<Guid?>(
                    $"""select organization_id as "Value" from migration.files where id = {file.Value} and run_id = {run.Value} and state = 'UPLOADING'""").ToListAsync(token))
                    .SingleOrDefault();
                return tenant is { } id
                    ? Changed(await TicketAsync(context, run, file, new(id), token), file)
                    : (Outcome<Change<UploadTicket>>)AccessRefusals.NotFoundOrNotYours;
            },
            ct);

    public async Task<Outcome<Done>> RemoveAsync(TenantKey key, RunId run, FileId file, AuditAct act, CancellationToken ct)
    {
        var removed = await database.RunAsync<Done>(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await LockAsync(context, run, token) is null)
                    return (Outcome<Change<Done>>)UploadRefusals.NotUploading;
                if (await RemoveAsync(context, run, file, token) == 0)
                    return AccessRefusals.NotFoundOrNotYours;
                await CountAsync(context, run, token);
                return Outcome.Of(new Change<Done>(default, null, new JsonObject { ["removed"] = file.ToString() }));
            },
            ct);
        // The row first: bytes without a row are removed by nobody's mistake, a row without bytes would be one.
        if (removed.IsAllowed)
            vault.Delete(file);
        return removed;
    }

    public Task<Outcome<UploadFacts>> FactsAsync(UploadTicket ticket, OperatorId sender, CancellationToken ct) =>
        OverAsync(database.RunAsync(
            ticket.Grant,
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<FactRow>(
                    $"select declared_size, state, index, size, digest from migration.upload_facts({sender.Value})").ToListAsync(token);
                if (rows is not [var first, ..])
                    return (Outcome<UploadFacts>)UploadRefusals.TicketOver;
                return Outcome.Of(new UploadFacts(
                    first.DeclaredSize,
                    first.State is "STORED",
                    UploadRules.ChunkBytes,
                    [.. rows.Where(row => row.Index is not null).Select(row => new ChunkFact(row.Index!.Value, row.Size!.Value, Convert.ToHexStringLower(row.Digest!)))]));
            },
            ct));

    public async Task<Outcome<Done>> AppendAsync(UploadTicket ticket, OperatorId sender, int index, byte[] digest, ReadOnlyMemory<byte> chunk, CancellationToken ct)
    {
        if (chunk.Length is 0 or > UploadRules.ChunkBytes)
            return UploadRefusals.ChunkSize;
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(chunk.Span), digest))
            return UploadRefusals.ChunkDigest;

        var expected = await OverAsync(database.RunAsync(
            ticket.Grant,
            async (context, token) => Outcome.Of((await context.Database.SqlQuery<ExpectRow>(
                $"select answer, expected, sender, wrapped_key from migration.expect_chunk({sender.Value}, {index}, {chunk.Length}, {digest})").ToListAsync(token)).Single()),
            ct));
        if (!expected.IsAllowed)
            return expected.Refusal;
        if (expected.Value is not { Answer: "NEXT", WrappedKey: { } wrapped })
            return await AnswerAsync(expected.Value.Answer, index, expected.Value.Expected ?? 0, expected.Value.Sender, ct);

        Guid blob;
        try
        {
            blob = await vault.AppendAsync(ticket.File, wrapped, index, chunk, ct);
        }
        catch (IOException)
        {
            return UploadRefusals.VaultFull;
        }

        var recorded = await OverAsync(database.RunAsync(
            ticket.Grant,
            async (context, token) => Outcome.Of((await context.Database.SqlQuery<string>(
                $"""select migration.record_chunk({sender.Value}, {index}, {chunk.Length}, {digest}, {blob}) as "Value" """).ToListAsync(token)).Single()),
            ct));
        if (recorded is { IsAllowed: true, Value: "NEXT" })
            return Outcome.Done;
        vault.Drop(ticket.File, blob);
        return recorded.IsAllowed ? await AnswerAsync(recorded.Value, index, index + 1, sender: null, ct) : recorded.Refusal;
    }

    public async Task<Outcome<Done>> FinishAsync(UploadTicket ticket, OperatorId sender, byte[] tree, string correlationId, CancellationToken ct)
    {
        var blobs = await OverAsync(database.RunAsync(
            ticket.Grant,
            async (context, token) => Outcome.Of(await context.Database.SqlQuery<BlobRow>(
                $"select index, size, blob, wrapped_key from migration.upload_blobs({sender.Value})").ToListAsync(token)),
            ct));
        if (!blobs.IsAllowed)
            return blobs.Refusal;
        if (blobs.Value is not [{ WrappedKey: { } wrapped }, ..] rows)
            return UploadRefusals.TicketOver;

        byte[] content;
        await using (var stream = vault.Open(ticket.File, wrapped, rows.Sum(row => (long)row.Size), [.. rows.Select(row => row.Blob)]))
            content = await SHA256.HashDataAsync(stream, ct);
        var finished = await OverAsync(database.RunAsync(
            ticket.Grant,
            async (context, token) => Outcome.Of((await context.Database.SqlQuery<string>(
                $"""select migration.finish_upload({sender.Value}, {tree}, {content}, {correlationId}) as "Value" """).ToListAsync(token)).Single()),
            ct));
        return !finished.IsAllowed ? finished.Refusal : finished.Value switch
        {
            "STORED" or "AGAIN" => Outcome.Done,
            "DIFFERS" => UploadRefusals.TreeDiffers,
            "GAP" => UploadRefusals.Gap(rows.Count),
            _ => UploadRefusals.TicketOver,
        };
    }

    public Task<Outcome<IReadOnlyList<StoredFile>>> StoredAsync(RunGrant grant, CancellationToken ct) =>
        database.RunAsync(grant, (context, token) => StoredAsync(context, grant.Run, token), ct);

    public Task<Outcome<IReadOnlyList<StoredFile>>> StoredAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, (context, token) => StoredAsync(context, run, token), ct);

    private async Task<Outcome<IReadOnlyList<StoredFile>>> StoredAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var rows = await context.Database.SqlQuery<StoredRow>(
            $"""
            select f.id, f.position, f.name, f.declared_size, f.content_digest, f.wrapped_key,
                (select array_agg(c.blob order by c.index) from migration.chunks c where c.file_id = f.id) as blobs
            from migration.files f where f.run_id = {run.Value} and f.state = 'STORED' order by f.position
            """).ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<StoredFile>>([.. rows.Select(row => new StoredFile(
            new(row.Id), row.Position, row.Name, row.DeclaredSize, Convert.ToHexStringLower(row.ContentDigest),
            () => vault.Open(new(row.Id), row.WrappedKey, row.DeclaredSize, row.Blobs)))]);
    }

    // Step 1 only: a run that has gone on is reopened first.
    private static async Task<OrganizationId?> LockAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var tenant = (await context.Database.SqlQuery<Guid?>(
            $"""select organization_id as "Value" from migration.runs where id = {run.Value} and state in ('UPLOADING', 'UPLOADED') for update""").ToListAsync(ct)).SingleOrDefault();
        return tenant is { } id ? new(id) : null;
    }

    private static Task<int> RemoveAsync(OpsDbContext context, RunId run, FileId file, CancellationToken ct) => context.Database.ExecuteSqlAsync(
        $"""
        update migration.files set state = 'REMOVED', removed_at = access.now(), wrapped_key = null, name = null
        where id = {file.Value} and run_id = {run.Value} and state <> 'REMOVED'
        """,
        ct);

    private static Task CountAsync(OpsDbContext context, RunId run, CancellationToken ct) => context.Database.ExecuteSqlAsync(
        $"""
        update migration.runs r set files_total = n.total, files_open = n.still,
            state = case when n.total > 0 and n.still = 0 then 'UPLOADED' else 'UPLOADING' end
        from (select count(*) as total, count(*) filter (where state = 'UPLOADING') as still
              from migration.files where run_id = {run.Value} and state <> 'REMOVED') n
        where r.id = {run.Value}
        """,
        ct);

    private static async Task<UploadTicket> TicketAsync(OpsDbContext context, RunId run, FileId file, OrganizationId tenant, CancellationToken ct)
    {
        var grant = await context.Database.SqlQuery<Guid>(
            $"""select access.give_run_grant('UPLOAD', {file.Value}, {UploadTicket.Span}) as "Value" """).ToListAsync(ct);
        return new(file, new RunGrant(grant.Single(), run, tenant, GrantPurpose.Upload));
    }

    private static Outcome<Change<UploadTicket>> Changed(UploadTicket ticket, FileId file) =>
        Outcome.Of(new Change<UploadTicket>(ticket, null, new JsonObject { ["file"] = file.ToString() }));

    private async Task<Outcome<Done>> AnswerAsync(string? answer, int index, int expected, Guid? sender, CancellationToken ct) => answer switch
    {
        "AGAIN" => Outcome.Done,
        "DIFFERS" => UploadRefusals.Differs((long)index * UploadRules.ChunkBytes),
        "GAP" => UploadRefusals.Gap(expected),
        "FULL" => UploadRefusals.Full,
        "THREE" => UploadRefusals.ThreeAtOnce,
        "OTHER" => UploadRefusals.OtherSender(sender is { } who ? await NameAsync(new(who), ct) : null),
        _ => UploadRefusals.TicketOver,
    };

    private async Task<string?> NameAsync(OperatorId who, CancellationToken ct) =>
        await operators.FindAsync(who, ct) is { IsAllowed: true, Value: { } found } ? found.DisplayName : null;

    // What a grant that ended means to whoever sends a file.
    private static async Task<Outcome<T>> OverAsync<T>(Task<Outcome<T>> work)
    {
        var outcome = await work;
        return outcome.IsAllowed || outcome.Refusal.Code is not ("grant-over" or "right-lost" or "not-found") ? outcome : UploadRefusals.TicketOver;
    }

    private sealed record FileRow(
        Guid Id, int Position, string Name, long DeclaredSize, long StoredSize, string State, byte[]? ContentDigest, DateTimeOffset BegunAt, Guid? LastSender,
        DateTimeOffset? LastChunkAt)
    {
        public RunFileView ToView() => new(
            new(Id), Position, Name, DeclaredSize, StoredSize, RunCodes.Read<FileState>(State), ContentDigest is null ? null : Convert.ToHexStringLower(ContentDigest), BegunAt,
            LastSender is { } who ? new(who) : null, LastChunkAt);
    }

    private sealed record FactRow(long DeclaredSize, string State, int? Index, int? Size, byte[]? Digest);

    private sealed record ExpectRow(string Answer, int? Expected, Guid? Sender, byte[]? WrappedKey);

    private sealed record BlobRow(int Index, int Size, Guid Blob, byte[]? WrappedKey);

    private sealed record StoredRow(Guid Id, int Position, string Name, long DeclaredSize, byte[] ContentDigest, byte[] WrappedKey, Guid[] Blobs);
}
