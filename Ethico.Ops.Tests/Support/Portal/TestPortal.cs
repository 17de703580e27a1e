using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>
/// The real portal on a free loopback port and a database of its own, with the demo sign-in: as a class fixture, or made by
/// <see cref="StartAsync"/> with settings of the test's own.
/// </summary>
public sealed class TestPortal : IAsyncLifetime
{
    private PortalApp? _app;
    private TestDatabase? _database;
    private bool _ownsDatabase;

    public Uri Address => App.Address;

    public TestDatabase Database => _database!;

    public IServiceProvider Services => App.Services;

    internal LogLines Log { get; } = new();

    internal PortalApp App => _app!;

    /// <param name="settings">Laid over the portal's configuration.</param>
    /// <param name="services">Registered last.</param>
    /// <param name="environment">Development if not given.</param>
    /// <param name="database">One to share; it stays when the portal goes. Else the portal gets its own.</param>
    /// <param name="clock">The process's clock.</param>
    public static async Task<TestPortal> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null,
        string environment = "Development",
        TestDatabase? database = null,
        TimeProvider? clock = null)
    {
        var portal = new TestPortal { _ownsDatabase = database is null, _database = database ?? await TestDatabase.CreateAsync() };
        try
        {
            portal._app = await PortalApp.StartAsync(portal.Options(settings, environment, clock), services);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _ownsDatabase = true;
        _database = await TestDatabase.CreateAsync();
        _app = await PortalApp.StartAsync(Options(settings: null, "Development", clock: null));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_ownsDatabase)
            await _database!.DisposeAsync();
    }

    /// <summary>A browser without a window: cookies, no redirects followed.</summary>
    internal PortalClient Client() => new(Address);

    /// <summary>A signed-in one. Subjects are those of the demo operators.</summary>
    internal async Task<PortalClient> SignedInAsync(string subject)
    {
        var client = Client();
        (await client.SignInAsync(subject)).StatusCode.Should().Be(System.Net.HttpStatusCode.Redirect);
        return client;
    }

    private PortalOptions Options(IReadOnlyDictionary<string, string?>? settings, string environment, TimeProvider? clock)
    {
        var laid = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Ops"] = _database!.AppConnectionString };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            laid[key] = value;
        return new()
        {
            Args = ["--urls", "http://127.0.0.1:0"],
            Environment = environment,
            Settings = laid,
            Clock = clock,
            ContentRoot = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "Ethico.Ops.Portal"),
            AlsoLogTo = Log,
        };
    }
}
