using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Imports.Detection.DetectionGround;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>Files that are refused at the first look: of no kind that is read, without records, too wide or too large.</summary>
public sealed class RefusedFileTests
{
    [Fact]
    public void UTF_32_and_what_is_no_text_are_refused()
    {
        Fault(() => Detector().Look(TextFile.Of("a,b\n1,2\n", Encoding.UTF32, withMark: true), FormatChoice.Nothing)).Refusal.Code.Should().Be("encoding-utf-32");
        Fault(() => Detector().Look(new MemoryStream(new byte[500]), FormatChoice.Nothing)).Refusal.Code.Should().Be("file-not-text");
    }

    [Theory]
    [InlineData("", "file-empty")]
    [InlineData(" \r\n \n\t", "file-blank")]
    [InlineData("a,b,c\n", "header-only")]
    [InlineData("Case Number;Status\r\n\r\n", "header-only")]
    [InlineData("[]", "header-only")]
    public void A13_MIG_5_A_file_without_records_is_named(string text, string code)
    {
        Fault(() => Whole(TextFile.Of(text))).Refusal.Code.Should().Be(code);
    }

    [Fact]
    public void A12_Two_thousand_columns_are_refused_before_anything_is_shown()
    {
        var header = string.Join(',', Enumerable.Range(1, 2_000).Select(i => $"Column{i}"));

        Fault(() => Detector().Look(TextFile.Of($"{header}\n{header}\n"), FormatChoice.Nothing)).Should().Match<SourceFault>(f => f.RuleCode == "MIG-LIM-001" && f.Line == 1);
    }

    [Fact]
    public void MIG_5_Five_hundred_megabytes_pass_and_one_byte_more_does_not()
    {
        var limits = FormatLimits.Standard with { FileBytes = 16 };

        new FormatDetector(limits, SourceDetection.Knows).Look(TextFile.Of("a,b\n1,2\n3,4\n567\n"), FormatChoice.Nothing).FirstRows.Should().HaveCount(3);
        Fault(() => new FormatDetector(limits, SourceDetection.Knows).Look(TextFile.Of("a,b\n1,2\n3,4\n5678\n"), FormatChoice.Nothing)).Refusal.Code.Should().Be("file-too-large");
    }

    [Fact]
    public void Each_kind_that_is_not_read_is_named_with_the_way_out()
    {
        byte[] office = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Refusal(office).Should().Be("file-xls");
        Refusal([.. office, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]]).Should().Be("file-password");
        Refusal("%PDF-1.7 x"u8.ToArray()).Should().Be("file-pdf");
        Refusal([0x1F, 0x8B, 8, 0]).Should().Be("file-zip");
        Refusal(Zip("letter.txt")).Should().Be("file-zip");
        Refusal(Zip("xl/workbook.bin")).Should().Be("file-xlsb");
        Refusal(Zip("mimetype", "content.xml")).Should().Be("file-ods");

        static string Refusal(byte[] bytes) => Fault(() => Detector().Look(new MemoryStream(bytes), FormatChoice.Nothing)).Refusal.Code;
    }

    private static byte[] Zip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
                zip.CreateEntry(name).Open().Dispose();
        }

        return file.ToArray();
    }
}
