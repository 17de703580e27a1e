using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

public sealed class LocalPostgresTests : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ethico-ops-local-" + Guid.CreateVersion7().ToString("N")[20..]);

    [Fact]
    public async Task A_first_start_makes_a_database_and_a_second_finds_it_as_it_was()
    {
        await using (var server = await StartAsync())
        {
            await ExecuteAsync(server.Connections.Admin!, "create table kept (id int)");
            (await UserAsync(server.Connections.App)).Should().Be("ops_app");
        }

        await using var again = await StartAsync();
        await ExecuteAsync(again.Connections.Admin!, "insert into kept values (1)");
    }

    [Fact]
    public async Task The_server_stops_with_the_portal()
    {
        var server = await StartAsync();
        var id = server.ProcessId!.Value;

        await server.DisposeAsync();

        server.ProcessId.Should().BeNull();
        IsAlive(id).Should().BeFalse();
    }

    [Fact]
    public async Task The_passwords_are_for_the_portals_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        await using var server = await StartAsync();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder, "passwords.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFiles(_folder, "password", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_login_without_the_password_is_not_let_in()
    {
        await using var server = await StartAsync();

        foreach (var user in (string[])["postgres", "ops_app"])
        {
            var wrong = new NpgsqlConnectionStringBuilder(server.Connections.App) { Username = user, Password = "guess" };
            (await Record.ExceptionAsync(() => UserAsync(wrong.ConnectionString))).Should().BeOfType<PostgresException>()
                .Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);
        }
    }

    [Fact]
    public async Task A_second_portal_on_the_same_folder_is_told_whose_it_is()
    {
        await using var server = await StartAsync();

        (await RefusalAsync(() => StartAsync())).Should().Contain(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).And.Contain(_folder);
        (await UserAsync(server.Connections.App)).Should().Be("ops_app");
    }

    [Fact]
    public async Task A_server_that_was_killed_starts_again_with_what_was_committed()
    {
        await using (var server = await StartAsync())
        {
            await ExecuteAsync(server.Connections.Admin!, "create table kept (id int); insert into kept values (1)");
            using var process = Process.GetProcessById(server.ProcessId!.Value);
            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var again = await StartAsync();
        await ExecuteAsync(again.Connections.Admin!, "insert into kept select id / (select count(*) from kept) from kept");
    }

    [Fact]
    public async Task A_server_that_a_killed_portal_left_running_is_taken_over()
    {
        await (await StartAsync()).DisposeAsync();
        var account = ServerAccount.Current();
        var left = new ServerFiles(Path.Combine(_folder, "server"), account);
        await left.StartAsync(await PostgresBinaries.FindAsync(null, [PostgresServer.PackageFolder], left.Major, default), null, default);
        var leftBehind = left.RunningProcess()!.Value;

        await using var server = await StartAsync();

        IsAlive(leftBehind).Should().BeFalse();
        (await UserAsync(server.Connections.App)).Should().Be("ops_app");
    }

    [Fact]
    public async Task A_lock_file_whose_process_is_somebody_else_by_now_is_no_hindrance()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "server", "data", "postmaster.pid"), $"{Environment.ProcessId}\n{Path.Combine(_folder, "server", "data")}\n");

        await using var server = await StartAsync();

        (await UserAsync(server.Connections.App)).Should().Be("ops_app");
    }

    [Fact]
    public async Task A_first_start_that_broke_off_is_begun_anew()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "unfinished"), "");
        File.Delete(Path.Combine(_folder, "server", "data", "global", "pg_control"));

        await using var server = await StartAsync();

        (await UserAsync(server.Connections.App)).Should().Be("ops_app");
        File.Exists(Path.Combine(_folder, "unfinished")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_deeper_than_a_sockets_address_may_be_long_is_no_hindrance()
    {
        var deep = Path.Combine(_folder, new string('a', 60), new string('b', 60));

        await using (var server = await StartAsync(deep))
            (await UserAsync(server.Connections.App)).Should().Be("ops_app");

        await LocalPostgres.DiscardAsync(Options(deep), default);
    }

    [Fact]
    public async Task A_folder_that_the_servers_user_cannot_reach_sends_the_server_elsewhere_and_the_next_start_finds_it()
    {
        Assert.SkipUnless(ServerAccount.Current().Name is not null, "Only root runs the server as somebody else");
        var closed = Path.Combine(_folder, "closed");
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var inside = Path.Combine(closed, "postgres");
        await using (var server = await StartAsync(inside))
            await ExecuteAsync(server.Connections.Admin!, "create table kept (id int)");

        await using (var again = await StartAsync(inside))
            await ExecuteAsync(again.Connections.Admin!, "insert into kept values (1)");

        await LocalPostgres.DiscardAsync(Options(inside), default);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        (await RefusalAsync(() => LocalPostgres.StartAsync(Options(_folder) with { Port = port }, NullLogger<LocalPostgres>.Instance, default)))
            .Should().Contain($"Port {port}").And.Contain("Ops:DatabasePort");
    }

    [Fact]
    public async Task Without_any_PostgreSQL_the_three_ways_are_named()
    {
        Directory.CreateDirectory(_folder);

        (await RefusalAsync(() => LocalPostgres.StartAsync(Options(_folder) with { BinariesFolder = _folder }, NullLogger<LocalPostgres>.Instance, default)))
            .Should().Contain("apt-get install postgresql").And.Contain("@embedded-postgres").And.Contain("ConnectionStrings:Ops");
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_too_old_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand for the programs");
        Directory.CreateDirectory(_folder);
        foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
        {
            var file = Path.Combine(_folder, program);
            await File.WriteAllTextAsync(file, "#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await RefusalAsync(() => LocalPostgres.StartAsync(Options(_folder) with { BinariesFolder = _folder }, NullLogger<LocalPostgres>.Instance, default)))
            .Should().Contain("PostgreSQL 13").And.Contain("too old");
    }

    [Fact]
    public async Task A_database_made_by_a_version_that_is_gone_is_not_touched()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "server", "data", "PG_VERSION"), "99\n");

        (await RefusalAsync(() => StartAsync())).Should().Contain("made by PostgreSQL 99");
        File.Exists(Path.Combine(_folder, "server", "data", "global", "pg_control")).Should().BeTrue();
    }

    [Fact]
    public async Task Lost_passwords_are_told_and_the_database_is_not_touched()
    {
        await (await StartAsync()).DisposeAsync();
        File.Delete(Path.Combine(_folder, "passwords.json"));

        (await RefusalAsync(() => StartAsync())).Should().Contain("passwords.json");
        File.Exists(Path.Combine(_folder, "server", "data", "global", "pg_control")).Should().BeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(_folder, "server")))
            await LocalPostgres.DiscardAsync(Options(_folder), default);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // Commits reach the operating system, as they do in the portal; only the wait for the disk is left out.
    private static LocalPostgresOptions Options(string folder) => PostgresServer.Options(folder) with
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["fsync"] = "off" },
    };

    private Task<LocalPostgres> StartAsync(string? folder = null) =>
        LocalPostgres.StartAsync(Options(folder ?? _folder), NullLogger<LocalPostgres>.Instance, default);

    private static async Task<string?> UserAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select current_user::text", connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    private static Task ExecuteAsync(string connectionString, string sql) => TestTemplate.ExecuteAsync(connectionString, sql);

    private static async Task<string> RefusalAsync(Func<Task> act) =>
        (await Record.ExceptionAsync(act)).Should().BeOfType<StartRefused>().Which.Message;

    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/cmdline") && File.ReadAllText($"/proc/{id}/cmdline").Length > 0;
}
