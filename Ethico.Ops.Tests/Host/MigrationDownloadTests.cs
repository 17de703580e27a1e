using System.Net;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Imports;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Tests.Stores.MigrationWizard;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>The files a run gives away, by HTTP: the error file and the sheet (migration.md 4.4, 4.7), with the rows of section 10.</summary>
public sealed class MigrationDownloadTests : IAsyncLifetime
{
    private const string Anonymous = "Zacharias Quillfeather";
    private const string Formula = "=cmd|' /C calc'!A0";

    private readonly string folder = Directory.CreateTempSubdirectory("ops-vault-").FullName;
    private TestPortal portal = null!;
    private World world = null!;
    private OrganizationId tenant;
    private RunWalk walk = null!;

    public async ValueTask InitializeAsync()
    {
        // One vault for both; the portal's worker has nothing to do, so that the walk's turns are its own.
        var key = new byte[32];
        portal = await TestPortal.StartAsync(
            new Dictionary<string, string?> { ["Migration:VaultPath"] = folder, ["Migration:MasterKey"] = Convert.ToBase64String(key) }, services => services.RemoveAll<IRunStage>());
        world = new World(portal.Database, services => services.AddSingleton(new VaultOptions(folder, key)));
        tenant = await world.TenantAsync("Client whose files are asked for");
        await portal.Database.ExecuteAsync("update platform.organizations set time_zone = 'America/New_York' where id = $1", tenant.Value);
        var office = await ClientOffice.MakeAsync(portal.Database, tenant);
        walk = await RunWalk.EnterAsync(world, tenant, CallerOf("priya", Role.ImplementationManager));
        var content = Encoding.UTF8.GetString(ExampleWalkTests.Fixture())
            .Replace("Reporter Three", Anonymous, StringComparison.Ordinal).Replace("Supplier owned by a relative", Formula, StringComparison.Ordinal);
        await walk.ToValidatedAsync("navex.csv", Encoding.UTF8.GetBytes(content), view => ExampleWalkTests.Chosen(view, office.Queue));
        await walk.SkipAsync("MIG-DAT-001", 5, "The day does not exist and nobody knows it");
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task MIG_16_The_error_file_comes_redacted_named_unkept_and_safe_for_a_spreadsheet()
    {
        using var client = await portal.SignedInAsync("priya");

        using var answer = await AskAsync(client, walk.Run, walk.Key.Session.ToString());
        var text = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.OK, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        answer.Content.Headers.ContentDisposition.FileName.Should().MatchRegex(@"^migration-errors-\d{8}-\d{4}\.csv$");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(3, "a head, the row with an open error, the row left out");
        text.Should().Contain("__row").And.Contain("MIG-ANO-001").And.Contain("[REDACTED]").And.NotContain(Anonymous).And.NotContain("calc");
    }

    [Fact]
    public async Task MIG_16_Unredacted_it_takes_a_reason_and_no_cell_is_evaluated()
    {
        using var client = await portal.SignedInAsync("priya");

        using var without = await AskAsync(client, walk.Run, walk.Key.Session.ToString(), unredacted: true, reason: "short");
        without.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        without.Content.Headers.ContentDisposition.Should().BeNull();
        (await without.Content.ReadAsStringAsync()).Should().NotContain(Anonymous);

        using var answer = await AskAsync(client, walk.Run, walk.Key.Session.ToString(), unredacted: true, reason: "The client asks for the rows left out");
        var text = await answer.Content.ReadAsStringAsync();
        answer.Content.Headers.ContentDisposition!.FileName.Should().EndWith("-unredacted.csv");
        text.Should().Contain(Anonymous).And.Contain(",'" + Formula);
        (await portal.Database.ValueAsync<string>("select reason from access.audit_entry where action = 'ExportData' and outcome = 'ALLOWED' order by at desc limit 1"))
            .Should().Be("The client asks for the rows left out");
    }

    [Theory]
    [InlineData("tessa", Role.SupportTier1)]
    [InlineData("ines", Role.SupportTier2)]
    [InlineData("caleb", Role.ClientSuccess)]
    [InlineData("rosa", Role.HotlineOperator)]
    [InlineData("freya", Role.ImplementationSpecialist)]
    public async Task MIG_1_Who_may_not_migrate_gets_no_file_of_a_run_by_any_address_and_an_entry(string subject, Role role)
    {
        using var client = await portal.SignedInAsync(subject);
        var own = CallerOf(subject, role);
        var before = await RefusedAsync(own);

        using var errors = await AskAsync(client, walk.Run, walk.Key.Session.ToString());
        using var sheet = await client.Http.GetAsync(SheetOf("csv"));
        using var page = await client.Http.GetAsync(SheetOf("html"));

        foreach (var answer in new[] { errors, sheet, page })
        {
            answer.IsSuccessStatusCode.Should().BeFalse();
            answer.Content.Headers.ContentDisposition.Should().BeNull();
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("2023-00").And.NotContain("MIG-ANO").And.NotContain("STATUS");
        }

        (await RefusedAsync(own)).Should().BeGreaterThanOrEqualTo(before + 3);
    }

    [Fact]
    public async Task MIG_1_F1_A_run_of_another_tenant_is_not_found_with_ones_own_session_and_nobody_elses_session_opens_it()
    {
        var elsewhere = await world.TenantAsync("Another client");
        var viktor = CallerOf("viktor", Role.PlatformAdmin);
        var session = (await world.EnterAsync(viktor, elsewhere)).Id;
        using var client = await portal.SignedInAsync("viktor");

        using var own = await AskAsync(client, walk.Run, session.ToString());
        using var borrowed = await AskAsync(client, walk.Run, walk.Key.Session.ToString());
        using var sheet = await client.Http.GetAsync($"/downloads/migration-sheet.csv?session={session}&run={walk.Run}");

        foreach (var answer in new[] { own, borrowed, sheet })
        {
            answer.IsSuccessStatusCode.Should().BeFalse();
            answer.Content.Headers.ContentDisposition.Should().BeNull();
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("2023-00").And.NotContain("Client whose files");
        }
    }

    [Fact]
    public async Task C23_Without_sign_in_token_or_from_another_site_there_is_no_file()
    {
        using var stranger = portal.Client();
        using var client = await portal.SignedInAsync("priya");
        using var far = new HttpRequestMessage(HttpMethod.Get, SheetOf("csv"));
        far.Headers.Add("Sec-Fetch-Site", "cross-site");

        (await stranger.Http.GetAsync(SheetOf("csv"))).StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
        (await client.Http.PostAsync($"/downloads/migration-errors/{walk.Run}", new FormUrlEncodedContent([new("session", walk.Key.Session.ToString())]))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.Http.SendAsync(far)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task MIG_27_The_sheet_comes_as_CSV_and_HTML_once_it_was_counted_with_the_rows_left_out_and_why()
    {
        using var client = await portal.SignedInAsync("priya");
        using (var early = await client.Http.GetAsync(SheetOf("csv")))
        {
            early.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
            early.Content.Headers.ContentDisposition.Should().BeNull();
        }

        await walk.TakeAsync("MIG-ANO-001");
        await walk.FromValidatedToImportedAsync();
        await walk.VerifyAsync();

        using var csv = await client.Http.GetAsync(SheetOf("csv"));
        using var html = await client.Http.GetAsync(SheetOf("html"));

        var text = await csv.Content.ReadAsStringAsync();
        csv.StatusCode.Should().Be(HttpStatusCode.OK, text);
        csv.Content.Headers.ContentDisposition!.FileName.Should().Be("reconciliation.csv");
        csv.Headers.CacheControl!.NoStore.Should().BeTrue();
        text.Should().Contain("Source rows,6,6,,balanced").And.Contain("STATUS CLOSED,2,2,0,agree").And.Contain(",,1,,rows 5");
        text.Should().NotContain("2023-00", "figures and row numbers, no content");
        html.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        html.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment", "a file of ours never runs as a page of ours");
        (await html.Content.ReadAsStringAsync()).Should().Contain("rows 5");
    }

    [Fact]
    public async Task MIG_25_S6_The_dropped_name_is_in_no_line_of_the_log_whatever_is_asked_of_the_run()
    {
        using var client = await portal.SignedInAsync("priya");
        var rows = portal.Services.GetRequiredService<MigrationRows>();
        var group = await walk.GroupAsync("MIG-ANO-001");

        (await rows.LinesAsync(walk.Key, walk.Run, group.Key, null, 50, default)).IsAllowed.Should().BeTrue();
        (await rows.FixAsync(walk.Key, walk.Run, new RowFixWish.Cell(3, 8, Anonymous + " the second"), default)).Should().NotBeNull();
        (await rows.FixAsync(walk.Key, walk.Run, new RowFixWish.Suggestion(group.Key, null, group.Open), default)).Should().NotBeNull();
        await AskAsync(client, walk.Run, walk.Key.Session.ToString(), unredacted: true, reason: $"{Anonymous} asked for it");
        await client.Http.GetAsync($"/migrations/{walk.Run}?q={Uri.EscapeDataString(Anonymous)}");
        await client.Http.GetAsync($"/downloads/migration-sheet.csv?session={walk.Key.Session}&run={Uri.EscapeDataString(Anonymous)}");

        portal.Log.Text.Should().NotBeEmpty();
        portal.Log.Text.Should().NotContain("Quillfeather");
    }

    private static Caller CallerOf(string subject, Role role) => new(DemoOperators.IdOf(subject), role, "127.0.0.1", "test", "0123456789abcdef");

    private Task<long> RefusedAsync(Caller who) => portal.Database.ValueAsync<long>("select count(*) from access.audit_entry where outcome = 'REFUSED' and actor_id = $1", who.Id.ToString());

    private string SheetOf(string kind) => $"/downloads/migration-sheet.{kind}?session={walk.Key.Session}&run={walk.Run}";

    private static async Task<HttpResponseMessage> AskAsync(PortalClient client, RunId run, string session, bool unredacted = false, string? reason = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["session"] = session };
        if (unredacted)
            (fields["unredacted"], fields["reason"]) = ("true", reason!);
        return await client.PostFormAsync($"/downloads/migration-errors/{run}", await client.PageAsync("/signin"), fields);
    }
}
