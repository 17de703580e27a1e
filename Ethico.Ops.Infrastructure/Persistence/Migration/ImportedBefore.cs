using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Whether a file's very content was imported by an earlier run of the tenant (MIG-FIL-009). Digests outlive the files.</summary>
internal static class ImportedBefore
{
    /// <summary>Null: it was not, or what came of it was taken back.</summary>
    public static async Task<Finding?> FindAsync(OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        var runs = await context.ListAsync(
            """
            select distinct r.reference from migration.files mine
            join migration.files theirs on theirs.organization_id = mine.organization_id and theirs.content_digest = mine.content_digest and theirs.run_id <> mine.run_id
            join migration.runs r on r.organization_id = theirs.organization_id and r.id = theirs.run_id
            where mine.organization_id = $1 and mine.run_id = $2 and mine.state = 'STORED'
              and (r.completed_at is not null or r.state = 'IMPORT_STOPPED') and r.state <> 'ROLLED_BACK'
            order by 1
            """,
            r => r.GetString(0), ct, scope.Tenant.Value, scope.Run.Value);
        if (runs.Count == 0)
            return null;
        var rule = Rules.ImportedBefore;
        return new(rule.Code, rule.Severity, 0, 0, null, null, $"The same content was imported by {string.Join(", ", runs)}: its records will be found by key.", rule.Advice);
    }
}
