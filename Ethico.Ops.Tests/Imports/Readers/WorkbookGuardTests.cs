using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Readers;

/// <summary>Workbooks made to hurt. Memory is what the reading thread allocates in all: its peak is below that.</summary>
public sealed class WorkbookGuardTests
{
    private const long Most = 256L << 20;

    private static readonly FileFormat Format = new() { Kind = FileKind.Xlsx, Columns = ["a"] };

    [Fact]
    public void MIG_7_A19_A_sheet_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        var bomb = Bomb("xl/worksheets/sheet1.xml", $"<row><c t=\"inlineStr\"><is><t>{new string('a', 1_000)}</t></is></c></row>", 251L << 20, compressed: out var size);
        size.Should().BeLessThan(2 << 20);

        Refused(bomb).Should().Be("workbook-ratio");
    }

    [Fact]
    public void MIG_7_A19_Shared_text_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        var bomb = Bomb("xl/sharedStrings.xml", $"<si><t>{new string('a', 1_000)}</t></si>", 251L << 20, out _);

        Refused(bomb).Should().Be("workbook-ratio");
    }

    [Fact]
    public void MIG_7_A19_What_unpacks_beyond_the_limit_is_refused_by_what_was_counted()
    {
        var file = SheetFile.OfTexts(["a"], ["1"]).With("xl/media/never.opened", new byte[8 << 20]);

        Refused(file.Stream(), FormatLimits.Standard with { InflatedBytes = 500 }).Should().Be("workbook-inflates");
        TextFile.Read(file.Stream(), Format).Should().ContainSingle();
    }

    [Fact]
    public void MIG_7_More_parts_than_ten_thousand_are_refused_whatever_the_archive_says_of_their_number()
    {
        var file = SheetFile.OfTexts(["a"], ["1"]);
        for (var i = 0; i < 20_000; i++)
            file.With($"xl/media/{i}", []);
        var bytes = file.Stream().ToArray();
        // The number in the end record is the attacker's.
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.Length - 22 + 8), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.Length - 22 + 10), 3);

        Refused(new MemoryStream(bytes)).Should().Be("workbook-entries");
    }

    [Fact]
    public void MIG_7_Parts_listed_where_only_one_end_record_of_two_points_are_counted_too()
    {
        var file = SheetFile.OfTexts(["a"], ["1"]);
        for (var i = 0; i < 20_000; i++)
            file.With($"xl/media/{i}", []);
        var bytes = file.Stream().ToArray();
        var end = bytes.AsSpan(bytes.Length - 22);
        var (parts, size, start) = (BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        // The short record names a list of nothing and, by its number of entries, defers to the long one: that names the real list.
        using var zip = new MemoryStream();
        zip.Write(bytes.AsSpan(0, bytes.Length - 22));
        var nothing = zip.Position;
        Span<byte> end64 = stackalloc byte[56];
        BinaryPrimitives.WriteUInt32LittleEndian(end64, 0x06064b50);
        BinaryPrimitives.WriteUInt64LittleEndian(end64[4..], 44);
        BinaryPrimitives.WriteUInt64LittleEndian(end64[24..], parts);
        BinaryPrimitives.WriteUInt64LittleEndian(end64[32..], parts);
        BinaryPrimitives.WriteUInt64LittleEndian(end64[40..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(end64[48..], start);
        zip.Write(end64);
        Span<byte> locator = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, 0x07064b50);
        BinaryPrimitives.WriteUInt64LittleEndian(locator[8..], (ulong)nothing);
        BinaryPrimitives.WriteUInt32LittleEndian(locator[16..], 1);
        zip.Write(locator);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)nothing);
        zip.Write(end);

        Refused(zip).Should().Be("workbook-entries");
    }

    [Fact]
    public void MIG_7_As_many_parts_as_may_be_are_read_and_one_more_is_not()
    {
        var file = SheetFile.OfTexts(["a"], ["1"]);
        using var zip = new ZipArchive(file.Stream(), ZipArchiveMode.Read);
        var parts = zip.Entries.Count;

        TextFile.Read(file.Stream(), Format, FormatLimits.Standard with { ZipEntries = parts }).Should().ContainSingle();
        Refused(file.With("xl/media/more", []).Stream(), FormatLimits.Standard with { ZipEntries = parts }).Should().Be("workbook-entries");
    }

    /// <remarks>Sizes in the archive are the attacker's: as unpacked (24 in the list, 22 at the part) and as packed (20 and 18).</remarks>
    [Theory]
    [InlineData(24, 22, 1_000u)]
    [InlineData(24, 22, 0u)]
    [InlineData(24, 22, 0xFFFFFFFEu)]
    [InlineData(20, 18, 0x7FFFFFFFu)]
    [InlineData(20, 18, 64u)]
    public void MIG_7_A_size_that_lies_gains_nothing(int inList, int atPart, uint said)
    {
        var bomb = Bomb("xl/worksheets/sheet1.xml", $"<row><c t=\"inlineStr\"><is><t>{new string('a', 1_000)}</t></is></c></row>", 64L << 20, out _).ToArray();
        Lie(bomb, "xl/worksheets/sheet1.xml", inList, atPart, said);

        Refused(new MemoryStream(bomb)).Should().BeOneOf("workbook-ratio", "workbook-damaged");
    }

    [Fact]
    public void MIG_7_A20_An_external_entity_is_refused_and_fetched_by_nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var file = new SheetFile { SheetProlog = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"http://{listener.LocalEndpoint}/secret\">]>" };
        file.Sheet("S", SheetFile.Row(1, SheetFile.Cell(0, 1, "t=\"inlineStr\"", "<is><t>&e;</t></is>")));

        Refused(file.Stream()).Should().Be("workbook-dtd");
        listener.Pending().Should().BeFalse();
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("elsewhere/VBAPROJECT.BIN")]
    public void MIG_7_A20_A_part_with_macros_is_refused_with_the_way_out(string part) =>
        Refused(SheetFile.OfTexts(["a"], ["1"]).With(part, [1]).Stream()).Should().Be("file-xlsm");

    [Fact]
    public void MIG_7_A20_A_workbook_that_calls_itself_one_with_macros_is_refused_with_the_way_out()
    {
        var typed = new SheetFile { Workbook = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" };
        Refused(typed.Sheet("S", SheetFile.Row(1, typed.Text(0, 1, "a"))).Stream()).Should().Be("file-xlsm");
    }

    [Fact]
    public void Text_beyond_what_memory_may_hold_is_refused()
    {
        var file = SheetFile.OfTexts(Enumerable.Range(0, 200).Select(i => new[] { new string((char)('a' + (i % 26)), 400 + i) }).Prepend(["a"]).ToArray());

        Refused(file.Stream(), FormatLimits.Standard with { SharedTextBytes = 50_000 }).Should().Be("workbook-text");
        TextFile.Read(file.Stream(), Format).Should().HaveCount(200);
    }

    [Fact]
    public void An_attribute_that_never_ends_is_refused_and_so_are_depth_and_names_without_end()
    {
        var noise = new byte[40 << 20];
        new Random(7).NextBytes(noise);
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (byte)('a' + (noise[i] % 26));
        Refused(With($"<row><c s=\"{Encoding.ASCII.GetString(noise)}\"/></row>")).Should().Be("workbook-damaged");
        Refused(With(string.Concat(Enumerable.Repeat("<x>", 5_000)))).Should().Be("workbook-damaged");
        Refused(With(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<n{i}/>")))).Should().Be("workbook-damaged");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(900)]
    public void A_workbook_cut_short_is_named_as_damaged(int length)
    {
        var bytes = SheetFile.OfTexts(["a"], ["1"]).Stream().ToArray();

        Refused(new MemoryStream(bytes[..length])).Should().Be("workbook-damaged");
    }

    // As the reader of a known format meets it, and as detection does, which opens it first and to its end.
    private static string Refused(MemoryStream file, FormatLimits? limits = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = TextFile.Fault(file, Format, limits);
        var read = GC.GetAllocatedBytesForCurrentThread();
        (read - before).Should().BeLessThan(Most);
        var detector = new RunDetector(limits ?? FormatLimits.Standard, FormatDetector.WithKnownSources(limits ?? FormatLimits.Standard));
        file.Position = 0;
        FluentActions.Invoking(() => detector.Detect([() => file], FormatChoice.Nothing, new DateOnly(2026, 6, 15), null, default))
            .Should().Throw<UnreadableSourceException>().Which.Fault.Refusal.Code.Should().Be(fault.Refusal.Code);
        (GC.GetAllocatedBytesForCurrentThread() - read).Should().BeLessThan(Most);
        fault.Refusal.Sentence.Should().EndWith(".");
        return fault.Refusal.Code;
    }

    private static MemoryStream With(string rows)
    {
        var file = new SheetFile();
        return file.Sheet("S", rows).Stream();
    }

    private static MemoryStream Bomb(string part, string piece, long length, out long compressed)
    {
        var file = SheetFile.OfTexts(["a"], ["1"]).Stream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)!.Delete();
            using var stream = zip.CreateEntry(part).Open();
            var name = part.Contains("shared", StringComparison.Ordinal) ? "sst" : "worksheet";
            stream.Write(Encoding.ASCII.GetBytes(name is "sst" ? "<sst><si><t>a</t></si>" : "<worksheet><sheetData>"));
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000)));
            for (var written = 0L; written < length; written += block.Length)
                stream.Write(block);
            stream.Write(Encoding.ASCII.GetBytes(name is "sst" ? "</sst>" : "</sheetData></worksheet>"));
        }

        compressed = file.Length;
        file.Position = 0;
        return file;
    }

    private static void Lie(byte[] zip, string part, int inList, int atPart, uint size)
    {
        var name = Encoding.ASCII.GetBytes(part);
        var central = zip.AsSpan().LastIndexOf(name);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(central - 46 + inList), size);
        var local = zip.AsSpan().IndexOf(name);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(local - 30 + atPart), size);
    }
}
