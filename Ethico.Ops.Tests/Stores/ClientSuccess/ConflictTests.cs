using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.ClientSuccess;

/// <summary>client-success.md 7: the second save is refused with who changed what.</summary>
public sealed class ConflictTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_save_of_a_client_file_is_told_everybody_who_changed_it_and_what()
    {
        await using var world = new World(database);
        var (lead, mia, noor) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Mia Tran"), await world.OperatorAsync(Role.PlatformAdmin, "Noor Haddad"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var files = world.Get<ClientFiles>();
        var seen = (await files.OpenAsync(lead, tenant, Ct)).Value.Client;
        var edit = new ClientFileEdit(seen.Industry, seen.Headcount, seen.LicensedSeats, seen.Tags, seen.RenewalOn, seen.RenewalKind, seen.AlertLevel, seen.Lead, seen.RowVersion);
        (await files.EditAsync(mia, tenant, edit with { Headcount = 2000, RenewalOn = new(2027, 3, 1) }, Ct)).Refusal.Should().BeNull();

        var late = (await files.EditAsync(lead, tenant, edit with { Headcount = 3000 }, Ct)).Refusal!;

        late.Code.Should().Be("conflict");
        late.Sentence.Should().Be("Mia Tran changed this client file meanwhile: headcount, renewal date. Look at the new state; what you typed is still here.");

        // A second one on top: each with what is theirs. What the first changed and the second changed again is the second's.
        (await files.EditAsync(noor, tenant, edit with { Headcount = 2500, RenewalOn = new(2027, 3, 1), Tags = ["pilot"], RowVersion = seen.RowVersion + 1 }, Ct)).Refusal.Should().BeNull();
        (await files.EditAsync(lead, tenant, edit with { Headcount = 3000 }, Ct)).Refusal!.Sentence
            .Should().StartWith("Mia Tran (renewal date) and Noor Haddad (headcount, tags) changed this client file meanwhile.");
        // Who looked after the first is told of the second alone.
        (await files.EditAsync(lead, tenant, edit with { RowVersion = seen.RowVersion + 1 }, Ct)).Refusal!.Sentence.Should().StartWith("Noor Haddad changed this client file meanwhile: headcount, tags.");
        (await world.EntriesAsync("EditClientFile", "REFUSED", lead)).Should().Be(3);
        (await database.ValueAsync<int>("select headcount from client_success.client where organization_id = $1", tenant.Value)).Should().Be(2500);
    }

    [Fact]
    public async Task The_second_save_of_a_contact_is_told_who_and_what_and_that_it_was_erased()
    {
        await using var world = new World(database);
        var (lead, other) = (await world.OperatorAsync(Role.PlatformAdmin), await world.OperatorAsync(Role.PlatformAdmin, "Olu Adeyemi"));
        var tenant = await world.ClientAsync(await world.OperatorAsync(Role.ClientSuccess));
        var files = world.Get<ClientFiles>();
        var id = (await files.EditContactAsync(lead, tenant, new(null, "A. Person", null, ["USER"], null, 0), Ct)).Value;
        (await files.EditContactAsync(other, tenant, new(id, "A. B. Person", "a@example.org", ["USER"], null, 1), Ct)).Refusal.Should().BeNull();

        var late = (await files.EditContactAsync(lead, tenant, new(id, "A. Person", null, ["CHAMPION"], null, 1), Ct)).Refusal!;

        late.Sentence.Should().StartWith("Olu Adeyemi changed this contact meanwhile: e-mail address, name.").And.NotContain("Person");
        (await files.EraseContactAsync(other, tenant, id, Ct)).Refusal.Should().BeNull();
        (await files.EditContactAsync(lead, tenant, new(id, "A. Person", null, ["CHAMPION"], null, 2), Ct)).Refusal!.Sentence.Should().StartWith("Somebody took this contact away meanwhile.");
    }

    [Fact]
    public async Task The_second_act_on_an_alert_or_a_task_is_told_who_and_what_and_the_nights_run_is_nobody()
    {
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

        (await work.DismissAsync(lead, alert, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund changed this alert meanwhile: state.");
        (await work.SkipTaskAsync(lead, task, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund changed this task meanwhile: outcome, state.");

        await database.ExecuteAsync($"begin; set local role ops_jobs; update client_success.alert set number = 99, row_version = row_version + 1 where id = '{alert}'; commit");
        (await work.DismissAsync(lead, alert, 2, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("The night's run changed this alert meanwhile: figures.");
        (await work.DismissAsync(lead, alert, 1, "Not of any use to us", Ct)).Refusal!.Sentence.Should().StartWith("Pia Lund (state) and The night's run (figures) changed this alert meanwhile.");
        (await database.ValueAsync<string>("select state from client_success.alert where id = $1", alert)).Should().Be("ACKNOWLEDGED");
    }
}
