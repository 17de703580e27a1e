using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Domain.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed class OverviewStore(OpsDatabase database) : ITenantOverview
{
    private const int Recent = 10;

    public Task<Outcome<OverviewFacts>> ReadAsync(TenantKey key, AuditAct act, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var figures = (await context.Database.SqlQuery<FigureRow>(
                    $"""
                    select t.*, access.now() as read_at from platform.tenant_overview() t
                    """).ToListAsync(token)).SingleOrDefault();
                if (figures is null)
                    return (Outcome<OverviewFacts>)AccessRefusals.NotFoundOrNotYours;
                // Their door's role can name no table: counts are all there is.
                if (!key.Caller.May(Permission.ViewCaseContent).IsGiven)
                    return Outcome.Of(new OverviewFacts(Facts: null, figures.ToFigures(), [], [], figures.ReadAt));

                var facts = (await FactsAsync(context, token)).Single();
                var recent = await RecentAsync(context, token);
                return Outcome.Of(new OverviewFacts(
                    facts.ToFacts(), figures.ToFigures(), WorkspaceJson.Read<IntegrationState>(facts.Integrations), recent, figures.ReadAt));
            },
            ct);

    private static Task<List<FactRow>> FactsAsync(OpsDbContext context, CancellationToken ct) =>
        context.Database.SqlQuery<FactRow>(
            $"""
            select o.name, o.plan, coalesce(p.name, o.plan) as plan_name, o.status, o.time_zone, o.default_language, o.sign_in_method,
                o.second_factor_required, o.live_at, o.created_at,
                coalesce((
                    select jsonb_agg(jsonb_build_object('domain', d.domain, 'is_mail', d.purpose = 'MAIL', 'verified_at', d.verified_at,
                        'certificate_until', d.certificate_until) order by d.purpose, d.domain)
                    from platform.organization_domains d where d.organization_id = o.id), '[]')::text as domains,
                coalesce((
                    select jsonb_agg(jsonb_build_object('kind', i.kind, 'name', i.name, 'is_active', i.is_active,
                        'configured_at', i.configured_at, 'last_test_at', i.last_test_at, 'last_test_ok', i.last_test_ok,
                        'last_sync_at', i.last_sync_at, 'last_sync_ok', i.last_sync_ok) order by i.kind, i.name, i.id)
                    from platform.integrations i where i.organization_id = o.id), '[]')::text as integrations
            from platform.organizations o
            left join platform.plans p on p.code = o.plan
            """).ToListAsync(ct);

    // Ids are version 7: the primary key read backwards gives what was recorded last, whatever case it is of.
    private static async Task<IReadOnlyList<RecentEvent>> RecentAsync(OpsDbContext context, CancellationToken ct)
    {
        var rows = await context.Database.SqlQuery<EventRow>(
            $"""
            select e.case_id, c.reference_number, e.kind, e.actor_kind, e.occurred_at
            from (select x.organization_id, x.id, x.case_id, x.kind, x.actor_kind, x.occurred_at
                  from platform.case_events x order by x.organization_id desc, x.id desc limit {Recent}) e
            join platform.cases c on c.organization_id = e.organization_id and c.id = e.case_id
            order by e.occurred_at desc, e.id desc
            """).ToListAsync(ct);
        return [.. rows.Select(r => new RecentEvent(
            new(r.CaseId), r.ReferenceNumber, PlatformCodes.Read<CaseEventKind>(r.Kind), PlatformCodes.Read<ActorKind>(r.ActorKind), r.OccurredAt))];
    }

    private sealed record EventRow(Guid CaseId, string ReferenceNumber, string Kind, string ActorKind, DateTimeOffset OccurredAt);

    private sealed record FactRow(
        string Name, string Plan, string PlanName, string Status, string? TimeZone, string? DefaultLanguage, string? SignInMethod,
        bool SecondFactorRequired, DateTimeOffset? LiveAt, DateTimeOffset CreatedAt, string Domains, string Integrations)
    {
        public TenantFacts ToFacts() => new(
            Name, Plan, PlanName, PlatformCodes.Read<TenantStatus>(Status), WorkspaceJson.Read<TenantDomain>(Domains), TimeZone, DefaultLanguage,
            PlatformCodes.ReadOptional<SignInMethod>(SignInMethod), SecondFactorRequired, LiveAt, CreatedAt);
    }

    private sealed record FigureRow(
        long? AccountsEnabled, long? AccountsAll, long? CasesOpen, long? CasesAll, long? CampaignsRunning, long? CampaignsAll,
        long? PoliciesPublished, long? PoliciesAll, long? TicketsOpen, long? TicketsAll, DateTimeOffset? LastActivityAt,
        bool HrFeedConfigured, DateTimeOffset? HrFeedLastSyncAt, bool? HrFeedLastSyncOk, DateTimeOffset ReadAt)
    {
        public TenantFigures ToFigures() => new(
            new(AccountsEnabled), new(AccountsAll), new(CasesOpen), new(CasesAll), new(CampaignsRunning), new(CampaignsAll),
            new(PoliciesPublished), new(PoliciesAll), new(TicketsOpen), new(TicketsAll), LastActivityAt,
            IntegrationState.Judge(isActive: true, HrFeedConfigured, testOk: null, HrFeedLastSyncOk));
    }
}
