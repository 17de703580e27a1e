using System.Buffers.Binary;
using System.IO.Compression;
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
    public void MIG_7_A_size_that_lies_gains_nothing()
    {
        var bomb = Bomb("xl/worksheets/sheet1.xml", $"<row><c t=\"inlineStr\"><is><t>{new string('a', 1_000)}</t></is></c></row>", 64L << 20, out _).ToArray();
        Lie(bomb, "xl/worksheets/sheet1.xml", 1_000);

        Refused(new MemoryStream(bomb)).Should().BeOneOf("workbook-ratio", "workbook-damaged");
    }

    [Fact]
    public void MIG_7_A20_An_external_entity_is_refused_and_fetched_by_nobody()
    {
        var file = new SheetFile { SheetProlog = "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:1/secret\">]>" };
        file.Sheet("S", SheetFile.Row(1, SheetFile.Cell(0, 1, "t=\"inlineStr\"", "<is><t>&e;</t></is>")));

        Refused(file.Stream()).Should().Be("workbook-dtd");
    }

    [Fact]
    public void MIG_7_A20_Macros_are_refused_with_the_way_out()
    {
        Refused(SheetFile.OfTexts(["a"], ["1"]).With("xl/vbaProject.bin", [1]).Stream()).Should().Be("file-xlsm");
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

    private static void Lie(byte[] zip, string part, uint size)
    {
        var name = Encoding.ASCII.GetBytes(part);
        var central = zip.AsSpan().LastIndexOf(name);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(central - 46 + 24), size);
        var local = zip.AsSpan().IndexOf(name);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(local - 30 + 22), size);
    }
}
