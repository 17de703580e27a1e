using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Jobs;
using Ethico.Ops.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>The demo clients after their first night, and a person before them.</summary>
internal sealed class HealthDesk : IAsyncDisposable
{
    private HealthDesk(TestDatabase database, World world, Caller caller, Seat seat) => (Database, World, Caller, Seat) = (database, world, caller, seat);

    public TestDatabase Database { get; }

    public World World { get; }

    public Caller Caller { get; }

    public Seat Seat { get; }

    /// <param name="role">Whose chair.</param>
    /// <param name="arrange">Done to the database before the person sits down.</param>
    public static async Task<HealthDesk> OpenAsync(Role role, Func<World, Caller, Task>? arrange = null)
    {
        var database = await TestDatabase.CreateAsync(DemoGround.AfterTheNight);
        var world = new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
        var caller = await world.OperatorAsync(role);
        if (arrange is not null)
            await arrange(world, caller);
        return new(database, world, caller, await Seat.TakeAsync(world, caller, TestTemplate.DemoAnchor));
    }

    /// <summary>One of the demo's own people, at their own clients.</summary>
    public static async Task<HealthDesk> OfAsync(string subject, bool isBeforeTheNight = false)
    {
        var database = await TestDatabase.CreateAsync(isBeforeTheNight ? TestTemplate.Demo : DemoGround.AfterTheNight);
        var world = new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
        var caller = new Caller(DemoOperators.IdOf(subject), DemoStaff.People.Single(p => p.Subject == subject).Role, "127.0.0.1", "test", "0123456789abcdef");
        return new(database, world, caller, await Seat.TakeAsync(world, caller, TestTemplate.DemoAnchor));
    }

    public static async Task<OrganizationId> ClientAsync(World world, string name) =>
        new(await world.Database.ValueAsync<Guid>("select id from platform.organizations where name = $1", name));

    public Task<OrganizationId> ClientAsync(string name) => ClientAsync(World, name);

    public async ValueTask DisposeAsync()
    {
        await Seat.DisposeAsync();
        await World.DisposeAsync();
        await Database.DisposeAsync();
    }
}
