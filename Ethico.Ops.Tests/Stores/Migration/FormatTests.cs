using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>Step 2 over stored files: what the job keeps, what a person overrides, what a file that cannot be read leaves behind.</summary>
public sealed class FormatTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Export = "Case Number;Case Status;Narrative\n1;Open;Köln\n2;Inactive;\"a; b\"\n";

    private readonly World world = new(database);

    private MigrationFormats Formats => world.Get<MigrationFormats>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Detection_keeps_format_and_profile_and_moves_the_run_with_its_counts()
    {
        var (desk, run) = await UploadedAsync(Export);
        await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);

        (await world.Get<RunWorker>().WorkDueAsync(default)).Should().BeGreaterThanOrEqualTo(1);

        (await desk.StateAsync(run)).Should().Be("DETECTED");
        var head = (await world.Get<IRunActs>().OpenAsync(desk.Key, run, RunGate.Act(AuditAction.ViewMigrationRun, run), default)).Value.Head;
        (head.Counts.RowsTotal, head.Counts.ColumnsTotal).Should().Be((2, 3));
        var detection = await DetectionAsync(desk, run);
        detection.IsWhole.Should().BeTrue();
        detection.Files.Single().Format.Should().Match<FileFormat>(f => f.Delimiter == ';' && f.Encoding == "utf-8" && f.HeaderLine == 1);
        detection.Files.Single().FirstRows.Select(r => r.Cells[2]).Should().Equal("Köln", "a; b");
        var profile = RunJson.Read<FileProfile>((await DocumentAsync(desk, run, RunDocumentKind.Profile))!.Json);
        profile.Columns[1].Values.Should().Equal(new ValueCount("Inactive", 1), new ValueCount("Open", 1));
        (await desk.EntriesAsync(AuditAction.DetectMigrationFormat)).Should().BeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task First_rows_show_before_the_rest_is_read_and_redraw_under_a_choice()
    {
        var (desk, run) = await UploadedAsync(Export);

        var looks = (await Formats.LookAsync(desk.Key, run, FormatChoice.Nothing, default)).Value;
        looks.Single().FirstRows.Should().HaveCount(2);
        var redrawn = (await Formats.LookAsync(desk.Key, run, new() { Delimiter = "", HeaderLine = 0 }, default)).Value;
        redrawn.Single().FirstRows.Select(r => r.Cells[0]).Should().Equal("Case Number;Case Status;Narrative", "1;Open;Köln", "2;Inactive;\"a; b\"");
        (await desk.StateAsync(run)).Should().Be("UPLOADED");
    }

    [Fact]
    public async Task An_override_reads_the_whole_again_and_is_kept_with_the_choice()
    {
        var (desk, run) = await UploadedAsync(Export);
        (await Formats.OverrideAsync(desk.Key, run, new() { HeaderLine = 0 }, default)).Refusal!.Code.Should().Be("not-now");
        await desk.PutAsync(run, RunState.Detected);

        var found = (await Formats.OverrideAsync(desk.Key, run, new() { Delimiter = "", HeaderLine = 0 }, default)).Value;

        found.Profile.Rows.Should().Be(3);
        var detection = await DetectionAsync(desk, run);
        detection.Choice.Should().Be(new FormatChoice { Delimiter = "", HeaderLine = 0 });
        detection.Files.Single().Format.Should().Match<FileFormat>(f => f.Delimiter == FileFormat.NoDelimiter && f.HeaderLine == 0);
        var colleague = await RunDesk.OpenAsync(world, tenant: desk.Tenant);
        (await Formats.OverrideAsync(colleague.Key, run, new() { HeaderLine = 0 }, default)).Refusal!.Code.Should().Be("held");
    }

    [Fact]
    public async Task MIG_7_A_file_that_is_not_read_is_refused_in_words_and_leaves_the_run_where_it_was()
    {
        var (desk, run) = await UploadedAsync("Case Number,Case Status\n1,\"never closed\n");
        await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);

        await world.Get<RunWorker>().WorkDueAsync(default);

        (await desk.StateAsync(run)).Should().Be("UPLOADED");
        var cause = (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value.Cause!;
        cause.Code.Should().Be("unclosed-quote");
        cause.Sentence.Should().Contain("line 2").And.NotContain("never closed");
        (await DocumentAsync(desk, run, RunDocumentKind.Profile)).Should().BeNull();
    }

    [Fact]
    public async Task A8_The_lines_around_the_place_are_shown_masked_with_an_entry_and_kept_nowhere()
    {
        var (desk, run) = await UploadedAsync("Case Number,Case Status\n7,Open\n8,\"never closed\n9,Open\n");
        await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);
        await world.Get<RunWorker>().WorkDueAsync(default);

        var shown = (await world.Get<MigrationDetection>().StoppedAsync(desk.Key, run, default)).Value!;

        (shown.File, shown.Line).Should().Be((1, 3L));
        shown.Lines.Select(l => (l.Line, l.Text)).Should().Equal((1, "•••• ••••••,•••• ••••••"), (2, "•,••••"), (3, "•,\"••••• ••••••"), (4, "•,••••"));
        shown.Lines[2].Marks.Should().Equal(2);
        (await world.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where action = 'ViewMigrationRun' and entity_id = $1 and detail like '%stopped-lines%'", run.Value.ToString())).Should().Be(1);
        (await world.Database.ValueAsync<bool>("select exists (select from migration.run_documents where run_id = $1 and body::text like '%never closed%' and kind <> 'DETECTION')", run.Value)).Should().BeFalse();
    }

    [Fact]
    public async Task A8_A_file_that_could_not_be_read_by_itself_is_read_as_a_person_says_and_another_file_is_not()
    {
        var (desk, run) = await UploadedAsync("Case Number,Case Status\n1,\"never closed\n2,Open\n");
        await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);
        await world.Get<RunWorker>().WorkDueAsync(default);
        (await desk.StateAsync(run)).Should().Be("UPLOADED");

        (await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, new() { Quote = "" }, 0, default)).IsAllowed.Should().BeTrue();
        await world.Get<RunWorker>().WorkDueAsync(default);

        (await desk.StateAsync(run)).Should().Be("DETECTED");
        var detection = await DetectionAsync(desk, run);
        detection.Choice.Should().Be(new FormatChoice { Quote = "" });
        detection.Files.Single().FirstRows.Select(r => r.Cells[1]).Should().Equal("\"never closed", "Open");
        (await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, new() { Quote = "'" }, 0, default)).IsAllowed.Should().BeFalse("the choices moved on, and the run with them");

        await world.Database.ExecuteAsync("update migration.files set stored_at = access.now() where run_id = $1", run.Value);
        await desk.PutAsync(run, RunState.Uploaded);
        await world.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);
        await world.Get<RunWorker>().WorkDueAsync(default);
        (await desk.StateAsync(run)).Should().Be("UPLOADED", "the choice was made for the file before");
    }

    [Fact]
    public async Task Text_of_any_kind_survives_being_kept()
    {
        var odd = "Case Number,Narrative\n1,\"<script> \u202E 😀 \"\"q\"\" \\ tab\t \uFFFF\"\n2," + new string('ü', 9_000) + "\n";
        var (desk, run) = await UploadedAsync(odd);
        await desk.PutAsync(run, RunState.Detected);

        (await Formats.OverrideAsync(desk.Key, run, FormatChoice.Nothing, default)).IsAllowed.Should().BeTrue();

        var cells = (await DetectionAsync(desk, run)).Files[0].FirstRows.Select(r => r.Cells[1]).ToList();
        cells[0].Should().Be("<script> \u202E 😀 \"q\" \\ tab\t \uFFFF");
        cells[1].Should().HaveLength(501).And.EndWith("…");
    }

    private async Task<(RunDesk Desk, RunId Run)> UploadedAsync(string text)
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;
        var content = Encoding.UTF8.GetBytes(text);
        var files = world.Get<MigrationFiles>();
        var ticket = (await files.BeginAsync(desk.Key, run, new("export.csv", content.Length), default)).Value;
        var digest = SHA256.HashData(content);
        (await files.AppendAsync(desk.Key.Caller, ticket, 0, digest, content, default)).IsAllowed.Should().BeTrue();
        (await files.FinishAsync(desk.Key.Caller, ticket, SHA256.HashData(digest), default)).IsAllowed.Should().BeTrue();
        return (desk, run);
    }

    private static async Task<RunDocument?> DocumentAsync(RunDesk desk, RunId run, RunDocumentKind kind) =>
        (await desk.World.Get<IRunActs>().DocumentAsync(desk.Key, run, kind, null, RunGate.Act(AuditAction.ViewMigrationRun, run), default)).Value;

    private static async Task<DetectionDocument> DetectionAsync(RunDesk desk, RunId run) =>
        RunJson.Read<DetectionDocument>((await DocumentAsync(desk, run, RunDocumentKind.Detection))!.Json);
}
