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
        var found = await database.PortalAsync(
            async (context, token) =>
            {
                if (await TakeTokenAsync(context, caller, token) is { } wait)
                    return (Outcome<IReadOnlyList<TenantHit>>)AccessRefusals.TooMany(wait);

                // Each arm is answered by one index and stops at its own limit; likeness is asked last and only while there is room.
                var rows = await context.Database.SqlQuery<HitRow>(
                    $"""
                    with mine as materialized (
                        select a.organization_id from access.assignment a
                        where {assignedOnly} and a.operator_id = {caller.Id.Value}
                          and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())),
                    exact as (
                        select o.id, 0 as rank, 0::real as distance, o.search_name
                        from platform.organizations o
                        where o.id = {exactId}::uuid
                           or o.id in (select d.organization_id from platform.organization_domains d where d.domain = {domain})),
                    beginning as (
                        (select o.id, 1, 0::real, o.search_name from platform.organizations o
                         where o.search_name ^@ {folded} and char_length({folded}) > 0
                           and (not {assignedOnly} or o.id in (select organization_id from mine))
                         order by o.search_name, o.id limit {most})
                        union all
                        (select d.organization_id, 1, 0::real, d.domain from platform.organization_domains d
                         where d.domain ^@ {domain}
                           and (not {assignedOnly} or d.organization_id in (select organization_id from mine))
                         order by d.domain, d.organization_id limit {most})),
                    alike as (
                        select o.id, 2, 1 - similarity(o.search_name, {folded}), o.search_name from platform.organizations o
                        where (select count(*) from beginning) < {most} and char_length({folded}) > 2
                          and o.search_name % {folded}
                          and (not {assignedOnly} or o.id in (select organization_id from mine))
                        order by 3, 4, 1 limit {most}),
                    found as (
                        select h.id, min(h.rank) as rank, min(h.distance) as distance, min(h.search_name) as search_name
                        from (select * from exact union all select * from beginning union all select * from alike) h (id, rank, distance, search_name)
                        where not {assignedOnly} or h.id in (select organization_id from mine)
                        group by h.id order by 2, 3, 4, 1 limit {most})
                    select o.id, o.name, (select min(d.domain) from platform.organization_domains d where d.organization_id = o.id) as domain,
                        o.status, o.status_reason, coalesce(p.name, o.plan) as plan,
                        exists (select from access.pinned_tenant t where t.operator_id = {caller.Id.Value} and t.organization_id = o.id) as is_pinned
                    from found f
                    join platform.organizations o on o.id = f.id
                    left join platform.plans p on p.code = o.plan
                    order by f.rank, f.distance, f.search_name, f.id
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

    private static async Task<TimeSpan?> TakeTokenAsync(OpsDbContext context, Caller caller, CancellationToken ct) =>
        (await context.Database.SqlQuery<TimeSpan?>($"""select access.take_token({caller.Id.Value}, 'tenant-search') as "Value" """).ToListAsync(ct)).Single();

    private static IReadOnlyList<TenantHit> Hits(IEnumerable<HitRow> rows) =>
    [
        .. rows.Select(r => new TenantHit(
            new(r.Id), r.Name, r.Domain, Enum.Parse<TenantStatus>(r.Status, ignoreCase: true), r.StatusReason, r.Plan, r.IsPinned)),
    ];

    internal record HitRow(Guid Id, string Name, string? Domain, string Status, string? StatusReason, string Plan, bool IsPinned);

    internal sealed record ShortcutRow(
        Guid Id, string Name, string? Domain, string Status, string? StatusReason, string Plan, bool IsPinned, DateTimeOffset? LastAt)
        : HitRow(Id, Name, Domain, Status, StatusReason, Plan, IsPinned);
}
