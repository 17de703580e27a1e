using System.Globalization;
using System.Text;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Bench.Data;

/// <summary>
/// One million rows of twelve columns as NAVEX writes them, one narrative in seven quoted, with defects of ten kinds (quality.md 1).
/// The same seed gives the same bytes. Every row has twelve cells, so that psql can load the raw file too.
/// </summary>
internal static class Ds1
{
    public const int Rows = 1_000_000;

    public static readonly string[] Columns =
    [
        "Case Number", "Case Status", "Issue Type", "Date Reported", "Date Closed", "Anonymous", "Reporter Name", "Assigned To", "Severity", "Location",
        "Narrative", "Investigation Notes",
    ];

    /// <summary>What breaks, in turn: the rule each defect breaks on its row.</summary>
    public static readonly string[] Defects =
    [
        "MIG-DAT-001", "MIG-VAL-001", "MIG-REQ-004", "MIG-DAT-005", "MIG-ANO-001", "MIG-DUP-001", "MIG-REQ-002", "MIG-REQ-001", "MIG-REQ-003", "MIG-STA-002",
    ];

    private const ulong Seed = 20260301;

    private static readonly string[] OpenWords = ["New", "Open", "In Progress", "Under Investigation", "Pending Review", "Awaiting Response", "On Hold"];
    private static readonly string[] ClosedWords = ["Closed", "Closed - Substantiated", "Closed - Unsubstantiated", "Dismissed", "Resolved"];
    private static readonly string[] Issues = ["Harassment", "Discrimination", "Retaliation", "Theft", "Fraud", "Bribery", "Conflict of Interest", "Safety Concern"];
    private static readonly string[] Severities = ["Critical", "High", "Medium", "Low"];
    private static readonly string[] GivenNames = ["Ada", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas"];
    private static readonly string[] FamilyNames = ["Albrecht", "Brown", "Costa", "Duarte", "Eriksen", "Fontaine", "Garcia", "Hoffmann", "Ivanova", "Jensen"];

    private static readonly string[] Phrases =
    [
        "the shift lead asked for the records twice", "two witnesses heard it at the loading bay", "the invoice was split to stay low",
        "nobody answered the first report", "the tools were missing after the weekend", "a supplier was chosen without an offer",
        "the door of the store was blocked", "overtime was written down and never worked",
    ];

    /// <summary>Made once and kept in the benchmarks' own folder.</summary>
    /// <param name="badPercent">1 for the data set itself, 50 for P4.</param>
    /// <returns>The file's path.</returns>
    public static string Ensure(RunOptions options, int badPercent = 1) => Ensure(options.Of(Rows), badPercent);

    public static string Ensure(int rows, int badPercent)
    {
        var folder = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "bench", ".work");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ds1-{rows}-{badPercent}.csv"));
        if (File.Exists(path))
            return path;
        var making = path + ".part";
        using (var file = new StreamWriter(making, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20))
            Write(file, rows, badPercent);
        File.Move(making, path);
        return path;
    }

    public static void Write(TextWriter file, int rows, int badPercent)
    {
        file.Write(string.Join(',', Columns));
        file.Write('\n');
        var line = new StringBuilder(512);
        for (var i = 0; i < rows; i++)
        {
            line.Clear();
            Row(line, i, Defect(i, badPercent));
            file.Write(line);
        }
    }

    /// <summary>Null: row <paramref name="i"/>, counted from 0, is clean.</summary>
    public static string? Defect(int i, int badPercent) => Kind(i, badPercent) is { } kind ? Defects[kind] : null;

    // Spread evenly: the n-th bad row has the n-th kind. The first row is clean, so that a repeated key has one to repeat.
    private static int? Kind(int i, int badPercent) => i > 0 && (long)i * badPercent / 100 != (long)(i - 1) * badPercent / 100
        ? (int)((long)i * badPercent / 100 % Defects.Length)
        : null;

    private static void Row(StringBuilder line, int i, string? defect)
    {
        var random = new Sequence(Seed + ((ulong)i * 1_000_003));
        var isClosed = random.Next(100) < 60 && defect is not "MIG-STA-002";
        isClosed |= defect is "MIG-DAT-005";
        var isAnonymous = random.Next(100) < 45 || defect is "MIG-ANO-001";
        var reported = new DateOnly(2015, 1, 1).AddDays(random.Next(3_600));
        var closed = reported.AddDays(3 + random.Next(200));

        Number(line, defect switch { "MIG-REQ-001" => -1, "MIG-DUP-001" => i - 1, _ => i });
        Cell(line, defect switch
        {
            "MIG-VAL-001" => "Inactive",
            "MIG-REQ-002" => "",
            _ => isClosed ? ClosedWords[random.Next(ClosedWords.Length)] : OpenWords[random.Next(OpenWords.Length)],
        });
        Cell(line, Issues[random.Next(Issues.Length)]);
        Cell(line, defect switch { "MIG-DAT-001" => "02/31/2023", "MIG-REQ-003" => "", _ => Date(reported) });
        Cell(line, defect switch
        {
            "MIG-DAT-005" => Date(reported.AddDays(-10)),
            "MIG-STA-002" => Date(closed),
            "MIG-DAT-001" or "MIG-REQ-003" or "MIG-VAL-001" or "MIG-REQ-002" => "",
            _ => isClosed ? Date(closed) : "",
        });
        Cell(line, isAnonymous ? "Yes" : "No");
        Cell(line, isAnonymous && defect is not "MIG-ANO-001" ? "" : $"{GivenNames[random.Next(GivenNames.Length)]} {FamilyNames[random.Next(FamilyNames.Length)]}");
        Cell(line, string.Create(CultureInfo.InvariantCulture, $"lead.{random.Next(25)}@client.example"));
        Cell(line, Severities[random.Next(Severities.Length)]);
        Cell(line, string.Create(CultureInfo.InvariantCulture, $"Plant {1 + random.Next(60)}"));
        Narrative(line, i, defect is "MIG-REQ-004", ref random);
        line.Append(random.Next(3) == 0 ? "Camera data of both gates requested; interviews planned for the early and late shift" : "").Append('\n');
    }

    private static void Number(StringBuilder line, int number)
    {
        if (number >= 0)
            line.Append("HL-").Append((number + 1).ToString("D8", CultureInfo.InvariantCulture));
        line.Append(',');
    }

    private static void Narrative(StringBuilder line, int i, bool isBlank, ref Sequence random)
    {
        if (isBlank)
        {
            line.Append(',');
            return;
        }

        var isQuoted = i % 7 == 3;
        line.Append(isQuoted ? "\"" : "").Append("Report ").Append((i + 1).ToString(CultureInfo.InvariantCulture)).Append(": ");
        for (var phrases = 2 + random.Next(3); phrases > 0; phrases--)
            line.Append(Phrases[random.Next(Phrases.Length)]).Append(phrases > 1 ? isQuoted ? ", \"\"and\"\" " : "; " : ".");
        if (isQuoted && random.Next(3) == 0)
            line.Append("\nSecond line, as it was told.");
        line.Append(isQuoted ? "\"," : ",");
    }

    private static void Cell(StringBuilder line, string cell) => line.Append(cell).Append(',');

    private static string Date(DateOnly date) => date.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    // SplitMix64: the framework's generator with a seed is not promised to give the same numbers in its next version.
    private struct Sequence(ulong state)
    {
        private ulong state = state;

        public int Next(int below)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }
}
