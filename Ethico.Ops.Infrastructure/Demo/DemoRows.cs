namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The rows of schema platform as the loader writes them: one record per table, one property per column, in the contract's order.
/// Instants that the database would fill in itself are required here, so that nothing depends on when somebody loads.
/// </summary>
internal static partial class DemoRows
{
    /// <summary>Column set o of platform.md 2: where a migration run took the row from. All four or none.</summary>
    internal abstract record Provenance
    {
        public string? SourceSystem { get; init; }
        public string? SourceRecordId { get; init; }
        public Guid? MigrationRunId { get; init; }
        public DateTimeOffset? MigratedAt { get; init; }
    }
}
