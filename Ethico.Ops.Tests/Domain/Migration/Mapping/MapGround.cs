using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>A run's content without a database: the worked example of section 10, or other rows under the same or another header.</summary>
internal static class MapGround
{
    public static RunContents Of(MigrationMapping? mapping = null, IReadOnlyList<string[]>? rows = null, IReadOnlyList<string>? header = null, SourceSystem source = SourceSystem.Navex)
    {
        header ??= RowDesk.Header;
        rows ??= RowDesk.SixRows;
        var format = new FileFormat { Kind = FileKind.Delimited, Columns = header };
        var tally = new ProfileTally(header, new(2026, 6, 15));
        var read = rows.Select((cells, i) => new SourceRow(i + 1, i + 2, cells, null)).ToList();
        read.ForEach(tally.Add);
        var detected = new DetectedFormat(format, [], [.. read.Take(20)], [new(2, "Müller sah Herrn Weiß", [1, 20])], [], []);
        var at = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        var who = new OperatorId(Guid.Empty);
        var head = new RunHead
        {
            Id = new(Guid.Empty), Reference = RunReference.Parse("MIG-2026-00017")!.Value, Tenant = new(Guid.Empty), TenantName = "Harbor & Vale", State = RunState.Mapping, StateAt = at,
            FurthestStep = 3, CreatedAt = at, CreatedBy = who, CreatedByName = "Priya", LastActAt = at, Source = source, SourceLabel = source is SourceSystem.Generic ? "Mailbox" : null,
            Counts = new() { RowsTotal = rows.Count }, Hold = new(who, "Priya", at, at), Version = 1, ReadAt = at,
        };
        return new(
            head, new(FormatChoice.Nothing, [detected], SourceDetection.Propose(header), IsWhole: true), 1, tally.Result(0), format,
            mapping is null ? null : new(RunDocumentKind.Mapping, 1, MappingJson.Write(mapping), "Priya", at), mapping, RowDesk.Tenant,
            [new(RowDesk.Queue, "Compliance intake", true)], "America/New_York", at);
    }

    public static ColumnProfile Column(params string[] cells)
    {
        var tally = new ProfileTally(["c"], new(2026, 6, 15));
        foreach (var (cell, i) in cells.Select((c, i) => (c, i)))
            tally.Add(new SourceRow(i + 1, i + 2, [cell], null));
        return tally.Result(0).Columns[0];
    }
}
