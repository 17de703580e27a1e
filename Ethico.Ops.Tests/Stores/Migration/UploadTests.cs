using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

public sealed class UploadTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const int Chunk = UploadRules.ChunkBytes;
    private readonly World world = new(database);

    private MigrationFiles Files => world.Get<MigrationFiles>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task MIG_4_A_file_cut_in_the_middle_goes_on_with_the_missing_chunks_only_and_comes_out_as_it_went_in()
    {
        var (key, run) = await BegunAsync();
        var content = Bytes((2 * Chunk) + 12_345);
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;
        (await SendAsync(key, ticket, content, 0)).IsAllowed.Should().BeTrue();

        // Another browser, another day: a new ticket, and what is stored.
        var again = (await Files.ResumeAsync(key, run, ticket.File, default)).Value;
        var facts = (await Files.FactsAsync(key.Caller, again, default)).Value;
        facts.Chunks.Select(c => c.Digest).Should().Equal(Hex(content.AsSpan(0, Chunk)));
        (await SendAsync(key, ticket, content, 1)).Refusal.Should().Be(UploadRefusals.TicketOver);
        (await SendAsync(key, again, content, 1)).IsAllowed.Should().BeTrue();
        (await SendAsync(key, again, content, 2)).IsAllowed.Should().BeTrue();
        (await Files.FinishAsync(key.Caller, again, Tree(content), default)).IsAllowed.Should().BeTrue();

        var listed = (await Files.ListAsync(key, run, default)).Value.Should().ContainSingle().Subject;
        (listed.State, listed.Stored, listed.ContentDigest).Should().Be((FileState.Stored, (long)content.Length, Hex(content)));
        (await StateAsync(run)).Should().Be("UPLOADED");
        (await StoredAsync(key, run)).Should().Equal(content);
        (await world.Database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'StoreMigrationFile' and actor_kind = 'JOB' and organization_id is not null"))
            .Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task MIG_4_Another_file_of_the_same_name_and_size_is_refused_at_its_first_differing_chunk()
    {
        var (key, run) = await BegunAsync();
        var content = Bytes(Chunk + 100);
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;
        await SendAsync(key, ticket, content, 0);
        var other = (byte[])content.Clone();
        other[Chunk - 1] ^= 1;

        (await SendAsync(key, ticket, other, 0)).Refusal.Should().Be(UploadRefusals.Differs(0));
        (await SendAsync(key, ticket, content, 0)).IsAllowed.Should().BeTrue("the same chunk twice counts once");
        (await Files.ListAsync(key, run, default)).Value[0].Stored.Should().Be(Chunk);
    }

    [Fact]
    public async Task A24_A_gap_a_longer_file_a_wrong_digest_and_a_wrong_tree_are_refused_in_words_and_store_nothing()
    {
        var (key, run) = await BegunAsync();
        var content = Bytes((2 * Chunk) + 10);
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;

        (await SendAsync(key, ticket, content, 1)).Refusal.Should().Be(UploadRefusals.Gap(0));
        (await Files.AppendAsync(key.Caller, ticket, 0, new byte[32], content.AsMemory(0, Chunk), default)).Refusal.Should().Be(UploadRefusals.ChunkDigest);
        var half = content.AsMemory(0, Chunk / 2);
        (await Files.AppendAsync(key.Caller, ticket, 0, SHA256.HashData(half.Span), half, default)).Refusal.Should().Be(UploadRefusals.Gap(0), "only the last chunk is short");
        await SendAsync(key, ticket, content, 0);
        await SendAsync(key, ticket, content, 1);
        (await Files.FinishAsync(key.Caller, ticket, Tree(content), default)).IsAllowed.Should().BeFalse("ten bytes are missing");
        (await SendAsync(key, ticket, Bytes((3 * Chunk) + 10), 2)).Refusal.Should().Be(UploadRefusals.Full);
        await SendAsync(key, ticket, content, 2);
        (await Files.FinishAsync(key.Caller, ticket, new byte[32], default)).Refusal.Should().Be(UploadRefusals.TreeDiffers);
        (await StateAsync(run)).Should().Be("UPLOADING");
    }

    [Fact]
    public async Task MIG_5_Five_hundred_megabytes_may_begin_and_one_byte_more_may_not_nor_an_empty_file_nor_an_eleventh()
    {
        var (key, run) = await BegunAsync();

        (await Files.BeginAsync(key, run, new("big.csv", (500L << 20) + 1), default)).Refusal!.Code.Should().Be("file-too-large");
        (await Files.BeginAsync(key, run, new("none.csv", 0), default)).Refusal.Should().Be(FormatRefusals.Empty);
        for (var i = 0; i < UploadRules.FilesMost - 1; i++)
            (await Files.BeginAsync(key, run, new($"{i}.csv", 1), default)).IsAllowed.Should().BeTrue();
        (await Files.BeginAsync(key, run, new("big.csv", 500L << 20), default)).IsAllowed.Should().BeTrue();
        (await Files.BeginAsync(key, run, new("eleventh.csv", 1), default)).Refusal.Should().Be(UploadRefusals.TooManyFiles);
        (await StateAsync(run)).Should().Be("UPLOADING");
    }

    [Fact]
    public async Task MIG_6_Nothing_of_the_file_lies_readable_in_the_vault_and_another_master_key_opens_none_of_it()
    {
        var (key, run) = await BegunAsync();
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("The supervisor shouted in the hall. ", 2_000)));
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;
        await SendAsync(key, ticket, content, 0);
        await Files.FinishAsync(key.Caller, ticket, Tree(content), default);

        var options = world.Get<VaultOptions>();
        var blob = Directory.EnumerateFiles(options.Folder, "*", SearchOption.AllDirectories).Where(path => path.Contains(ticket.File.Value.ToString("N"), StringComparison.Ordinal))
            .Should().ContainSingle().Subject;
        Encoding.Latin1.GetString(await File.ReadAllBytesAsync(blob)).Should().NotContain("supervisor");
        var wrapped = await database.ValueAsync<byte[]>("select wrapped_key from migration.files where id = $1", ticket.File.Value);
        var stranger = new FolderVault(options with { MasterKey = RandomNumberGenerator.GetBytes(32) }, TimeProvider.System);
        FluentActions.Invoking(() => stranger.Open(ticket.File, wrapped!, content.Length, [Guid.Parse(Path.GetFileName(blob)!)])).Should().Throw<CryptographicException>();

        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes);
        await FluentActions.Awaiting(() => StoredAsync(key, run)).Should().ThrowAsync<CryptographicException>();
    }

    [Fact]
    public async Task MIG_1_A_ticket_is_its_persons_own_and_dies_with_their_right()
    {
        var (key, run) = await BegunAsync(Role.ImplementationSpecialist);
        var content = Bytes(Chunk + 5);
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;
        var thief = await world.OperatorAsync(Role.ImplementationManager);

        (await Files.FactsAsync(thief, ticket, default)).Refusal.Should().Be(UploadRefusals.TicketOver);
        (await SendAsync(key with { Caller = thief }, ticket, content, 0)).Refusal.Should().Be(UploadRefusals.TicketOver);
        foreach (var role in (Role[])[Role.SupportTier1, Role.SupportTier2, Role.ClientSuccess, Role.HotlineSupervisor])
            (await Files.FactsAsync(await world.OperatorAsync(role), ticket, default)).IsAllowed.Should().BeFalse();

        (await SendAsync(key, ticket, content, 0)).IsAllowed.Should().BeTrue();
        await database.ExecuteAsync("update access.assignment set until_at = access.now() where operator_id = $1", key.Caller.Id.Value);
        (await SendAsync(key, ticket, content, 1)).Refusal.Should().Be(UploadRefusals.TicketOver);
    }

    [Fact]
    public async Task MIG_4_A_second_sender_is_told_who_is_sending()
    {
        var (key, run) = await BegunAsync(Role.ImplementationManager);
        var content = Bytes((2 * Chunk) + 5);
        var ticket = (await Files.BeginAsync(key, run, new("export.csv", content.Length), default)).Value;
        await SendAsync(key, ticket, content, 0);
        var colleague = await world.OperatorAsync(Role.ImplementationManager, "Freya Nordahl");
        var session = await world.EnterAsync(colleague, await TenantOfAsync(run));
        var theirs = new TenantKey(colleague, session.Id);
        var taken = (await Files.ResumeAsync(theirs, run, ticket.File, default)).Value;

        var refused = await SendAsync(theirs, taken, content, 1);

        refused.Refusal!.Code.Should().Be("other-sender");
        refused.Refusal!.Sentence.Should().Contain("is sending this file just now");
        await database.ExecuteAsync("update migration.files set last_chunk_at = access.now() - interval '31 seconds' where id = $1", ticket.File.Value);
        (await SendAsync(theirs, taken, content, 1)).IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData("C:\\secret\\path\\export.csv", "export.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nb.csv", "ab.csv")]
    [InlineData("exe\u202Evsc.csv", "exevsc.csv")]
    [InlineData("CON", "CON")]
    [InlineData("   ", "file")]
    public void A23_A_file_name_is_shown_without_path_controls_and_turns(string given, string shown) => UploadRules.ShownName(given).Should().Be(shown);

    [Fact]
    public void A23_A_name_of_five_thousand_characters_keeps_its_beginning_and_its_end() =>
        UploadRules.ShownName(new string('a', 5_000) + ".csv").Should().HaveLength(255 - 21 + 1 + 20).And.EndWith(".csv");

    private async Task<(TenantKey Key, RunId Run)> BegunAsync(Role role = Role.ImplementationManager)
    {
        var who = await world.OperatorAsync(role);
        var tenant = await world.TenantAsync();
        await world.AssignAsync(who, tenant);
        var session = await world.EnterAsync(who, tenant);
        var run = new RunId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await database.ExecuteAsync(
            "insert into migration.runs (id, organization_id, reference, state, created_by, holder_id) values ($1, $2, migration.draw_reference(), 'UPLOADING', $3, $3)",
            run.Value, tenant.Value, who.Id.Value);
        return (new(who, session.Id), run);
    }

    private Task<Outcome<Done>> SendAsync(TenantKey key, UploadTicket ticket, byte[] content, int index)
    {
        var chunk = content.AsMemory(index * Chunk, Math.Min(Chunk, content.Length - (index * Chunk)));
        return Files.AppendAsync(key.Caller, ticket, index, SHA256.HashData(chunk.Span), chunk, default);
    }

    private async Task<byte[]> StoredAsync(TenantKey key, RunId run)
    {
        var act = new AuditAct(AuditAction.ViewMigrationRun);
        var files = await world.Get<IRunFiles>().StoredAsync(key, run, act, default);
        await using var stream = files.Value[0].Open();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<OrganizationId> TenantOfAsync(RunId run) => new(await database.ValueAsync<Guid>("select organization_id from migration.runs where id = $1", run.Value));

    private Task<string?> StateAsync(RunId run) => database.ValueAsync<string>("select state from migration.runs where id = $1", run.Value);

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(20260615).NextBytes(bytes);
        return bytes;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Tree(byte[] content) =>
        SHA256.HashData([.. Enumerable.Range(0, (content.Length + Chunk - 1) / Chunk).SelectMany(i => SHA256.HashData(content.AsSpan(i * Chunk, Math.Min(Chunk, content.Length - (i * Chunk)))))]);
}
