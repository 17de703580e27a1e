using System.Diagnostics;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Tenants;

/// <summary>The directory through the portal's door: column grants leave it names, domains, status and plan of organizations.</summary>
internal sealed class DirectoryStore(OpsDatabase database) : ITenantDirectory
{
    public async Task<Outcome<IReadOnlyList<TenantHit>>> SearchAsync(Caller caller, string term, bool assignedOnly, int most, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var folded = NameFolding.Fold(term);
        var domain = term.ToLowerInvariant();
        var exactId = Guid.TryParse(term, out var id) ? id : (Guid?)null;
        // Folded, a term is letters, digits and blanks: nothing in it is a mark of a pattern.
        var inside = $"% {folded}%";
        var found = await database.PortalAsync(
            async (context, token) =>
            {
                if (await PrepareAsync(context, caller, LikenessLeast(folded), token) is { } wait)
                    return (Outcome<IReadOnlyList<TenantHit>>)AccessRefusals.TooMany(wait);

                // Each arm is answered by one index and asked only while the ones before left room; likeness, the dear one, only where
                // nothing else was found. No OR across tables (it reads them whole), and beginnings as a range: with a parameter ^@
                // is no index condition, and this statement is prepared.
                var rows = await context.Database.SqlQuery<HitRow>(
                    $"""
                    with mine as materialized (
                        select a.organization_id from access.assignment a
                        where {assignedOnly} and a.operator_id = {caller.Id.Value}
                          and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())),
                    exact as (
                        select {exactId}::uuid as id where {exactId}::uuid is not null
                        union all
                        select d.organization_id from platform.organization_domains d where d.domain = {domain}),
                    beginning as (
                        (select o.id, o.search_name as name from platform.organizations o
                         where o.search_name >= {folded} and o.search_name < {After(folded)} and {folded} <> ''
                           and (not {assignedOnly} or o.id in (select organization_id from mine))
                         order by o.search_name, o.id limit {most})
                        union all
                        (select d.organization_id, d.domain from platform.organization_domains d
                         where d.domain >= {domain} and d.domain < {After(domain)}
                           and (not {assignedOnly} or d.organization_id in (select organization_id from mine))
                         order by d.domain, d.organization_id limit {most})),
                    inside as materialized (
                        select o.id, o.search_name as name from platform.organizations o
                        where char_length({folded}) > 2 and not exists (select from exact) and (select count(*) from beginning) < {most}
                          and o.search_name like {inside}
                          and (not {assignedOnly} or o.id in (select organization_id from mine))),
                    alike as (
                        select o.id, 1 - similarity(o.search_name, {folded}) as distance, o.search_name as name from platform.organizations o
                        where char_length({folded}) > 3 and not exists (select from exact) and not exists (select from beginning)
                          and not exists (select from inside)
                          and o.search_name % {folded}
                          and (not {assignedOnly} or o.id in (select organization_id from mine))
                        order by 2, 3, 1 limit {most}),
                    found as (
                        select h.id, min(h.rank) as rank, min(h.distance) as distance, min(h.name) as name
                        from (select id, 0, 0::float8, '' from exact
                              union all select id, 1, 0, name from beginning
                              -- Of a word in thousands of names the first two hundred are sorted: typing on narrows it.
                              union all (select i.id, 2, 0, i.name from (select * from inside limit 200) i order by i.name, i.id limit {most})
                              union all select id, 3, distance, name from alike) h (id, rank, distance, name)
                        where not {assignedOnly} or h.id in (select organization_id from mine)
                        group by h.id order by 2, 3, 4, 1 limit {most})
                    select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id) as domain,
                        o.status, o.status_reason, coalesce(p.name, o.plan) as plan,
                        exists (select from access.pinned_tenant t where t.operator_id = {caller.Id.Value} and t.organization_id = o.id) as is_pinned
                    from found f
                    join platform.organizations o on o.id = f.id
                    left join platform.plans p on p.code = o.plan
                    order by f.rank, f.distance, f.name, f.id
                    """).ToListAsync(token);
                await context.AppendAsync(
                    caller,
                    // A tenant's name is no secret of a person; what was typed may be one. The length and the count are kept.
                    new AuditAct(AuditAction.SearchTenants) { Detail = new JsonObject { ["length"] = term.Length, ["hits"] = rows.Count } },
                    refused: false,
                    ct: token);
                return Outcome.Of(Hits(rows));
            },
            ct);
        OpsMeters.SearchSeconds.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        return found;
    }

    public Task<Outcome<TenantHit?>> FindAsync(Caller caller, OrganizationId tenant, bool assignedOnly, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<HitRow>(
                    $"""
                    select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id) as domain,
                        o.status, o.status_reason, coalesce(p.name, o.plan) as plan,
                        exists (select from access.pinned_tenant t where t.operator_id = {caller.Id.Value} and t.organization_id = o.id) as is_pinned
                    from platform.organizations o
                    left join platform.plans p on p.code = o.plan
                    where o.id = {tenant.Value}
                      and (not {assignedOnly} or exists (select from access.assignment a
                            where a.operator_id = {caller.Id.Value} and a.organization_id = o.id
                              and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())))
                    """).ToListAsync(token);
                return Outcome.Of(Hits(rows).SingleOrDefault());
            },
            ct);

    public Task<Outcome<TenantShortcuts>> ShortcutsAsync(Caller caller, bool assignedOnly, int most, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<ShortcutRow>(
                    $"""
                    with recent as (
                        select r.organization_id, max(r.started_at) as last_at
                        from (select s.organization_id, s.started_at from access.session s
                              where s.operator_id = {caller.Id.Value} order by s.started_at desc limit 200) r
                        group by r.organization_id order by 2 desc limit {most})
                    select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id) as domain,
                        o.status, o.status_reason, coalesce(p.name, o.plan) as plan, t.organization_id is not null as is_pinned, r.last_at
                    from platform.organizations o
                    left join platform.plans p on p.code = o.plan
                    left join recent r on r.organization_id = o.id
                    left join access.pinned_tenant t on t.operator_id = {caller.Id.Value} and t.organization_id = o.id
                    where o.id in (select organization_id from recent
                                   union all select organization_id from access.pinned_tenant where operator_id = {caller.Id.Value})
                      and (not {assignedOnly} or exists (select from access.assignment a
                            where a.operator_id = {caller.Id.Value} and a.organization_id = o.id
                              and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())))
                    order by o.search_name, o.id
                    """).ToListAsync(token);
                return Outcome.Of(new TenantShortcuts(
                    Hits(rows.Where(r => r.LastAt is not null).OrderByDescending(r => r.LastAt)),
                    Hits(rows.Where(r => r.IsPinned))));
            },
            ct);

    public Task<Outcome<Done>> PinAsync(Caller caller, OrganizationId tenant, bool isPinned, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            new AuditAct(AuditAction.PinTenant)
            {
                EntityType = "Organization", EntityId = tenant.ToString(), Tenant = tenant, Detail = new JsonObject { ["pinned"] = isPinned },
            },
            async (context, token) =>
            {
                if (isPinned)
                {
                    // Only a tenant that exists: the directory's own columns answer that.
                    await context.Database.ExecuteSqlAsync(
                        $"""
                        insert into access.pinned_tenant (operator_id, organization_id)
                        select {caller.Id.Value}, o.id from platform.organizations o where o.id = {tenant.Value}
                        on conflict do nothing
                        """,
                        token);
                }
                else
                {
                    await context.Database.ExecuteSqlAsync(
                        $"delete from access.pinned_tenant where operator_id = {caller.Id.Value} and organization_id = {tenant.Value}", token);
                }

                return Outcome.Done;
            },
            ct);

    /// <summary>Past everything that begins so, in the order of bytes that collation "C" is.</summary>
    private static string After(string beginning) => beginning + "\U0010FFFF";

    // The longer a term, the more of a name it spells out, and the more names share enough with it to be compared one by one.
    private static string LikenessLeast(string folded) => folded.Length < 10 ? "0.3" : "0.4";

    /// <summary>Takes a search token (null: taken) and says how alike is alike, in one round trip.</summary>
    private static async Task<TimeSpan?> PrepareAsync(OpsDbContext context, Caller caller, string likeness, CancellationToken ct) =>
        (await context.Database.SqlQuery<TokenRow>(
            $"""
            select access.take_token({caller.Id.Value}, 'tenant-search') as wait,
                set_config('pg_trgm.similarity_threshold', {likeness}, true) as likeness
            """).ToListAsync(ct)).Single().Wait;

    private static IReadOnlyList<TenantHit> Hits(IEnumerable<HitRow> rows) =>
    [
        .. rows.Select(r => new TenantHit(
            new(r.Id), r.Name, r.Domain, Enum.Parse<TenantStatus>(r.Status, ignoreCase: true), r.StatusReason, r.Plan, r.IsPinned)),
    ];

    internal sealed record TokenRow(TimeSpan? Wait, string Likeness);

    internal record HitRow(Guid Id, string Name, string? Domain, string Status, string? StatusReason, string Plan, bool IsPinned);

    internal sealed record ShortcutRow(
        Guid Id, string Name, string? Domain, string Status, string? StatusReason, string Plan, bool IsPinned, DateTimeOffset? LastAt)
        : HitRow(Id, Name, Domain, Status, StatusReason, Plan, IsPinned);
}
