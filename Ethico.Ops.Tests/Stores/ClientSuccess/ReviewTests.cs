using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Paper;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.ClientSuccess;

/// <summary>CS-24: what a client gets, from the database to the bytes of both files.</summary>
public sealed class ReviewTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Canary = "Kanarienvogel";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CS_24_The_preview_is_the_file_to_the_byte_and_the_paper_says_the_same_words()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;

        var review = (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Value;

        var html = (await reviews.DownloadAsync(lead, tenant, review, isPdf: false, Ct)).Value.Content;
        Encoding.UTF8.GetString(html).Should().Be(preview.Html);
        Convert.ToHexStringLower(SHA256.HashData(html)).Should().Be(preview.Hash);
        var paper = PdfWords.Read((await reviews.DownloadAsync(lead, tenant, review, isPdf: true, Ct)).Value.Content);
        foreach (var words in new[] { "Harbor & Vale Health", "Achievements", "Code of Conduct", "97 of 100", "Thank you for the spring training.", "Book the autumn course", "Sign-ins", "Zażółć gęślą jaźń, Ελλάδα" })
        {
            paper.Should().Contain(words);
            System.Net.WebUtility.HtmlDecode(preview.Html).Should().Contain(words);
        }

        (await world.EntriesAsync("FinalizeQbr", "ALLOWED", lead)).Should().Be(1);
        (await world.EntriesAsync("ExportData", "ALLOWED", lead)).Should().Be(2);
        var shelf = (await reviews.OpenAsync(lead, tenant, Ct)).Value;
        shelf.Draft.Should().BeNull();
        shelf.Finals.Should().ContainSingle().Which.HtmlHash.Should().Be(preview.Hash);
        shelf.Finals[0].By.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task CS_24_Neither_file_holds_revenue_a_person_an_alert_a_note_of_ours_or_a_count_under_five()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        await database.ExecuteAsync("insert into client_success.contract_value (organization_id, arr, currency, as_of, source) values ($1, 987654.32, 'USD', (access.now() at time zone 'America/New_York')::date, 'feed')", tenant.Value);
        await database.ExecuteAsync(
            "insert into client_success.contact (id, organization_id, name, email, roles) values (gen_random_uuid(), $1, $2, $3, array['CHAMPION'])", tenant.Value, Canary + " Person", Canary + "@example.org");
        await world.EngagementAsync(tenant, lead, DateTimeOffset.UnixEpoch.AddYears(56), Canary + " subject", Canary + " notes");
        await world.AlertAsync(tenant, "KEY_USER_SILENT", lead, "HIGH", 77_777);
        await database.ExecuteAsync(
            """
            insert into client_success.health_override (id, organization_id, band, reason, created_by, from_on, expires_on) values (gen_random_uuid(), $1, 'HIGH', $2, $3, (access.now() at time zone 'America/New_York')::date, (access.now() at time zone 'America/New_York')::date + 30)
            """,
            tenant.Value, Canary + " reason of ours", lead.Id.Value);
        await database.ExecuteAsync("update client_success.client set tags = array[$2], renewal_on = (access.now() at time zone 'America/New_York')::date + 20 where organization_id = $1", tenant.Value, Canary);
        edit = edit with { Sections = Enum.GetValues<QbrSection>() };
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;
        var review = (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Value;

        var paper = PdfWords.Read((await reviews.DownloadAsync(lead, tenant, review, isPdf: true, Ct)).Value.Content);
        foreach (var file in new[] { System.Net.WebUtility.HtmlDecode(preview.Html), paper })
        {
            file.Should().NotContainAny(Canary, "987654", "987,654", "77,777", "77777", "silent", "alert", "renewal");
            // Three reports in one month, and two cases opened.
            file.Should().Contain("< 5").And.Contain("Health score").And.Contain("high risk");
        }

        UsageCell(preview.Html, "July 2026", 4).Should().Be("< 5");
        UsageCell(preview.Html, "July 2026", 2).Should().Be("< 5");
        UsageCell(preview.Html, "August 2026", 4).Should().Be("40");
    }

    [Fact]
    public async Task CS_24_Score_and_band_stay_in_the_house_unless_chosen()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);

        QbrRules.Default.Should().NotContain([QbrSection.Score, QbrSection.Band]).And.HaveCount(7);
        (await world.Get<Qbrs>().PreviewAsync(lead, tenant, edit, Ct)).Value.Html.Should().NotContainAny("Health score", "risk");
    }

    [Fact]
    public async Task CS_24_A_finalized_review_is_never_changed_or_removed_not_even_past_the_portal()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;
        var review = (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Value;

        foreach (var sql in new[]
        {
            "update client_success.qbr set notes = 'other' where id = $1", "update client_success.qbr set pdf = '\\x00' where id = $1", "update client_success.qbr set state = 'DRAFT' where id = $1",
            "delete from client_success.qbr where id = $1",
        })
        {
            (await FluentActions.Awaiting(() => database.ExecuteAsync(sql, review)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
        }

        (await FluentActions.Awaiting(() => database.ExecuteAsync("truncate client_success.qbr")).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
        // Nor is one kept that is not what its hash says.
        (await reviews.KeepAsync(lead, tenant, edit, Ct)).IsAllowed.Should().BeTrue();
        (await FluentActions.Awaiting(() => database.ExecuteAsync(
            "update client_success.qbr set state = 'FINAL', html = 'a', pdf = 'b', content_hash = sha256('a'), pdf_hash = sha256('c'), finalized_at = now(), finalized_by = created_by where state = 'DRAFT' and organization_id = $1", tenant.Value))
            .Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("qbr_final_is_whole");
        Encoding.UTF8.GetString((await reviews.DownloadAsync(lead, tenant, review, isPdf: false, Ct)).Value.Content).Should().Be(preview.Html);
    }

    [Fact]
    public async Task CS_24_What_changed_since_the_preview_is_not_finalized()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;

        (await reviews.FinalizeAsync(lead, tenant, edit with { Notes = "Other words." }, preview.Hash, Ct)).Refusal!.Code.Should().Be("preview-old");
        await database.ExecuteAsync("update client_success.usage_day set sign_ins = sign_ins + 1 where organization_id = $1 and day = '2026-08-03'", tenant.Value);
        (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Refusal!.Code.Should().Be("preview-old");

        (await database.ValueAsync<long>("select count(*) from client_success.qbr where organization_id = $1", tenant.Value)).Should().Be(0);
    }

    [Fact]
    public async Task CS_24_The_second_save_over_one_draft_is_refused_and_says_who_changed_it()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var other = await world.OperatorAsync(Role.PlatformAdmin);
        var reviews = world.Get<Qbrs>();
        var first = (await reviews.KeepAsync(lead, tenant, edit, Ct)).Value;
        (await reviews.KeepAsync(other, tenant, edit with { Notes = "Over it.", RowVersion = first }, Ct)).IsAllowed.Should().BeTrue();

        var second = (await reviews.KeepAsync(lead, tenant, edit with { Notes = "Too late.", RowVersion = first }, Ct)).Refusal!;
        var begun = (await reviews.KeepAsync(lead, tenant, edit, Ct)).Refusal!;

        second.Code.Should().Be("conflict");
        second.Sentence.Should().Contain(await database.ValueAsync<string>("select display_name from access.operator_name where operator_id = $1", other.Id.Value));
        begun.Code.Should().Be("conflict");
        (await reviews.OpenAsync(lead, tenant, Ct)).Value.Draft!.Edit.Notes.Should().Be("Over it.");
        (await reviews.DiscardAsync(lead, tenant, first, Ct)).Refusal!.Code.Should().Be("conflict");
        (await reviews.DiscardAsync(lead, tenant, first + 1, Ct)).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task CS_24_What_leaves_the_house_needs_ten_peers_and_whole_units()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var reviews = world.Get<Qbrs>();
        await BenchmarkAsync(tenant, "FEATURE_BREADTH", 9, 61.4m);
        await BenchmarkAsync(tenant, "ATTESTATION_COMPLETION", 10, 82.6m);
        await BenchmarkAsync(tenant, "REPORTS_PER100", 40, 1.3m);

        var html = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value.Html;

        html.Should().Contain("<tr><th scope=\"row\">Attestations completed</th><td>83 %</td><td>70 %</td><td>80 %</td></tr>");
        html.Should().NotContain("Features in use").And.NotContain("61").And.NotContain("Reports received per").And.NotContain("82.6");
        (await reviews.PreviewAsync(lead, tenant, edit with { Cohort = CohortKind.Industry }, Ct)).Value.Html.Should().Contain("a comparison needs 10 others");
    }

    [Fact]
    public async Task CS_24_Only_who_keeps_the_book_writes_and_a_foreign_client_is_not_there()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;
        var review = (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Value;
        var (support, stranger, desk) = (await world.OperatorAsync(Role.SupportAdmin), await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(Role.HotlineOperator));

        (await reviews.OpenAsync(support, tenant, Ct)).Value.Finals.Should().ContainSingle();
        (await reviews.PreviewAsync(support, tenant, edit, Ct)).Refusal.Should().Be(AccessRefusals.NotAllowed);
        (await reviews.FinalizeAsync(support, tenant, edit, preview.Hash, Ct)).Refusal.Should().Be(AccessRefusals.NotAllowed);
        (await reviews.KeepAsync(stranger, tenant, edit, Ct)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await reviews.DownloadAsync(stranger, tenant, review, isPdf: true, Ct)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await reviews.DownloadAsync(lead, tenant, Guid.Empty, isPdf: true, Ct)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await reviews.OpenAsync(desk, tenant, Ct)).Refusal.Should().Be(AccessRefusals.NotAllowed);
        (await world.EntriesAsync("ExportData", "REFUSED", stranger)).Should().Be(1);
        (await world.EntriesAsync("FinalizeQbr", "REFUSED", support)).Should().Be(2);
    }

    [Fact]
    public async Task CS_24_A_letter_the_paper_has_not_is_named_instead_of_printed_as_a_box()
    {
        await using var world = new World(database);
        var (lead, tenant, edit) = await ClientAsync(world);
        edit = edit with { Notes = "Well done 🎉 team" };
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(lead, tenant, edit, Ct)).Value;

        var refusal = (await reviews.FinalizeAsync(lead, tenant, edit, preview.Hash, Ct)).Refusal!;

        refusal.Code.Should().Be("letters");
        refusal.Sentence.Should().Contain("🎉");
    }

    [Theory]
    [InlineData("2026-07-02", "2026-09-30", "from")]
    [InlineData("2026-07-01", "2026-09-29", "to")]
    [InlineData("2026-07-01", "2026-06-30", "to")]
    [InlineData("2025-09-01", "2026-09-30", "to")]
    [InlineData("2026-10-01", "2026-11-30", "to")]
    [InlineData("2022-10-01", "2022-11-30", "from")]
    public void CS_24_A_period_is_whole_months_that_are_over(string from, string to, string field) =>
        QbrRules.Check(new(Day(from), Day(to), QbrRules.Default, CohortKind.All, "", "", 0), new(2026, 11, 22))!.Field.Should().Be(field);

    [Fact]
    public void CS_24_The_next_review_begins_with_the_last_quarter_that_is_over()
    {
        QbrRules.LastQuarter(new(2026, 11, 22)).Should().Be((new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30)));
        QbrRules.LastQuarter(new(2026, 1, 1)).Should().Be((new DateOnly(2025, 10, 1), new DateOnly(2025, 12, 31)));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string UsageCell(string html, string month, int column)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th[scope=row]")?.TextContent == month);
        return row.Children[column].TextContent;
    }

    private async Task<(Caller Lead, OrganizationId Tenant, QbrEdit Edit)> ClientAsync(World world)
    {
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = await world.ClientAsync(lead);
        var (from, to) = (new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30));
        await world.UsageAsync(tenant, new(2026, 7, 6), 120, opened: 2, reports: 3);
        await world.UsageAsync(tenant, new(2026, 8, 3), 140, opened: 30, reports: 40);
        await world.UsageAsync(tenant, new(2026, 9, 7), 160, opened: 20, reports: 50);
        await world.FeatureAsync(tenant, new(2026, 9, 7), "CASE_MANAGEMENT", 20, 6, new DateOnly(2025, 1, 1));
        await world.ScoredAsync(tenant, new(2026, 9, 7), 77.7m, "LOW");
        await database.ExecuteAsync(
            "insert into client_success.campaign_line (organization_id, campaign_id, kind, title, due_on, assignments_due, completed) values ($1, gen_random_uuid(), 'ATTESTATION', 'Code of Conduct', '2026-08-31', 100, 97)", tenant.Value);
        return (lead, tenant, new(from, to, QbrRules.Default, CohortKind.All, "Thank you for the spring training.\n\nZażółć gęślą jaźń, Ελλάδα", "Book the autumn course\nName a second administrator", 0));
    }

    private Task BenchmarkAsync(OrganizationId tenant, string metric, int peers, decimal own) => database.ExecuteAsync(
        """
        insert into client_success.benchmark (organization_id, day, metric, cohort, cohort_key, peers, p25, median, p75, own, percentile)
        values ($1, '2026-09-07', $2, 'ALL', 'ALL', $3, 60, 70, 80, $4, 60)
        """,
        tenant.Value, metric, peers, own);
}
