using System.Reflection;
using System.Text;
using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Jobs;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Stores.ClientSuccess;

/// <summary>
/// CS-14, as an attacker: every use case of the area, called straight by somebody who works for another client, with ids that are a foreign
/// client's and with ids nobody has. New use cases join by being marked; one whose arguments nobody can make up fails here.
/// What roles without the area are answered is tried in MatrixThroughUseCasesTests.
/// </summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private const string ForeignName = "Kestrel Avionics";

    private static readonly DateOnly Today = new(2026, 6, 15);

    // What the role has at all; the rest is refused before any client is looked at.
    private static readonly List<MethodInfo> Methods =
    [
        .. typeof(ClientHealth).Assembly.GetTypes().Where(t => t.Namespace == typeof(ClientHealth).Namespace && t.GetCustomAttribute<UseCaseAttribute>() is not null)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<NeedsAttribute>() is { } needs && AccessMatrix.Answer(Role.ClientSuccess, needs.Permission) is { IsGiven: true } grant && grant.Scope >= needs.Least),
    ];

    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(DemoGround.AfterTheNight);
        world = new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task CS_14_No_use_case_tells_a_foreign_client_or_anything_of_one_from_what_is_not_there_and_each_refusal_is_an_entry()
    {
        var (mine, foreign, nobody) = (await MineAsync(), await ForeignAsync(), Ids.OfNobody);
        var before = await DigestAsync(foreign);
        List<string> faults = [];
        var tried = 0;
        foreach (var method in Methods)
        {
            var name = $"{method.DeclaringType!.Name}.{method.Name}";
            // The client itself, and what hangs on it asked for under a client of one's own.
            if (Takes(method, typeof(OrganizationId)))
                await CompareAsync(name, method, (foreign.Tenant, foreign), (nobody.Tenant, nobody), isRefused: true);
            if (Takes(method, typeof(Guid)))
                await CompareAsync(name, method, (mine.Tenant, foreign), (mine.Tenant, nobody), isRefused: Takes(method, typeof(Guid), andNotWithin: true));
        }

        faults.Should().BeEmpty();
        tried.Should().BeGreaterThan(35);
        (await DigestAsync(foreign)).Should().Be(before, "nothing of the foreign client has moved");

        async Task CompareAsync(string name, MethodInfo method, (OrganizationId Tenant, Ids Ids) theirs, (OrganizationId Tenant, Ids Ids) none, bool isRefused)
        {
            tried++;
            var (told, toldEntries) = await AskAsync(method, theirs.Tenant, theirs.Ids);
            var (control, controlEntries) = await AskAsync(method, none.Tenant, none.Ids);
            if (told.Refusal != control.Refusal)
                faults.Add($"{name}: '{told.Refusal?.Sentence ?? "a result"}' of a foreign client, '{control.Refusal?.Sentence ?? "a result"}' of none");
            if (isRefused && told.Refusal?.Code is not ("not-found" or "conflict"))
                faults.Add($"{name}: answered with {told.Refusal?.Code ?? "a result"}");
            if (toldEntries != controlEntries || (told.Refusal is not null && toldEntries != 1))
                faults.Add($"{name}: {toldEntries} entries of a foreign client, {controlEntries} of none");
            if (Tells(told.Said, foreign))
                faults.Add($"{name}: tells of the foreign client");
        }
    }

    [Fact]
    public async Task CS_14_No_list_tile_or_export_of_ones_own_book_holds_a_foreign_client()
    {
        var (mine, foreign) = (await MineAsync(), await ForeignAsync());
        // As many of each as nobody's filter would miss.
        var lists = Methods.Where(m => !Takes(m, typeof(Guid)) && m.GetParameters().All(p => p.ParameterType != typeof(OrganizationId))).ToList();

        foreach (var method in lists)
        {
            foreach (var isMine in (bool[])[false, true])
            {
                var (told, _) = await AskAsync(method, tenant: null, mine, isMine);
                told.Refusal.Should().BeNull(method.Name);
                Tells(told.Said, foreign).Should().BeFalse("{0} is of one's own book", method.Name);
            }
        }

        lists.Select(m => m.Name).Should().Contain(["ListAsync", "TilesAsync", "LookAsync", "ExportAsync", "MatrixAsync", "RenewalsAsync", "PageAsync"]);
    }

    [Fact]
    public async Task CS_14_The_runs_of_the_house_are_nothing_to_who_has_a_book_and_nothing_to_who_only_reads()
    {
        foreach (var role in (Role[])[Role.ClientSuccess, Role.SupportAdmin, Role.ImplementationManager])
        {
            var caller = await world.OperatorAsync(role);
            (await world.Get<NightDesk>().RunsAsync(caller, TestContext.Current.CancellationToken)).Refusal.Should().Be(AccessRefusals.NotAllowed);
            (await world.EntriesAsync("ViewHealth", "REFUSED", caller)).Should().Be(1);
        }

        var runs = (await world.Get<NightDesk>().RunsAsync(await world.OperatorAsync(Role.PlatformAdmin), TestContext.Current.CancellationToken)).Value;
        runs.Runs.Should().NotBeEmpty();
        runs.Active.Should().BeGreaterThan(1);
    }

    // Rows of every kind that has an id of its own, written by who works for the client.
    private async Task<Ids> MineAsync() => await FillAsync("Meridian Credit Union", await world.OperatorAsync(Role.PlatformAdmin));

    private async Task<Ids> ForeignAsync() => await FillAsync(ForeignName, await world.OperatorAsync(Role.PlatformAdmin, "Noor Haddad"));

    private async Task<Ids> FillAsync(string client, Caller by)
    {
        var ct = TestContext.Current.CancellationToken;
        var tenant = await HealthDesk.ClientAsync(world, client);
        var contact = (await world.Get<ClientFiles>().EditContactAsync(by, tenant, new(null, "Kes T. Rel", null, ["USER"], null, 0), ct)).Value;
        // Changed since, so that there is something to tell of it.
        (await world.Get<ClientFiles>().EditContactAsync(by, tenant, new(contact, "Kes Trel", null, ["USER"], null, 1), ct)).Refusal.Should().BeNull();
        var engagement = (await world.Get<Engagements>().LogAsync(by, tenant, Engagement(null, contact), ct)).Value;
        var alert = await world.AlertAsync(tenant, "TICKET_SURGE", by);
        var task = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await database.ExecuteAsync("insert into client_success.cs_task (id, organization_id, alert_id, title, due_on) select $1, organization_id, id, 'Call them', opened_on + 3 from client_success.alert where id = $2", task, alert);
        await world.Get<HealthOverrides>().SetAsync(by, tenant, new(Band.High, null, "Their sponsor has left", Today.AddDays(9)), ct);
        var reviews = world.Get<Qbrs>();
        var preview = (await reviews.PreviewAsync(by, tenant, Review, ct)).Value;
        var review = (await reviews.FinalizeAsync(by, tenant, Review, preview.Hash, ct)).Value;
        var active = await database.ValueAsync<Guid>("select id from client_success.health_override where organization_id = $1 and state = 'ACTIVE'", tenant.Value);
        return new(tenant, alert, task, contact, engagement, review, active);
    }

    private async Task<((Refusal? Refusal, string Said) Told, long Entries)> AskAsync(MethodInfo method, OrganizationId? tenant, Ids ids, bool isMine = false)
    {
        var caller = await world.OperatorAsync(Role.ClientSuccess);
        await world.AssignAsync(caller, await HealthDesk.ClientAsync(world, "Meridian Credit Union"));
        var target = world.Get<IServiceProvider>().GetRequiredService(method.DeclaringType!);
        var task = (Task)method.Invoke(target, [.. method.GetParameters().Select(p => Argument(method, p, caller, tenant, ids, isMine))])!;
        await task;
        dynamic outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        Refusal? refusal = outcome.Refusal;
        string said = refusal is null ? Said((object)outcome.Value) : refusal.Sentence;
        return ((refusal, said), await database.ValueAsync<long>("select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", caller.Id.ToString()));
    }

    private static string Said(object value) => value switch
    {
        CsvFile file => Encoding.UTF8.GetString(file.Content.Span),
        QbrFile file => Encoding.UTF8.GetString(file.Content),
        _ => JsonSerializer.Serialize(value, value.GetType()),
    };

    private static bool Tells(string said, Ids foreign) =>
        said.Contains(ForeignName, StringComparison.OrdinalIgnoreCase) || foreign.All.Any(id => said.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase));

    // Whether one of its arguments is or holds such an id; a contact's or engagement's edit holds one.
    private static bool Takes(MethodInfo method, Type id, bool andNotWithin = false) => method.GetParameters().Any(p =>
        p.ParameterType == id || (id == typeof(OrganizationId) && p.ParameterType == typeof(OrganizationId?))
        || (id == typeof(Guid) && (p.ParameterType == typeof(ContactEdit) || (p.ParameterType == typeof(EngagementEdit) && method.Name is nameof(Engagements.CorrectAsync))
            || (!andNotWithin && p.ParameterType == typeof(TimelineQuery)))));

    private static object? Argument(MethodInfo method, ParameterInfo parameter, Caller caller, OrganizationId? tenant, Ids ids, bool isMine) => parameter.ParameterType switch
    {
        var t when t == typeof(Caller) => caller,
        var t when t == typeof(CancellationToken) => TestContext.Current.CancellationToken,
        var t when t == typeof(OrganizationId) => tenant!.Value,
        var t when t == typeof(OrganizationId?) => tenant,
        var t when t == typeof(Guid) => parameter.Name switch
        {
            "alert" => ids.Alert, "task" => ids.Task, "contact" => ids.Contact, "engagement" => ids.Engagement, "review" => ids.Review, "standing" => ids.Override, _ => throw Unknown(method, parameter),
        },
        var t when t == typeof(DateOnly) => parameter.Name is "from" ? Today.AddDays(-30) : Today.AddDays(5),
        var t when t == typeof(bool) => isMine,
        var t when t == typeof(int) => 200,
        var t when t == typeof(long) => 1L,
        var t when t == typeof(string) => parameter.Name is "cursor" ? null : "A proper reason here",
        var t when t.IsEnum => Enum.GetValues(t).GetValue(0),
        var t when t == typeof(PortfolioFilter) => new PortfolioFilter { Text = isMine ? "Kestrel" : null },
        var t when t == typeof(TimelineQuery) => new TimelineQuery([], null, null, null, null, 50) { At = ids.Engagement.ToString() },
        var t when t == typeof(OverrideWish) => new OverrideWish(Band.High, null, "A proper reason here", Today.AddDays(30)),
        var t when t == typeof(ClientFileEdit) => new ClientFileEdit("RETAIL", 10, 10, [], null, null, AlertLevel.None, null, 1),
        var t when t == typeof(ContactEdit) => new ContactEdit(ids.Contact, "A name", null, ["USER"], null, 1),
        var t when t == typeof(EngagementEdit) => Engagement(method.Name is nameof(Engagements.CorrectAsync) ? ids.Engagement : null, ids.Contact),
        var t when t == typeof(QbrEdit) => Review,
        var t when t == typeof(WorkQuery) => new WorkQuery(isMine ? WorkList.Tasks : WorkList.Alerts) { WithClosed = true, Size = WorkQuery.SizeMost },
        var t when t == typeof(RenewalQuery) => new RenewalQuery { Size = RenewalQuery.SizeMost },
        _ => throw Unknown(method, parameter),
    };

    private static InvalidOperationException Unknown(MethodInfo method, ParameterInfo parameter) =>
        new($"Say what {method.DeclaringType!.Name}.{method.Name} is to be tried with as '{parameter.Name}'.");

    private static QbrEdit Review { get; } = new(new(2026, 3, 1), new(2026, 5, 31), [QbrSection.Usage], CohortKind.All, "", "", 0);

    private static EngagementEdit Engagement(Guid? id, Guid contact) =>
        new(id, "CALL", "About renewal", null, [contact], TestTemplate.DemoAnchor.AddDays(-1), 30, "NONE", null, false, 1);

    private Task<string?> DigestAsync(Ids of) => database.ValueAsync<string>(
        """
        select md5(string_agg(x, '|' order by x)) from (
            select to_jsonb(c)::text as x from client_success.client c where c.organization_id = $1
            union all select to_jsonb(c)::text from client_success.contact c where c.organization_id = $1
            union all select to_jsonb(e)::text from client_success.engagement e where e.organization_id = $1
            union all select to_jsonb(d)::text from client_success.engagement_addendum d join client_success.engagement e on e.id = d.engagement_id where e.organization_id = $1
            union all select to_jsonb(a)::text from client_success.alert a where a.organization_id = $1
            union all select to_jsonb(t)::text from client_success.cs_task t where t.organization_id = $1
            union all select to_jsonb(o)::text from client_success.health_override o where o.organization_id = $1
            union all select to_jsonb(h)::text from client_success.health_snapshot h where h.organization_id = $1
            union all select to_jsonb(q)::text from client_success.qbr q where q.organization_id = $1) d
        """, of.Tenant.Value);

    private sealed record Ids(OrganizationId Tenant, Guid Alert, Guid Task, Guid Contact, Guid Engagement, Guid Review, Guid Override)
    {
        public static Ids OfNobody { get; } = new(new(New()), New(), New(), New(), New(), New(), New());

        public IEnumerable<Guid> All => [Tenant.Value, Alert, Task, Contact, Engagement, Review, Override];

        private static Guid New() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    }
}
