using System.Text;
using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

public class CaseBookTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database, WorkspaceKeys.Add);

    private CaseBook Book => world.Get<CaseBook>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_list_is_paged_by_key_to_its_end_without_a_row_twice_in_both_orders()
    {
        var (key, tenant) = await EnteredAsync(cases: 23);

        foreach (var sort in Enum.GetValues<CaseSort>())
        {
            List<CaseRow> seen = [];
            string? cursor = null;
            do
            {
                var page = (await Book.ListAsync(key, new(CaseFilter.All, sort, cursor, PageSize: 10), default)).Value.Page;
                page.Total.Should().Be(23);
                seen.AddRange(page.Items);
                cursor = page.Next;
            }
            while (cursor is not null);

            var expected = sort is CaseSort.Newest ? tenant.Cases.Reverse() : tenant.Cases;
            seen.Select(r => r.Id.Value).Should().Equal(expected);
        }
    }

    [Fact]
    public async Task Equal_openings_are_told_apart_by_id()
    {
        var (key, tenant) = await EnteredAsync(cases: 21);
        await database.ExecuteAsync("update platform.cases set opened_at = '2026-03-03', closed_at = null, status = 'OPEN', outcome = null where organization_id = $1", tenant.Id.Value);

        var first = (await Book.ListAsync(key, new(CaseFilter.All, PageSize: 10), default)).Value.Page;
        var second = (await Book.ListAsync(key, new(CaseFilter.All, CaseSort.Newest, first.Next, 10), default)).Value.Page;
        var third = (await Book.ListAsync(key, new(CaseFilter.All, CaseSort.Newest, second.Next, 10), default)).Value.Page;

        first.Items.Concat(second.Items).Concat(third.Items).Select(r => r.Id.Value).Should().OnlyHaveUniqueItems().And.HaveCount(21);
        third.Next.Should().BeNull();
    }

    [Fact]
    public async Task Each_filter_narrows_and_they_add_up()
    {
        var (key, tenant) = await EnteredAsync(cases: 12);

        async Task<long?> Count(CaseFilter filter) => (await Book.ListAsync(key, new(filter), default)).Value.Page.Total;

        (await Count(new() { Statuses = [CaseStatus.Closed] })).Should().Be(1);
        (await Count(new() { Statuses = [CaseStatus.Open, CaseStatus.InProgress] })).Should().Be(11);
        (await Count(new() { Severities = [CaseSeverity.High] })).Should().Be(4);
        (await Count(new() { Severities = [CaseSeverity.NotRated, CaseSeverity.High] })).Should().Be(12);
        (await Count(new() { Handler = new(tenant.Accounts[0]) })).Should().Be(6);
        (await Count(new() { Category = new(tenant.Category) })).Should().Be(12);
        (await Count(new() { Category = new(Guid.Empty) })).Should().Be(0);
        var first = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        (await Count(new() { OpenedFrom = first, OpenedBefore = first.AddHours(4) })).Should().Be(2);
        (await Count(new() { Statuses = [CaseStatus.Open], Handler = new(tenant.Accounts[0]) })).Should().Be(0);
    }

    [Fact]
    public async Task F11_A_term_is_a_reference_or_its_beginning_and_nothing_in_it_is_a_pattern()
    {
        var (key, _) = await EnteredAsync(cases: 12);

        async Task<string[]> Found(string term) =>
            [.. (await Book.ListAsync(key, new(new() { Term = term }), default)).Value.Page.Items.Select(r => r.Reference)];

        (await Found("C-2026-00003")).Should().Equal("C-2026-00003");
        (await Found(" c-2026-0001")).Should().Equal("C-2026-00012", "C-2026-00011", "C-2026-00010");
        (await Found("%")).Should().BeEmpty();
        (await Found("C_2026")).Should().BeEmpty();
        (await Found("'; drop table platform.cases; --")).Should().BeEmpty();
        (await Found("\\")).Should().BeEmpty();
        (await Found(".*")).Should().BeEmpty();
        (await Book.ListAsync(key, new(new() { Term = new string('C', 10_000) }), default)).Refusal!.Code.Should().Be("term");
        (await Book.ListAsync(key, new(new() { Term = "C\u0000" }), default)).Refusal!.Code.Should().Be("term");
    }

    [Fact]
    public async Task A_term_is_paged_by_reference_descending()
    {
        var (key, _) = await EnteredAsync(cases: 15);
        var filter = new CaseFilter { Term = "C-2026" };

        var first = (await Book.ListAsync(key, new(filter, PageSize: 10), default)).Value.Page;
        var second = (await Book.ListAsync(key, new(filter, CaseSort.Newest, first.Next, 10), default)).Value.Page;

        first.Items.Concat(second.Items).Select(r => r.Reference).Should().BeInDescendingOrder(StringComparer.Ordinal).And.HaveCount(15);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("////")]
    [InlineData("AAAA")]
    [InlineData("Y2FzZS1vcGVuZWQKTkVXRVNUCjk5OTk5OTk5OTk5OTk5OTk5OTkKeA")]
    public async Task C21_A_cursor_that_is_none_is_refused_in_words(string cursor)
    {
        var (key, _) = await EnteredAsync(cases: 4);

        var refused = await Book.ListAsync(key, new(CaseFilter.All, Cursor: cursor), default);

        refused.Refusal!.Code.Should().Be("cursor");
    }

    [Theory]
    [InlineData(1_000_000, 100)]
    [InlineData(-5, 10)]
    [InlineData(0, 10)]
    [InlineData(null, 25)]
    public async Task C21_A_page_size_is_held_between_ten_and_a_hundred(int? asked, int held)
    {
        var (key, _) = await EnteredAsync(cases: 120);

        var page = (await Book.ListAsync(key, new(CaseFilter.All, PageSize: asked), default)).Value.Page;

        page.Items.Should().HaveCount(held);
    }

    [Fact]
    public async Task P13_A_hundred_rows_take_as_many_statements_as_ten()
    {
        var (key, tenant) = await EnteredAsync(cases: 110, accounts: 110);
        async Task List(int size) => (await Book.ListAsync(key, new(CaseFilter.All, PageSize: size, WithChoices: true), default)).Value.Page.Items.Should().HaveCount(size);
        async Task Users(int size) => (await world.Get<TenantUsers>().ListAsync(key, new(UserFilter.All, PageSize: size), default)).Value.Items.Should().HaveCount(size);

        var list = (await Statements.CountAsync(() => List(10)), await Statements.CountAsync(() => List(100)));
        var users = (await Statements.CountAsync(() => Users(10)), await Statements.CountAsync(() => Users(100)));
        var bare = await Statements.CountAsync(() => Book.OpenAsync(key, new(tenant.Cases[5]), default));
        var full = await Statements.CountAsync(() => Book.OpenAsync(key, new(tenant.Cases[0]), default));
        var overview = await Statements.CountAsync(() => world.Get<TenantOverview>().ReadAsync(key, default));
        var settings = await Statements.CountAsync(() => world.Get<TenantSettings>().ListAsync(key, default));

        list.Item2.Should().Be(list.Item1).And.BeInRange(3, 6);
        users.Item2.Should().Be(users.Item1).And.BeInRange(3, 6);
        full.Should().Be(bare).And.BeInRange(3, 6);
        overview.Should().BeInRange(3, 6);
        settings.Should().BeInRange(2, 6);
    }

    [Fact]
    public async Task F14_No_list_or_page_holds_an_unrevealed_value_or_a_word_of_narrative()
    {
        var (key, tenant) = await EnteredAsync(cases: 12);

        var seen = new StringBuilder();
        async Task Keep<T>(Task<Ethico.Ops.Domain.Shared.Outcome<T>> asked) => seen.Append(JsonSerializer.Serialize((await asked).Value));
        await Keep(Book.ListAsync(key, new(CaseFilter.All, WithChoices: true), default));
        foreach (var id in tenant.Cases)
            await Keep(Book.OpenAsync(key, new(id), default));
        await Keep(world.Get<TenantUsers>().ListAsync(key, new(UserFilter.All), default));
        await Keep(world.Get<TenantOverview>().ReadAsync(key, default));
        await Keep(world.Get<TenantSettings>().ListAsync(key, default));
        await Keep(world.Get<TenantSettings>().HistoryAsync(key, "legacy.connection_string", default));
        await Keep(world.Get<TenantSettings>().HistoryAsync(key, "integrations.smtp_password", default));
        var csv = Encoding.UTF8.GetString((await Book.ExportAsync(key, CaseFilter.All, default)).Value.Content.Span);

        seen.ToString().Should().Contain("C-2026-00001").And.NotContainEquivalentOf(tenant.Canary);
        csv.Should().Contain("C-2026-00001").And.NotContainEquivalentOf(tenant.Canary);
    }

    [Fact]
    public async Task A_case_shows_its_history_people_and_children_without_their_words()
    {
        var (key, tenant) = await EnteredAsync(cases: 6);

        var detail = (await Book.OpenAsync(key, new(tenant.Cases[0]), default)).Value;

        detail.Header.Reference.Should().Be("C-2026-00001");
        detail.Header.HasSummary.Should().BeTrue();
        detail.Header.CustomFields.Should().Be(1);
        detail.Header.IsOverdue.Should().BeTrue();
        detail.PrimaryReport!.Reporter.Should().Be(ReporterKind.Anonymous);
        detail.PrimaryReport.Groups.Should().BeEmpty();
        detail.People.Should().ContainSingle().Which.Groups.Should().Equal(RevealGroup.Identity, RevealGroup.Contact, RevealGroup.Employment);
        detail.Timeline.Select(l => (l.Kind, l.Event)).Should().BeEquivalentTo<(TimelineKind, CaseEventKind?)>(
            [(TimelineKind.Note, null), (TimelineKind.Event, CaseEventKind.HandlerChanged), (TimelineKind.Event, CaseEventKind.Created)]);
        detail.Timeline.Single(l => l.Event is CaseEventKind.HandlerChanged).After.Should().Contain("•••");
        detail.Investigations.Should().ContainSingle().Which.HasWords.Should().BeTrue();
        detail.Tasks.Should().ContainSingle();
        detail.Files.Should().ContainSingle().Which.Size.Should().Be(12);
    }

    [Fact]
    public async Task An_imported_case_has_one_line_made_from_its_provenance()
    {
        var (key, tenant) = await EnteredAsync(cases: 6);

        var detail = (await Book.FindAsync(key, "C-2026-00003", default)).Value;

        detail.Header.Id.Value.Should().Be(tenant.Cases[2]);
        detail.Timeline.Should().ContainSingle().Which.Import!.SourceSystem.Should().Be("Generic: other system");
    }

    [Fact]
    public async Task Words_are_read_one_panel_at_a_time_each_with_its_entry()
    {
        var (key, tenant) = await EnteredAsync(cases: 6);
        var id = new Ethico.Ops.Domain.Shared.CaseId(tenant.Cases[0]);

        (await Book.ReadWordsAsync(key, id, default)).Value.Summary.Should().Contain(tenant.Canary);
        (await Book.ReadReportAsync(key, new(tenant.Reports[1]), default)).Value.Addenda.Should().ContainSingle();
        (await Book.ReadLineAsync(key, id, tenant.Note, default)).Value.Should().Contain(tenant.Canary);
        (await Book.ReadLineAsync(key, id, tenant.Events[0], default)).Value.Should().Contain(tenant.Canary);
        (await Book.ReadInvestigationAsync(key, new(tenant.Investigation), default)).Value.Remediation.Should().ContainSingle();
        var names = (await Book.ReadAttachmentNamesAsync(key, id, default)).Value;

        names.Tasks[tenant.Task].Should().Contain(tenant.Canary);
        names.Files[tenant.File].Should().EndWith(".pdf");
        (await world.EntriesAsync("ViewReport", "ALLOWED", key.Caller)).Should().Be(1);
        (await world.EntriesAsync("ViewCase", "ALLOWED", key.Caller)).Should().Be(5);
        (await Book.ReadLineAsync(key, new(tenant.Cases[1]), tenant.Note, default)).Refusal!.Code.Should().Be("not-found");
    }

    [Fact]
    public async Task A_report_still_in_review_is_not_read_here()
    {
        var (key, tenant) = await EnteredAsync(cases: 6);
        await database.ExecuteAsync("delete from platform.case_reports where report_id = $1", tenant.Reports[5]);

        (await Book.ReadReportAsync(key, new(tenant.Reports[5]), default)).Refusal!.Code.Should().Be("not-found");
    }

    [Fact]
    public async Task An_export_is_an_entry_of_its_own_and_safe_to_open_in_a_spreadsheet()
    {
        var (key, tenant) = await EnteredAsync(cases: 5);
        await database.ExecuteAsync("update platform.categories set name = '=HYPERLINK(\"http://x\")' where id = $1", tenant.Category);

        var file = (await Book.ExportAsync(key, new() { Statuses = [CaseStatus.Open] }, default)).Value;

        var text = Encoding.UTF8.GetString(file.Content.Span);
        text.Should().StartWith("\uFEFFReference,").And.Contain("\"'=HYPERLINK(\"\"http://x\"\")\"").And.NotContain(",=");
        file.Rows.Should().Be(1);
        file.IsCut.Should().BeFalse();
        (await world.EntriesAsync("ExportData", "ALLOWED", key.Caller)).Should().Be(1);
    }

    [Fact]
    public async Task F3_A_role_without_case_content_is_refused_before_any_door_and_the_attempt_is_an_entry()
    {
        var who = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = await Seed.TenantAsync(world, "Aggregates only", "Zqcanary", cases: 4);
        await world.AssignAsync(who, tenant.Id);
        var key = new TenantKey(who, (await world.EnterAsync(who, tenant.Id)).Id);

        (await Book.ListAsync(key, new(CaseFilter.All), default)).Refusal!.Code.Should().Be("not-allowed");
        (await Book.ReadReportAsync(key, new(tenant.Reports[1]), default)).Refusal!.Code.Should().Be("not-allowed");
        (await world.Get<TenantUsers>().ListAsync(key, new(UserFilter.All), default)).Refusal!.Code.Should().Be("not-allowed");

        (await world.EntriesAsync("ViewCase", "REFUSED", who)).Should().Be(1);
        (await world.EntriesAsync("ViewReport", "REFUSED", who)).Should().Be(1);
    }

    private async Task<(TenantKey Key, SeededTenant Tenant)> EnteredAsync(int cases, int accounts = 6)
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zqcanary", cases, accounts);
        return (new(who, (await world.EnterAsync(who, tenant.Id)).Id), tenant);
    }
}
