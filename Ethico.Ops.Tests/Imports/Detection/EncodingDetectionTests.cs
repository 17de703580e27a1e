using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Imports.Detection.DetectionGround;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>Which encoding a text is in, with how much doubt, and the place of a byte that does not fit.</summary>
public sealed class EncodingDetectionTests
{
    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public void MIG_8_A1_A2_A4_Encoding_delimiter_and_newline_are_found_in_every_mix(string encoding, bool withMark)
    {
        foreach (var newLine in (string[])["\n", "\r\n", "\r"])
        {
            foreach (var delimiter in (char[])[',', ';', '\t', '|'])
            {
                var text = string.Join(newLine, "Fallnummer|Ort|Beschreibung|Datum".Replace('|', delimiter),
                    $"1{delimiter}Köln{delimiter}\"zwei{newLine}Zeilen, mit; allen|Zeichen\t \"\"hier\"\"\"{delimiter}01.02.2023",
                    $"2{delimiter}Zürich{delimiter}é “x” €{delimiter}03.02.2023", $"3{delimiter}Bern{delimiter}kurz{delimiter}");
                var file = TextFile.Of(text, encoding is "utf-8" ? new UTF8Encoding(withMark) : CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding), withMark);

                var run = Whole(file);

                var found = run.Files.Single();
                found.Format.Should().Match<FileFormat>(
                    f => f.Encoding == encoding && f.HasByteOrderMark == withMark && f.Delimiter == delimiter && f.Quote == '"' && f.HeaderLine == 1,
                    $"of {encoding} {withMark} {newLine.Length} {(int)delimiter}");
                found.Format.Columns.Should().Equal("Fallnummer", "Ort", "Beschreibung", "Datum");
                found.Format.NewLine.Should().Be(newLine switch { "\n" => NewLineKind.Lf, "\r" => NewLineKind.Cr, _ => NewLineKind.CrLf });
                found.FirstRows.Select(r => r.Cells[1]).Should().Equal("Köln", "Zürich", "Bern");
                found.FirstRows[0].Cells[2].Should().Be($"zwei{newLine}Zeilen, mit; allen|Zeichen\t \"hier\"");
            }
        }
    }

    [Theory]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.4)]
    public void A4_What_reads_as_UTF_8_up_to_one_byte_is_proposed_with_doubt_and_says_that_the_byte_may_be_damaged(int letters, double confidence)
    {
        byte[] file = [.. Encoding.UTF8.GetBytes($"id,text\n1,{string.Concat(Enumerable.Repeat("Büro ", letters))}\n2,Caf"), 0xE9, .. "\n"u8];

        var found = Whole(new MemoryStream(file)).Files.Single();

        found.Format.Encoding.Should().Be("windows-1252");
        var fact = Fact(found, FactKind.Encoding);
        fact.Confidence.Should().Be(confidence);
        fact.Evidence.Should().StartWith("Line 3, byte ");
        fact.Evidence.Contains($"though the {letters} characters beyond ASCII before it are: that byte may be damaged", StringComparison.Ordinal).Should().Be(letters > 2);
    }

    [Fact]
    public void MIG_8_One_invalid_byte_in_the_last_line_turns_the_proposal_and_shows_its_place()
    {
        var file = new RepeatedStream("id,text\n", "1,some text of a row é\n", 120_000, "2,x\xE9y\n");

        var first = Detector().Look(file, FormatChoice.Nothing);
        first.Format.Encoding.Should().Be("utf-8");
        var run = Whole(file);

        run.Files.Single().Format.Encoding.Should().Be("windows-1252");
        var fact = Fact(run.Files.Single(), FactKind.Encoding);
        fact.Evidence.Should().Contain($"Line 120002, byte {file.Length - 3} is not UTF-8");
        fact.Confidence.Should().BeLessThan(1);
        run.Profile.Rows.Should().Be(120_001);
    }

    [Fact]
    public void A4_A_person_who_insists_on_UTF_8_is_told_the_place()
    {
        var file = TextFile.Of("id,text\n1,caf\u00E9\n2,x\n", Encoding.Latin1);

        Fault(() => Whole(file, new() { Encoding = "utf-8" })).Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-002" && f.Line == 2 && f.Offset == 13);
        var lines = Detector().Look(file, FormatChoice.Nothing).Lines;
        lines[0].Should().Match<SampleLine>(l => l.Line == 2 && l.Text == "1,café" && l.Marks.Count == 1 && l.Marks[0] == 5);
    }
}
