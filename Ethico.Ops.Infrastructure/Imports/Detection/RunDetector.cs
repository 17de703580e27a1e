using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Reads all files of a run to their ends: proves the encoding, counts rows, profiles columns, finds the footer.</summary>
internal sealed class RunDetector(FormatLimits limits, FormatDetector detector)
{
    private const int CancelEvery = 4_096;

    /// <param name="files">In the order they are read.</param>
    /// <param name="choice">Of each file by itself.</param>
    /// <param name="today">In the source's zone: later dates count as in the future.</param>
    /// <param name="onLook">Each file's first look, before the rest of it is read.</param>
    /// <exception cref="UnreadableSourceException">A file is not read; nothing of the run is taken.</exception>
    public DetectedRun Detect(IReadOnlyList<Func<Stream>> files, FormatChoice choice, DateOnly today, Action<DetectedFormat>? onLook, CancellationToken ct)
    {
        var found = new List<DetectedFormat>();
        ProfileTally? profile = null;
        var blankLines = 0L;
        foreach (var open in files)
        {
            try
            {
                using var content = open();
                found.Add(Next(content));
            }
            catch (UnreadableSourceException stop) when (files.Count > 1)
            {
                throw stop.InFile(found.Count + 1, files.Count);
            }
        }

        return new(found, profile!.Result(blankLines), SourceDetection.Propose(found[0].Format.Columns));

        DetectedFormat Next(Stream content)
        {
            var said = choice.For(found.Count + 1);
            onLook?.Invoke(detector.Look(content, said));
            var look = Settled(content, said, ct);
            if (found.Count > 0)
            {
                if (said.Sheet is null && look.Sheets.Count > 1)
                    look = Matching(content, look, said, found[0].Format.Columns, ct);
                look = look with { Format = Aligned(look.Format, found[0].Format.Columns) };
            }

            profile ??= new(look.Format.Columns, today);

            var tally = new ReadingTally();
            var before = profile.Rows;
            var (footer, cut) = Profile(content, look.Format, said, profile, tally, ct);
            blankLines += tally.BlankLines;
            return Finished(look, footer, cut, profile.Rows - before, tally);
        }
    }

    // Of a further workbook's sheets the one that goes on with the first file's columns, where only one does.
    private DetectedFormat Matching(Stream content, DetectedFormat look, FormatChoice said, IReadOnlyList<string> columns, CancellationToken ct)
    {
        var fitting = new List<DetectedFormat>();
        foreach (var name in look.Sheets)
        {
            try
            {
                var sheet = Settled(content, said with { Sheet = name }, ct);
                _ = Aligned(sheet.Format, columns);
                fitting.Add(sheet);
            }
            catch (UnreadableSourceException)
            {
                // Another table, or none.
            }
        }

        return fitting is not [var only] ? look : only with
        {
            Facts = [.. only.Facts.Select(f => f.Kind is FactKind.Sheet
                ? f with { Confidence = 0.9, Evidence = Say($"{look.Sheets.Count} sheets hold data; this is the only one with the columns of the first file.") } : f)],
        };
    }

    // The look again, with what only the whole file tells: whether it is UTF-8 to the end, and which fields its records have.
    private DetectedFormat Settled(Stream content, FormatChoice choice, CancellationToken ct)
    {
        var look = detector.Look(content, choice);
        if (look.Format.Kind is FileKind.Xlsx)
            return look;
        var guess = EncodingGuess.Of(FileHead.Read(content).Bytes);
        if (choice.Encoding is null && guess is { IsAllowed: true, Value.IsCertain: false })
        {
            var scan = EncodingScan.Of(content, ct);
            look = detector.Look(content, choice, scan.InvalidAt is { } at ? EncodingGuess.Windows(scan.Line, at, EncodingScan.WindowsGap(content, ct), scan.Beyond) : guess.Value.Proved(scan.IsAscii));
        }

        if (look.Format.Kind is FileKind.Delimited)
            return look;
        content.Position = 0;
        var columns = new JsonLook(limits).Columns(content, look.Format.Kind, look.Format.Encoding, int.MaxValue);
        return look with { Format = look.Format with { Columns = columns.Shown, Fields = columns.Fields }, TextColumns = columns.ShownTexts };
    }

    private (int Footer, long? Cut) Profile(Stream content, FileFormat format, FormatChoice choice, ProfileTally profile, ReadingTally tally, CancellationToken ct)
    {
        content.Position = 0;
        var last = new Queue<SourceRow>();
        var (rows, ragged) = (0, 0);
        foreach (var row in SourceReader.Rows(content, format, limits, tally))
        {
            if (++rows % CancelEvery == 0)
                ct.ThrowIfCancellationRequested();
            if (row.Faults?.Any(fault => fault.Code is "MIG-FIL-005") is true)
                ragged++;
            last.Enqueue(row);
            if (last.Count > FooterGuess.Most)
                Take(last.Dequeue());
        }

        if (rows == 0)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderOnly, "MIG-FIL-001"));
        var (footer, cut) = choice.FooterRows is null ? FooterGuess.Of([.. last], ragged, rows) : (0, null);
        while (last.Count > footer)
            Take(last.Dequeue());
        return (choice.FooterRows ?? footer, cut);

        void Take(SourceRow row)
        {
            if (profile.Rows == limits.Rows)
                throw new UnreadableSourceException(FormatRefusals.TooManyRows(limits.Rows, row.Line, null));
            profile.Add(row);
        }
    }

    private static DetectedFormat Finished(DetectedFormat look, int footer, long? cut, int rows, ReadingTally tally)
    {
        var facts = look.Facts.Where(each => each.Kind is not (FactKind.NewLine or FactKind.Footer or FactKind.Rows)).ToList();
        if (look.Format.Kind is FileKind.Delimited)
            facts.Add(NewLineFact.Of(tally));
        if (look.Format.Kind is FileKind.Delimited or FileKind.Xlsx)
            facts.Add(new(FactKind.Footer, Say($"{footer}"), footer == 0 ? 1 : cut is null ? 0.7 : 0.4, footer == 0
                ? "The last rows read like records."
                : cut is null ? "The last rows say total or records, or have fewer cells than the others."
                : Say($"Line {cut} has fewer cells than the others, and several of them filled: closing remarks, or a record that was cut off. Look at the end of the file, and say how many of the last rows are no records."),
                [.. Enumerable.Range(0, FooterGuess.Most + 1).Select(each => Say($"{each}"))], NeedsChoice: cut is not null));
        facts.Add(new(FactKind.Rows, Say($"{rows}"), 1, Say($"{rows:N0} records, {tally.BlankLines:N0} blank lines, {footer} footer lines.{Unseen(tally)}"), []));
        var newLine = look.Format.Kind is FileKind.Delimited ? Enum.Parse<NewLineKind>(NewLineFact.Of(tally).Value) : look.Format.NewLine;
        return look with { Facts = facts, Format = look.Format with { FooterRows = footer, NewLine = newLine } };
    }

    // What Excel shows otherwise than it is read.
    private static string Unseen(ReadingTally tally) =>
        (tally.HiddenRows > 0 ? Say($" {tally.HiddenRows:N0} {(tally.HiddenRows == 1 ? "row of the sheet is" : "rows of the sheet are")} hidden or filtered out in Excel, and read all the same.") : "")
        + (tally.MergedRanges > 0 ? Say($" {tally.MergedRanges:N0} {(tally.MergedRanges == 1 ? "range is" : "ranges are")} merged: the value belongs to the first cell, the others are blank.") : "");

    // The same columns by 6.1, perhaps in another order; rows come out in the order of the run's first file.
    private static FileFormat Aligned(FileFormat format, IReadOnlyList<string> columns)
    {
        var names = format.Columns.Select(HeaderName.Of).ToList();
        var order = columns.Select(HeaderName.Of).Select(name => names.FindIndex(name.IsSame)).ToList();
        if (columns.SequenceEqual(format.Columns, StringComparer.Ordinal))
            return format;
        return columns.Count == format.Columns.Count && !order.Contains(-1) && order.Distinct().Count() == order.Count
            ? format with { Order = order }
            : throw new UnreadableSourceException(new SourceFault(FormatRefusals.ColumnsDiffer(format.Columns.Count, columns.Count, Odd(names, columns))));
    }

    // Places only: names are shown on the page, and stand in no cause.
    private static List<int> Odd(List<HeaderName> names, IReadOnlyList<string> columns)
    {
        var known = columns.Select(HeaderName.Of).ToList();
        return [.. names.Select((name, i) => (name, place: i + 1)).Where(each => !known.Exists(each.name.IsSame)).Select(each => each.place)];
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
