using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientFiles
{
    Task<Outcome<ClientFilePage?>> OpenAsync(ClientScope scope, OrganizationId tenant, bool withValue, CancellationToken ct);

    /// <summary>The first block alone: whose page this is. Null outside the scope.</summary>
    Task<Outcome<ClientFileView?>> HeadAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct);

    Task<Outcome<Done>> EditAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, ClientFileEdit edit, CancellationToken ct);

    Task<Outcome<Guid>> EditContactAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, ContactEdit edit, CancellationToken ct);

    Task<Outcome<Done>> EraseContactAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid contact, CancellationToken ct);

    /// <summary>Applies the rows it can in one transaction, and answers for each one it cannot the number and the reason.</summary>
    Task<Outcome<FeedResult>> ImportValuesAsync(Caller caller, AuditAct act, IReadOnlyList<FeedRow> rows, CancellationToken ct);
}
