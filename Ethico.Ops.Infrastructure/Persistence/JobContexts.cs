using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>Contexts of scheduled work, on a connection pool of their own: a night's run cannot starve the screen (quality.md E1).</summary>
internal sealed class JobContexts(DbContextOptions<OpsDbContext> options)
{
    public OpsDbContext Create() => new(options);
}
