using System.Threading.Channels;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>
/// One streaming pass over every row (migration.md 4.4): read, map, check, stage. One thread reads and maps while another waits for
/// the database; each batch commits with its findings and counts, so that progress and first findings show at once and a stop takes
/// effect within a batch. What rows share is judged when all are there.
/// </summary>
internal sealed class ValidationPass(RowStaging staging)
{
    // Small enough for findings within a second, then large enough that a batch's fixed cost does not count.
    private const int FirstBatch = 500;
    private const int BatchRows = 20_000;
    private const int BatchBytes = 16 << 20;

    /// <param name="end">In the last transaction: the closing move. A refusal keeps nothing of that transaction.</param>
    public async Task<Outcome<PassResult>> RunAsync(
        RunGrant grant, PassInput input, Func<OpsDbContext, PassResult, CancellationToken, Task<Refusal?>> end, CancellationToken ct)
    {
        var compiled = RowMapper.Compile(input.Mapping, input.Setting, []);
        if (!compiled.IsAllowed)
            return compiled.Refusal;
        var mapper = compiled.Value;
        if (await staging.ClearAsync(grant, ct) is { IsAllowed: false } notCleared)
            return notCleared.Refusal;

        var book = new FindingBook();
        var shared = new SharedHashes();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var full = Channel.CreateBounded<RowBatch>(1);
        var empty = Channel.CreateUnbounded<RowBatch>();
        for (var i = 0; i < 3; i++)
            empty.Writer.TryWrite(new RowBatch());
        var reading = Task.Run(() => ReadAsync(input, mapper, book, shared, full.Writer, empty.Reader, stop.Token), stop.Token);
        Refusal? refusal = null;
        try
        {
            await foreach (var batch in full.Reader.ReadAllAsync(ct))
            {
                var staged = await staging.StageAsync(grant, input.Setting, batch, ct);
                if (!staged.IsAllowed)
                {
                    refusal = staged.Refusal;
                    break;
                }

                batch.Clear();
                empty.Writer.TryWrite(batch);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        var read = await FinishedAsync(reading, refusal is not null);
        if (refusal is not null)
            return refusal;
        if (read.Fault is { } fault)
            return fault.Refusal;

        return await staging.CloseAsync(grant, input, mapper, book, shared, read.Rows, end, ct);
    }

    private static async Task<ReadEnd> FinishedAsync(Task<ReadEnd> reading, bool isStopped)
    {
        try
        {
            return await reading;
        }
        catch (OperationCanceledException) when (isStopped)
        {
            return new(0, null);
        }
    }

    private static async Task<ReadEnd> ReadAsync(
        PassInput input, RowMapper mapper, FindingBook book, SharedHashes shared, ChannelWriter<RowBatch> full, ChannelReader<RowBatch> empty, CancellationToken ct)
    {
        var number = 0;
        var at = 0;
        var isOwn = ErrorFile.IsOne(input.Setting.Columns);
        try
        {
            var batch = await empty.ReadAsync(ct);
            foreach (var file in input.Files)
            {
                at = file.Position;
                await using var content = file.Open();
                foreach (var row in SourceReader.Rows(content, file.Format, input.Limits))
                {
                    if (++number > input.Limits.Rows)
                        return new(number, FormatRefusals.TooManyRows(input.Limits.Rows, row.Line, null));
                    Put(batch, isOwn ? ErrorFile.Read(row) : row, number, file, input, mapper, book, shared);
                    if (batch.Rows.Rows < (number <= FirstBatch ? FirstBatch : BatchRows) && batch.Rows.Length < BatchBytes)
                        continue;
                    await full.WriteAsync(Counted(batch, book, number), ct);
                    batch = await empty.ReadAsync(ct);
                }
            }

            if (batch.Rows.Rows > 0)
                await full.WriteAsync(Counted(batch, book, number), ct);
            return new(number, null);
        }
        catch (UnreadableSourceException unreadable)
        {
            return new(number, unreadable.InFile(at, input.Files.Count).Fault);
        }
        finally
        {
            full.Complete();
        }
    }

    private static void Put(
        RowBatch batch, SourceRow source, int number, PassFile file, PassInput input, RowMapper mapper, FindingBook book, SharedHashes shared)
    {
        var ordered = file.Order is null ? source : source with { Cells = Array.ConvertAll(file.Order, at => source.Cells[at]) };
        var row = mapper.Map(ordered, number, file.Position, input.Fixes.GetValueOrDefault(number) ?? RowFixes.None);
        var findings = mapper.Findings;
        var skipReason = input.Skips.GetValueOrDefault(number);
        for (var i = 0; i < findings.Items.Count; i++)
            if (book.Count(findings.Marks[i], findings.Items[i].Severity, isOpen: skipReason is null))
                FindingCopy.Write(batch.Findings, findings.Items[i]);
        StagedRowCopy.Write(batch.Rows, row, findings, skipReason, KeptCells.Of(mapper, ordered));
        foreach (var person in row.People)
            StagedRowCopy.Write(batch.People, number, person);
        if (row.Investigation is { } investigation)
            StagedRowCopy.Write(batch.Investigations, number, investigation);
        shared.Add(row, isLeftOut: skipReason is not null);
    }

    private static RowBatch Counted(RowBatch batch, FindingBook book, int number)
    {
        batch.Groups.AddRange(book.Groups);
        (batch.RowsSoFar, batch.OpenErrors, batch.OpenInfos) = (number, book.OpenErrors, book.OpenInfos);
        return batch;
    }

    private sealed record ReadEnd(int Rows, SourceFault? Fault);
}
