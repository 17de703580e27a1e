using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Reviews inside a scope; null: no such client, or not in it.</summary>
public interface IQbrs
{
    Task<Outcome<QbrShelf?>> ShelfAsync(ClientScope scope, OrganizationId tenant, bool withDraft, CancellationToken ct);

    Task<Outcome<QbrBeside?>> BesideAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>Keeps the draft; its new version.</summary>
    Task<Outcome<long>> KeepAsync(Caller caller, ClientScope scope, OrganizationId tenant, QbrEdit edit, CancellationToken ct);

    /// <summary>The draft is no more, with its entry.</summary>
    Task<Outcome<Done>> DiscardAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, long rowVersion, CancellationToken ct);

    /// <summary>The draft becomes the file, with its entry.</summary>
    Task<Outcome<Guid>> FinalizeAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, QbrEdit edit, QbrMade made, CancellationToken ct);

    /// <summary>A finalized file with its entry.</summary>
    Task<Outcome<byte[]?>> FileAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid review, bool isPdf, CancellationToken ct);
}
