using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>The only statements that select personal values unmasked. What the rule does not allow is not selected.</summary>
internal sealed class RevealStore(OpsDatabase database) : IReveals
{
    public Task<Outcome<RevealedGroup>> ReadAsync(TenantKey key, AuditAct act, RevealTarget target, RevealGroup group, CancellationToken ct) =>
        database.RevealInTenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var facts = (await context.Database.SqlQuery<RevealFacts>(Facts(target)).ToListAsync(token)).SingleOrDefault();
                return facts is null ? AccessRefusals.NotFoundOrNotYours : RevealRules.Decide(target.Kind, group, facts);
            },
            async (context, token) =>
            {
                var row = (await context.Database.SqlQuery<ValueRow>(Values(target, group)).ToListAsync(token)).Single();
                var values = JsonSerializer.Deserialize<Dictionary<string, string?>>(row.Fields)!;
                return new RevealedGroup(
                    target,
                    group,
                    [.. RevealRules.Fields(target.Kind, group).Select(f => new RevealedField(f, values.GetValueOrDefault(f)))],
                    row.ReadAt + RevealRules.VisibleFor,
                    row.ReadAt);
            },
            ct);

    private static FormattableString Facts(RevealTarget target) => target.Kind switch
    {
        RevealTargetKind.Account =>
            $"""
            select false as is_anonymous, false as is_reporter_here, false as is_reporter_anywhere, support.entered_with_ticket() as has_ticket
            from platform.accounts a where a.id = {target.Id}
            """,
        // One person row serves all of a tenant's cases: who reported one of them is not to be had through another without the ticket.
        RevealTargetKind.Person =>
            $"""
            select false as is_anonymous, bool_or(x.role = 'REPORTER') as is_reporter_here,
                exists (select from platform.case_persons y where y.person_id = {target.Id} and y.role = 'REPORTER') as is_reporter_anywhere,
                support.entered_with_ticket() as has_ticket
            from platform.case_persons x
            where x.case_id = {target.InCase?.Value} and x.person_id = {target.Id}
            having count(*) > 0
            """,
        RevealTargetKind.Report =>
            $"""
            select r.is_anonymous is true as is_anonymous, true as is_reporter_here, true as is_reporter_anywhere,
                support.entered_with_ticket() as has_ticket
            from platform.reports r
            where r.id = {target.Id}
              and exists (select from platform.case_reports x where x.organization_id = r.organization_id and x.report_id = r.id)
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.Kind, "Not a kind of record."),
    };

    private static FormattableString Values(RevealTarget target, RevealGroup group) => (target.Kind, group) switch
    {
        (RevealTargetKind.Account, RevealGroup.Identity) => OfAccount(target, $"'display_name', a.display_name"),
        (RevealTargetKind.Account, RevealGroup.Contact) => OfAccount(target, $"'email', a.email, 'phone', a.phone"),
        (RevealTargetKind.Account, RevealGroup.Employment) => OfAccount(
            target,
            $"""
            'employee_id', a.employee_id, 'job_title', a.job_title, 'manager', (select m.display_name from platform.accounts m
                where m.organization_id = a.organization_id and m.id = a.manager_id)
            """),
        (RevealTargetKind.Person, RevealGroup.Identity) => OfPerson(
            target, $"'full_name', p.full_name, 'first_name', p.first_name, 'last_name', p.last_name"),
        (RevealTargetKind.Person, RevealGroup.Contact) => OfPerson(target, $"'email', p.email, 'phone', p.phone"),
        (RevealTargetKind.Person, RevealGroup.Employment) => OfPerson(
            target, $"'employee_id', p.employee_id, 'job_title', p.job_title, 'department', p.department, 'company', p.company"),
        (RevealTargetKind.Person, RevealGroup.Reporter) => OfPerson(
            target,
            $"""
            'full_name', p.full_name, 'first_name', p.first_name, 'last_name', p.last_name, 'email', p.email, 'phone', p.phone,
            'employee_id', p.employee_id, 'job_title', p.job_title, 'department', p.department, 'company', p.company
            """),
        (RevealTargetKind.Report, RevealGroup.Reporter) =>
            $"""
            select jsonb_build_object('reporter_reference', r.reporter_reference, 'reporter_relationship', r.reporter_relationship,
                'full_name', p.full_name, 'email', p.email, 'phone', p.phone, 'employee_id', p.employee_id, 'job_title', p.job_title,
                'department', p.department, 'company', p.company)::text as fields, access.now() as read_at
            from platform.reports r
            left join lateral (
                select x.full_name, x.email, x.phone, x.employee_id, x.job_title, x.department, x.company from platform.report_persons x
                where x.organization_id = r.organization_id and x.report_id = r.id and x.role = 'REPORTER' and x.removed_at is null
                order by x.created_at, x.id limit 1) p on true
            where r.id = {target.Id}
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "The record has no such group."),
    };

    private static FormattableString OfAccount(RevealTarget target, FormattableString fields) =>
        One(fields, $"from platform.accounts a where a.id = {target.Id}");

    private static FormattableString OfPerson(RevealTarget target, FormattableString fields) =>
        One(fields, $"from platform.persons p where p.id = {target.Id}");

    private static FormattableString One(FormattableString fields, FormattableString from) => new SqlText()
        .Add($"select jsonb_build_object(").Add(fields).Add($")::text as fields, access.now() as read_at").Add(from).Done();

    private sealed record ValueRow(string Fields, DateTimeOffset ReadAt);
}
