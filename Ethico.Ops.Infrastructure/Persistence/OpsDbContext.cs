using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// One operation's context, opened only by <see cref="OpsDatabase"/>. Not pooled: a pooled context would keep session state.
/// The schema is made by SQL migrations; what is mapped here is what LINQ needs, never more columns than a door may select.
/// </summary>
internal sealed class OpsDbContext(DbContextOptions<OpsDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OpsDbContext).Assembly);
}
