using System.Globalization;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.Database;

/// <summary>
/// One million audit entries in five thousand streams, each chained by the trail's own trigger. Forty streams grow at a time, as forty
/// people at work make them: where all five thousand grew at once, each entry of a stream would lie on a page of its own.
/// </summary>
internal static class Ds5
{
    public const int Entries = 1_000_000;
    private const int PerStream = 200;
    private const int AtOnce = 40;
    private const int Chunk = 5_000;

    public static Task<string> EnsureAsync(RunOptions options) => EnsureAsync("ds5_forty", options, options.Of(Entries));

    /// <summary>The hundred thousand of ACC-8.</summary>
    public static Task<string> EnsureSmallAsync(RunOptions options) => EnsureAsync("acc8_forty", options, options.Of(100_000));

    private static Task<string> EnsureAsync(string name, RunOptions options, int entries) =>
        Dataset.EnsureAsync(name, options, admin => Sql.ExecuteAsync(
            admin,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                do $$
                begin
                    -- A commit each chunk, as in life: within one transaction every version of a stream's head would stay and be walked past.
                    for begins in 1..{entries} by {Chunk} loop
                        insert into access.audit_entry (id, stream, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id,
                            detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after)
                        select md5('entry' || n)::uuid, 'session:' || md5('session' || (n / {PerStream * AtOnce} * {AtOnce} + n % {AtOnce}))::uuid, 'OPERATOR',
                            md5('operator' || n % 50)::uuid::text, 'SUPPORT_TIER_2', md5('session' || (n / {PerStream * AtOnce} * {AtOnce} + n % {AtOnce}))::uuid,
                            md5('tenant' || n % 997)::uuid, (array['ViewCase', 'ViewCase', 'ViewCase', 'ViewReport', 'ViewTenant', 'ChangeTenantSetting'])[1 + n % 6],
                            'Case', md5('case' || n % 30011)::uuid::text, '{"{"}"page":"first","size":25,"sort":"NEWEST","statuses":["OPEN"]{"}"}', 'ALLOWED',
                            case when n % 10 = 0 then 'The client asked for help with a case' end, case when n % 3 = 0 then 'SUP-' || n % 9999 end, '10.0.0.7',
                            'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36', md5(n::text),
                            case when n % 6 = 5 then '{"{"}"value":10{"}"}' end, case when n % 6 = 5 then '{"{"}"value":12{"}"}' end
                        from generate_series(begins, least(begins + {Chunk - 1}, {entries})) n;
                        commit;
                    end loop;
                end
                $$
                """)));
}
