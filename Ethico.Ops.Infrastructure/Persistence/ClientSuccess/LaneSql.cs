using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>What COPY is told as literals, as it takes no parameters: whose zone, of whom.</summary>
internal static class LaneSql
{
    /// <summary>So many are looked up by their ids; of more a table is read, and who is another lane's falls out where it is joined.</summary>
    public const int Few = 200;

    /// <summary>Appended to the condition of a table that is read by its day.</summary>
    /// <param name="only">Null: everybody.</param>
    public static string Mine(IReadOnlyList<OrganizationId>? only) => only is { Count: <= Few } few ? $"and organization_id = any ({Ids(few)})" : "";

    public static string Ids(IEnumerable<OrganizationId> of) => Ids(of.Select(t => t.Value));

    public static string Ids(IEnumerable<Guid> of) => $"'{{{string.Join(',', of)}}}'::uuid[]";

    public static string Zone(NightCalendar calendar) => $"'{calendar.Zone.Replace("'", "''", StringComparison.Ordinal)}'";
}
