using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ethico.Ops.Tests.Support;

/// <summary>The real use cases and stores over a test database, and people and tenants to try them with.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly ServiceProvider services;

    // What the portal keeps beside its database: signing key, anchor.
    private readonly string folder;

    public World(TestDatabase database, Action<IServiceCollection>? arrange = null)
    {
        Database = database;
        folder = Directory.CreateTempSubdirectory("ops-world-").FullName;
        services = Over(database.AppConnectionString, arrange, folder);
    }

    public TestDatabase Database { get; }

    /// <summary>The same over any database, for who fills a template.</summary>
    public static ServiceProvider Over(string app, Action<IServiceCollection>? arrange, string? folder = null)
    {
        folder ??= Path.GetTempPath();
        var collection = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development, ContentRootPath = folder })
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([new("Ops:DataPath", folder), new("Audit:AnchorPath", Path.Combine(folder, "anchor.jsonl"))]).Build())
            .AddOpsInfrastructure(app);
        arrange?.Invoke(collection);
        return collection.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<Caller> OperatorAsync(Role role, string? name = null)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Database.ExecuteAsync(
            "insert into access.operator (id, issuer, subject, role) values ($1, 'test', $2, $3)", id, id.ToString(), role.Stored());
        await Database.ExecuteAsync("insert into access.operator_name (operator_id, display_name) values ($1, $2)", id, name ?? role.Shown());
        return new Caller(new(id), role, "127.0.0.1", "test", "0123456789abcdef");
    }

    public async Task<OrganizationId> TenantAsync(string name = "Harbor & Vale Health", string? domain = null, string status = "ACTIVE")
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Database.ExecuteAsync("insert into platform.plans (code, name) values ('STANDARD', 'Standard') on conflict do nothing");
        await Database.ExecuteAsync(
            """
            insert into platform.organizations (id, name, search_name, status, status_reason, status_at, plan, live_at)
            values ($1, $2, $3, $4, case when $4 in ('SUSPENDED', 'CLOSED') then 'Unpaid since spring' end, now(), 'STANDARD',
                case when $4 = 'PENDING' then null else now() end)
            """,
            id, name, NameFolding.Fold(name), status);
        if (domain is not null)
            await Database.ExecuteAsync("insert into platform.organization_domains (organization_id, domain, purpose) values ($1, $2, 'MAIL')", id, domain);
        return new(id);
    }

    public async Task AssignAsync(Caller who, OrganizationId tenant)
    {
        var by = await OperatorAsync(Role.PlatformAdmin);
        await Database.ExecuteAsync(
            "insert into access.assignment (id, operator_id, organization_id, assigned_by) values (gen_random_uuid(), $1, $2, $3)",
            who.Id.Value, tenant.Value, by.Id.Value);
    }

    public async Task<SessionView> EnterAsync(Caller who, OrganizationId tenant, int minutes = 60, string? ticket = null)
    {
        var opened = await Get<ImpersonationService>().StartAsync(
            who, new SessionWish(tenant, ReasonCategory.SupportTicket, "Reminders are not sent since Friday", ticket, minutes, "/"), CancellationToken.None);
        return opened.Value;
    }

    public Task<long> EntriesAsync(string action, string outcome, Caller who) =>
        Database.ValueAsync<long>("select count(*) from access.audit_entry where action = $1 and outcome = $2 and actor_id = $3", action, outcome, who.Id.ToString());

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
