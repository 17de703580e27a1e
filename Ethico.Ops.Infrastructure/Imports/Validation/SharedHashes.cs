using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>
/// Which keys, numbers and texts stand more than once, found in memory: 8 bytes for each, sorted at the end. The rows themselves are
/// then fetched by index, and only those.
/// </summary>
internal sealed class SharedHashes
{
    private readonly List<long> keys = [];
    private readonly List<long> references = [];
    private readonly List<long> reports = [];
    private readonly List<long> texts = [];

    public void Add(MappedRow row)
    {
        if (row.KeyHash is { } key)
            keys.Add(key);
        if (row.ReferenceHash is { } reference)
            references.Add(reference);
        if (row.ReportHash is { } report)
            reports.Add(report);
        if (row.TextHash is { } text)
            texts.Add(text);
    }

    public long[] Keys() => Repeated(keys);

    public long[] References() => Repeated(references);

    public long[] Reports() => Repeated(reports);

    public long[] Texts() => Repeated(texts);

    private static long[] Repeated(List<long> hashes)
    {
        hashes.Sort();
        var repeated = new List<long>();
        for (var i = 1; i < hashes.Count; i++)
            if (hashes[i] == hashes[i - 1] && (repeated.Count == 0 || repeated[^1] != hashes[i]))
                repeated.Add(hashes[i]);
        return [.. repeated];
    }
}
