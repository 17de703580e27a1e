using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IEngagements
{
    Task<Outcome<IReadOnlyList<EngagementView>?>> ListAsync(ClientScope scope, OrganizationId tenant, OperatorId reader, int most, CancellationToken ct);

    Task<Outcome<Guid>> LogAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, EngagementEdit edit, CancellationToken ct);

    /// <summary>Only by the author, within 24 hours by the database's clock.</summary>
    Task<Outcome<Done>> CorrectAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, EngagementEdit edit, CancellationToken ct);

    Task<Outcome<Done>> AddAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid engagement, string text, CancellationToken ct);
}
