using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.ClientSuccess;

/// <summary>client-success.md 7: the second save is refused with who changed what, and when.</summary>
public sealed class ConflictTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string At = "meanwhile, on 15 Jun 2026 12:00 UTC";

    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_save_of_a_client_file_is_told_everybody_who_changed_it_and_what()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (lead, mia, noor) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"), await world.OperatorAsync(Role.PlatformAdmin, "Noor Haddad"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var files = world.Get<ClientFiles>();
        var seen = (await files.OpenAsync(lead, tenant, Ct)).Value.Client;
        var edit = new ClientFileEdit(seen.Industry, seen.Headcount, seen.LicensedSeats, seen.Tags, seen.RenewalOn, seen.RenewalKind, seen.AlertLevel, seen.Lead, seen.RowVersion);
        (await files.EditAsync(mia, tenant, edit with { Headcount = 2000, RenewalOn = new(2027, 3, 1) }, Ct)).Refusal.Should().BeNull();

        var late = (await files.EditAsync(lead, tenant, edit with { Headcount = 3000 }, Ct)).Refusal!;

        late.Code.Should().Be("conflict");
        late.Sentence.Should().Be("Mia Tran changed this client file meanwhile, on 15 Jun 2026 12:00 UTC: headcount, renewal date. Look at the new state; what you typed is still here.");

        // A second one on top: each with what is theirs. What the first changed and the second changed again is the second's.
        (await files.EditAsync(noor, tenant, edit with { Headcount = 2500, RenewalOn = new(2027, 3, 1), Tags = ["pilot"], RowVersion = seen.RowVersion + 1 }, Ct)).Refusal.Should().BeNull();
        (await files.EditAsync(lead, tenant, edit with { Headcount = 3000 }, Ct)).Refusal!.Sentence
            .Should().StartWith("Mia Tran (renewal date) and Noor Haddad (headcount, tags) changed this client file meanwhile, on 15 Jun 2026 12:00 UTC.");
        // Who looked after the first is told of the second alone.
        (await files.EditAsync(lead, tenant, edit with { RowVersion = seen.RowVersion + 1 }, Ct)).Refusal!.Sentence.Should().StartWith("Noor Haddad changed this client file meanwhile, on 15 Jun 2026 12:00 UTC: headcount, tags.");
        (await world.EntriesAsync("EditClientFile", "REFUSED", lead)).Should().Be(3);
        (await database.ValueAsync<int>("select headcount from client_success.client where organization_id = $1", tenant.Value)).Should().Be(2500);
    }

    [Fact]
    public async Task The_second_save_of_a_contact_is_told_who_and_what_and_that_it_was_erased()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (lead, other) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Olu Adeyemi"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var files = world.Get<ClientFiles>();
        var id = (await files.EditContactAsync(lead, tenant, new(null, "A. Person", null, ["USER"], null, 0), Ct)).Value;
        (await files.EditContactAsync(other, tenant, new(id, "A. B. Person", "a@example.org", ["USER"], null, 1), Ct)).Refusal.Should().BeNull();

        var late = (await files.EditContactAsync(lead, tenant, new(id, "A. Person", null, ["CHAMPION"], null, 1), Ct)).Refusal!;

        late.Sentence.Should().StartWith("Olu Adeyemi changed this contact meanwhile, on 15 Jun 2026 12:00 UTC: e-mail address, name.").And.NotContain("Person");
        (await files.EraseContactAsync(other, tenant, id, Ct)).Refusal.Should().BeNull();
        (await files.EditContactAsync(lead, tenant, new(id, "A. Person", null, ["CHAMPION"], null, 2), Ct)).Refusal!.Sentence.Should().Be($"Olu Adeyemi removed this contact {At}. What you typed is still here.");
        // Another client's contact, erased or not, is one that nobody knows of.
        var foreign = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        (await files.EditContactAsync(lead, foreign, new(id, "A. Person", null, ["CHAMPION"], null, 2), Ct)).Refusal!.Sentence.Should().Be("Somebody removed this contact meanwhile. What you typed is still here.");
    }

    [Fact]
    public async Task The_second_act_on_an_alert_or_a_task_is_told_who_and_what_and_the_nights_run_is_nobody()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (lead, other) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Pia Lund"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var work = world.Get<ClientWork>();
        var alert = await world.AlertAsync(tenant, "NO_CONTACT", lead);
        var task = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await database.ExecuteAsync(
            "insert into client_success.cs_task (id, organization_id, alert_id, title, due_on) select $1, organization_id, id, 'Call the sponsor', opened_on + 3 from client_success.alert where id = $2", task, alert);
        (await work.AcknowledgeAsync(other, alert, 1, Ct)).Refusal.Should().BeNull();
        (await work.CompleteTaskAsync(other, task, 1, "Called.", Ct)).Refusal.Should().BeNull();

        (await work.DismissAsync(lead, alert, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund changed this alert meanwhile, on 15 Jun 2026 12:00 UTC: state.");
        (await work.SkipTaskAsync(lead, task, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund changed this task meanwhile, on 15 Jun 2026 12:00 UTC: outcome, state.");

        await database.ExecuteAsync($"begin; set local role ops_jobs; update client_success.alert set number = 99, row_version = row_version + 1 where id = '{alert}'; commit");
        (await work.DismissAsync(lead, alert, 2, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("The night's run changed this alert meanwhile, on 15 Jun 2026 12:00 UTC: figures.");
        (await work.DismissAsync(lead, alert, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund (state) and The night's run (figures) changed this alert meanwhile, on 15 Jun 2026 12:00 UTC.");
        (await database.ValueAsync<string>("select state from client_success.alert where id = $1", alert)).Should().Be("ACKNOWLEDGED");
    }

    [Fact]
    public async Task The_second_save_of_an_engagement_is_told_what_its_author_changed_in_another_window()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var author = await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran");
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var engagements = world.Get<Engagements>();
        var edit = new EngagementEdit(null, "CALL", "Renewal", null, [], Noon.AddDays(-1), 30, "NONE", null, false, 0);
        var id = (await engagements.LogAsync(author, tenant, edit, Ct)).Value;
        (await engagements.CorrectAsync(author, tenant, edit with { Id = id, Notes = "They stay", FollowUpOn = new(2026, 7, 1), RowVersion = 1 }, Ct)).Refusal.Should().BeNull();

        (await engagements.CorrectAsync(author, tenant, edit with { Id = id, Notes = "Typed over", RowVersion = 1 }, Ct)).Refusal!.Sentence
            .Should().Be($"Mia Tran changed this engagement {At}: follow-up, notes. Look at the new state; what you typed is still here.");
    }

    [Fact]
    public async Task The_second_save_of_a_model_of_thresholds_and_of_a_playbook_is_told_who_and_when_and_what_as_far_as_it_is_known()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (late, mia) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"));
        var book = world.Get<HealthModelBook>();
        var draft = (await book.SaveDraftAsync(late, new HealthModel(0), null, seen: null, Ct)).Value;
        var seen = (await book.ListAsync(late, Ct)).Value.Single(v => v.Model.Version == draft.Version);
        (await book.SaveDraftAsync(mia, draft with { LoginWeight = 0.25m, CasesWeight = 0.20m, LowFrom = 75m }, "Stricter", seen, Ct)).Refusal.Should().BeNull();

        (await book.SaveDraftAsync(late, draft with { LowFrom = 80m }, null, seen, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this model {At}: weights, thresholds, note. Look");
        (await book.ScheduleAsync(mia, draft.Version, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(40), Ct)).Refusal.Should().BeNull();
        (await book.ScheduleAsync(late, draft.Version, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(41), Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this model {At}: state.");
        (await book.WithdrawAsync(mia, draft.Version, Ct)).Refusal.Should().BeNull();
        (await book.WithdrawAsync(late, draft.Version, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this model {At}: state.");
        (await book.WithdrawAsync(late, 1, Ct)).Refusal!.Sentence.Should().StartWith("The night's run changed this model meanwhile, on ");

        var thresholds = (await book.ThresholdsAsync(late, Ct)).Value;
        (await book.ChangeThresholdsAsync(mia, thresholds with { NoContactDays = 45, OverrideEndsDays = 5 }, Ct)).Refusal.Should().BeNull();
        (await book.ChangeThresholdsAsync(late, thresholds with { NoContactDays = 90 }, Ct)).Refusal!.Sentence
            .Should().StartWith($"Mia Tran changed this threshold {At}: days without engagement, days left.");

        var books = world.Get<Playbooks>();
        var playbook = (await books.ListAsync(late, Ct)).Value.Single(p => p.Rule is AlertRule.Renewal);
        (await books.SaveAsync(mia, playbook with { Steps = [new("Ask the sponsor", 1, null)] }, Ct)).Refusal.Should().BeNull();
        (await books.SaveAsync(late, playbook, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this playbook {At}. Look");
    }

    [Fact]
    public async Task Who_ends_an_override_or_lets_somebody_in_second_is_told_who_was_first()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (late, mia) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var overrides = world.Get<HealthOverrides>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        (await overrides.SetAsync(late, tenant, new(Band.High, null, "Their sponsor has left", today.AddDays(9)), Ct)).Refusal.Should().BeNull();
        var seen = await ActiveAsync();
        // Whoever replaces one, or ends one, that is not the one they looked at is told; the other stays.
        (await overrides.SetAsync(mia, tenant, new(Band.Medium, null, "Talks go on again", today.AddDays(9)), Ct)).Refusal!.Code.Should().Be("conflict", "it was not looked at");
        (await overrides.SetAsync(mia, tenant, new(Band.Medium, null, "Talks go on again", today.AddDays(9)) { Over = seen }, Ct)).Refusal.Should().BeNull();
        (await overrides.SetAsync(late, tenant, new(Band.Low, null, "They signed last week", today.AddDays(9)) { Over = seen }, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this override {At}. Look");
        (await overrides.CancelAsync(late, tenant, seen, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this override {At}. Look");
        seen = await ActiveAsync();
        (await overrides.CancelAsync(mia, tenant, seen, Ct)).Refusal.Should().BeNull();

        (await overrides.CancelAsync(late, tenant, seen, Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this override {At}: state.");

        var (who, operators) = (await world.OperatorAsync(Role.SupportTier1), world.Get<OperatorBook>());
        (await operators.DeactivateAsync(mia, who.Id, "Has left the company", Ct)).Refusal.Should().BeNull();
        (await operators.DeactivateAsync(late, who.Id, "Has left the company", Ct)).Refusal!.Sentence.Should().StartWith($"Mia Tran changed this operator {At}: whether they may sign in.");

        Task<Guid> ActiveAsync() => database.ValueAsync<Guid>("select id from client_success.health_override where organization_id = $1 and state = 'ACTIVE'", tenant.Value);
    }

    [Fact]
    public async Task Who_saves_a_draft_that_is_a_file_or_nothing_by_now_is_told_who_made_it_so_and_when()
    {
        await database.SetClockAsync(Noon);
        await using var world = new World(database);
        var (late, mia, noor) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"), await world.OperatorAsync(Role.PlatformAdmin, "Noor Haddad"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var reviews = world.Get<Qbrs>();
        var edit = new QbrEdit(new(2026, 1, 1), new(2026, 3, 31), [QbrSection.Notes], CohortKind.All, "Thank you.", "", 0);
        var seen = edit with { RowVersion = (await reviews.KeepAsync(late, tenant, edit, Ct)).Value };
        (await reviews.FinalizeAsync(mia, tenant, seen, (await reviews.PreviewAsync(mia, tenant, seen, Ct)).Value.Hash, Ct)).Refusal.Should().BeNull();

        (await reviews.KeepAsync(late, tenant, seen with { Notes = "Too late." }, Ct)).Refusal!.Sentence.Should().Be($"Mia Tran finalized this draft {At}. What you typed is still here.");

        seen = edit with { RowVersion = (await reviews.KeepAsync(late, tenant, edit, Ct)).Value };
        await database.SetClockAsync(Noon.AddMinutes(5));
        (await reviews.DiscardAsync(noor, tenant, seen.RowVersion, Ct)).Refusal.Should().BeNull();
        (await reviews.KeepAsync(late, tenant, seen with { Notes = "Too late." }, Ct)).Refusal!.Sentence.Should().Be("Noor Haddad discarded this draft meanwhile, on 15 Jun 2026 12:05 UTC. What you typed is still here.");
        (await reviews.DiscardAsync(late, tenant, seen.RowVersion, Ct)).Refusal!.Sentence.Should().StartWith("Noor Haddad discarded this draft meanwhile, on 15 Jun 2026 12:05 UTC.");
        (await world.EntriesAsync("FinalizeQbr", "ALLOWED", noor)).Should().Be(1);
    }
}
