using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>
/// The functions that every policy asks, condition by condition. To each belongs an attack with the application's own login that this condition
/// alone refuses: with it the attack opens nothing, and in a copy of the function without it the same attack opens a tenant.
/// </summary>
public sealed partial class KeyConditionTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Session = "access.entered_session()";
    private const string Tenant = "access.current_tenant()";
    private const string Run = "access.current_run()";
    private const string Grant = "access.entered_grant()";
    private const string Upload = "access.current_upload()";

    private const string Id = "s.id = nullif(current_setting('ops.session', true), '')::uuid";
    private const string Xact = "s.entered_xact = pg_current_xact_id_if_assigned()";
    private const string Open = "s.ended_at is null";
    private const string Unexpired = "s.expires_at > access.now()";
    private const string Content = "s.sees_content";
    private const string RunOrTenant = "coalesce(s.run_xact = s.entered_xact, false) = (current_setting('role') = 'ops_migration')";
    private const string GrantXact = "e.xact = pg_current_xact_id_if_assigned()";
    private const string GrantOpen = "g.ended_at is null";
    private const string GrantUnexpired = "g.expires_at > access.now()";
    private const string GrantRole = "(current_setting('role'), g.kind) in (('ops_migration', 'RUN'), ('ops_migration', 'IMPORT'), ('ops_import', 'IMPORT'))";

    private const string SeesTenant = "select access.current_tenant() is not null";
    private const string SeesRun = "select access.current_run() is not null";
    private const string SeesFigures = "set local role ops_overview; select exists (select from platform.tenant_overview())";
    private const string SeesUpload = "select access.current_upload() is not null";
    private const string WritesEntry = "select access.record_by_grant('ValidateMigrationRows', null, null, null, null, null, null, null)";
    private const string RecordsChange = "select access.record_change('SaveMigrationMapping', null, null, null, null, null, null, null, null, null)";

    private readonly World world = new(database);

    public async ValueTask DisposeAsync()
    {
        await database.FreeClockAsync();
        await world.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task F16_Each_condition_of_a_key_is_all_that_stands_against_its_attack(string function, string condition)
    {
        (await AttackAsync(function, condition)).Should().BeFalse("{0} asks for {1}", function, condition);

        var whole = (await database.ValueAsync<string>("select pg_get_functiondef($1::regprocedure)", function))!;
        await database.ExecuteAsync(whole.Replace(condition, "true", StringComparison.Ordinal));
        try
        {
            (await AttackAsync(function, condition)).Should().BeTrue("without {0} the attack comes through, or it attacks something else", condition);
        }
        finally
        {
            await database.ExecuteAsync(whole);
        }
    }

    [Fact]
    public async Task F16_No_key_has_a_condition_without_an_attack()
    {
        foreach (var function in (string[])[Session, Tenant, Run, Grant, Upload])
        {
            var body = (await database.ValueAsync<string>("select prosrc from pg_proc where oid = $1::regprocedure", function))!;
            // One a line, as all of them are written; a line's surplus brackets close what surrounds it.
            var written = ConditionLine().Matches(body).Select(m => Balanced(m.Groups["condition"].Value)).ToList();

            written.Should().BeEquivalentTo(Known.Where(known => known.Function == function).Select(known => known.Condition), function);
        }
    }

    public static TheoryData<string, string> Conditions => new(Known);

    private static readonly (string Function, string Condition)[] Known =
    [
        (Session, Id),
        (Session, Xact),
        (Session, Open),
        (Session, Unexpired),
        (Tenant, Id),
        (Tenant, Xact),
        (Tenant, Open),
        (Tenant, Unexpired),
        (Tenant, Content),
        (Tenant, "current_setting('role') <> 'ops_import'"),
        (Tenant, RunOrTenant),
        (Tenant, GrantXact),
        (Tenant, GrantOpen),
        (Tenant, GrantUnexpired),
        (Tenant, GrantRole),
        (Run, Id),
        (Run, Xact),
        (Run, "s.run_xact = s.entered_xact"),
        (Run, Open),
        (Run, Unexpired),
        (Run, Content),
        (Run, "current_setting('role') = 'ops_migration'"),
        (Run, GrantXact),
        (Run, GrantOpen),
        (Run, GrantUnexpired),
        (Run, GrantRole),
        (Grant, GrantXact),
        (Grant, GrantOpen),
        (Grant, GrantUnexpired),
        (Upload, GrantXact),
        (Upload, GrantOpen),
        (Upload, GrantUnexpired),
        (Upload, "g.kind = 'UPLOAD'"),
    ];

    private async Task<bool> AttackAsync(string function, string condition) => (function, condition) switch
    {
        // Whoever entered does not then leave the session unnamed.
        (Session, Id) => await OpensAsync(Enter(await DeskAsync()), "select set_config('ops.session', '', true)", SeesFigures),
        (Tenant, Id) => await OpensAsync(Enter(await DeskAsync()), "select set_config('ops.session', '', true)", SeesTenant),
        (Run, Id) => await OpensAsync(await EnterRunAsync(), "select set_config('ops.session', '', true)", SeesRun),

        // Somebody's open session, named without coming in by the door, which would have written the entry.
        (Session, Xact) => await OpensAsync(Forge(await DeskAsync(), "ops_overview"), SeesFigures),
        (Tenant, Xact) => await OpensAsync(Forge(await DeskAsync(), "ops_tenant"), SeesTenant),
        (Run, Xact) => await OpensAsync(Forge(await OnceOnARunAsync(), "ops_migration"), SeesRun),
        // In for a run once, and now for the tenant only.
        (Run, "s.run_xact = s.entered_xact") => await OpensAsync(Enter(await OnceOnARunAsync()), "set local role ops_migration; " + SeesRun),

        (Session, Open) => await OpensEndedAsync(desk => Task.FromResult(Enter(desk, writes: true)), SeesFigures),
        (Tenant, Open) => await OpensEndedAsync(desk => Task.FromResult(Enter(desk, writes: true)), "set local role ops_tenant; " + SeesTenant),
        (Run, Open) => await OpensEndedAsync(EnterRunAsync, "set local role ops_migration; " + SeesRun),

        (Session, Unexpired) => await OpensLaterAsync(Enter(await DeskAsync()), SeesFigures),
        (Tenant, Unexpired) => await OpensLaterAsync(Enter(await DeskAsync()), SeesTenant),
        (Run, Unexpired) => await OpensLaterAsync(await EnterRunAsync(), SeesRun),

        // Client success comes in for figures, and takes on the role that sees rows.
        (Tenant, Content) => await OpensAsync(Enter(await DeskAsync(Role.ClientSuccess), "ops_overview"), "set local role ops_tenant; " + SeesTenant),
        (Run, Content) => await OpensBehindAFaultyDoorAsync(),

        // In Read mode nobody comes by the role that writes the client's rows; nor, by way of a run, whose act is not read-only, by the client's door.
        (Tenant, "current_setting('role') <> 'ops_import'") => await OpensAsync(Enter(await DeskAsync()), "set local role ops_import; " + SeesTenant),
        (Tenant, RunOrTenant) => await OpensAsync(await EnterRunAsync(), "set local role ops_tenant; " + SeesTenant),
        (Run, "current_setting('role') = 'ops_migration'") => await OpensAsync(await EnterRunAsync(), "set local role ops_import; " + SeesRun),

        // A job with a grant has been in, in a transaction of its own.
        (Tenant, GrantXact) => await OpensAfterAsync(await EnterGrantAsync(GrantPurpose.Validate), SeesTenant),
        (Run, GrantXact) => await OpensAfterAsync(await EnterGrantAsync(GrantPurpose.Validate), SeesRun),
        (Grant, GrantXact) => await OpensAfterAsync(await EnterGrantAsync(GrantPurpose.Validate), WritesEntry),
        (Upload, GrantXact) => await OpensAfterAsync(await EnterGrantAsync(GrantPurpose.Upload), SeesUpload),

        (Tenant, GrantOpen) => await OpensEndedGrantAsync(GrantPurpose.Validate, SeesTenant),
        (Run, GrantOpen) => await OpensEndedGrantAsync(GrantPurpose.Validate, SeesRun),
        (Grant, GrantOpen) => await OpensEndedGrantAsync(GrantPurpose.Validate, WritesEntry),
        (Upload, GrantOpen) => await OpensEndedGrantAsync(GrantPurpose.Upload, SeesUpload),

        (Tenant, GrantUnexpired) => await OpensLaterAsync(await EnterGrantAsync(GrantPurpose.Validate), SeesTenant),
        (Run, GrantUnexpired) => await OpensLaterAsync(await EnterGrantAsync(GrantPurpose.Validate), SeesRun),
        (Grant, GrantUnexpired) => await OpensLaterAsync(await EnterGrantAsync(GrantPurpose.Validate), WritesEntry),
        (Upload, GrantUnexpired) => await OpensLaterAsync(await EnterGrantAsync(GrantPurpose.Upload), SeesUpload),

        // A key that only reads the client's rows, under the role that writes them.
        (Tenant, GrantRole) => await OpensAsync(await EnterGrantAsync(GrantPurpose.Validate), "set local role ops_import; " + SeesTenant),
        (Run, GrantRole) => await OpensAsync(await EnterGrantAsync(GrantPurpose.Validate), "set local role ops_import; " + SeesRun),
        (Upload, "g.kind = 'UPLOAD'") => await OpensWithAFileAsync(),
        _ => throw new ArgumentException($"No attack on {condition} of {function}.", nameof(condition)),
    };

    private Task<RunDesk> DeskAsync(Role role = Role.ImplementationManager, bool writes = false) => RunDesk.OpenAsync(world, role, writes);

    private static string Enter(RunDesk desk, string role = "ops_tenant", bool writes = false) =>
        $"set local role {role}; select access.enter('{desk.Key.Session}', '{desk.Key.Caller.Id}', {writes}, 'ViewTenant', null, null, null, null, null, null, null)";

    // An act on a run is not read-only, though the session is in Read mode.
    private static string EnterRun(RunDesk desk, RunId run) =>
        $"set local role ops_migration; select access.enter_run('{desk.Key.Session}', '{desk.Key.Caller.Id}', '{run}', false, true, false, 'SaveMigrationMapping', null, null, null, null, null, null, null)";

    private async Task<string> EnterRunAsync(RunDesk? desk = null)
    {
        desk ??= await DeskAsync();
        return EnterRun(desk, await desk.InStateAsync(RunState.Mapping));
    }

    private static string EnterGrant(RunGrant grant) => $"set local role ops_migration; select access.enter_grant('{grant.Id}', '{grant.Run}', false)";

    private async Task<string> EnterGrantAsync(GrantPurpose purpose) => EnterGrant(await GrantAsync(purpose));

    private async Task<RunGrant> GrantAsync(GrantPurpose purpose)
    {
        var desk = await DeskAsync();
        return purpose is GrantPurpose.Upload
            ? await desk.GiveAsync((await desk.StartAsync()).Id, purpose, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))
            : await desk.GiveAsync(await desk.InStateAsync(RunState.Validating), purpose);
    }

    private static string Forge(RunDesk desk, string role) => $"set local role {role}; select set_config('ops.session', '{desk.Key.Session}', true)";

    private async Task<RunDesk> OnceOnARunAsync()
    {
        var desk = await DeskAsync();
        await TryAsync([await EnterRunAsync(desk), RecordsChange], commits: true);
        return desk;
    }

    // By the very transaction that came in with it: in Write mode, because a view's is read-only and ends nothing.
    private async Task<bool> OpensEndedAsync(Func<RunDesk, Task<string>> enter, string look)
    {
        var desk = await DeskAsync(writes: true);
        return await OpensAsync(
            await enter(desk),
            $"set local role ops_portal; select access.end_session('{desk.Key.Session}', 'MANUAL', '{desk.Key.Caller.Id}', null, null, null, null)",
            look);
    }

    private async Task<bool> OpensEndedGrantAsync(GrantPurpose purpose, string look)
    {
        var grant = await GrantAsync(purpose);
        return await OpensAsync(EnterGrant(grant), $"set local role ops_jobs; select access.end_run_grant('{grant.Id}', 'DONE')", "set local role ops_migration", look);
    }

    private async Task<bool> OpensAfterAsync(string enter, string look)
    {
        await database.ExecuteAsync("delete from access.run_grant_entry");
        await TryAsync([enter], commits: true);
        return await OpensAsync("set local role ops_migration", look);
    }

    // A transaction that is held open until the key is over.
    private async Task<bool> OpensLaterAsync(string enter, string look)
    {
        try
        {
            return await TryAsync([enter, look], meanwhile: () => database.AdvanceAsync(TimeSpan.FromHours(4)));
        }
        finally
        {
            await database.FreeClockAsync();
        }
    }

    // access.enter_run lets in no session that may not see content: here one that let it in.
    private async Task<bool> OpensBehindAFaultyDoorAsync()
    {
        var desk = await DeskAsync();
        var run = await desk.InStateAsync(RunState.Mapping);
        return await TryAsync(
            [
                $"""
                set local session_replication_role = replica;
                update access.session set sees_content = false, entered_xact = pg_current_xact_id(), run_xact = pg_current_xact_id(), entered_run = '{run}'
                where id = '{desk.Key.Session}'
                """,
                Forge(desk, "ops_migration"),
                SeesRun,
            ],
            asSuperuser: true);
    }

    // Only an upload's grant names a file, and a check says so: here one that the check let through.
    private async Task<bool> OpensWithAFileAsync()
    {
        var grant = await GrantAsync(GrantPurpose.Validate);
        return await TryAsync(
            [
                $"""
                set local session_replication_role = replica;
                alter table access.run_grant drop constraint run_grant_file;
                update access.run_grant set file_id = gen_random_uuid() where id = '{grant.Id}'
                """,
                EnterGrant(grant),
                SeesUpload,
            ],
            asSuperuser: true);
    }

    private Task<bool> OpensAsync(params string[] statements) => TryAsync(statements);

    // One after the other in one transaction, with the application's login. Whether the last one opens something: it says so, or does what
    // only a key allows.
    private async Task<bool> TryAsync(string[] statements, bool commits = false, bool asSuperuser = false, Func<Task>? meanwhile = null)
    {
        await using var connection = new NpgsqlConnection(asSuperuser ? database.AdminConnectionString : database.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in statements[..^1])
            await AskAsync(statement);
        if (meanwhile is not null)
            await meanwhile();
        try
        {
            var answer = await AskAsync(statements[^1]);
            if (commits)
                await transaction.CommitAsync();
            return answer is not false;
        }
        catch (PostgresException refused) when (refused.MessageText.Contains("is entered in this transaction", StringComparison.Ordinal))
        {
            return false;
        }

        async Task<object?> AskAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync();
        }
    }

    // Up to the bracket that closes what the condition stands in.
    private static string Balanced(string condition)
    {
        var depth = 0;
        for (var i = 0; i < condition.Length; i++)
        {
            depth += condition[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0)
                return condition[..i];
        }

        return condition;
    }

    [GeneratedRegex(@"^\s*(?:where|and) (?<condition>.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ConditionLine();
}
