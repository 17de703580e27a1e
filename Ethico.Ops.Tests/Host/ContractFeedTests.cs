using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>client-success.md 7: the contract feed over the wire.</summary>
public sealed partial class ContractFeedTests(TestPortal portal) : IClassFixture<TestPortal>
{
    private const string Head = "client,arr,currency,renewal,as_of\n";
    private const string Address = "/feeds/contract-values";

    [Fact]
    public async Task CS_17_Good_rows_are_applied_and_each_other_one_is_named_with_its_number_and_reason()
    {
        await using var world = new World(portal.Database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var (good, newer, twice) = (await world.ClientAsync(lead), await world.ClientAsync(lead, "Newer"), await world.ClientAsync(lead, "Twice"));
        await ValueAsync(newer, 500m, "2026-06-10");
        using var client = await portal.SignedInAsync("amara");

        var (code, body) = await SendAsync(
            client,
            Head + $"{good},1200.50,USD,2027-03-31,2026-06-01\n{newer},900,USD,,2026-06-09\n{good},12,usd,,2026-06-01\nnobody.example,12,EUR,,2026-06-01\n"
            + $"{twice},1,EUR,,2026-06-01\n{twice},2,EUR,,2026-06-01\n{good},-1,EUR,,2026-06-01\n{good},1,EUR\n");

        code.Should().Be(HttpStatusCode.OK, body);
        var told = JsonSerializer.Deserialize<FeedResult>(body, JsonSerializerOptions.Web)!;
        told.Applied.Should().Be(1);
        told.Refused.Should().Equal(
            new FeedFault(3, "A newer value, as of 2026-06-10, is stored already."), new(4, "The currency is three capital letters, such as USD."), new(5, "No such client."),
            new(6, "This client stands more than once in the file."), new(7, "This client stands more than once in the file."),
            new(8, "ARR is a number from 0, with a point and at most two decimals."), new(9, "This line has another number of columns than the first."));
        (await StoredAsync(good)).Should().Be("1200.50 USD 2026-06-01");
        (await StoredAsync(newer)).Should().Be("500.00 USD 2026-06-10");
        (await portal.Database.ValueAsync<DateOnly>("select renewal_on from client_success.client where organization_id = $1", good.Value)).Should().Be(new DateOnly(2027, 3, 31));
    }

    [Fact]
    public async Task A_file_without_its_columns_with_a_row_too_many_or_a_byte_too_many_is_refused_whole_and_leaves_an_entry()
    {
        await using var world = new World(portal.Database);
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        using var client = await portal.SignedInAsync("amara");
        var row = $"{tenant},1,USD,,2026-06-01\n";
        var most = FeedFile.BytesMost - Head.Length - row.Length;

        await RefusedAsync("tenant,value\n" + row, "The first line names the columns: client, arr, currency, renewal, as_of.");
        await RefusedAsync("", "The file is empty.");
        // 20,001 rows, and no line end after the last.
        await RefusedAsync(Head + string.Concat(Enumerable.Repeat(row, 20_001)).TrimEnd(), "The file has more than 20,000 rows.");
        await RefusedAsync(Head + row + new string('\n', most + 1), "The file is larger than 5 MB.");
        await RefusedAsync(Head + row + new string('\n', 2 * FeedFile.BytesMost), "The file is larger than 5 MB.");
        (await StoredAsync(tenant)).Should().BeNull();

        (await SendAsync(client, Head + row + new string('\n', most))).Code.Should().Be(HttpStatusCode.OK, "5 MB to the byte are taken");
        (await StoredAsync(tenant)).Should().NotBeNull();

        async Task RefusedAsync(string file, string sentence)
        {
            var before = await EntriesAsync("amara");
            var (code, body) = await SendAsync(client, file);
            code.Should().Be(HttpStatusCode.UnprocessableEntity);
            JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString().Should().Be(sentence);
            (await EntriesAsync("amara")).Should().Be(before + 1);
        }
    }

    [Theory]
    [InlineData("caleb")]
    [InlineData("margaret")]
    [InlineData("gwen")]
    public async Task CS_17_A_feed_forged_by_who_may_not_load_it_is_refused_unread_and_leaves_an_entry(string subject)
    {
        await using var world = new World(portal.Database);
        var caller = new Caller(DemoOperators.IdOf(subject), Role.ClientSuccess, "127.0.0.1", "test", "0123456789abcdef");
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        if (subject == "caleb")
            await world.AssignAsync(caller, tenant);
        using var client = await portal.SignedInAsync(subject);
        var before = await EntriesAsync(subject);

        var (code, body) = await SendAsync(client, Head + $"{tenant},1,USD,,2026-06-01\n");

        code.Should().Be(HttpStatusCode.Forbidden);
        body.Should().Contain("not-allowed");
        (await StoredAsync(tenant)).Should().BeNull();
        (await EntriesAsync(subject)).Should().Be(before + 1);
    }

    [Fact]
    public async Task A_feed_from_another_site_without_the_pages_token_or_from_nobody_is_refused()
    {
        await using var world = new World(portal.Database);
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var file = Head + $"{tenant},1,USD,,2026-06-01\n";
        using var client = await portal.SignedInAsync("amara");
        using var nobody = new PortalClient(portal.Address);

        (await SendAsync(client, file, site: "cross-site")).Code.Should().Be(HttpStatusCode.Forbidden);
        (await SendAsync(client, file, site: "same-site")).Code.Should().Be(HttpStatusCode.Forbidden);
        (await SendAsync(client, file, isTokenless: true)).Code.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(nobody, file)).Code.Should().NotBe(HttpStatusCode.OK);
        (await StoredAsync(tenant)).Should().BeNull();

        (await SendAsync(client, file, site: "same-origin")).Code.Should().Be(HttpStatusCode.OK);
        (await StoredAsync(tenant)).Should().Be("1.00 USD 2026-06-01");
    }

    private static async Task<(HttpStatusCode Code, string Body)> SendAsync(PortalClient client, string file, string? site = null, bool isTokenless = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/csv");
        client.Http.DefaultRequestHeaders.Accept.Clear();
        request.Headers.Accept.ParseAdd("application/json");
        if (!isTokenless)
            request.Headers.Add("RequestVerificationToken", Token.Match(await client.PageAsync("/signin")).Groups["token"].Value);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await client.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task ValueAsync(OrganizationId tenant, decimal arr, string asOf) => portal.Database.ExecuteAsync(
        "insert into client_success.contract_value (organization_id, arr, currency, as_of, source) values ($1, $2, 'USD', $3::date, 'feed')", tenant.Value, arr, DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture));

    private Task<string?> StoredAsync(OrganizationId tenant) =>
        portal.Database.ValueAsync<string?>("select max(arr || ' ' || currency || ' ' || as_of) from client_success.contract_value where organization_id = $1", tenant.Value);

    private Task<long> EntriesAsync(string subject) => portal.Database.ValueAsync<long>(
        "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED' and action = 'ImportContractValues'", DemoOperators.IdOf(subject).ToString());

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<token>[^\"]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }
}
