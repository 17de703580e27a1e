using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Abuse;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Stores.MigrationWizard;
using Ethico.Ops.Tests.Support.Migration;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>The portal as a process is told to end while people and work are in it.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const int Rows = 40;
    private readonly string folder = Directory.CreateTempSubdirectory("ops-stop-").FullName;
    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task R5_SIGTERM_under_circuits_and_a_running_import_ends_cleanly_and_the_import_goes_on_elsewhere()
    {
        var walk = await PreviewedAsync();
        await using var gate = await BatchGate.CloseAsync(database, -1);
        await using var portal = await PortalProcess.StartAsync(database, folder);
        var circuits = new List<Circuit>();
        var visitors = new List<Visitor>();
        foreach (var subject in (string[])["tessa", "omar", "ines", "margaret"])
        {
            var visitor = new Visitor(portal.Address);
            visitors.Add(visitor);
            await visitor.SignInAsync(Crowd.IdOf(subject));
            for (var i = 0; i < 3; i++)
                circuits.Add(await visitor.OpenAsync("/"));
        }

        await walk.StartImportAsync();
        await gate.ReachedAsync(new TaskCompletionSource().Task);

        await portal.TerminateAsync();

        (await portal.ExitAsync()).Should().Be(0, portal.Output);
        await Task.WhenAll(circuits.Select(circuit => circuit.Closed)).WaitAsync(Circuit.Patience);
        portal.Errors.Should().BeEmpty();
        // Nothing half written, and whoever comes next takes the run over.
        await gate.OpenAsync();
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1", walk.Tenant.Value)).Should().Be(0);
        await walk.WorkAsync();
        (await walk.InAsync(RunState.Imported)).Counts.Should().BeEquivalentTo(new { RowsDone = Rows, RowsCreated = Rows });
        foreach (var circuit in circuits)
            await circuit.DisposeAsync();
        visitors.ForEach(visitor => visitor.Dispose());
    }

    private static byte[] File()
    {
        var text = new StringBuilder("Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Narrative,Accused Name,Assigned To\n");
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"K-{i:000},{88_000 + i},In Progress,Theft,2023-01-{1 + (i % 28):00},,What happened in number {i} of the list,,lead.a@client.example\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async Task<RunWalk> PreviewedAsync()
    {
        var tenant = await world.TenantAsync("Client of a portal that is renewed");
        await ClientOffice.MakeAsync(database, tenant);
        var walk = await RunWalk.EnterAsync(world, tenant);
        var queue = await WalkTenant.FallbackQueueAsync(database, walk.Tenant);
        await walk.ToValidatedAsync("cases.csv", File(), view => view.Mapping with { FallbackQueue = queue });
        await walk.AcceptWarningsAsync();
        (await walk.PreviewAsync()).Counts.Total.Should().Be(Rows);
        return walk;
    }
}
