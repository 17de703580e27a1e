using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>
/// The statements of the case list. Keys are found first and bounded, then dressed: a page costs the same whatever the tenant holds.
/// The newest first by cases_of_tenant_by_opening (the open ones by cases_open_of_tenant), a beginning by the reference's own index.
/// </summary>
internal static class CaseListSql
{
    public static FormattableString Page(CaseFilter filter, string? term, CaseSort sort, CaseCursor? after, int limit)
    {
        var sql = new SqlText().Add(
            $"""
            select c.id, c.reference_number, c.status, c.severity, g.name as category, access.mask_name(h.display_name) as handler_masked,
                c.opened_at, c.opened_precision = 'DAY' as opened_is_day,
                case when c.status <> 'CLOSED' then access.now() else c.closed_at end - c.opened_at as age,
                c.due_at, coalesce(c.status <> 'CLOSED' and c.due_at < access.now(), false) as is_overdue, r.is_anonymous,
                (select count(distinct p.person_id)::int from platform.case_persons p
                 where p.organization_id = c.organization_id and p.case_id = c.id) as people,
                c.migration_run_id is not null as is_imported, c.is_test
            from (
                select c.organization_id, c.id, c.reference_number, c.status, c.severity, c.category_id, c.handler_id, c.opened_at,
                    c.opened_precision, c.closed_at, c.due_at, c.migration_run_id, c.is_test
                from platform.cases c
                where true
            """);
        Conditions(sql, filter, term);
        sql.AddIf(after?.Reference is not null, $"and c.reference_number < {after?.Reference}")
            .AddIf(after is { Reference: null } && sort is CaseSort.Newest, $"and (c.opened_at, c.id) < ({after?.OpenedAt}, {after?.Id})")
            .AddIf(after is { Reference: null } && sort is CaseSort.Oldest, $"and (c.opened_at, c.id) > ({after?.OpenedAt}, {after?.Id})");
        Order(sql, term, sort);
        sql.Add(
            $"""
                limit {limit}) c
            join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            left join platform.accounts h on h.organization_id = c.organization_id and h.id = c.handler_id
            left join platform.case_reports l on l.organization_id = c.organization_id and l.case_id = c.id and l.kind = 'PRIMARY'
            left join platform.reports r on r.organization_id = l.organization_id and r.id = l.report_id
            """);
        Order(sql, term, sort);
        return sql.Done();
    }

    /// <summary>How many fit, up to <paramref name="most"/> and one, and the database's clock.</summary>
    public static FormattableString Count(CaseFilter filter, string? term, int most)
    {
        var sql = new SqlText().Add($"select count(*) as total, access.now() as read_at from (select from platform.cases c where true");
        Conditions(sql, filter, term);
        return sql.Add($"limit {most + 1}) c").Done();
    }

    public static FormattableString Begins(string term) =>
        $"""select exists (select from platform.cases c where c.reference_number ^@ {term}) as "Value" """;

    public static FormattableString Choices() =>
        $"""
        select 'CATEGORY' as kind, g.id, g.name, u.name as parent, g.is_active
        from platform.categories g
        left join platform.categories u on u.organization_id = g.organization_id and u.id = g.parent_id
        union all
        select 'HANDLER', a.id, access.mask_name(a.display_name), null, a.status = 'ACTIVE'
        from platform.accounts a where a.may_handle_cases
        order by kind, name, id
        """;

    private static void Conditions(SqlText sql, CaseFilter filter, string? term)
    {
        string[] statuses = [.. filter.Statuses.Distinct().Select(s => s.Stored())];
        string[] severities = [.. filter.Severities.Distinct().Select(s => s.Stored())];
        sql.AddIf(term is not null, $"and c.reference_number ^@ {term}")
            // Said apart: only so does the planner know that the index of open cases holds them all.
            .AddIf(filter.IsOpenOnly, $"and c.status <> 'CLOSED'")
            .AddIf(statuses.Length > 0, $"and c.status = any ({statuses})")
            .AddIf(severities.Length > 0, $"and coalesce(c.severity, 'NOT_RATED') = any ({severities})")
            .AddIf(filter.Category is not null, $"and c.category_id = {filter.Category?.Value}")
            .AddIf(filter.Handler is not null, $"and c.handler_id = {filter.Handler?.Value}")
            .AddIf(filter.OpenedFrom is not null, $"and c.opened_at >= {filter.OpenedFrom?.ToUniversalTime()}")
            .AddIf(filter.OpenedBefore is not null, $"and c.opened_at < {filter.OpenedBefore?.ToUniversalTime()}");
    }

    private static void Order(SqlText sql, string? term, CaseSort sort) => sql
        .AddIf(term is not null, $"order by c.organization_id desc, c.reference_number desc")
        .AddIf(term is null && sort is CaseSort.Newest, $"order by c.organization_id desc, c.opened_at desc, c.id desc")
        .AddIf(term is null && sort is CaseSort.Oldest, $"order by c.organization_id, c.opened_at, c.id");
}
