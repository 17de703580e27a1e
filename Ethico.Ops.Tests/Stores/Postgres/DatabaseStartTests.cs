using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

public sealed class DatabaseStartTests
{
    [Fact]
    public async Task A_configured_server_is_migrated_by_the_admin_login_and_then_served_by_the_applications()
    {
        await using var database = await TestDatabase.CreateBareAsync();

        await using (var start = await StartAsync(database.AppConnectionString, database.AdminConnectionString))
            start.IsPrivate.Should().BeFalse();

        await using var again = await StartAsync(database.AppConnectionString, null);
        again.Connections.App.Should().Be(database.AppConnectionString);
    }

    [Fact]
    public async Task Without_a_configured_server_a_private_one_is_made_and_demo_data_rights_are_for_development_only()
    {
        var folder = Path.Combine(Path.GetTempPath(), "ethico-ops-start-" + Guid.CreateVersion7().ToString("N")[20..]);
        try
        {
            await using (var start = await StartAsync(null, null, Environments.Production, folder))
            {
                start.IsPrivate.Should().BeTrue();
                await TestTemplate.ExecuteAsync(start.Connections.Admin!, "create role ops_seed nologin bypassrls");
            }

            (await RefusalAsync(() => StartAsync(null, null, Environments.Production, folder))).Should().Contain("ops_seed");
            await (await StartAsync(null, null, Environments.Development, folder)).DisposeAsync();
        }
        finally
        {
            await LocalPostgres.DiscardAsync(new LocalPostgresOptions(Path.Combine(folder, "postgres")) { PackageFolders = [PostgresServer.PackageFolder] }, default);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_told_with_the_login_and_without_the_password()
    {
        await using var database = await TestDatabase.CreateAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Password = "not-the-password" }.ConnectionString;

        (await RefusalAsync(() => StartAsync(wrong, null)))
            .Should().Contain("does not accept the login ops_app").And.NotContain("not-the-password");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Database = "nowhere" }.ConnectionString;

        (await RefusalAsync(() => StartAsync(wrong, null))).Should().Contain("no database nowhere");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=ops_app;Password=x;Database=ops", "127.0.0.1:1 does not answer")]
    [InlineData("Host=/nonexistent/socket;Username=ops_app;Password=x;Database=ops", "/nonexistent/socket does not answer")]
    [InlineData("Host=127.0.0.1;Colour=blue", "cannot be read")]
    public async Task A_server_that_is_down_and_a_string_that_says_nothing_are_told_in_a_sentence(string connection, string cause) =>
        (await RefusalAsync(() => StartAsync(connection, null))).Should().Contain(cause);

    [Fact]
    public async Task An_empty_database_without_an_admin_login_is_refused()
    {
        await using var database = await TestDatabase.CreateBareAsync();

        (await RefusalAsync(() => StartAsync(database.AppConnectionString, null))).Should().Contain("0001-foundation").And.Contain("OpsAdmin");
    }

    private static async Task<DatabaseStart> StartAsync(string? app, string? admin, string? environment = null, string? dataPath = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Ops"] = app,
            ["ConnectionStrings:OpsAdmin"] = admin,
            ["Ops:DataPath"] = dataPath,
        }).Build();
        var surroundings = new Surroundings(environment ?? Environments.Development);
        var start = await DatabaseStart.ReachAsync(configuration, surroundings, NullLoggerFactory.Instance, default);
        try
        {
            await start.PrepareAsync(surroundings, NullLoggerFactory.Instance, default);
            return start;
        }
        catch
        {
            await start.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> RefusalAsync(Func<Task> act) =>
        (await Record.ExceptionAsync(act)).Should().BeOfType<StartRefused>().Which.Message;

    private sealed class Surroundings(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Ethico.Ops.Tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
