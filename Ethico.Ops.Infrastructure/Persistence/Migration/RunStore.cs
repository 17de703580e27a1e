using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Heads at the portal's door. A specialist's scope is narrowed here, by running assignments.</summary>
internal sealed class RunStore(OpsDatabase database) : IRuns
{
    public Task<Outcome<RunList>> ListAsync(Caller caller, RunQuery query, AuditAct act, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            act,
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<RunHeadRow>(Page(caller, query)).ToListAsync(token);
                List<RunHead> heads = [.. rows.Take(query.Size).Select(r => r.ToHead())];
                var next = rows.Count > query.Size ? RunCursor.After(heads[^1]).ToString() : null;
                return Outcome.Of(new RunList(new KeysetPage<RunHead>(heads, next), await QuartersAsync(context, caller, token)));
            },
            ct);

    public Task<Outcome<RunHead>> HeadAsync(Caller caller, RunId run, AuditAct act, CancellationToken ct) =>
        database.PortalAsync(caller, act, (context, token) => InScopeAsync(context, caller, run, token), ct);

    public Task<Outcome<RunHead>> KeepAsync(Caller caller, RunId run, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                // Only in an open session of the run's tenant: a page left behind in another tenant holds nothing.
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.runs r set renewed_at = access.now()
                    where r.id = {run.Value} and r.holder_id = {caller.Id.Value}
                      and exists (select from access.session s where s.operator_id = {caller.Id.Value} and s.organization_id = r.organization_id
                          and s.ended_at is null and s.expires_at > access.now())
                    """,
                    token);
                return await InScopeAsync(context, caller, run, token);
            },
            ct);

    private static async Task<Outcome<RunHead>> InScopeAsync(OpsDbContext context, Caller caller, RunId run, CancellationToken ct)
    {
        var statement = Heads().Add($"where r.id = {run.Value}");
        var row = (await context.Database.SqlQuery<RunHeadRow>(InScope(statement, caller).Done()).ToListAsync(ct)).SingleOrDefault();
        return row is null ? AccessRefusals.NotFoundOrNotYours : Outcome.Of(row.ToHead());
    }

    private static FormattableString Page(Caller caller, RunQuery query)
    {
        var filter = query.Filter;
        var after = RunCursor.Parse(query.After);
        var folded = NameFolding.Fold(filter.Text);
        var statement = InScope(Heads().Add($"where true"), caller)
            .AddIf(filter.State is not null, $"and r.state = {filter.State?.Stored()}")
            .AddIf(filter.Tenant is not null, $"and r.organization_id = {filter.Tenant?.Value}")
            .AddIf(filter.Source is not null, $"and r.source = {filter.Source?.Stored()}")
            .AddIf(filter.Text is not null, $"and (r.reference ^@ {filter.Text?.ToUpperInvariant()} or ({folded} <> '' and o.search_name ^@ {folded}))")
            .AddIf(after is not null, $"and (r.created_at, r.id) < ({after?.CreatedAt}, {after?.Id})");
        return statement.Add($"order by r.created_at desc, r.id desc limit {query.Size + 1}").Done();
    }

    // A run counts in the quarter it was completed in, and as rolled back whenever that began.
    private static async Task<IReadOnlyList<RunSuccess>> QuartersAsync(OpsDbContext context, Caller caller, CancellationToken ct)
    {
        var statement = new SqlText().Add(
            $"""
            select q.start::date as quarter_from, count(r.id)::int as imported, (count(r.id) filter (where r.rolled_back_at is null))::int as never_rolled_back
            from generate_series(date_trunc('quarter', access.now() at time zone 'UTC') - interval '21 months', date_trunc('quarter', access.now() at time zone 'UTC'), interval '3 months') q (start)
            left join (select * from migration.runs r where r.completed_at is not null
            """);
        InScope(statement, caller).Add($") r on r.completed_at >= q.start at time zone 'UTC' and r.completed_at < (q.start + interval '3 months') at time zone 'UTC' group by q.start order by q.start");
        return await context.Database.SqlQuery<RunSuccess>(statement.Done()).ToListAsync(ct);
    }

    private static SqlText Heads() => RunSql.With(RunSql.Select);

    private static SqlText InScope(SqlText statement, Caller caller) => statement.AddIf(
        caller.May(Permission.RunMigration).Scope is not Scope.All,
        $"""
        and exists (select from access.assignment a where a.operator_id = {caller.Id.Value} and a.organization_id = r.organization_id
            and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now()))
        """);
}
