using System.Net;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Imports;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>
/// What an upload holds of the server's memory (migration.md 4.1): the heap after forced collections, looked at while chunks are on their
/// way to the vault, while the stored file is read for its digest, and while a body comes that does not end.
/// </summary>
[Collection(nameof(Alone))]
public sealed class UploadMemoryTests : IAsyncLifetime
{
    private const int Chunk = UploadRules.ChunkBytes;
    private const int Chunks = 16;
    private const long Most = 16L << 20;

    private readonly string folder = Directory.CreateTempSubdirectory("ops-vault-").FullName;
    private readonly HeapWatch heap = new();
    private readonly byte[] chunk = new byte[Chunk];
    private TestPortal portal = null!;
    private World world = null!;
    private PortalClient client = null!;
    private TenantKey key = null!;
    private RunId run;

    public async ValueTask InitializeAsync()
    {
        new Random(20260615).NextBytes(chunk);
        var options = new VaultOptions(folder, new byte[32]);
        portal = await TestPortal.StartAsync(services: services => services.RemoveAll<IRunStage>().AddSingleton<IVault>(new WatchedVault(new FolderVault(options, TimeProvider.System), heap)));
        world = new World(portal.Database, services => services.AddSingleton(options));
        client = await portal.SignedInAsync("priya");
        var who = new Caller(DemoOperators.IdOf("priya"), Role.ImplementationManager, "127.0.0.1", "test", "0123456789abcdef");
        var tenant = await world.TenantAsync();
        key = new(who, (await world.EnterAsync(who, tenant)).Id);
        run = (await world.Get<MigrationRuns>().StartAsync(key, project: null, default)).Value.Id;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await world.DisposeAsync();
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task MIG_4_Uploads_of_sixty_four_megabytes_hold_less_than_sixteen_each(int uploads)
    {
        var tickets = new List<UploadTicket>();
        for (var i = 0; i < uploads; i++)
            tickets.Add(await BeginAsync($"export{i}.csv"));
        heap.Begin(uploads);

        await Task.WhenAll(tickets.Select(SendAsync));
        heap.Looks.Should().Be(Chunks, "once a chunk, while each upload has one on its way");
        heap.Grown.Should().BeLessThan(uploads * Most);

        // The whole file is read once more for its digest.
        var tree = SHA256.HashData([.. Enumerable.Repeat(SHA256.HashData(chunk), Chunks).SelectMany(d => d)]);
        await Task.WhenAll(tickets.Select(t => FinishAsync(t, tree)));
        heap.Looks.Should().Be(Chunks + (uploads * Chunks));
        heap.Grown.Should().BeLessThan(uploads * Most);
        (await world.Get<MigrationFiles>().ListAsync(key, run, default)).Value.Should().OnlyContain(f => f.State == FileState.Stored && f.Stored == (long)Chunks * Chunk);
    }

    [Fact]
    public async Task MIG_4_Of_a_body_without_end_no_more_than_a_chunk_is_taken()
    {
        var ticket = await BeginAsync("endless.csv");
        heap.Begin(1);
        using var body = new EndlessBody(chunk, Chunks, heap);
        using var request = Request(HttpMethod.Put, ticket, "0", SHA256.HashData(chunk), body);

        try
        {
            using var answer = await client.Http.SendAsync(request);
            answer.StatusCode.Should().BeOneOf(HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest, HttpStatusCode.NoContent);
        }
        catch (HttpRequestException)
        {
            // The portal hung up, and the rest was not taken.
        }

        heap.Looks.Should().BePositive();
        heap.Grown.Should().BeLessThan(Most);
        (await world.Get<MigrationFiles>().ListAsync(key, run, default)).Value.Should().OnlyContain(f => f.Stored <= Chunk);
    }

    // What the first request of its kind leaves behind is not the upload's: it is asked for what is stored, and refused, before.
    private async Task<UploadTicket> BeginAsync(string name)
    {
        var ticket = (await world.Get<MigrationFiles>().BeginAsync(key, run, new(name, (long)Chunks * Chunk), default)).Value;
        using var facts = Request(HttpMethod.Get, ticket, "", [], null);
        (await client.Http.SendAsync(facts)).StatusCode.Should().Be(HttpStatusCode.OK);
        using var wordless = Request(HttpMethod.Put, ticket, "0", [], new ByteArrayContent([1]));
        (await client.Http.SendAsync(wordless)).StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        return ticket;
    }

    private async Task SendAsync(UploadTicket ticket)
    {
        var digest = SHA256.HashData(chunk);
        for (var i = 0; i < Chunks; i++)
        {
            using var request = Request(HttpMethod.Put, ticket, i.ToString(System.Globalization.CultureInfo.InvariantCulture), digest, new ByteArrayContent(chunk));
            using var answer = await client.Http.SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task FinishAsync(UploadTicket ticket, byte[] tree)
    {
        using var request = Request(HttpMethod.Post, ticket, "finish", tree, new ByteArrayContent([]));
        using var answer = await client.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private HttpRequestMessage Request(HttpMethod method, UploadTicket ticket, string what, byte[] digest, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, $"/uploads/{run.Value}/{ticket.File.Value}/{what}".TrimEnd('/')) { Content = content };
        request.Headers.Add("X-Ticket", ticket.Text);
        if (digest.Length > 0)
            request.Headers.Add("X-Sha256", Convert.ToHexStringLower(digest));
        return request;
    }

    private sealed class HeapWatch
    {
        private readonly Lock guard = new();
        private TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int parties = 1;
        private int arrived;
        private long before;

        public long Grown { get; private set; }

        public int Looks { get; private set; }

        public void Begin(int uploads)
        {
            parties = uploads;
            before = Live();
        }

        /// <summary>Waits until every upload has come so far; the last one looks.</summary>
        public Task MeetAsync()
        {
            lock (guard)
            {
                if (++arrived < parties)
                    return met.Task;
                arrived = 0;
                Look();
                var all = met;
                met = new(TaskCreationOptions.RunContinuationsAsynchronously);
                all.SetResult();
                return all.Task;
            }
        }

        public void Look()
        {
            lock (guard)
            {
                Looks++;
                Grown = Math.Max(Grown, Live() - before);
            }
        }

        private static long Live()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return GC.GetTotalMemory(forceFullCollection: false);
        }
    }

    private sealed class WatchedVault(FolderVault vault, HeapWatch heap) : IVault
    {
        public byte[] NewKey(FileId file) => vault.NewKey(file);

        public long FreeBytes() => vault.FreeBytes();

        public async Task<Guid> AppendAsync(FileId file, byte[] wrappedKey, int index, ReadOnlyMemory<byte> plain, CancellationToken ct)
        {
            var blob = await vault.AppendAsync(file, wrappedKey, index, plain, ct);
            await heap.MeetAsync();
            return blob;
        }

        public void Drop(FileId file, Guid blob) => vault.Drop(file, blob);

        public Stream Open(FileId file, byte[] wrappedKey, long size, IReadOnlyList<Guid> blobs) => new WatchedStream(vault.Open(file, wrappedKey, size, blobs), heap);

        public void Delete(FileId file) => vault.Delete(file);
    }

    // Looks once for each chunk that is read.
    private sealed class WatchedStream(Stream inner, HeapWatch heap) : Stream
    {
        private long told = -1;

        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            var at = (inner.Position - 1) / Chunk;
            if (at > told)
            {
                told = at;
                heap.Look();
            }

            return read;
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A body of many chunks that says nothing of its length; the heap is looked at after each.</summary>
    private sealed class EndlessBody(byte[] piece, int times, HeapWatch heap) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < times; i++)
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
                heap.Look();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
