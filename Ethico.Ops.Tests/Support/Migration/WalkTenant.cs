using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Support.Migration;

/// <summary>Tenants of the demo by name, and what a test asks of their tables.</summary>
internal static class WalkTenant
{
    public static async Task<OrganizationId> NamedAsync(TestDatabase database, string name) =>
        new(await database.ValueAsync<Guid>("select id from platform.organizations where name = $1", name));

    public static Task<Guid> FallbackQueueAsync(TestDatabase database, OrganizationId tenant) =>
        database.ValueAsync<Guid>("select id from platform.queues where organization_id = $1 and is_fallback", tenant.Value);

    /// <summary>Rows of a run that stand in the client's tables, by table.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> RowsAsync(TestDatabase database, RunId run)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in (string[])["reports", "cases", "case_reports", "persons", "case_persons", "investigations", "categories", "locations"])
            counts[table] = await database.ValueAsync<long>($"select count(*) from platform.{table} where migration_run_id = $1", run.Value);
        return counts;
    }
}
