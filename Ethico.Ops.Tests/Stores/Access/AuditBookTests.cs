using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>The viewer: filters, pages, folding, and who sees what.</summary>
public class AuditBookTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    private AuditBook Book => world.Get<AuditBook>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Pages_go_from_the_newest_back_without_gap_or_repeat_while_entries_arrive()
    {
        var admin = await world.OperatorAsync(Role.SupportAdmin);
        var who = await world.OperatorAsync(Role.SupportTier2, "Ada Lovelace");
        for (var i = 0; i < 25; i++)
            await WriteAsync(who, new AuditAct(AuditAction.SearchTenants) { EntityId = $"{i}" });
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Book.ListAsync(admin, new() { Operator = who.Id.ToString() }, cursor, 10, default)).Value;
            seen.AddRange(page.Items.Select(row => row.Newest.EntityId!));
            page.Items.Should().OnlyContain(row => row.Newest.ActorName == "Ada Lovelace");
            cursor = page.Next;
            await WriteAsync(who, new AuditAct(AuditAction.SearchTenants) { EntityId = "later" });
        }
        while (cursor is not null);

        seen.Should().Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"{i}"));
    }

    [Fact]
    public async Task Every_filter_picks_what_it_names()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await world.TenantAsync("Filter Works");
        var session = await world.EnterAsync(who, tenant, ticket: "SUP-991");
        await WriteAsync(who, new AuditAct(AuditAction.ViewReport) { EntityType = "Report", EntityId = "R-77", Ticket = "SUP-12" }, refused: true);
        var before = await database.ValueAsync<DateTime>("select access.now()");
        await WriteAsync(who, new AuditAct(AuditAction.ViewPerson));

        async Task<List<AuditLine>> Found(AuditFilterInput filter) =>
            [.. (await Book.ListAsync(admin, filter with { Operator = filter.Operator ?? who.Id.ToString() }, null, 50, default)).Value.Items.Select(row => row.Newest)];

        (await Found(new() { Tenant = tenant.ToString() })).Should().OnlyContain(line => line.Tenant == tenant && line.TenantName == "Filter Works").And.NotBeEmpty();
        (await Found(new() { Session = session.Id.ToString() })).Should().OnlyContain(line => line.Session == session.Id).And.NotBeEmpty();
        (await Found(new() { Action = "ViewReport" })).Should().ContainSingle().Which.EntityId.Should().Be("R-77");
        (await Found(new() { Entity = "R-77" })).Should().ContainSingle();
        (await Found(new() { EntityType = "Report" })).Should().ContainSingle();
        (await Found(new() { Ticket = "SUP-12" })).Should().ContainSingle();
        (await Found(new() { Ticket = "SUP-991" })).Should().NotBeEmpty();
        (await Found(new() { Outcome = "REFUSED" })).Should().ContainSingle().Which.IsRefused.Should().BeTrue();
        (await Found(new() { From = before.ToString("O") })).Should().ContainSingle().Which.Action.Should().Be("ViewPerson");
        (await Found(new() { To = before.ToString("O"), Outcome = "ALLOWED" })).Should().NotContain(line => line.Action == "ViewPerson");
    }

    [Theory]
    [InlineData("operator", "nobody at all")]
    [InlineData("tenant", "12")]
    [InlineData("session", "x")]
    [InlineData("action", "7")]
    [InlineData("action", "ViewCase,ViewTenant")]
    [InlineData("action", "DropTables")]
    [InlineData("outcome", "MAYBE")]
    [InlineData("from", "yesterday")]
    public async Task An_unknown_filter_value_is_refused_in_a_sentence(string field, string value)
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var filter = new AuditFilterInput
        {
            Operator = field == "operator" ? value : null,
            Tenant = field == "tenant" ? value : null,
            Session = field == "session" ? value : null,
            Action = field == "action" ? value : null,
            Outcome = field == "outcome" ? value : null,
            From = field == "from" ? value : null,
        };

        var refusal = (await Book.ListAsync(admin, filter, null, 10, default)).Refusal!;

        refusal.Field.Should().Be(field);
        refusal.Sentence.Should().EndWith(".");
        (await Book.ListAsync(admin, new(), "garbage", 10, default)).Refusal.Should().Be(AuditRefusals.Cursor);
        (await Book.ListAsync(admin, new() { From = "2026-01-02T00:00:00Z", To = "2026-01-01T00:00:00Z" }, null, 10, default)).Refusal!.Field.Should().Be("to");
    }

    [Fact]
    public async Task A_page_has_at_least_one_row_and_at_most_two_hundred()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        for (var i = 0; i < 3; i++)
            await WriteAsync(admin, new AuditAct(AuditAction.SearchTenants));

        (await Book.ListAsync(admin, new(), null, -5, default)).Value.Items.Should().HaveCount(1);
        await Book.ListAsync(admin, new(), null, 1_000_000, default);
        (await database.ValueAsync<string>("select detail from access.audit_entry where actor_id = $1 and action = 'ViewAudit' order by sequence desc limit 1", admin.Id.ToString()))
            .Should().Be("{\"size\":200}");
    }

    [Fact]
    public async Task G5_A_storm_of_views_leaves_every_entry_and_folds_into_one_row_with_its_count()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var who = await world.OperatorAsync(Role.SupportTier1);
        await database.SetClockAsync(new DateTimeOffset(2026, 5, 5, 10, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 60; i++)
        {
            await WriteAsync(who, new AuditAct(AuditAction.ViewCase) { EntityType = "Case", EntityId = i % 10 == 0 ? "other" : "17" });
            await database.SetClockAsync(new DateTimeOffset(2026, 5, 5, 10, 0, i < 40 ? i : 50, TimeSpan.Zero).AddMinutes(i < 40 ? 0 : 2));
        }

        await WriteAsync(who, new AuditAct(AuditAction.ViewCase) { EntityType = "Case", EntityId = "17" }, refused: true);
        await database.FreeClockAsync();

        var rows = (await Book.ListAsync(admin, new() { Operator = who.Id.ToString(), Action = "ViewCase" }, null, 50, default)).Value.Items;

        rows.Sum(row => row.Count).Should().Be(61);
        rows.Should().HaveCount(5, "a refusal, two entities in the second minute, two in the first");
        rows.Single(row => row.Newest.IsRefused).Count.Should().Be(1);
        rows.Max(row => row.Count).Should().Be(36);
        rows.Should().OnlyContain(row => row.Newest.At - row.FirstAt <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Own_scope_sees_its_own_entries_and_no_others()
    {
        var other = await world.OperatorAsync(Role.SupportTier2);
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await world.TenantAsync();
        var session = await world.EnterAsync(other, tenant);
        await WriteAsync(other, new AuditAct(AuditAction.ViewCase));
        await WriteAsync(who, new AuditAct(AuditAction.ViewTenant));
        var foreign = new AuditEntryId(await database.ValueAsync<Guid>("select id from access.audit_entry where actor_id = $1 limit 1", other.Id.ToString()));

        (await Book.ListAsync(who, new(), null, 50, default)).Value.Items.Should().OnlyContain(row => row.Newest.ActorId == who.Id.ToString()).And.NotBeEmpty();
        (await Book.ListAsync(who, new() { Operator = other.Id.ToString() }, null, 50, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await Book.EntryAsync(who, foreign, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await Book.EntryAsync(who, new(Guid.CreateVersion7()), default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await Book.ReplayAsync(who, session.Id, null, 50, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await Book.ReplayAsync(other, session.Id, null, 50, default)).Value.Items.Should().NotBeEmpty();
        (await world.EntriesAsync("ViewAudit", "REFUSED", who)).Should().Be(4);
    }

    [Fact]
    public async Task Each_list_is_one_entry_with_its_filter()
    {
        var admin = await world.OperatorAsync(Role.PlatformAdmin);

        await Book.ListAsync(admin, new() { Action = "ViewCase", Ticket = "SUP-1" }, null, 20, default);

        (await world.EntriesAsync("ViewAudit", "ALLOWED", admin)).Should().Be(1);
        (await database.ValueAsync<string>("select detail from access.audit_entry where actor_id = $1", admin.Id.ToString()))
            .Should().Be("{\"action\":\"ViewCase\",\"size\":20,\"ticket\":\"SUP-1\"}");
    }

    [Fact]
    public async Task A_session_replays_in_order_page_by_page_and_an_entry_opens_with_before_and_after()
    {
        var who = await world.OperatorAsync(Role.SupportAdmin);
        var tenant = await world.TenantAsync("Replay Works");
        var session = await world.EnterAsync(who, tenant);
        for (var i = 0; i < 5; i++)
        {
            await world.Get<OpsDatabase>().TenantAsync(
                new TenantKey(who, session.Id), new AuditAct(AuditAction.ViewCase) { EntityId = $"{i}" }, (_, _) => Task.FromResult(Outcome.Done), default);
        }

        var first = (await Book.ReplayAsync(who, session.Id, null, 4, default)).Value;
        var rest = (await Book.ReplayAsync(who, session.Id, first.Next, 4, default)).Value;

        first.Items.Concat(rest.Items).Select(view => view.Entry.Sequence).Should().Equal(1, 2, 3, 4, 5, 6);
        rest.Next.Should().BeNull();
        first.Items.Should().OnlyContain(view => view.TenantName == "Replay Works");

        await WriteAsync(who, new AuditAct(AuditAction.ChangeTenantSetting) { Before = new() { ["a"] = 1 }, After = new() { ["a"] = 2 } });
        var line = (await Book.ListAsync(who, new() { Operator = who.Id.ToString(), Action = "ChangeTenantSetting" }, null, 1, default)).Value.Items[0].Newest;
        line.HasValues.Should().BeTrue();
        var entry = (await Book.EntryAsync(who, line.Id, default)).Value.Entry;
        (entry.Before, entry.After).Should().Be(("{\"a\":1}", "{\"a\":2}"));
    }

    private async Task WriteAsync(Caller who, AuditAct act, bool refused = false) =>
        (await world.Get<OpsDatabase>().RecordAsync(who, act, refused, default)).IsAllowed.Should().BeTrue();
}
