using System.Text;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Readers;

public sealed class JsonTests
{
    private static FileFormat Format(FileKind kind, params string[] columns) => new() { Kind = kind, HeaderLine = 0, Columns = columns };

    [Fact]
    public void Nested_objects_become_dotted_columns_and_lists_are_joined_or_stay_text()
    {
        const string json = """
            [ {"id": 1, "who": {"name": "A\nB", "at": {"city": "Köln", "x": {"deep": {"er": true}}}}, "tags": ["a", "b", null, 3], "people": [{"n": "x"}, {"n": "y"}]},
              {"id": 1.50, "tags": [], "none": null, "flag": false} ]
            """;

        var rows = TextFile.Read(json, Format(FileKind.Json, "id", "who.name", "who.at.city", "who.at.x.deep", "tags", "people", "none", "flag"));

        rows[0].Cells.Should().Equal("1", "A\nB", "Köln", "{\"er\": true}", "a; b; 3", "[{\"n\": \"x\"}, {\"n\": \"y\"}]", "", "");
        rows[1].Cells.Should().Equal("1.50", "", "", "", "", "", "", "false");
        rows.Select(r => r.Line).Should().Equal(1, 2);
        rows.Should().OnlyContain(r => r.Faults == null);
    }

    [Fact]
    public void Records_may_lie_in_the_one_list_an_outer_object_holds()
    {
        var rows = TextFile.Read("{\"version\": 3, \"meta\": {\"a\": [1]}, \"codes\": [1, 2], \"cases\": [{\"id\": \"1\"}, {\"id\": \"2\"}], \"end\": true}", Format(FileKind.Json, "id"));

        rows.Select(r => r.Cells[0]).Should().Equal("1", "2");
    }

    [Theory]
    [InlineData("{\"a\": [{\"id\": 1}], \"b\": [{\"id\": 2}]}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    public void Any_other_shape_is_refused_in_words(string json)
    {
        TextFile.Fault(TextFile.Of(json), Format(FileKind.Json, "id")).Refusal.Code.Should().Be("json-shape");
    }

    [Fact]
    public void One_object_a_line_is_read_across_the_blocks_of_the_file()
    {
        var lines = Enumerable.Range(1, 40_000).Select(i => $"{{\"id\": {i}, \"text\": \"é {new string('x', i % 50)}\"}}");

        var rows = TextFile.Read(string.Join('\n', lines), Format(FileKind.NdJson, "id", "text"));

        rows.Should().HaveCount(40_000);
        rows[^1].Should().Match<SourceRow>(r => r.Line == 40_000 && r.Cells[0] == "40000");
        rows.Where((r, at) => r.Cells[1] != "é " + new string('x', (at + 1) % 50)).Should().BeEmpty();
    }

    [Fact]
    public void Broken_JSON_is_named_with_its_place()
    {
        var fault = TextFile.Fault(TextFile.Of("{\"id\": 1}\n{\"id\": }\n"), Format(FileKind.NdJson, "id"));

        fault.Refusal.Code.Should().Be("json-broken");
        fault.Line.Should().Be(2);
        fault.Offset.Should().BeInRange(10, 17);
    }

    [Fact]
    public void A_record_that_was_cut_is_named_by_its_own_line_though_it_stops_making_sense_in_a_later_one()
    {
        var fault = TextFile.Fault(TextFile.Of("{\"id\": 1}\n{\"id\": 2, \"status\": \n{\"id\": 3}\n{\"id\": 4}\n"), Format(FileKind.NdJson, "id"));

        fault.Should().Match<SourceFault>(f => f.Refusal.Code == "json-broken" && f.Line == 4);
        fault.Refusal.Sentence.Should().StartWith("The record that begins on line 2 is not valid JSON (it stops making sense on line 4, byte ");
    }

    [Theory]
    [InlineData("[{\"id\": 1}")]
    [InlineData("[{\"id\": \"never")]
    public void JSON_cut_short_is_refused(string json)
    {
        TextFile.Fault(TextFile.Of(json), Format(FileKind.Json, "id")).Refusal.Code.Should().Be("json-cut");
    }

    [Fact]
    public void A6_A16_NUL_and_half_characters_written_as_escapes_are_faults_of_their_cells()
    {
        var rows = TextFile.Read("[{\"a\": \"x\\u0000y\", \"b\": \"\\ud800\"}, {\"a\": \"\\ud83d\\ude00\"}]", Format(FileKind.Json, "a", "b"));

        rows[0].Cells.Should().Equal("xy", "");
        rows[0].Faults!.Select(f => (f.Code, f.Column)).Should().Equal(("MIG-FMT-008", 0), ("MIG-FIL-002", 1));
        rows[1].Cells[0].Should().Be("😀");
    }

    [Fact]
    public void A_field_given_twice_is_a_fault_and_neither_value_is_lost()
    {
        var row = TextFile.Read("[{\"a\": \"1\", \"a\": \"2\"}]", Format(FileKind.Json, "a")).Single();

        row.Cells.Should().Equal("1");
        row.Surplus.Should().Equal("2");
        row.Faults.Should().ContainSingle().Which.Code.Should().Be("MIG-FIL-004");
    }

    [Fact]
    public void A6_What_is_wrong_with_a_value_given_twice_is_a_fault_behind_the_last_column()
    {
        var row = TextFile.Read("[{\"a\": \"1\", \"a\": \"x\\u0000y\"}]", Format(FileKind.Json, "a")).Single();

        row.Surplus.Should().Equal("xy");
        row.Faults!.Select(f => (f.Code, f.Column)).Should().Equal(("MIG-FIL-004", -1), ("MIG-FMT-008", 1));
    }

    [Fact]
    public void A7_A_record_or_cell_without_end_stops_with_its_place()
    {
        var fault = TextFile.Fault(new RepeatedStream("[{\"a\": 1},\n{\"a\": \"", 'x', 40 << 20, "\"}]"), Format(FileKind.Json, "a"));

        fault.Refusal.Code.Should().Be("record-too-long");
        fault.Line.Should().Be(2);
        TextFile.Fault(new RepeatedStream("[{\"a\": \"", 'x', 2 << 20, "\"}]"), Format(FileKind.Json, "a")).Refusal.Code.Should().Be("cell-too-long");
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", true)]
    [InlineData("windows-1252", false)]
    public void JSON_reads_the_same_in_every_encoding(string encoding, bool withMark)
    {
        var file = TextFile.Of("[{\"größe\": \"Köln €\"}]", CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding), withMark);

        TextFile.Read(file, Format(FileKind.Json, "größe") with { Encoding = encoding }).Single().Cells.Should().Equal("Köln €");
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        TextFile.Fault(TextFile.Of("[{\"a\":" + new string('[', 100) + new string(']', 100) + "}]"), Format(FileKind.Json, "a")).Refusal.Code.Should().Be("json-deep");
    }
}
