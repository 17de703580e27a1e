using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Tenants;

namespace Ethico.Ops.Bench.Tenants;

/// <summary>
/// P10: twenty operators at once, each asking for one term after another without a pause, through the use case with its door, its
/// token and its entry; against pgbench with exactly the statements the store sent, one process an operator.
/// </summary>
internal static class TypeaheadBench
{
    private const int Clients = 20;

    // What people type: a beginning, a common word, three letters, a word of a name that nobody shares, a typing mistake, nothing there.
    private static readonly string[] Fixed =
        ["ha", "har", "harbor", "harbor ca", "american", "first bank", "ene", "kel", "group", "care", "logistics partners", "harbour hotels",
         "nothern stel works", "evergren", "zzz", "qwxzy", "xq jjkk", "speakup"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var database = await Ds3.EnsureAsync(options);
        var capture = new CommandCapture();
        await using var watched = await Portal.OnAsync(database, capture);
        await using var portal = await Portal.OnAsync(database);
        var operators = await portal.OperatorsAsync(Role.SupportTier1, Clients);
        var terms = await TermsAsync(portal.Admin, options);

        List<IReadOnlyList<string>> whole = [];
        var expected = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var who in operators)
        {
            List<string> all = [];
            foreach (var term in terms)
            {
                capture.Take();
                expected[term] = (await watched.Get<TenantDirectory>().SearchAsync(who, term, ct)).Value.Count;
                all.Add(AsScript(capture.Take()));
            }

            whole.Add(all);
        }

        var app = await BenchServer.AppAsync(database);
        List<Sample> raw = [], ours = [];
        var pairs = await Pairs.MeasureAsync(
            "p95 ms",
            options.Pairs,
            async token => Keep(raw, await Pgbench.RunAsync(app, whole, options.Seconds, token)).P95,
            async token => Keep(ours, await OursAsync(portal.Get<TenantDirectory>(), operators, terms, expected, options.Seconds, token)).P95,
            ct);
        var absolutes = string.Create(
            CultureInfo.InvariantCulture,
            $"pgbench p95 {pairs.BaselineMedian:F1} ms ({PerSecond(raw, options):F0}/s), ours {pairs.OursMedian:F1} ms ({PerSecond(ours, options):F0}/s)");
        return
        [
            Figure.Of("P10a", "typeahead p95 ÷ the same unit of work by pgbench", 2.0, 1.3, pairs, absolutes),
            new Figure("P10b", "typeahead p95, absolute", 50, 50, pairs.OursMedian, string.Create(CultureInfo.InvariantCulture, $"median {new Sample(ours.Skip(1).Select(s => s.Median)).Median:F1} ms"))
            {
                Spread = pairs.Spread, Unit = " ms", Format = "F0",
            },
        ];
    }

    private static double PerSecond(List<Sample> samples, RunOptions options) => new Sample(samples.Skip(1).Select(s => (double)s.Count / options.Seconds)).Median;

    private static Sample Keep(List<Sample> all, Sample one)
    {
        all.Add(one);
        return one;
    }

    /// <summary>The door's own SET has no parameters and cannot be prepared; the same three settings as one statement.</summary>
    private static string AsScript(IReadOnlyList<Statement> sent) =>
        "begin;\n"
        + string.Concat(sent.Select(s => (s.Text.StartsWith("set local role", StringComparison.Ordinal)
            ? "select set_config('role', 'ops_portal', true), set_config('lock_timeout', '3000', true), set_config('statement_timeout', '10000', true)"
            : s.Literal.Trim()) + ";\n"))
        + "commit;\n";

    private static async Task<Sample> OursAsync(
        TenantDirectory directory, IReadOnlyList<Caller> operators, IReadOnlyList<string> terms, IReadOnlyDictionary<string, int> expected, int seconds,
        CancellationToken ct)
    {
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(operators.Select((who, client) => Task.Run(
            async () =>
            {
                var chance = new Random(client + 1);
                List<double> taken = [];
                while (Stopwatch.GetTimestamp() < end)
                {
                    var term = terms[chance.Next(terms.Count)];
                    var begun = Stopwatch.GetTimestamp();
                    var found = await directory.SearchAsync(who, term, ct);
                    taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    if (!found.IsAllowed || found.Value.Count != expected[term])
                        throw new InvalidOperationException($"\"{term}\" found {(found.IsAllowed ? found.Value.Count : -1)} and not {expected[term]}.");
                }

                return taken;
            },
            ct)));
        return new Sample(all.SelectMany(each => each));
    }

    /// <summary>The fixed ones, and names, domains and ids of tenants spread over the data set.</summary>
    private static async Task<IReadOnlyList<string>> TermsAsync(string admin, RunOptions options)
    {
        var some = await Sql.ValuesAsync<string>(
            admin,
            """
            select x from bench.tenant t cross join lateral (values (t.name), (split_part(t.name, ' ', 1)), (t.id::text),
                ((select min(domain) from platform.organization_domains d where d.organization_id = t.id))) v (x)
            where t.t in ($1, $2)
            """,
            (long)options.Of(31_234),
            (long)options.Of(77_701));
        return [.. Fixed, .. some];
    }
}
