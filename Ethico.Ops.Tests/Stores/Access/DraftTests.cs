using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>Unsaved typing at rest (quality.md R4): its owner's alone, for seven days, and of a tenant only inside it.</summary>
public sealed class DraftTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Words = "She says the invoice was signed twice";
    private readonly World world = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DraftBook Book => world.Get<DraftBook>();

    public async ValueTask DisposeAsync()
    {
        await database.FreeClockAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task R4_What_was_typed_is_given_back_word_for_word_and_counts_its_versions()
    {
        var mine = await world.OperatorAsync(Role.SupportTier2);
        var place = new DraftPlace("enter-reason");

        var first = await KeepAsync(mine, place, "She s");
        var second = await KeepAsync(mine, place, Words, first.Version, "7");

        (first.Version, second.Version, second.IsKept).Should().Be((1, 2, true));
        (await Book.FindAsync(mine, place, Ct)).Value.Should().Be(new Draft(Words, 2, second.SavedAt, "7"));
        (await Book.ForgetAsync(mine, place, 2, Ct)).IsAllowed.Should().BeTrue();
        (await Book.FindAsync(mine, place, Ct)).Value.Should().BeNull();
    }

    [Fact]
    public async Task F1_Another_operator_sees_nothing_of_it_and_cannot_write_there()
    {
        var (mine, other) = (await world.OperatorAsync(Role.SupportTier2), await world.OperatorAsync(Role.PlatformAdmin));
        var place = new DraftPlace("foreign");
        await KeepAsync(mine, place, Words);

        (await Book.FindAsync(other, place, Ct)).Value.Should().BeNull();
        await Book.ForgetAsync(other, place, long.MaxValue, Ct);
        await KeepAsync(other, place, "Mine, not yours");

        (await Book.FindAsync(mine, place, Ct)).Value!.Text.Should().Be(Words);
        // The policy, without the store's own condition.
        (await CountAsync(other.Id.ToString())).Should().Be(1);
        (await CountAsync("")).Should().Be(0, "a transaction that names no owner sees no draft");
        var forged = () => AsAsync(other, $"insert into access.draft values ('{mine.Id}', 'forged', null, decode(repeat('00', 40), 'hex'), 1, null, access.now(), access.now() + interval '1 day')");
        (await forged.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        (await AsAsync(other, $"update access.draft set place = 'taken' where operator_id = '{mine.Id}'")).Should().Be(0);
    }

    [Theory]
    [InlineData("ops_tenant")]
    [InlineData("ops_hotline")]
    [InlineData("ops_migration")]
    [InlineData("ops_jobs")]
    public async Task No_other_door_reaches_drafts(string role)
    {
        var look = () => database.ExecuteAsync($"begin; set local role {role}; select * from access.draft; rollback");

        (await look.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_tenants_draft_opens_inside_that_tenant_and_a_quarter_of_an_hour_after()
    {
        await database.SetClockAsync(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        var (mine, other) = (await world.OperatorAsync(Role.SupportTier2), await world.OperatorAsync(Role.SupportTier2));
        var tenant = await world.TenantAsync();
        var place = new DraftPlace($"setting:{tenant}:x", tenant);
        await world.EnterAsync(other, tenant);
        (await Book.KeepAsync(mine, place, new DraftWrite(Words, 0, null), Ct)).Refusal.Should().Be(AccessRefusals.SessionOver, "only somebody else is inside");
        var forged = () => AsAsync(mine, $"insert into access.draft values ('{mine.Id}', 'forged', '{tenant}', decode(repeat('00', 40), 'hex'), 1, null, access.now(), access.now() + interval '1 day')");
        (await forged.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);

        var session = await world.EnterAsync(mine, tenant);
        await KeepAsync(mine, place, Words);
        (await Book.FindAsync(mine, place with { Tenant = null }, Ct)).Value.Should().BeNull("the place without its tenant is another place");
        await world.Get<ImpersonationService>().EndAsync(mine, session.Id, Ct);

        await database.AdvanceAsync(TimeSpan.FromMinutes(14));
        (await KeepAsync(mine, place, Words + ".", 1)).IsKept.Should().BeTrue("the last words before an end are still written");
        await database.AdvanceAsync(TimeSpan.FromMinutes(2));
        (await Book.FindAsync(mine, place, Ct)).Value.Should().BeNull();
        (await CountAsync(mine.Id.ToString())).Should().Be(0);
        (await Book.KeepAsync(mine, place, new DraftWrite("more", 2, null), Ct)).Refusal.Should().Be(AccessRefusals.SessionOver);

        var elsewhere = await world.EnterAsync(mine, await world.TenantAsync("Northwind Insurance"));
        (await Book.FindAsync(mine, place, Ct)).Value.Should().BeNull("another tenant is open");
        await world.Get<ImpersonationService>().EndAsync(mine, elsewhere.Id, Ct);
        await world.EnterAsync(mine, tenant);
        (await Book.FindAsync(mine, place, Ct)).Value!.Text.Should().Be(Words + ".");
    }

    [Fact]
    public async Task After_seven_days_it_is_not_handed_out_and_the_nights_work_takes_it()
    {
        await database.SetClockAsync(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero));
        var mine = await world.OperatorAsync(Role.SupportTier2);
        var place = new DraftPlace("old");
        await KeepAsync(mine, place, Words);
        var job = new PurgeDraftsJob(world.Get<OpsDatabase>(), NullLogger<PurgeDraftsJob>.Instance);

        await database.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await job.PurgeAsync(Ct);
        (await Book.FindAsync(mine, place, Ct)).Value.Should().NotBeNull();
        await database.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await Book.FindAsync(mine, place, Ct)).Value.Should().BeNull();
        (await RowsAsync(mine)).Should().Be(1);
        await job.PurgeAsync(Ct);

        (await RowsAsync(mine)).Should().Be(0);
    }

    [Fact]
    public async Task A_lapsed_draft_is_written_over()
    {
        await database.SetClockAsync(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        var mine = await world.OperatorAsync(Role.SupportTier2);
        var place = new DraftPlace("lapsed");
        await KeepAsync(mine, place, Words);
        await database.AdvanceAsync(TimeSpan.FromDays(8));

        (await KeepAsync(mine, place, "New words")).IsKept.Should().BeTrue();

        (await Book.FindAsync(mine, place, Ct)).Value!.Text.Should().Be("New words");
    }

    [Fact]
    public async Task Two_windows_of_one_person_do_not_write_over_each_other()
    {
        var mine = await world.OperatorAsync(Role.SupportTier2);
        var place = new DraftPlace("two-windows");
        var one = await KeepAsync(mine, place, "From the first window");

        var other = await KeepAsync(mine, place, "From the second window");
        await Book.ForgetAsync(mine, place, 0, Ct);

        other.Should().Be(new DraftKept(IsKept: false, one.Version, one.SavedAt));
        (await Book.FindAsync(mine, place, Ct)).Value!.Text.Should().Be("From the first window");
    }

    [Fact]
    public async Task Who_leaves_the_house_leaves_no_draft_and_keeps_none()
    {
        var (mine, by) = (await world.OperatorAsync(Role.SupportTier2), await world.OperatorAsync(Role.PlatformAdmin));
        await KeepAsync(mine, new("leaving"), Words);
        await KeepAsync(by, new("staying"), Words);

        await database.ExecuteAsync("update access.operator set deactivated_at = access.now(), deactivated_by = $2 where id = $1", mine.Id.Value, by.Id.Value);

        (await RowsAsync(mine)).Should().Be(0);
        (await RowsAsync(by)).Should().Be(1, "who stays keeps theirs");
        var late = () => AsAsync(mine, $"insert into access.draft values ('{mine.Id}', 'late', null, decode(repeat('00', 40), 'hex'), 1, null, access.now(), access.now() + interval '1 day')");
        (await late.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_text_lies_sealed_bound_to_its_owner_and_nothing_of_it_is_in_the_trail()
    {
        var (mine, other) = (await world.OperatorAsync(Role.SupportTier2), await world.OperatorAsync(Role.SupportTier2));
        var place = new DraftPlace("sealed");
        await KeepAsync(mine, place, Words);

        var body = await database.ValueAsync<byte[]>("select body from access.draft where operator_id = $1", mine.Id.Value);
        System.Text.Encoding.UTF8.GetString(body!).Should().NotContain("invoice");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where actor_id = $1", mine.Id.ToString())).Should().Be(0);

        await database.ExecuteAsync("update access.draft set operator_id = $2 where operator_id = $1", mine.Id.Value, other.Id.Value);
        (await Book.FindAsync(other, place, Ct)).Value.Should().BeNull("a row moved to another person does not open");
    }

    [Fact]
    public async Task A_place_that_could_hold_a_name_and_a_text_beyond_bounds_are_refused()
    {
        var mine = await world.OperatorAsync(Role.SupportTier2);

        (await Book.KeepAsync(mine, new("call Mrs Doe"), new DraftWrite(Words, 0, null), Ct)).IsAllowed.Should().BeFalse();
        (await Book.KeepAsync(mine, new("long"), new DraftWrite(new string('ä', 40_000), 0, null), Ct)).Refusal!.Code.Should().Be("draft-too-long");
        (await Book.KeepAsync(mine, new("whole"), new DraftWrite(new string('a', DraftBook.MostBytes), 0, null), Ct)).Value.IsKept.Should().BeTrue();
        new Draft(Words, 1, default, null).ToString().Should().NotContain("invoice");
        new DraftWrite(Words, 1, null).ToString().Should().NotContain("invoice");
    }

    [Fact]
    public async Task A_loop_keeps_a_hundred_texts_and_no_more()
    {
        var mine = await world.OperatorAsync(Role.SupportTier2);
        for (var i = 0; i < 104; i++)
            await KeepAsync(mine, new($"loop:{i}"), "x");

        (await RowsAsync(mine)).Should().Be(100);
        (await Book.FindAsync(mine, new("loop:103"), Ct)).Value.Should().NotBeNull();
        (await Book.FindAsync(mine, new("loop:0"), Ct)).Value.Should().BeNull();

        // The oldest of a hundred makes no room for itself: then another window's text would be written over.
        (await KeepAsync(mine, new("loop:4"), "y", 7)).IsKept.Should().BeFalse();
        (await Book.FindAsync(mine, new("loop:4"), Ct)).Value!.Text.Should().Be("x");
    }

    [Fact]
    public async Task A_text_whose_draft_is_gone_goes_on_with_its_next_version()
    {
        var mine = await world.OperatorAsync(Role.SupportTier2);

        (await KeepAsync(mine, new("gone"), Words, 3)).Version.Should().Be(4, "a window that holds an older one must not take it for its own");
    }

    private async Task<DraftKept> KeepAsync(Caller who, DraftPlace place, string text, long over = 0, string? basedOn = null) =>
        (await Book.KeepAsync(who, place, new DraftWrite(text, over, basedOn), Ct)).Value;

    private Task<long> RowsAsync(Caller who) => database.ValueAsync<long>("select count(*) from access.draft where operator_id = $1", who.Id.Value);

    private async Task<long> CountAsync(string owner) => (await world.Get<OpsDatabase>().PortalAsync(
        async (context, token) =>
        {
            await context.Database.ExecuteSqlAsync($"select set_config('ops.draft_owner', {owner}, true)", token);
            return Outcome.Of(await context.Database.SqlQuery<long>($"""select count(*) as "Value" from access.draft""").SingleAsync(token));
        },
        Ct)).Value;

    private async Task<int> AsAsync(Caller who, string sql) => (await world.Get<OpsDatabase>().PortalAsync(
        async (context, token) =>
        {
            await context.Database.ExecuteSqlAsync($"select set_config('ops.draft_owner', {who.Id.ToString()}, true)", token);
            return Outcome.Of(await context.Database.ExecuteSqlRawAsync(sql, token));
        },
        Ct)).Value;
}
