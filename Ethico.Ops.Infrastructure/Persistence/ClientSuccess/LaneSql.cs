using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Of whom a table is read, as a condition that needs no parameter.</summary>
internal static class LaneSql
{
    /// <summary>So many are looked up by their ids; of more a table is read, and who is another lane's falls out where it is joined.</summary>
    public const int Few = 200;

    /// <summary>Appended to the condition of a table that is read by its day.</summary>
    /// <param name="only">Null: everybody.</param>
    public static string Mine(IReadOnlyList<OrganizationId>? only) => only is { Count: <= Few } few ? $"and organization_id = any ({Ids(few)})" : "";

    public static string Ids(IReadOnlyList<OrganizationId> of) => $"'{{{string.Join(',', of.Select(t => t.Value))}}}'::uuid[]";
}
