using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class AssignmentStore(OpsDatabase database) : IAssignments
{
    public async Task<bool> IsAssignedAsync(OperatorId who, OrganizationId tenant, CancellationToken ct)
    {
        var answer = await database.PortalAsync(
            async (context, token) => Outcome.Of(await context.Database.SqlQuery<bool>(
                $"""
                select exists (select from access.assignment a
                    where a.operator_id = {who.Value} and a.organization_id = {tenant.Value}
                      and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())) as "Value"
                """).SingleAsync(token)),
            ct);
        // No answer is no assignment: fail closed.
        return answer.IsAllowed && answer.Value;
    }
}
