using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>A hundred rows previewed, in a database of their own, to be written in batches of ten.</summary>
public abstract class FaultGround : IAsyncLifetime
{
    protected const int Rows = 100;

    private protected TestDatabase database = null!;
    private protected World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 10, RollbackRecords = 10 }));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    private protected Task<RunWalk> PreviewedAsync(string client) => PreviewedAsync(world, client);

    private protected static async Task<RunWalk> PreviewedAsync(World world, string client)
    {
        var tenant = await world.TenantAsync(client);
        await ClientOffice.MakeAsync(world.Database, tenant);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await ToPreviewedAsync(walk);
        return walk;
    }

    private protected static async Task ToPreviewedAsync(RunWalk walk)
    {
        var queue = await WalkTenant.FallbackQueueAsync(walk.World.Database, walk.Tenant);
        await walk.ToValidatedAsync("cases.csv", File(), view => view.Mapping with { FallbackQueue = queue });
        (await walk.GroupsAsync()).Where(g => g.Key.Severity is Severity.Error).Should().BeEmpty();
        await walk.AcceptWarningsAsync();
        (await walk.PreviewAsync()).Counts.Total.Should().Be(Rows);
    }

    // As many turns as it takes; given up on by the worker, a person lets it go on.
    private protected static async Task ToTheEndAsync(RunWalk walk, RunState end, Func<Task<Outcome<RunHead>>> resume)
    {
        for (var times = 0; times < 60; times++)
        {
            await walk.WorkAsync();
            var state = (await walk.LookAsync()).State;
            if (state == end)
                return;
            _ = (await resume()).Value;
        }

        throw new TimeoutException($"It stays {walk.Head.State}: {walk.Head.Cause?.Sentence}");
    }

    private static byte[] File()
    {
        var text = new StringBuilder("Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Narrative,Accused Name,Assigned To\n");
        string[] kinds = ["Harassment", "Theft", "Fraud"];
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"K-{i:000},{88_000 + i},{(i % 4 == 0 ? "Closed - Substantiated" : "In Progress")},{kinds[i % 3]},2023-01-{1 + (i % 28):00},{(i % 4 == 0 ? "2023-03-01" : "")},What happened in number {i} of the list,{(i % 5 == 0 ? $"Person {i}" : "")},lead.a@client.example\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
