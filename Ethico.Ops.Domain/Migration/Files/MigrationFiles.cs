using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 1 of the wizard: which files a run has, and the tickets their bytes come with.</summary>
[UseCase]
public sealed class MigrationFiles(AccessGate gate, IRunFiles files)
{
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RunFileView>>> ListAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewMigrationRun, run, "files");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, tenant: null, ct) is { } refused
            ? refused
            : await files.ListAsync(key, run, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<UploadTicket>> BeginAsync(TenantKey key, RunId run, FileWish wish, CancellationToken ct)
    {
        var act = Act(AuditAction.StoreMigrationFile, run, wish.Instead is null ? "begin" : "replace");
        act.Detail!["bytes"] = wish.Size;
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, tenant: null, ct) is { } refused
            ? refused
            : await files.BeginAsync(key, run, wish with { Name = UploadRules.ShownName(wish.Name) }, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<UploadTicket>> ResumeAsync(TenantKey key, RunId run, FileId file, CancellationToken ct)
    {
        var act = Act(AuditAction.StoreMigrationFile, run, "resume");
        act.Detail!["file"] = file.ToString();
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, tenant: null, ct) is { } refused
            ? refused
            : await files.ResumeAsync(key, run, file, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> RemoveAsync(TenantKey key, RunId run, FileId file, CancellationToken ct)
    {
        var act = Act(AuditAction.StoreMigrationFile, run, "remove");
        act.Detail!["file"] = file.ToString();
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, tenant: null, ct) is { } refused
            ? refused
            : await files.RemoveAsync(key, run, file, act, ct);
    }

    /// <summary>What is stored of an upload, for the browser that goes on with it.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<UploadFacts>> FactsAsync(Caller caller, UploadTicket ticket, CancellationToken ct) =>
        await gate.AskAsync(caller, Permission.RunMigration, Act(AuditAction.StoreMigrationFile, ticket.Grant.Run, "facts"), tenant: null, ct) is { } refused
            ? refused
            : await files.FactsAsync(ticket, caller.Id, ct);

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> AppendAsync(
        Caller caller, UploadTicket ticket, int index, byte[] digest, ReadOnlyMemory<byte> chunk, CancellationToken ct) =>
        await gate.AskAsync(caller, Permission.RunMigration, Act(AuditAction.StoreMigrationFile, ticket.Grant.Run, "chunk"), tenant: null, ct) is { } refused
            ? refused
            : await files.AppendAsync(ticket, caller.Id, index, digest, chunk, ct);

    /// <summary>Both sides agree on size and tree digest, and the file is stored; its entry is written by the ticket.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> FinishAsync(Caller caller, UploadTicket ticket, byte[] tree, CancellationToken ct) =>
        await gate.AskAsync(caller, Permission.RunMigration, Act(AuditAction.StoreMigrationFile, ticket.Grant.Run, "finish"), tenant: null, ct) is { } refused
            ? refused
            : await files.FinishAsync(ticket, caller.Id, tree, caller.CorrelationId, ct);

    private static AuditAct Act(AuditAction action, RunId run, string what) => new(action)
    {
        EntityType = "MigrationRun",
        EntityId = run.ToString(),
        Detail = new JsonObject { ["what"] = what },
    };
}
