using Ethico.Ops.Bench.Database;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Bench.Isolation;

/// <summary>What a person does in the workspace, done once through the real use cases, and the statements that came of it.</summary>
internal static class WorkspaceActs
{
    /// <returns>For each statement its name, what opens the door before it, and itself.</returns>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<Statement> Opening, Statement Statement)>> CaptureAsync(
        Portal portal, CommandCapture capture, TenantKey key, int tenant, CancellationToken ct)
    {
        var cases = portal.Get<CaseBook>();
        var first = (await cases.ListAsync(key, new CaseQuery(CaseFilter.All, PageSize: 100), ct)).Value.Page.Items;
        var middle = first[first.Count / 2];
        var id = middle.Id;
        var detail = (await cases.OpenAsync(key, id, ct)).Value;
        var handler = await Sql.ValueAsync<Guid>(portal.Admin, "select id from bench.account where t = $1 and j = 0", (long)tenant);
        var category = await Sql.ValueAsync<Guid>(portal.Admin, "select bench.id(3, $1 * 5)", (long)tenant);
        var next = (await cases.ListAsync(key, new CaseQuery(CaseFilter.All, PageSize: 10), ct)).Value.Page.Next;
        capture.Take();

        List<(string, IReadOnlyList<Statement>, Statement)> all = [];
        async Task ActAsync<T>(string name, Task<Outcome<T>> act)
        {
            if (await act is { IsAllowed: false } refused)
                throw new InvalidOperationException($"{name} was refused: {refused.Refusal.Code}.");
            var sent = capture.Take();
            var opening = sent.TakeWhile(s => !IsEnter(s)).Append(sent.First(IsEnter)).ToArray();
            all.AddRange(sent.Skip(opening.Length).Where(s => !s.Text.Contains("audit_entry", StringComparison.Ordinal))
                .Select((statement, i) => ($"{name} {i + 1}", (IReadOnlyList<Statement>)opening, statement)));
        }

        CaseQuery Query(CaseFilter filter, CaseSort sort = CaseSort.Newest) => new(filter, sort, PageSize: 25);
        await ActAsync("cases", cases.ListAsync(key, new CaseQuery(CaseFilter.All, WithChoices: true), ct));
        if (next is not null)
            await ActAsync("cases, page 2", cases.ListAsync(key, new CaseQuery(CaseFilter.All, Cursor: next, PageSize: 25), ct));
        await ActAsync("cases, oldest", cases.ListAsync(key, Query(CaseFilter.All, CaseSort.Oldest), ct));
        await ActAsync("open cases", cases.ListAsync(key, Query(new() { Statuses = [CaseStatus.New, CaseStatus.Open, CaseStatus.InProgress] }), ct));
        await ActAsync("cases by severity", cases.ListAsync(key, Query(new() { Severities = [CaseSeverity.Critical] }), ct));
        await ActAsync("cases by category", cases.ListAsync(key, Query(new() { Category = new(category) }), ct));
        await ActAsync("cases by handler", cases.ListAsync(key, Query(new() { Handler = new(handler) }), ct));
        await ActAsync("cases by reference", cases.ListAsync(key, Query(new() { Term = middle.Reference[..8] }), ct));
        await ActAsync("a case", cases.OpenAsync(key, id, ct));
        await ActAsync("a case's words", cases.ReadWordsAsync(key, id, ct));
        if (detail.Reports.Count > 0)
            await ActAsync("a report's words", cases.ReadReportAsync(key, detail.Reports[0].Id, ct));
        await ActAsync("a case's attachments", cases.ReadAttachmentNamesAsync(key, id, ct));
        await ActAsync("users", portal.Get<TenantUsers>().ListAsync(key, new UserQuery(UserFilter.All), ct));
        await ActAsync("users, filtered", portal.Get<TenantUsers>().ListAsync(key, new UserQuery(new() { Roles = [AccountRole.Investigator], Statuses = [AccountStatus.Active] }), ct));
        await ActAsync("settings", portal.Get<TenantSettings>().ListAsync(key, ct));
        await ActAsync("a setting", portal.Get<TenantSettings>().HistoryAsync(key, "bench.setting_03", ct));
        await ActAsync("overview", portal.Get<TenantOverview>().ReadAsync(key, ct));
        return all;
    }

    private static bool IsEnter(Statement statement) => statement.Text.Contains("access.enter(", StringComparison.Ordinal);
}
