using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>What a client has before anything is imported: two leads, categories, two places, a queue.</summary>
internal sealed record ClientOffice(Guid[] Leads, Guid Queue, IReadOnlyDictionary<string, Guid> Categories, IReadOnlyDictionary<string, Guid> Locations)
{
    public static async Task<ClientOffice> MakeAsync(TestDatabase database, OrganizationId tenant)
    {
        var ids = Seed.Ids(11);
        var org = tenant.Value;
        for (var i = 0; i < 2; i++)
        {
            await database.ExecuteAsync(
                """
                insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, may_handle_cases)
                values ($1, $2, 'INVESTIGATOR', 'ACTIVE', 'Lead ' || $3, 'lead ' || $3, 'lead.' || $3 || '@client.example', sha256(convert_to($1::text || $3, 'UTF8')), 'client.example', true)
                """,
                org, ids[i], i == 0 ? "a" : "b");
        }

        await database.ExecuteAsync(
            "insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $2, 'Compliance intake', true, true)", org, ids[2]);
        var categories = new Dictionary<string, Guid>(StringComparer.Ordinal);
        string[] names = ["Harassment", "Theft", "Fraud", "Conflict of Interest", "Retaliation", "Other"];
        for (var i = 0; i < names.Length; i++)
        {
            categories[names[i]] = ids[3 + i];
            await database.ExecuteAsync(
                "insert into platform.categories (organization_id, id, name, name_key) values ($1, $2, $3, $4)", org, ids[3 + i], names[i], NameFolding.Fold(names[i]));
        }

        var locations = new Dictionary<string, Guid>(StringComparer.Ordinal) { ["Plant 1"] = ids[9], ["Plant 2"] = ids[10] };
        foreach (var (name, id) in locations)
            await database.ExecuteAsync("insert into platform.locations (organization_id, id, name, name_key) values ($1, $2, $3, $4)", org, id, name, NameFolding.Fold(name));
        return new(ids[..2], ids[2], categories, locations);
    }
}
