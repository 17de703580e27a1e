using System.Globalization;
using Sylvan.Data.Csv;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>The docket as published by the US Environmental Protection Agency (public domain), shipped with the demo.</summary>
internal static class DocketFile
{
    private const string Resource = "epa-civil-rights-complaints-2014-2023.csv";

    public static IReadOnlyList<DocketRecord> Read()
    {
        var home = typeof(DocketFile).Assembly;
        var name = home.GetManifestResourceNames().Single(each => each.EndsWith(Resource, StringComparison.Ordinal));
        using var text = new StreamReader(home.GetManifestResourceStream(name)!);
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { Delimiter = ',' });
        var records = new List<DocketRecord>();
        while (csv.Read())
            records.Add(Fixed(new(Cell("EPA File #"), Cell("FY Rec'd"), Cell("Summary Status"), Cell("Named Entity"), Date(Cell("Date Received")),
                Cell("Alleged Discrimination Basis"), Cell("Detailed Status"), Cell("Related Documents"))));
        return records;

        string Cell(string column) => csv.GetString(csv.GetOrdinal(column));
    }

    private static DateOnly Date(string cell) => DateOnly.ParseExact(cell, "M/d/yyyy", CultureInfo.InvariantCulture);

    // The number stands twice; the document of the later record carries another one, which is free.
    private static DocketRecord Fixed(DocketRecord record) =>
        record.FileNumber is "03RNO-23-R3" && record.Received == new DateOnly(2023, 1, 18) ? record with { FileNumber = "03RNO-23-R1" } : record;
}
