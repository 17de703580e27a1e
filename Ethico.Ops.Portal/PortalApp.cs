using Ethico.Ops.Infrastructure;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Persistence.Host;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Portal.Observability;
using Microsoft.Extensions.Configuration.Memory;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace Ethico.Ops.Portal;

/// <summary>
/// The whole portal, composed in one place: Program starts it, and so do tests, which thereby test what is shipped. Disposing stops it,
/// and the private database with it.
/// </summary>
public sealed partial class PortalApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabaseStart _database;
    private readonly Logger _log;

    private PortalApp(WebApplication app, DatabaseStart database, Logger log, bool hasNewDemo)
    {
        HasNewDemo = hasNewDemo;
        _app = app;
        _database = database;
        _log = log;
    }

    /// <summary>Where it answers, the port filled in.</summary>
    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>Does the demo sign-in stand in for the identity provider?</summary>
    public bool IsDemo => !EntraSetup.IsConfigured(_app.Configuration);

    /// <summary>Were the demo clients loaded by this start? Nobody has a score yet.</summary>
    public bool HasNewDemo { get; }

    /// <summary>Reaches and migrates the database, checks what must not be wrong, and serves.</summary>
    /// <param name="options">Arguments, environment, settings, clock.</param>
    /// <param name="services">Registered last: what a test puts in another's place.</param>
    /// <param name="ct">Ends a start that is under way.</param>
    public static async Task<PortalApp> StartAsync(PortalOptions options, Action<IServiceCollection>? services = null, CancellationToken ct = default)
    {
        var builder = Builder(options);
        var log = LogSetup.Create(builder.Configuration, builder.Environment.ContentRootPath, options.AlsoLogTo);
        DatabaseStart? database = null;
        WebApplication? app = null;
        try
        {
            EntraSetup.Check(builder.Configuration, builder.Environment);
            using var loggers = new SerilogLoggerFactory(log);
            database = await DatabaseStart.ReachAsync(builder.Configuration, builder.Environment, loggers, ct);

            // The database is migrated and tested on one core while the other composes the portal; nobody is served before both are done.
            var prepared = Task.Run(() => database.PrepareAsync(builder.Environment, loggers, ct), ct);
            try
            {
                PortalServices.Add(builder, options, database.Connections.App, log);
                services?.Invoke(builder.Services);
                app = builder.Build();
                var atHand = Task.Run(() => OpsInfrastructure.TakeInHand(app.Services), ct);
                PortalPipeline.Use(app);
                await atHand;
            }
            finally
            {
                // What is wrong with the database is said first, and never left running.
                await prepared;
            }

            await CookieKeys.CheckAsync(app.Services, app.Configuration, app.Environment, ct);
            var isNew = await AddDemoAsync(app, database.Connections, ct);
            await app.StartAsync(ct);
            return new(app, database, log, isNew);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            if (database is not null)
                await database.DisposeAsync();
            await log.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process is told to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static WebApplicationBuilder Builder(PortalOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. options.Args],
            EnvironmentName = options.Environment,
            // Named, because in a test the process is another's: assets and settings are found by it.
            ApplicationName = typeof(PortalApp).Assembly.GetName().Name,
            ContentRootPath = options.ContentRoot,
        });
        // Run from its build output, the framework would re-read each style sheet and send it uncompressed, anew each time: 750 kB for a
        // first page instead of 210, and the same again (quality.md P19). Whoever edits styles sets the first to true in the environment.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("ReloadStaticAssetsAtRuntime", "false"), new("EnableStaticAssetsDevelopmentCaching", "true")],
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        return builder;
    }

    // Only where the demo sign-in is the way in: people nobody can sign in as are of no use.
    private static async Task<bool> AddDemoAsync(WebApplication app, OpsConnections connections, CancellationToken ct)
    {
        if (!app.Environment.IsDevelopment() || EntraSetup.IsConfigured(app.Configuration))
            return false;
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var isNew = await DemoData.EnsureAsync(connections, DemoOptions.From(app.Configuration), clock, ct);
        if (isNew)
            DemoLoaded(app.Logger);
        var added = await app.Services.GetRequiredService<DemoOperators>().AddMissingAsync(ct);
        if (!added.IsAllowed)
            throw new StartRefused($"The demo operators could not be added: {added.Refusal.Sentence}");
        return isNew;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo clients were loaded into the empty database")]
    private static partial void DemoLoaded(Microsoft.Extensions.Logging.ILogger log);
}
