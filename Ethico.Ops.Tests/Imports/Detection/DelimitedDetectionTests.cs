using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Imports.Detection.DetectionGround;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>How a delimited text is laid out: delimiter, quotes, header, what stands above and below the records.</summary>
public sealed class DelimitedDetectionTests
{
    [Fact]
    public void A11_Repeated_and_empty_names_are_told_apart_in_every_writing()
    {
        ColumnNames.Of(["Status", "status ", "", "STATUS", "Case_No", "Case No", null, "Status (2)", "\u200BZero\nbreak"])
            .Should().Equal("Status", "status (2)", "Column 3", "STATUS (3)", "Case_No", "Case No (2)", "Column 7", "Status (2) (2)", "Zero break");
    }

    [Fact]
    public void Preamble_and_footer_are_found_and_may_be_chosen_otherwise()
    {
        const string text = "Export of 3 March\nFor the client's \"eyes\" only\n\nCase Number;Case Status;Narrative\n1;Open;a\n2;Open;b\n3;Closed;c\nTotal;3\n";

        var run = Whole(TextFile.Of(text));

        run.Files[0].Format.Should().Match<FileFormat>(f => f.HeaderLine == 4 && f.FooterRows == 1 && f.Delimiter == ';');
        run.Profile.Rows.Should().Be(3);
        run.Profile.TooShort.Should().Be(0);
        TextFile.Read(TextFile.Of(text), run.Files[0].Format).Should().HaveCount(3);
        Whole(TextFile.Of(text), new() { FooterRows = 0 }).Profile.Should().Match<FileProfile>(p => p.Rows == 4 && p.TooShort == 1);
        Whole(TextFile.Of(text), new() { HeaderLine = 5, FooterRows = 0 }).Files[0].Format.Columns.Should().Equal("1", "Open", "a");
    }

    [Fact]
    public void Without_a_header_columns_are_numbered_and_no_record_is_lost()
    {
        var run = Whole(TextFile.Of("2023-001;14.03.2023;12\n2023-002;15.03.2023;13\n"));

        run.Files[0].Format.Should().Match<FileFormat>(f => f.HeaderLine == 0);
        run.Files[0].Format.Columns.Should().Equal("C1", "C2", "C3");
        run.Profile.Rows.Should().Be(2);
    }

    [Fact]
    public void A14_A_line_that_names_the_delimiter_is_believed_and_any_of_it_may_be_overridden()
    {
        const string text = "sep=;\na;b,c;d\n1;2,x;3\n";

        var look = Detector().Look(TextFile.Of(text), FormatChoice.Nothing);
        look.Format.Should().Match<FileFormat>(f => f.Delimiter == ';' && f.HeaderLine == 2);
        look.Format.Columns.Should().Equal("a", "b,c", "d");
        Detector().Look(TextFile.Of("a;b,c;d\n1;2,x;3\n"), new() { Delimiter = "," }).Format.Columns.Should().Equal("a;b", "c;d");
    }

    [Fact]
    public void A_single_column_and_an_unclear_delimiter_ask_a_person()
    {
        var single = Detector().Look(TextFile.Of("Narrative\nsome text\nmore text\n"), FormatChoice.Nothing);
        Fact(single, FactKind.Delimiter).Should().Match<FormatFact>(f => f.NeedsChoice && f.Value == "");
        single.Format.Columns.Should().Equal("Narrative");

        var unclear = Detector().Look(TextFile.Of("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,4,5\n"), FormatChoice.Nothing);
        Fact(unclear, FactKind.Delimiter).Should().Match<FormatFact>(f => f.NeedsChoice && f.Confidence < 0.9);
    }

    [Fact]
    public void Backslash_escapes_and_single_quotes_are_found()
    {
        var backslash = Detector().Look(TextFile.Of("id,text,by\n1,\"say \\\"no\\\", now\",x\n2,\"b \\\"c\\\"\",y\n"), FormatChoice.Nothing);
        backslash.Format.Escape.Should().Be(QuoteEscape.Backslash);
        backslash.FirstRows[0].Cells.Should().Equal("1", "say \"no\", now", "x");

        var single = Detector().Look(TextFile.Of("id,text,by\n'1','it''s, so','x'\n'2','a 12\" pipe, long','y'\n"), FormatChoice.Nothing);
        single.Format.Quote.Should().Be('\'');
        single.FirstRows.Select(r => r.Cells[1]).Should().Equal("it's, so", "a 12\" pipe, long");
    }
}
