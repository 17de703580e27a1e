using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>The lines a person sees where a file stopped making sense (migration.md 4.2, Bad input).</summary>
public sealed class StoppedPlaceTests
{
    [Theory]
    [InlineData("utf-8", "\n", false)]
    [InlineData("utf-8", "\r\n", true)]
    [InlineData("utf-16", "\r\n", true)]
    [InlineData("utf-16BE", "\r", true)]
    [InlineData("windows-1252", "\n", false)]
    public void A8_Three_lines_on_each_side_and_the_place_in_its_line_whatever_the_encoding(string encoding, string newLine, bool hasMark)
    {
        var writer = encoding is "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        var lines = Enumerable.Range(1, 9).Select(n => $"{n};für \"{n}").ToArray();
        byte[] mark = hasMark ? writer.GetPreamble() : [];
        var content = mark.Concat(writer.GetBytes(string.Join(newLine, lines))).ToArray();
        var before = string.Join(newLine, lines[..4]) + newLine + "5;für ";
        var fault = FormatRefusals.UnclosedQuote(5, mark.Length + writer.GetByteCount(before));

        var found = StoppedPlace.Of(new MemoryStream(content), encoding is "windows-1252" ? null : encoding, fault)!;

        (found.File, found.Line).Should().Be((1, 5L));
        found.Lines.Select(l => (l.Line, l.Text)).Should().Equal(Enumerable.Range(2, 7).Select(n => ((long)n, lines[n - 1])));
        found.Lines.Select(l => l.Marks.SingleOrDefault(-1)).Should().Equal(-1, -1, -1, 6, -1, -1, -1);
    }

    [Fact]
    public void A4_A_byte_that_cannot_be_decoded_is_the_marked_one()
    {
        byte[] content = [.. "a,b\n1,caf"u8, 0xE9, .. ",x\n2,y\n"u8];
        var found = StoppedPlace.Of(new MemoryStream(content), null, FormatRefusals.Undecodable("utf-8", "windows-1252", 2, 9))!;
        found.Lines.Select(l => l.Text).Should().Equal("a,b", "1,caf\uFFFD,x", "2,y");
        found.Lines[1].Marks.Should().Equal(5);
    }

    [Fact]
    public void A8_Of_a_far_place_in_a_line_without_end_the_part_around_it_is_shown()
    {
        var content = Encoding.UTF8.GetBytes("head\n" + new string('x', 100_000) + "\"" + new string('y', 100_000) + "\nlast\n");
        var found = StoppedPlace.Of(new MemoryStream(content), null, FormatRefusals.UnclosedQuote(2, 100_005))!;
        var line = found.Lines.Should().ContainSingle().Which;
        (line.Line, line.Text.Length, line.Text[line.Marks.Single()]).Should().Be((2, 200, '"'));
    }

    [Fact]
    public void A12_A_file_that_ends_in_the_middle_shows_its_last_lines()
    {
        var content = "[{\"a\":1},\n{\"a\":"u8.ToArray();
        var found = StoppedPlace.Of(new MemoryStream(content), null, FormatRefusals.JsonCut(2, content.Length))!;
        found.Lines.Select(l => (l.Line, l.Text, l.Marks.Count)).Should().Equal((1, "[{\"a\":1},", 0), (2, "{\"a\":", 0));
        found.Masked().Lines.Select(l => l.Text).Should().Equal("[{\"•\":•},", "{\"•\":");
    }

    [Fact]
    public void A_place_that_is_none_and_a_file_without_bytes_show_nothing()
    {
        StoppedPlace.Of(new MemoryStream("a\n"u8.ToArray()), null, new(FormatRefusals.HeaderOnly, "MIG-FIL-001")).Should().BeNull();
        StoppedPlace.Of(new MemoryStream("a\n"u8.ToArray()), null, FormatRefusals.WorkbookCell(3, 10)).Should().BeNull();
        StoppedPlace.Of(new MemoryStream(), null, FormatRefusals.Json(1, 0)).Should().BeNull();
    }
}
