using System.Globalization;
using System.Reflection;
using AngleSharp.Dom;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Tests.Components.Migration;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Typing that outlives the process, the session and the sign-in (quality.md R4, C12, C14, C17), on a fix in the migration wizard.</summary>
public sealed class UnsavedWorkTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const int Deaths = 25;
    private const string Standing = "02/31/2023";
    private const int Seed = 20261122;
    private static readonly TimeSpan Safe = TimeSpan.FromSeconds(2);
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task R4_Twenty_five_deaths_while_somebody_types_lose_no_keystroke_older_than_two_seconds()
    {
        var page = await StagedAsync("priya", Role.ImplementationManager);
        var random = new Random(Seed);
        var (typed, promised, lost) = (Standing, 0, 0);
        for (var death = 0; death <= Deaths; death++)
        {
            var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
            var life = new MortalDrafts.Life();
            await using var portal = await TestPortal.StartAsync(database: database, clock: clock, services: s => MortalDrafts.Install(s, life));
            using var place = await portal.VisitAsync("priya");
            await using var circuit = await place.OpenAsync(page);
            await OpenFixAsync(circuit);
            if (await KeptRowsAsync("priya") > 0)
                await circuit.SeeTextAsync("Restored what you typed");
            var kept = Value(circuit);
            typed.Should().StartWith(kept, "nothing is made up");
            lost += Math.Max(0, promised - kept.Length);

            typed = kept;
            List<(DateTimeOffset At, int Length)> strokes = [(clock.GetUtcNow() - Safe, typed.Length)];
            var many = random.Next(1, 25);
            for (var i = 0; i < many; i++)
            {
                typed += (char)('a' + random.Next(26));
                await circuit.TypeAsync(Field(circuit)!, typed);
                strokes.Add((clock.GetUtcNow(), typed.Length));
                clock.Advance(TimeSpan.FromMilliseconds(random.Next(40, 700)));
                // The database is given less than the second between the pause and the promise: what began is over, but for the last.
                if (i < many - 1 || random.Next(2) == 0)
                    await life.Idle.WaitAsync(Circuit.Patience);
            }

            life.IsOver = true;
            promised = strokes.Last(s => clock.GetUtcNow() - s.At >= Safe).Length;
        }

        lost.Should().Be(0);
        typed.Length.Should().BeGreaterThan(Standing.Length + 100, "most of what was typed is there");
    }

    [Fact]
    public async Task C12_Signing_out_in_another_tab_denies_the_next_act_and_signing_in_again_leads_back_to_the_draft()
    {
        var page = await StagedAsync("freya", Role.ImplementationSpecialist);
        var life = new MortalDrafts.Life();
        await using var portal = await DeafAsync(life);
        using var place = await portal.VisitAsync("freya");
        await using var circuit = await place.OpenAsync(page);
        await OpenFixAsync(circuit);
        await circuit.TypeAsync(Field(circuit)!, "02/28/2023");
        await life.Written.WaitAsync(Circuit.Patience);

        // The other tab: the same cookie, signed out by its form.
        var home = await place.GetAsync("/signin");
        await SignOutAsync(place, home);
        var put = await circuit.SeeAsync(p => p.Button("Put it here"), "the button");
        await Crowd.TryAsync(() => circuit.SubmitAsync(put.Closest("form")!));

        await Task.WhenAny(circuit.Closed, circuit.UntilAsync(() => circuit.LeftFor is not null, "the way to the sign-in page"));
        (await portal.EntriesAsync("FixMigrationRows", "ALLOWED", "freya")).Should().Be(0);
        (await KeptRowsAsync("freya")).Should().Be(1);

        using var again = await portal.VisitAsync("freya");
        await world.EnterAsync(Who("freya") with { Role = Role.ImplementationSpecialist }, await TenantOfAsync("freya"));
        await using var back = await again.OpenAsync(page);
        await OpenFixAsync(back);
        await back.SeeTextAsync("Restored what you typed");
        Value(back).Should().Be("02/28/2023");
    }

    [Fact]
    public async Task C14_A_session_that_ends_while_the_text_is_typed_refuses_the_save_and_keeps_the_text()
    {
        var page = await StagedAsync("jun", Role.ImplementationSpecialist);
        var life = new MortalDrafts.Life();
        await using var portal = await DeafAsync(life);
        using var place = await portal.VisitAsync("jun");
        await using var circuit = await place.OpenAsync(page);
        await OpenFixAsync(circuit);
        await circuit.TypeAsync(Field(circuit)!, "02/28/2023");
        await database.ExecuteAsync("update access.session set ended_at = access.now(), end_reason = 'EXPIRED' where operator_id = $1 and ended_at is null", Crowd.IdOf("jun"));

        var put = await circuit.SeeAsync(p => p.Button("Put it here"), "the button");
        await circuit.SubmitAsync(put.Closest("form")!);

        await circuit.SeeTextAsync("What you typed is kept");
        circuit.Page().Text.Should().Contain("02/28/2023");
        (await portal.EntriesAsync("FixMigrationRows", "ALLOWED", "jun")).Should().Be(0, "the save was refused inside its transaction");
        await life.Written.WaitAsync(Circuit.Patience);
        (await KeptRowsAsync("jun")).Should().Be(1);
    }

    [Fact]
    public async Task Leaving_unsaved_work_asks_and_both_answers_do_what_they_say()
    {
        var page = await StagedAsync("priya", Role.ImplementationManager);
        var life = new MortalDrafts.Life();
        await using var portal = await TestPortal.StartAsync(database: database, services: s => MortalDrafts.Install(s, life));
        using var place = await portal.VisitAsync("priya");
        await using var circuit = await place.OpenAsync(page);
        await OpenFixAsync(circuit);
        await circuit.TypeAsync(Field(circuit)!, "02/28/2023");
        await circuit.UntilAsync(() => circuit.Calls.Any(c => c.Identifier.EndsWith("enableNavigationPrompt", StringComparison.Ordinal)), "the lock");

        var stays = await circuit.AskToLeaveAsync("/migrations", async () => await PressInDialogAsync(circuit, "Stay"));
        stays.Should().BeFalse();
        Field(circuit).Should().NotBeNull();
        var goes = await circuit.AskToLeaveAsync("/migrations", async () => await PressInDialogAsync(circuit, "Leave"));

        goes.Should().BeTrue();
        await circuit.SeeAsync(p => p.Find("h1") is { } head && PageView.Words(head).StartsWith("Migrations", StringComparison.Ordinal) ? head : null, "the list of runs");
        await life.Written.WaitAsync(Circuit.Patience);
        (await KeptRowsAsync("priya")).Should().Be(1, "what was left is kept");
    }

    [Fact]
    public async Task C17_The_names_the_page_calls_are_those_of_the_shipped_script()
    {
        await using var portal = await TestPortal.StartAsync(database: database);
        using var client = portal.Client();

        var script = await client.Http.GetStringAsync("/_framework/blazor.web.js", TestContext.Current.CancellationToken);
        var shell = await client.Http.GetStringAsync("/js/shell.js", TestContext.Current.CancellationToken);

        script.Should().Contain("pauseCircuit").And.Contain("resumeCircuit").And.Contain("reconnect");
        shell.Should().Contain("Blazor?.reconnect()").And.Contain("Blazor?.resumeCircuit()");
    }

    [Fact]
    public void C17_What_outlives_a_circuit_in_the_browser_is_ids_only()
    {
        var persisted = typeof(Drafts).Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(p => p.GetCustomAttribute<PersistentStateAttribute>() is not null)
            .ToList();

        persisted.Should().NotBeEmpty("the workspace keeps the session's id");
        persisted.Should().OnlyContain(p => p.PropertyType == typeof(Guid?) || p.PropertyType == typeof(Guid));
    }

    private static IElement? Field(Circuit circuit) => circuit.Page().Find(".lines form input");

    private static string Value(Circuit circuit) => Field(circuit)?.GetAttribute("value") ?? "";

    private static async Task OpenFixAsync(Circuit circuit)
    {
        var open = await circuit.SeeAsync(
            page => page.All(".lines button").FirstOrDefault(b => b.TextContent.StartsWith("Type a value", StringComparison.Ordinal)), "the button of the line");
        await circuit.ClickAsync(open);
        await circuit.SeeAsync(_ => Field(circuit), "the field of the line");
    }

    private Task<TestPortal> DeafAsync(MortalDrafts.Life life) => TestPortal.StartAsync(
        database: database,
        services: services =>
        {
            DeafSignals.Install(services);
            MortalDrafts.Install(services, life);
        });

    private static Caller Who(string subject) => new(new(Crowd.IdOf(subject)), Role.ImplementationManager, "127.0.0.1", "test", "0123456789abcdef");

    private static async Task PressInDialogAsync(Circuit circuit, string words)
    {
        await circuit.SeeTextAsync("Leave without saving?");
        await circuit.ClickAndGoOnAsync(await circuit.SeeAsync(p => p.All(".mud-dialog button").FirstOrDefault(b => PageView.Words(b) == words), words));
        await circuit.SeeNoTextAsync("Leave without saving?");
    }

    private static async Task SignOutAsync(Visitor place, PageShell page)
    {
        var form = PageView.Parse(page.Html).Document.Forms.First(f => f.QuerySelector("[name=__RequestVerificationToken]") is not null);
        form.SetAttribute("action", "/signin/out");
        foreach (var other in form.QuerySelectorAll("[name=operator]").ToArray())
            other.Remove();
        await place.SendAsync(page, (AngleSharp.Html.Dom.IHtmlFormElement)form, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    // A validated run of this person with one cell that has to be typed anew.
    private async Task<string> StagedAsync(string subject, Role role)
    {
        await using (await TestPortal.StartAsync(database: database))
        {
            // It puts the demo's people where they can sign in.
        }

        await database.ExecuteAsync("delete from access.draft where operator_id = $1", Crowd.IdOf(subject));
        var who = Who(subject) with { Role = role };
        var tenant = await world.TenantAsync($"Tenant of {subject}");
        if (role is Role.ImplementationSpecialist)
            await world.AssignAsync(who, tenant);
        var session = await world.EnterAsync(who, tenant);
        var desk = await StagedDesk.OpenAsync(world, WizardDesk.Csv, desk: new RunDesk(world, new TenantKey(who, session.Id), tenant), furnishes: true);
        await desk.ValidateAsync();
        return string.Create(CultureInfo.InvariantCulture, $"/migrations/{desk.Run}?step=4&group=MIG-DAT-001~error~5");
    }

    private async Task<Ethico.Ops.Domain.Shared.OrganizationId> TenantOfAsync(string subject) =>
        new(await database.ValueAsync<Guid>("select organization_id from access.session where operator_id = $1 order by started_at desc limit 1", Crowd.IdOf(subject)));

    private Task<long> KeptRowsAsync(string subject) => database.ValueAsync<long>("select count(*) from access.draft where operator_id = $1", Crowd.IdOf(subject));
}
