using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Bench.Audit;

/// <summary>
/// P23: a million entries verified, in the database and offline from an export, against counting them. ACC-8: a hundred thousand,
/// each manipulation found at its place.
/// </summary>
internal static class VerifyBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var database = await Ds5.EnsureAsync(options);
        await using var portal = await Portal.OnAsync(database);
        var who = (await portal.OperatorsAsync(Role.PlatformAdmin, 1))[0];
        var entries = await Sql.ValueAsync<long>(portal.Admin, "select count(*) from access.audit_entry");

        var count = CountAsync;
        var live = await Pairs.MeasureAsync("verify in place, ms", options.Pairs, count, VerifyAsync, ct);
        var export = Path.Combine(BenchServer.WorkFolder, "ds5-export.zip");
        await using (var to = File.Create(export))
        {
            if (!(await portal.Get<AuditExport>().WriteAsync(who, new AuditFilterInput(), to, ct)).IsAllowed)
                throw new InvalidOperationException("The export was refused.");
        }

        var offline = await Pairs.MeasureAsync("verify offline, ms", options.Pairs, count, OfflineAsync, ct);
        File.Delete(export);
        return
        [
            Figure.Of("P23a", "verification in the database ÷ a scan of the same rows", 25, 12, live, Absolutes(live, entries)),
            Figure.Of("P23b", "verification of an export, offline ÷ a scan of the same rows", 25, 12, offline, Absolutes(offline, entries)),
            await ManipulationsAsync(options, ct),
        ];

        // Rows, not an index of them, and on one core: what reading them costs and nothing else.
        async Task<double> CountAsync(CancellationToken token)
        {
            var begun = Stopwatch.GetTimestamp();
            var found = await Sql.ValueAsync<long>(
                portal.Admin + ";Options=-c max_parallel_workers_per_gather=0 -c enable_indexonlyscan=off", "select count(*) from access.audit_entry");
            return found >= entries ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds : throw new InvalidOperationException($"{found} entries.");
        }

        async Task<double> VerifyAsync(CancellationToken token)
        {
            var begun = Stopwatch.GetTimestamp();
            var verdict = (await portal.Get<AuditProof>().VerifyAsync(who, token)).Value;
            var taken = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return verdict.IsIntact && verdict.Entries >= entries ? taken : throw new InvalidOperationException(verdict.Sentence);
        }

        async Task<double> OfflineAsync(CancellationToken token)
        {
            var begun = Stopwatch.GetTimestamp();
            var verdict = await ReadAsync(export, token);
            var taken = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return verdict.IsIntact && verdict.Entries >= entries ? taken : throw new InvalidOperationException(verdict.Sentence);
        }
    }

    private static string Absolutes(Pairs pairs, long entries) => string.Create(
        CultureInfo.InvariantCulture,
        $"scan {pairs.BaselineMedian:F0} ms, verified in {pairs.OursMedian / 1000:F1} s, {pairs.OursMedian * 1000 / entries:F1} µs an entry");

    private static async Task<AuditVerdict> ReadAsync(string export, CancellationToken ct)
    {
        await using var file = new FileStream(export, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        await using var archive = await AuditArchive.OpenAsync(file, ct) ?? throw new InvalidOperationException("No export.");
        return await AuditVerifier.VerifyAsync(archive, null, null, ct);
    }

    private static async Task<Figure> ManipulationsAsync(RunOptions options, CancellationToken ct)
    {
        await using var portal = await Portal.OnAsync(await Ds5.EnsureSmallAsync(options));
        var who = (await portal.OperatorsAsync(Role.PlatformAdmin, 1))[0];
        await portal.Get<AuditProof>().SealAsync(who, ct);
        var export = Path.Combine(BenchServer.WorkFolder, "acc8-export.zip");
        await using (var to = File.Create(export))
            await portal.Get<AuditExport>().WriteAsync(who, new AuditFilterInput(), to, ct);
        if (await ReadAsync(export, ct) is { IsIntact: false } wrong)
            throw new InvalidOperationException($"Untouched, and {wrong.Sentence}");

        var found = 0;
        var slowest = 0.0;
        foreach (var manipulation in Manipulation.All)
        {
            var changed = Path.ChangeExtension(export, "changed.zip");
            var place = await manipulation.ApplyAsync(export, changed, ct);
            var begun = Stopwatch.GetTimestamp();
            var verdict = await ReadAsync(changed, ct);
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            var right = verdict.Break is { } broken && string.Equals(broken.Stream, place.Stream, StringComparison.Ordinal) && broken.Sequence == place.Sequence;
            Console.WriteLine($"  ACC-8 {manipulation.Name}: {verdict.Sentence}{(right ? "" : $" (expected {place})")}");
            found += right ? 1 : 0;
            File.Delete(changed);
        }

        File.Delete(export);
        return new Figure("ACC-8", "manipulations of 100,000 entries found at their place", Manipulation.All.Count, Manipulation.All.Count, found, string.Create(CultureInfo.InvariantCulture, $"the slowest in {slowest:F0} ms"))
        {
            MoreIsBetter = true, Format = "F0",
        };
    }
}
