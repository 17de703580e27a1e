using System.IO.Compression;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Portal.Commands;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Sylvan.Data.Csv;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>From the database through a zip to the command that knows neither.</summary>
public sealed class AuditExportTests : IAsyncLifetime
{
    private readonly AuditFolder folder = new();
    private TestDatabase database = null!;
    private World world = null!;
    private Caller admin = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database, folder.Arrange);
        admin = await world.OperatorAsync(Role.PlatformAdmin);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task ACC8_An_export_of_everything_verifies_offline_and_holds_its_own_entry()
    {
        await WriteAsync(20);
        await SealAsync();
        await WriteAsync(5);

        var manifest = await ExportAsync(new());

        Verify("export.zip").Should().Be((0, "intact: 27 entries, 3 streams, 1 checkpoints"));
        Verify("export.zip", "--anchor", folder.Options.AnchorPath).Exit.Should().Be(0);
        manifest.Entries.Should().Be(27);
        (await world.EntriesAsync("ExportData", "ALLOWED", admin)).Should().Be(1);
    }

    [Fact]
    public async Task ACC8_Ten_thousand_entries_and_each_kind_of_damage_to_the_file_is_found_at_the_right_place()
    {
        await database.ExecuteAsync(
            """
            insert into access.audit_entry (id, stream, actor_kind, actor_id, action, outcome, reason)
            select gen_random_uuid(), 'actor:load:' || (i % 7), 'OPERATOR', 'load', 'ViewCase', 'ALLOWED', 'entry ' || i from generate_series(1, 10000) i
            """);
        await SealAsync();
        await ExportAsync(new());
        Verify("export.zip").Sentence.Should().Be("intact: 10002 entries, 8 streams, 1 checkpoints");
        var at = await LinesAsync(lines => lines.FindIndex(line => line.Contains("\"actor:load:3\",\"sequence\":700,", StringComparison.Ordinal)));

        await DamageAsync(lines => lines[at] = lines[at].Replace("entry ", "entrz ", StringComparison.Ordinal));
        Verify("damaged.zip").Should().Be((1, "broken at sequence 700 of stream actor:load:3: its content does not fit its hash"));
        await DamageAsync(lines => lines.RemoveAt(at));
        Verify("damaged.zip").Should().Be((1, "broken at sequence 700 of stream actor:load:3: it is missing; 701 comes next"));
        await DamageAsync(lines => lines.Insert(at, lines[at]));
        Verify("damaged.zip").Should().Be((1, "broken at sequence 700 of stream actor:load:3: it stands here a second time, or out of its order"));
        await DamageAsync(lines => (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]));
        Verify("damaged.zip").Should().Be((1, "broken at sequence 700 of stream actor:load:3: it is missing; 701 comes next"));
        await DamageAsync(lines => lines.RemoveRange(lines.Count - 5, 5));
        Verify("damaged.zip").Sentence.Should().StartWith("broken at sequence 1424 of stream actor:load:6: the stream is cut off here; checkpoint 1");
        await DamageAsync(lines => lines[at] = lines[at].Replace("\"outcome\"", "\"outcoma\"", StringComparison.Ordinal));
        Verify("damaged.zip").Should().Be((1, "broken at sequence 700 of stream actor:load:3: the record cannot be read"));
        await DamageAsync(lines => lines[0] = lines[0].Replace("{", "[", StringComparison.Ordinal));
        Verify("damaged.zip").Sentence.Should().StartWith("broken at sequence 1 of stream actor:");
    }

    [Fact]
    public async Task S5_A_flipped_byte_anywhere_in_the_entries_is_found_in_its_line()
    {
        await WriteAsync(30);
        await SealAsync();
        await ExportAsync(new());
        var bytes = await FileAsync("entries.jsonl");
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await RezipAsync("entries.jsonl", damaged);

            Verify("damaged.zip").Exit.Should().Be(1);
        }
    }

    [Theory]
    [InlineData("streams.jsonl")]
    [InlineData("checkpoints.jsonl")]
    [InlineData("heads.jsonl")]
    [InlineData("public-key.pem")]
    [InlineData("manifest.sig")]
    [InlineData("entries.jsonl")]
    public async Task S5_A_file_taken_out_of_the_export_is_found(string name)
    {
        await WriteAsync(3);
        await SealAsync();
        await ExportAsync(new());

        await RezipAsync(name, null);

        Verify("damaged.zip").Exit.Should().Be(1);
    }

    [Fact]
    public async Task A_session_and_a_time_range_are_whole_streams_and_verify()
    {
        var tenant = await world.TenantAsync();
        var session = await world.EnterAsync(admin, tenant);
        await WriteAsync(4);
        await SealAsync();

        var bySession = await ExportAsync(new() { Session = session.Id.ToString() });
        Verify("export.zip").Sentence.Should().Be("intact: 1 entries, 1 streams, 1 checkpoints");
        bySession.Extent.Should().Be("WHOLE_STREAMS");

        // The range begins behind the first entries; the streams it touches are there from their first all the same.
        var from = await database.ValueAsync<DateTime>("select max(at) from access.audit_entry");
        await ExportAsync(new() { From = from.ToString("O") });
        Verify("export.zip").Exit.Should().Be(0);
    }

    [Fact]
    public async Task A_filtered_export_says_that_it_cannot_be_verified_and_so_does_the_command()
    {
        await WriteAsync(4);

        var manifest = await ExportAsync(new() { Action = "ViewTenant" });

        manifest.Extent.Should().Be("FILTERED");
        manifest.Verifiable.Should().StartWith("Cannot be verified");
        manifest.Entries.Should().Be(4);
        var (exit, sentence) = Verify("export.zip");
        exit.Should().Be(2);
        sentence.Should().StartWith("This export cannot be verified: filtered.");
    }

    [Fact]
    public async Task Own_scope_exports_one_s_own_entries_only()
    {
        await WriteAsync(4);
        var who = await world.OperatorAsync(Role.SupportTier1);

        var manifest = await ExportAsync(new(), who);

        manifest.Extent.Should().Be("FILTERED");
        manifest.Entries.Should().Be(1, "the export's own entry is the only one this operator made");
        var other = await world.Get<AuditExport>().WriteAsync(who, new() { Operator = admin.Id.ToString() }, Stream.Null, default);
        other.Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await world.EntriesAsync("ExportData", "REFUSED", who)).Should().Be(1);
    }

    [Fact]
    public async Task The_table_is_harmless_in_a_spreadsheet_and_the_lines_have_the_text_untouched()
    {
        string[] formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a,\"b\"\r\nc"];
        foreach (var formula in formulas)
            await world.Get<OpsDatabase>().RecordAsync(admin, new AuditAct(AuditAction.ViewTenant) { Reason = formula }, refused: false, default);

        await ExportAsync(new() { Action = "ViewTenant" });

        var text = Encoding.UTF8.GetString(await FileAsync("entries.csv"));
        using var csv = CsvDataReader.Create(new StringReader(text.TrimStart('\uFEFF')));
        var reasons = new List<string>();
        while (csv.Read())
            reasons.Add(csv.GetString(csv.GetOrdinal("reason")));
        reasons.Should().BeEquivalentTo(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "a,\"b\"\r\nc"]);
        var lines = Encoding.UTF8.GetString(await FileAsync("entries.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => AuditJson.ReadEntry(Encoding.UTF8.GetBytes(line))!.Reason).Should().BeEquivalentTo(formulas);
    }

    [Fact]
    public async Task Bad_input_to_the_command_is_a_sentence_and_exit_2()
    {
        await File.WriteAllTextAsync(folder.In("no.zip"), "not a zip at all");
        await using (var other = await ZipFile.OpenAsync(folder.In("other.zip"), ZipArchiveMode.Create))
            other.CreateEntry("hello.txt");
        await ExportAsync(new());

        Verify("missing.zip").Should().Be((2, $"There is no file {folder.In("missing.zip")}."));
        Verify("no.zip").Exit.Should().Be(2);
        Verify("other.zip").Exit.Should().Be(2);
        Verify("export.zip", "--anchor", folder.In("missing.jsonl")).Exit.Should().Be(2);
        Verify("export.zip", "--anchor", folder.In("no.zip")).Exit.Should().Be(2);
        Run("audit").Should().Be((2, "Usage: audit verify <export.zip> [--anchor <file>]"));
        Run("audit", "verify").Exit.Should().Be(2);
    }

    [Fact]
    public async Task G3_The_anchor_shows_an_export_that_was_made_of_a_cut_trail()
    {
        await WriteAsync(3);
        await SealAsync();
        await ExportAsync(new());
        await SealAsync();
        var lines = await File.ReadAllLinesAsync(folder.Options.AnchorPath);
        var forged = lines[0].Replace(AnchorLine.Parse(lines[0])!.KeyId, "00", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.In("other-seal.jsonl"), lines[1].Replace("\"number\":2", "\"number\":1", StringComparison.Ordinal) + "\n");

        Verify("export.zip", "--anchor", folder.Options.AnchorPath).Exit.Should().Be(0, "what was sealed after the export is not its fault");
        Verify("export.zip", "--anchor", folder.In("other-seal.jsonl")).Should().Be((1, "broken at checkpoint 1: its seal is another one than the anchor file has"));
        forged.Should().NotBe(lines[0]);
    }

    private async Task<AuditManifest> ExportAsync(AuditFilterInput filter, Caller? by = null)
    {
        // As an HTTP response is: forward only, and asynchronous only.
        await using var file = new ForwardOnly(File.Create(folder.In("export.zip")));
        return (await world.Get<AuditExport>().WriteAsync(by ?? admin, filter, file, default)).Value;
    }

    private (int Exit, string Sentence) Verify(string name, params string[] more) => Run(["audit", "verify", folder.In(name), .. more]);

    private static (int Exit, string Sentence) Run(params string[] args)
    {
        using var said = new StringWriter();
        var exit = AuditVerifyCommand.Run(args, said);
        return (exit, said.ToString().Split(Environment.NewLine)[0]);
    }

    private async Task<byte[]> FileAsync(string name)
    {
        await using var zip = await ZipFile.OpenReadAsync(folder.In("export.zip"));
        await using var from = await zip.GetEntry(name)!.OpenAsync();
        using var whole = new MemoryStream();
        await from.CopyToAsync(whole);
        return whole.ToArray();
    }

    private async Task<T> LinesAsync<T>(Func<List<string>, T> look) => look([.. Encoding.UTF8.GetString(await FileAsync("entries.jsonl")).TrimEnd('\n').Split('\n')]);

    private async Task DamageAsync(Action<List<string>> damage)
    {
        var lines = await LinesAsync(all => all);
        damage(lines);
        await RezipAsync("entries.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }

    private async Task RezipAsync(string name, byte[]? content)
    {
        File.Copy(folder.In("export.zip"), folder.In("damaged.zip"), overwrite: true);
        await using var zip = await ZipFile.OpenAsync(folder.In("damaged.zip"), ZipArchiveMode.Update);
        zip.GetEntry(name)!.Delete();
        if (content is null)
            return;
        await using var to = await zip.CreateEntry(name).OpenAsync();
        await to.WriteAsync(content);
    }

    private async Task SealAsync() => (await world.Get<AuditProof>().SealAsync(admin, default)).IsAllowed.Should().BeTrue();

    private async Task WriteAsync(int count)
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        for (var i = 0; i < count; i++)
            await world.Get<OpsDatabase>().RecordAsync(who, new AuditAct(AuditAction.ViewTenant) { Reason = $"entry \"{i}\" – é\n" }, refused: false, default);
    }

    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
