using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// One operation's context, opened only by <see cref="OpsDatabase"/>. Not pooled: a pooled context would keep session state.
/// The schema is made by SQL migrations; what is mapped here is what LINQ needs, never more columns than a door may select.
/// </summary>
internal sealed class OpsDbContext(DbContextOptions<OpsDbContext> options) : DbContext(options)
{
    /// <summary>Statements of our own that were sent through it; those of the door are not in it.</summary>
    internal int Sent { get; set; }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OpsDbContext).Assembly);
}
