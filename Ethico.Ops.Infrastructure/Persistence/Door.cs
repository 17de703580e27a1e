namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>A way into the database and the role it takes on (DESIGN.md 2).</summary>
internal enum Door
{
    Portal,
    Tenant,
    Overview,
    Hotline,
    Jobs,
    Migration,
    Import,
}
