using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

/// <summary>One session, one tenant: whatever is asked with whatever ids.</summary>
public class IsolationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Reason = "The client asked who this account belongs to";
    private readonly World world = new(database, WorkspaceKeys.Add);

    /// <summary>Of each of the four that call at once.</summary>
    protected virtual int CallsOfEach => 2_500;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task F1_PLT5_Ids_of_another_tenant_in_every_parameter_are_not_found_and_the_attempt_is_an_entry()
    {
        var own = await Seed.TenantAsync(world, "Own Works", "Ownzqcanary", cases: 6);
        var other = await Seed.TenantAsync(world, "Other Works", "Otherzqcanary", cases: 6);
        await database.ExecuteAsync("update platform.cases set reference_number = 'X-' || reference_number where organization_id = $1", other.Id.Value);
        var key = await EnterAsync(own);

        Dictionary<string, Task<Refusal?>> asked = new(StringComparer.Ordinal);
        foreach (var (name, call) in ById(key, other, "X-C-2026-00001"))
            asked[name] = Code(call());
        asked["activity"] = Code(Boxed(world.Get<TenantActivity>().RecentAsync(key, other.Id, default)));
        await Task.WhenAll(asked.Values);

        asked.Where(a => a.Key is not "activity").Select(a => (a.Key, a.Value.Result?.Code))
            .Should().OnlyContain(a => a.Code == "not-found").And.HaveCount(12);
        (await asked["activity"])!.Code.Should().Be("no-session");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where outcome = 'REFUSED' and actor_id = $1", key.Caller.Id.ToString()))
            .Should().Be(asked.Count);
    }

    [Fact]
    public async Task PLT5_Lists_filtered_by_another_tenants_ids_and_cursors_hold_nothing_of_it()
    {
        var own = await Seed.TenantAsync(world, "Own Works", "Ownzqcanary", cases: 12);
        var other = await Seed.TenantAsync(world, "Other Works", "Otherzqcanary", cases: 12, accounts: 12);
        var key = await EnterAsync(own);
        var book = world.Get<CaseBook>();

        (await book.ListAsync(key, new(new() { Handler = new(other.Accounts[0]) }), default)).Value.Page.Total.Should().Be(0);
        (await book.ListAsync(key, new(new() { Category = new(other.Category) }), default)).Value.Page.Total.Should().Be(0);
        var all = (await book.ListAsync(key, new(CaseFilter.All, WithChoices: true), default)).Value;
        all.Page.Items.Select(r => r.Id.Value).Should().BeEquivalentTo(own.Cases);
        all.Choices!.Categories.Should().ContainSingle().Which.Id.Value.Should().Be(own.Category);
        all.Choices.Handlers.Select(h => h.Id.Value).Should().BeSubsetOf(own.Accounts);
        var foreign = CaseCursor.After(TimeProvider.System.GetUtcNow().AddYears(50), other.Cases[0]).Write(CaseSort.Newest);
        (await book.ListAsync(key, new(CaseFilter.All, Cursor: foreign), default)).Value.Page.Items.Select(r => r.Id.Value).Should().BeSubsetOf(own.Cases);
        (await world.Get<TenantUsers>().ListAsync(key, new(UserFilter.All, UserCursor.Write(new(other.Accounts[^1]))), default))
            .Value.Items.Select(u => u.Id.Value).Should().BeSubsetOf(own.Accounts);
        (await world.Get<TenantOverview>().ReadAsync(key, default)).Value.Recent.Select(e => e.Case.Value).Should().BeSubsetOf(own.Cases);
        (await world.Get<TenantOverview>().ReadAsync(key, default)).Value.Figures.CasesAll.Value.Should().Be(12);
    }

    [Fact]
    public async Task S3_Ten_thousand_random_calls_with_any_session_and_any_id_show_no_foreign_row()
    {
        await database.ExecuteAsync("update access.rate_rule set capacity = 100000000");
        SeededTenant[] tenants = [await Seed.TenantAsync(world, "First Works", "Firstzqcanary", cases: 6), await Seed.TenantAsync(world, "Second Works", "Secondzqcanary", cases: 6)];
        // Each tenant's references say whose they are.
        foreach (var tenant in tenants)
            await database.ExecuteAsync("update platform.cases set reference_number = $2 || reference_number where organization_id = $1", tenant.Id.Value, tenant.Canary);
        (TenantKey Key, int Tenant)[] operators = [(await EnterAsync(tenants[0]), 0), (await EnterAsync(tenants[1]), 1), (await EnterAsync(tenants[0]), 0), (await EnterAsync(tenants[1]), 1)];
        var allowed = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (worker, _) =>
        {
            var random = new Random(20260615 + worker);
            for (var i = 0; i < CallsOfEach; i++)
            {
                var caller = operators[random.Next(operators.Length)];
                // One time in four a session that is another's, or nobody's.
                var session = random.Next(8) switch
                {
                    0 => operators[random.Next(operators.Length)].Key.Session,
                    1 => new SessionId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())),
                    _ => caller.Key.Session,
                };
                var key = caller.Key with { Session = session };
                var aimed = tenants[random.Next(2)];
                var calls = ById(key, aimed, aimed.Canary + "C-2026-00001").Concat(Lists(key, aimed)).ToList();
                var (name, call) = calls[random.Next(calls.Count)];

                var outcome = await call();

                var foreign = tenants[1 - caller.Tenant];
                if (!outcome.IsAllowed)
                    continue;
                Interlocked.Increment(ref allowed);
                session.Should().Be(caller.Key.Session, name);
                if (outcome.Value is IReadOnlyList<StaffAct>)
                {
                    // The trail repeats what was asked for, foreign ids that were refused among it; the tenant it is of is what counts.
                    aimed.Should().Be(tenants[caller.Tenant]);
                    continue;
                }

                var text = JsonSerializer.Serialize(outcome.Value);
                text.Should().NotContain(foreign.Canary, name);
                foreach (var id in foreign.Cases.Concat(foreign.Reports).Concat(foreign.Persons).Append(foreign.Category))
                    text.Should().NotContain(id.ToString(), name);
            }
        });

        allowed.Should().BeGreaterThan(400, "a fuzz that is always refused shows nothing");
    }

    private IEnumerable<(string Name, Func<Task<Outcome<object>>> Call)> ById(TenantKey key, SeededTenant aimed, string reference)
    {
        var book = world.Get<CaseBook>();
        var reveal = world.Get<Reveal>();
        var id = new CaseId(aimed.Cases[0]);
        yield return ("open", () => Boxed(book.OpenAsync(key, id, default)));
        yield return ("find", () => Boxed(book.FindAsync(key, reference, default)));
        yield return ("words", () => Boxed(book.ReadWordsAsync(key, id, default)));
        yield return ("report", () => Boxed(book.ReadReportAsync(key, new(aimed.Reports[1]), default)));
        yield return ("note", () => Boxed(book.ReadLineAsync(key, id, aimed.Note, default)));
        yield return ("event", () => Boxed(book.ReadLineAsync(key, id, aimed.Events[0], default)));
        yield return ("investigation", () => Boxed(book.ReadInvestigationAsync(key, new(aimed.Investigation), default)));
        yield return ("attachments", () => Boxed(book.ReadAttachmentNamesAsync(key, id, default)));
        yield return ("account", () => Boxed(reveal.ShowAsync(key, RevealTarget.Account(new(aimed.Accounts[0])), RevealGroup.Identity, Reason, default)));
        yield return ("person", () => Boxed(reveal.ShowAsync(key, RevealTarget.Person(id, new(aimed.Persons[0])), RevealGroup.Contact, Reason, default)));
        yield return ("reporter", () => Boxed(reveal.ShowAsync(key, RevealTarget.Report(new(aimed.Reports[1])), RevealGroup.Reporter, Reason, default)));
        yield return ("setting", () => Boxed(world.Get<TenantSettings>().HistoryAsync(key, $"integration:{aimed.Accounts[0]}:secret", default)));
    }

    private IEnumerable<(string Name, Func<Task<Outcome<object>>> Call)> Lists(TenantKey key, SeededTenant aimed)
    {
        yield return ("cases", () => Boxed(world.Get<CaseBook>().ListAsync(key, new(CaseFilter.All, WithChoices: true), default)));
        yield return ("export", () => Boxed(world.Get<CaseBook>().ExportAsync(key, new() { Term = aimed.Canary }, default)));
        yield return ("users", () => Boxed(world.Get<TenantUsers>().ListAsync(key, new(UserFilter.All), default)));
        yield return ("overview", () => Boxed(world.Get<TenantOverview>().ReadAsync(key, default)));
        yield return ("settings", () => Boxed(world.Get<TenantSettings>().ListAsync(key, default)));
        yield return ("activity", () => Boxed(world.Get<TenantActivity>().RecentAsync(key, aimed.Id, default)));
    }

    private async Task<TenantKey> EnterAsync(SeededTenant tenant)
    {
        var who = await world.OperatorAsync(Role.PlatformAdmin);
        var opened = await world.Get<ImpersonationService>().StartAsync(
            who, new SessionWish(tenant.Id, ReasonCategory.SupportTicket, "Reminders are not sent since Friday", $"SUP-{Math.Abs(who.Id.GetHashCode()) % 1000000}", 60, "/"), default);
        return new(who, opened.Value.Id);
    }

    private static async Task<Refusal?> Code(Task<Outcome<object>> asked) => (await asked).Refusal;

    private static async Task<Outcome<object>> Boxed<T>(Task<Outcome<T>> asked) => (await asked).Map(v => (object)v!);
}
