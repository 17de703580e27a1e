namespace Ethico.Ops.Domain.Migration;

/// <summary>Everything the use cases of steps 2 and 3 decide by, read in one transaction. Unmasked: it goes to no page.</summary>
/// <param name="Mapping">As saved, columns the file no longer has included; null before the first save.</param>
/// <param name="Zone">The tenant's, IANA.</param>
/// <param name="ReadAt">The database's clock.</param>
public sealed record RunContents(
    RunHead Head, DetectionDocument? Detection, int DetectionVersion, FileProfile? Profile, FileFormat? Format, RunDocument? MappingDocument,
    MigrationMapping? Mapping, TenantReferences Tenant, IReadOnlyList<TenantQueue> Queues, string Zone, DateTimeOffset ReadAt)
{
    public IReadOnlyList<string> Columns => Format?.Columns ?? [];

    /// <summary>Target keys a column feeds in the saved mapping.</summary>
    public IReadOnlyCollection<string> TargetsOf(string column) => Mapping is null ? [] : MappingReading.TargetsOf(Mapping, column);

    public ColumnProfile? ProfileOf(string column) => Profile?.Columns.FirstOrDefault(c => c.Name == column);
}
