using CsCheck;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("+49 30 123", "'+49 30 123")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-", "'-")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("-1", "-1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("-1,234.50", "-1,234.50")]
    [InlineData("-1,5", "-1,5")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("O'Neil", "O'Neil")]
    [InlineData("", "")]
    public void A15_A_cell_a_spreadsheet_would_run_gets_one_apostrophe_and_a_negative_number_stays(string cell, string exported) =>
        FormulaText.Protect(cell).Should().Be(exported);

    [Fact]
    public void MIG_16_Reading_an_exported_cell_back_takes_off_exactly_what_was_put_there() =>
        Gen.Select(Gen.Char["''=+-@\t\r\n1,a"].Array[0, 6], Gen.String, (a, b) => new string(a) + b)
            .Sample(cell =>
            {
                var exported = FormulaText.Protect(cell);
                return FormulaText.Unprotect(exported) == cell && exported.Length - cell.Length is 0 or 1;
            });

    [Theory]
    [InlineData("a\r\nb\rc\nd\u0085e", "a\nb\nc\nd\ne")]
    [InlineData("a\u0000b\u0001c\u007Fd\u0090e\tf", "abcde\tf")]
    [InlineData("\u202Eabc\u200B", "\u202Eabc\u200B")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("e\u0301 😀 𝒳", "e\u0301 😀 𝒳")]
    public void A16_Text_is_kept_as_text_with_only_what_no_database_holds_taken_out(string cell, string text) => CleanText.Of(cell).Should().Be(text);

    [Fact]
    public void A16_Half_of_a_character_becomes_the_replacement_character_and_is_said()
    {
        CleanText.Of("a\uD83Db\uDE00c\uD83D").Should().Be("a\uFFFDb\uFFFDc\uFFFD");
        TransformChain.Compile([], ["A"], ["A"]).Value.Apply(["\uD83D"]).Faults!.Single().Code.Should().Be("MIG-FIL-007");
    }

    [Fact]
    public void A16_Cleaning_twice_is_cleaning_once_and_leaves_what_UTF8_can_hold() =>
        Gen.Char.Array.Select(chars => new string(chars)).Sample(text =>
        {
            var clean = CleanText.Of(text);
            return CleanText.Of(clean) == clean && !clean.Contains('\0', StringComparison.Ordinal)
                && new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(clean) >= clean.Length;
        });

    [Theory]
    [InlineData("<p>a</p><p>b<br/>c</p>", "a\nb\nc")]
    [InlineData("<b>x</b> &amp; y&nbsp;z &#65; &eacute;", "x & y\u00A0z A é")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("1<2", "1<2")]
    [InlineData("x <b", "x <b")]
    [InlineData("<a title=\"a>b\">c</a>", "c")]
    [InlineData("<a title=\"a>b</a> c", "b c")]
    [InlineData("<!-- no -->a<script>if (a<b) {}</script>b<STYLE>x</STYLE>c", "abc")]
    [InlineData("a&#0;b", "ab")]
    [InlineData("a&#xD800;b", "a&#xD800;b")]
    [InlineData("&lt;b&gt;", "<b>")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "a\nb")]
    [InlineData("<!-- open", "<!-- open")]
    [InlineData("", "")]
    public void StripHtml_takes_tags_off_and_decodes_entities_once(string cell, string text) => Markup.Strip(cell).Should().Be(text);

    [Theory]
    [InlineData("<p>a</p>", true)]
    [InlineData("a <br> b", true)]
    [InlineData("a < b > c", false)]
    [InlineData("x <b", false)]
    [InlineData("plain", false)]
    public void Markup_in_text_is_told(string cell, bool isMarkup) => Markup.IsIn(cell).Should().Be(isMarkup);

    [Theory]
    [InlineData("<a", 500_000)]
    [InlineData("<a \"", 250_000)]
    [InlineData("<!--", 250_000)]
    [InlineData("<script>", 125_000)]
    [InlineData("<script>x</script", 60_000)]
    [InlineData("&#x", 300_000)]
    public void H8_A_megabyte_of_broken_markup_is_stripped(string piece, int times)
    {
        var cell = string.Concat(Enumerable.Repeat(piece, times)) + ">";
        Markup.Strip(cell).Should().NotBeNull();
        Markup.IsIn(cell.AsSpan(0, cell.Length - 1)).Should().Be(cell.IndexOf('>', StringComparison.Ordinal) < cell.Length - 1);
    }

    [Theory]
    [InlineData("BelÃ¤stigung", "Belästigung")]
    [InlineData("Ã¼ber die StraÃŸe", "über die Straße")]
    [InlineData("itâ€™s", "it’s")]
    [InlineData("20 â‚¬", "20 €")]
    [InlineData("Â§ 5", "§ 5")]
    [InlineData("schön und schÃ¶n", "schön und schön")]
    [InlineData("cafÃ© ðŸ˜€", "café 😀")]
    public void MIG_FIL_008_Text_encoded_twice_is_told_and_mended(string cell, string text) => DoubleEncoding.Mended(cell).Should().Be(text);

    [Theory]
    [InlineData("Belästigung")]
    [InlineData("MANHÃ”")]
    [InlineData("CAFÉ”")]
    [InlineData("NÃO")]
    [InlineData("château")]
    [InlineData("Â")]
    [InlineData("Ã")]
    [InlineData("20 °C, § 5")]
    [InlineData("")]
    public void MIG_FIL_008_Text_that_is_only_foreign_is_left_alone(string cell) => DoubleEncoding.Mended(cell).Should().BeNull();

    [Fact]
    public void MIG_FIL_008_German_read_as_Windows_1252_always_comes_back()
    {
        const string windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
        Gen.String[Gen.Char["aäeöüÄÖÜß .,–„“"], 1, 40].Where(t => t.IndexOfAny(['ä', 'ö', 'ü']) >= 0).Sample(text =>
        {
            var twice = string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => b is >= 0x80 and < 0xA0 ? windows1252[b - 0x80] : (char)b));
            return DoubleEncoding.Mended(twice) == text;
        });
    }
}
