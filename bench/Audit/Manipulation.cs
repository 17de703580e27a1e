using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Ethico.Ops.Bench.Audit;

/// <summary>One way of tampering with an export's entries, in the middle of it.</summary>
/// <param name="Name">In words.</param>
/// <param name="Change">Changes the lines at a place; answers which entry a verifier has to name.</param>
internal sealed record Manipulation(string Name, Func<List<string>, int, Manipulation.Place> Change)
{
    public static IReadOnlyList<Manipulation> All { get; } =
    [
        new("one byte changed", (lines, at) =>
        {
            var place = PlaceOf(lines[at]);
            lines[at] = lines[at].Replace("10.0.0.7", "10.0.0.8", StringComparison.Ordinal);
            return place;
        }),
        new("one deleted", (lines, at) =>
        {
            var place = PlaceOf(lines[at]);
            lines.RemoveAt(at);
            return place;
        }),
        new("one inserted", (lines, at) =>
        {
            lines.Insert(at + 1, lines[at]);
            return PlaceOf(lines[at]);
        }),
        new("two swapped", (lines, at) =>
        {
            var place = PlaceOf(lines[at]);
            (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]);
            return place;
        }),
        new("a stream's tail cut off", (lines, at) =>
        {
            var place = PlaceOf(lines[at]);
            while (at < lines.Count && string.Equals(PlaceOf(lines[at]).Stream, place.Stream, StringComparison.Ordinal))
                lines.RemoveAt(at);
            return place;
        }),
    ];

    public async Task<Place> ApplyAsync(string export, string changed, CancellationToken ct)
    {
        File.Copy(export, changed, overwrite: true);
        await using var zip = await ZipFile.OpenAsync(changed, ZipArchiveMode.Update, ct);
        var entry = zip.GetEntry("entries.jsonl")!;
        List<string> lines = [];
        await using (var from = await entry.OpenAsync(ct))
        {
            using var reader = new StreamReader(from);
            while (await reader.ReadLineAsync(ct) is { } line)
                lines.Add(line);
        }

        // Not the first and not the last of its stream.
        var at = lines.Count / 2;
        while (PlaceOf(lines[at]).Sequence < 50)
            at++;
        var place = Change(lines, at);
        entry.Delete();
        await using var to = await zip.CreateEntry("entries.jsonl", CompressionLevel.Fastest).OpenAsync(ct);
        await using var writer = new StreamWriter(to);
        foreach (var line in lines)
            await writer.WriteAsync(line + "\n");
        return place;
    }

    private static Place PlaceOf(string line)
    {
        var entry = JsonNode.Parse(line)!;
        return new Place((string)entry["stream"]!, (long)entry["sequence"]!);
    }

    internal sealed record Place(string Stream, long Sequence);
}
