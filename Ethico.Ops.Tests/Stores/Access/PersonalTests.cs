using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>What is each person's own: preferences and notices.</summary>
public sealed class PersonalTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Who_never_chose_follows_the_system_and_a_choice_is_kept()
    {
        var (mine, other) = (await world.OperatorAsync(Role.SupportTier1), await world.OperatorAsync(Role.SupportTier2));
        var preferences = world.Get<Preferences>();
        (await preferences.MineAsync(mine, Ct)).Value.Should().Be(Preference.Default);

        await preferences.KeepAsync(mine, new(Theme.Dark, SingleKeys: false), Ct);
        await preferences.KeepAsync(mine, new(Theme.Light, SingleKeys: false), Ct);

        (await preferences.MineAsync(mine, Ct)).Value.Should().Be(new Preference(Theme.Light, SingleKeys: false));
        (await preferences.MineAsync(other, Ct)).Value.Should().Be(Preference.Default);
    }

    [Fact]
    public async Task The_bell_lists_unread_first_and_marks_them_read()
    {
        var mine = await world.OperatorAsync(Role.SupportAdmin);
        var (old, fresh) = (await NoticeAsync(mine, "2026-01-01", isRead: false), await NoticeAsync(mine, "2026-02-01", isRead: true));
        var board = world.Get<NoticeBoard>();

        var before = (await board.MineAsync(mine, Ct)).Value;
        before.Unread.Should().Be(1);
        before.Notices.Select(n => n.Id).Should().Equal(old, fresh);
        (await board.MarkReadAsync(mine, old, Ct)).IsAllowed.Should().BeTrue();
        (await board.MarkReadAsync(mine, old, Ct)).IsAllowed.Should().BeTrue("reading twice is no fault");

        var after = (await board.MineAsync(mine, Ct)).Value;
        after.Unread.Should().Be(0);
        after.Notices.Select(n => n.Id).Should().Equal(fresh, old);
    }

    [Fact]
    public async Task F1_Anothers_notice_is_not_found_and_stays_unread()
    {
        var (mine, other) = (await world.OperatorAsync(Role.SupportAdmin), await world.OperatorAsync(Role.SupportAdmin));
        var theirs = await NoticeAsync(other, "2026-01-01", isRead: false);
        var board = world.Get<NoticeBoard>();

        (await board.MarkReadAsync(mine, theirs, Ct)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        await board.MarkReadAsync(mine, notice: null, Ct);

        (await board.MineAsync(mine, Ct)).Value.Notices.Should().BeEmpty();
        (await board.MineAsync(other, Ct)).Value.Unread.Should().Be(1);
    }

    private async Task<Guid> NoticeAsync(Caller who, string at, bool isRead)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await database.ExecuteAsync(
            "insert into support.notification (id, operator_id, kind, subject, text, at, read_at) values ($1, $2, 'session.loud', 'x', 'Somebody writes.', $3::timestamptz, case when $4 then now() end)",
            id, who.Id.Value, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal), isRead);
        return id;
    }
}
