using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Jobs;
using FluentAssertions;

namespace Ethico.Ops.Tests.Support.Migration;

/// <summary>
/// A person who takes a file through the eight steps by the use cases the pages call, and the portal's own worker, whose turns are
/// taken when they are due. Nothing is put into a state from behind.
/// </summary>
internal sealed class RunWalk(World world, TenantKey key, OrganizationId tenant)
{
    public World World => world;

    public TenantKey Key => key;

    public OrganizationId Tenant => tenant;

    public RunHead Head { get; private set; } = null!;

    public RunId Run => Head.Id;

    public static async Task<RunWalk> EnterAsync(World world, OrganizationId tenant, Caller? who = null)
    {
        who ??= await world.OperatorAsync(Role.ImplementationManager);
        // A second run of the same person goes on in the session that is open.
        var session = await world.Database.ValueAsync<Guid?>("select id from access.session where operator_id = $1 and ended_at is null", who.Id.Value);
        var id = session is { } open ? new SessionId(open) : (await world.EnterAsync(who, tenant)).Id;
        if (session is null)
            _ = (await world.Get<ImpersonationService>().StepUpAsync(who, id, "Moving the old cases over now", default)).Value;
        var walk = new RunWalk(world, new(who, id), tenant);
        walk.Head = (await world.Get<MigrationRuns>().StartAsync(walk.Key, project: null, default)).Value;
        return walk;
    }

    /// <summary>Steps 1 to 3, up to a mapping that is confirmed and rows that are checked.</summary>
    /// <param name="choose">What the person changes in the proposal.</param>
    public async Task<IReadOnlyList<FindingGroup>> ToValidatedAsync(
        string name, byte[] content, Func<MappingView, MigrationMapping> choose, SourceSystem? source = null, string? label = null)
    {
        await UploadAsync(name, content);
        await DetectAsync();
        await ConfirmFormatAsync(source, label);
        await MapAsync(choose);
        return await ValidateAsync();
    }

    /// <summary>In chunks with their digests, as the browser sends them.</summary>
    public async Task UploadAsync(string name, byte[] content)
    {
        var files = world.Get<MigrationFiles>();
        var ticket = (await files.BeginAsync(key, Run, new(name, content.Length), default)).Value;
        var digests = new List<byte>();
        foreach (var (chunk, i) in content.Chunk(UploadRules.ChunkBytes).Select((c, i) => (c, i)))
        {
            var digest = SHA256.HashData(chunk);
            digests.AddRange(digest);
            (await files.AppendAsync(key.Caller, ticket, i, digest, chunk, default)).IsAllowed.Should().BeTrue();
        }

        (await files.FinishAsync(key.Caller, ticket, SHA256.HashData([.. digests]), default)).IsAllowed.Should().BeTrue();
        await InAsync(RunState.Uploaded);
    }

    public async Task<DetectionView> DetectAsync()
    {
        Take(await world.Get<MigrationSteps>().DetectAsync(key, Run, default));
        await WorkAsync();
        await InAsync(RunState.Detected);
        return (await world.Get<MigrationDetection>().OpenAsync(key, Run, default)).Value!;
    }

    /// <param name="source">Null: as proposed.</param>
    public async Task ConfirmFormatAsync(SourceSystem? source = null, string? label = null)
    {
        var found = (await world.Get<MigrationDetection>().OpenAsync(key, Run, default)).Value!;
        var view = (await world.Get<MigrationRuns>().OpenAsync(key, Run, default)).Value;
        Take(await world.Get<MigrationSteps>().ConfirmFormatAsync(key, Run, new(found.First.Format, source ?? found.Source.System, label), view.Format?.Version ?? 0, default));
    }

    public async Task<MappingView> MapAsync(Func<MappingView, MigrationMapping> choose)
    {
        var mappings = world.Get<MigrationMappings>();
        var proposed = (await mappings.OpenAsync(key, Run, default)).Value;
        Take(await mappings.SaveAsync(key, Run, choose(proposed), proposed.Version, default));
        return (await mappings.OpenAsync(key, Run, default)).Value;
    }

    public async Task<IReadOnlyList<FindingGroup>> ValidateAsync()
    {
        var saved = (await world.Get<MigrationRuns>().OpenAsync(key, Run, default)).Value;
        Take(await world.Get<MigrationSteps>().ConfirmMappingAsync(key, Run, saved.Mapping!.Version, default));
        await WorkAsync();
        await InAsync(RunState.Validated);
        return await GroupsAsync();
    }

    public async Task<IReadOnlyList<FindingGroup>> GroupsAsync() => (await world.Get<MigrationRows>().GroupsAsync(key, Run, default)).Value;

    public async Task<FindingGroup> GroupAsync(string code) => (await GroupsAsync()).Should().ContainSingle(g => g.Key.Code.Value == code).Subject;

    public async Task FixAsync(RowFixWish wish) => (await world.Get<MigrationRows>().FixAsync(key, Run, wish, default)).Value.Rows.Should().BePositive();

    /// <summary>Takes the suggestion of every finding of a rule.</summary>
    public async Task TakeAsync(string code)
    {
        var group = await GroupAsync(code);
        await FixAsync(new RowFixWish.Suggestion(group.Key, null, group.Open));
    }

    public async Task SkipAsync(string code, int? row, string reason)
    {
        var group = await GroupAsync(code);
        (await world.Get<MigrationRows>().SkipAsync(key, Run, new(group.Key, row, reason, row is null ? group.Open : 1), default)).IsAllowed.Should().BeTrue();
    }

    public async Task AcceptWarningsAsync()
    {
        foreach (var group in (await GroupsAsync()).Where(g => g is { Key.Severity: Severity.Warning, Open: > 0, AcceptedAt: null }))
            _ = (await world.Get<MigrationRows>().AcceptAsync(key, Run, group.Key, group.Open, default)).Value;
    }

    public async Task<PlanFigures> PreviewAsync()
    {
        Take(await world.Get<MigrationSteps>().PreviewAsync(key, Run, default));
        await WorkAsync();
        await InAsync(RunState.Previewed);
        return (await world.Get<MigrationPlanViews>().ReadAsync(key, Run, default)).Value;
    }

    public async Task<int> DecideAsync(ConflictKind conflict, ConflictDecision decision, params int[] positions) =>
        (await world.Get<MigrationConflicts>().DecideAsync(key, Run, conflict, decision, positions.Length == 0 ? null : positions, default)).Value;

    public async Task StartImportAsync() => Take(await world.Get<MigrationImports>().StartAsync(key, Run, Head.TenantName, default));

    public async Task<RunHead> ImportAsync()
    {
        await StartImportAsync();
        await WorkAsync();
        return await InAsync(RunState.Imported);
    }

    /// <summary>The rows the import could not write, with the database's words.</summary>
    public async Task<string?> FailedAsync() => await world.Database.ValueAsync<string>(
        "select string_agg(row_number || ' ' || failure_code || ' ' || coalesce(failure_words, ''), '; ' order by row_number) from migration.plan_rows where run_id = $1 and failure_code is not null",
        Run.Value);

    /// <summary>Counts, marks every drawn record as matching, explains what differs, signs.</summary>
    public async Task<Sheet> VerifyAsync()
    {
        var sheets = world.Get<MigrationSheets>();
        var sheet = (await sheets.CountAsync(key, Run, default)).Value;
        foreach (var sample in sheet.Samples)
        {
            sample.IsGone.Should().BeFalse();
            (await sheets.JudgeAsync(key, Run, sample.Position, matches: true, note: null, default)).IsAllowed.Should().BeTrue();
        }

        foreach (var subject in sheet.Unexplained)
            (await sheets.NoteAsync(key, Run, subject, "Looked at together with the client", default)).IsAllowed.Should().BeTrue();
        Take(await sheets.SignAsync(key, Run, new(sheet.Digest, "All rows are accounted for"), default));
        await InAsync(RunState.Verified);
        return (await sheets.ReadAsync(key, Run, default)).Value;
    }

    public async Task<RollbackView> PreviewRollbackAsync() => (await world.Get<MigrationRollbackPlans>().PreviewAsync(key, Run, default)).Value;

    public async Task<RunHead> RollBackAsync(RunState comesTo = RunState.RolledBack)
    {
        var preview = await PreviewRollbackAsync();
        Take(await world.Get<MigrationRollbacks>().RollBackAsync(key, Run, Head.Reference.Text, "The client asked to begin again", preview.Digest, default));
        await WorkAsync();
        return await InAsync(comesTo);
    }

    /// <summary>Validated to imported, with the warnings accepted and the plan as it comes.</summary>
    public async Task<RunHead> FromValidatedToImportedAsync()
    {
        await AcceptWarningsAsync();
        await PreviewAsync();
        return await ImportAsync();
    }

    /// <summary>The worker's turns, until nothing is due.</summary>
    public async Task WorkAsync()
    {
        var turns = 0;
        while (await world.Get<RunWorker>().WorkDueAsync(default) > 0)
            (++turns).Should().BeLessThan(50, "a stage that stays due is never done");
    }

    public async Task<RunHead> InAsync(RunState state)
    {
        Head = (await world.Get<MigrationRuns>().HeadAsync(key.Caller, Run, default)).Value;
        Head.State.Should().Be(state, "{0}", Head.Cause?.Sentence);
        return Head;
    }

    public async Task<RunHead> LookAsync() => Head = (await world.Get<MigrationRuns>().HeadAsync(key.Caller, Run, default)).Value;

    private void Take(Outcome<RunHead> moved) => Head = moved.IsAllowed ? moved.Value : throw new InvalidOperationException(moved.Refusal.Sentence);
}
