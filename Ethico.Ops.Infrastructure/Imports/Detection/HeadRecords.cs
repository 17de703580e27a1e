using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>The first records of a file as one delimiter and quote would divide them.</summary>
internal static class HeadRecords
{
    public const int Most = 1_000;

    // So that too many columns are counted and said, and not taken for a delimiter that does not fit.
    private const int ManyColumns = 50_000;

    /// <param name="skip">Lines passed over unseen.</param>
    public static IReadOnlyList<HeadRecord> Read(
        string head, bool isWhole, char delimiter, char? quote, QuoteEscape escape, int skip, FormatLimits limits, ReadingTally? tally = null,
        bool hasBlankBeforeQuote = false)
    {
        using var bytes = new MemoryStream(Encoding.Unicode.GetBytes(head));
        var text = new CharSource(bytes, TextDecoder.For("utf-16")!);
        var records = new DelimitedRecords(text, delimiter, quote, escape, limits with { Columns = ManyColumns }, tally ?? new(), hasBlankBeforeQuote);
        var found = new List<HeadRecord>();
        var isBroken = false;
        try
        {
            for (var line = 0; line < skip; line++)
                records.SkipLine();
            while (found.Count <= Most && records.Read())
            {
                if (!records.IsBlank)
                    found.Add(new(records.Line, records.Offset / 2, Enumerable.Range(0, records.Count).Select(records.Text).ToList()));
            }
        }
        catch (UnreadableSourceException)
        {
            // This way of dividing the text ends here: what was found before still speaks, and one record speaks against it.
            isBroken = true;
        }

        if (isBroken && isWhole)
            found.Add(new(0, 0, [""]));
        else if (!isBroken && !isWhole && found.Count is > 1 and <= Most)
            found.RemoveAt(found.Count - 1);
        if (found.Count > Most)
            found.RemoveRange(Most, found.Count - Most);
        return found;
    }
}
