using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ethico.Ops.Bench.Database;

/// <summary>The real use cases, stores and doors over a data set, composed as the portal composes them.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Portal(string app, string admin, string anchor, CommandCapture? capture, TimeProvider clock, ImportOptions? batches = null)
    {
        Admin = admin;
        var collection = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Ops:DataPath"] = Path.Combine(BenchServer.WorkFolder, "data"),
                    ["Audit:AnchorPath"] = anchor,
                    // The days of the data sets are those of UTC.
                    ["Operations:TimeZone"] = "Etc/UTC",
                }).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development, ContentRootPath = BenchServer.WorkFolder })
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddOpsInfrastructure(app);
        if (batches is not null)
            collection.AddSingleton(batches);
        if (capture is not null)
            collection.ConfigureDbContext<OpsDbContext>(options => options.AddInterceptors(capture));
        _services = collection.BuildServiceProvider();
    }

    /// <summary>The superuser's connection string to the same database.</summary>
    public string Admin { get; }

    /// <summary>Over a server that somebody else runs.</summary>
    public static Portal Over(string app, string admin, string anchor, ImportOptions batches) => new(app, admin, anchor, capture: null, TimeProvider.System, batches);

    /// <param name="capture">Sees each statement; slows what it sees, so never in a timed run.</param>
    public static async Task<Portal> OnAsync(string database, CommandCapture? capture = null, TimeProvider? clock = null) =>
        new(await BenchServer.AppAsync(database), await BenchServer.AdminAsync(database), BenchServer.AnchorOf(database), capture, clock ?? TimeProvider.System);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Operators of one role, the same ones at every run.</summary>
    public async Task<IReadOnlyList<Caller>> OperatorsAsync(Role role, int count)
    {
        List<Caller> all = [];
        for (var i = 0; i < count; i++)
        {
            var id = new Guid(0x01900000 + (int)role, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, (byte)i]);
            await Sql.ExecuteAsync(
                Admin, "insert into access.operator (id, issuer, subject, role) values ($1, 'bench', $2, $3) on conflict do nothing", id, id.ToString(), role.Stored());
            all.Add(new Caller(new(id), role, "127.0.0.1", "bench", "0123456789abcdef"));
        }

        return all;
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
