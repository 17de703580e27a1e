namespace Ethico.Ops.Domain.Migration;

/// <summary>What a page shows unmasked, to be dropped at <paramref name="VisibleUntil"/> or when the page is left.</summary>
/// <param name="Lines">The sample lines of the file, whole.</param>
/// <param name="Leads">The people in charge by name, with the tenant's active users to choose from; null where none is mapped.</param>
public sealed record RevealedSamples(
    IReadOnlyList<RevealedColumn> Columns, IReadOnlyList<SampleLine> Lines, LeadBoard? Leads, IReadOnlyList<TenantUser> Users,
    DateTimeOffset VisibleUntil, DateTimeOffset ReadAt)
{
    public static readonly TimeSpan VisibleFor = TimeSpan.FromMinutes(5);

    public RevealedColumn? Of(string column) => Columns.FirstOrDefault(c => c.Name == column);
}
