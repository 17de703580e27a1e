using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>A tenant to enter, and an act of each kind through its door.</summary>
public abstract class SessionGround(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    protected static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    protected TestDatabase Database { get; } = database;

    protected World World { get; } = new(database);

    internal ImpersonationService Sessions => World.Get<ImpersonationService>();

    internal OpsDatabase Doors => World.Get<OpsDatabase>();

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static Task<Outcome<Done>> LookAsync(World world, TenantKey key) =>
        world.Get<OpsDatabase>().TenantAsync(key, new(AuditAction.ViewTenant), (_, _) => Task.FromResult(Outcome.Done), default);

    internal static Task<Outcome<Done>> ChangeAsync(World world, TenantKey key, OrganizationId tenant) =>
        world.Get<OpsDatabase>().ChangeInTenantAsync(
            key,
            new(AuditAction.ChangeTenantSetting) { EntityType = "Setting", EntityId = "intake.greeting" },
            async (c, t) => (await SetAsync(c, tenant, t)).Map(done => new Change<Done>(done, null, null)),
            default);

    internal static async Task<Outcome<Done>> SetAsync(OpsDbContext context, OrganizationId tenant, CancellationToken ct)
    {
        await context.Database.ExecuteSqlAsync(
            $"""insert into platform.settings (organization_id, key, value, changed_by_kind) values ({tenant.Value}, 'intake.greeting', '"Good day"', 'STAFF')""", ct);
        return Outcome.Done;
    }
}
