using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>A new ruler over the nights.</summary>
public class NightModelTests : NightGround
{
    [Fact]
    public async Task CS_7_A_new_model_changes_no_stored_row_and_counts_from_its_day_as_previewed()
    {
        await Histories.FillAsync(Database, 30);
        await using var world = Night();
        await RunAllAsync(world);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var before = await DigestAsync();
        var book = world.Get<HealthModelBook>();
        // Half of the weights are measured here: 60 gives nobody a band, 40 everybody.
        var harsh = new HealthModel(0) { CoverageMin = 40m, LowFrom = 95m, HighIfDecliningBelow = 90m, HighBelow = 80m };

        var draft = (await book.SaveDraftAsync(admin, harsh, "Harsher", seen: null, Ct)).Value;
        (await book.ScheduleAsync(admin, draft.Version, new(2026, 6, 15), Ct)).Refusal!.Code.Should().Be("from");
        (await book.ScheduleAsync(admin, draft.Version, new(2026, 6, 16), Ct)).Refusal.Should().BeNull();
        (await book.SaveDraftAsync(admin, draft, null, seen: null, Ct)).Refusal!.Code.Should().Be("conflict");
        await ToAsync(Start.AddDays(1));
        await RunAllAsync(world);
        var preview = (await book.PreviewAsync(admin, draft, Ct)).Value.Select(e => e.Tenant.Value).Order().ToArray();
        await ToAsync(Start.AddDays(2));
        await RunAllAsync(world);

        (await DigestAsync("2026-06-14")).Should().Be(before);
        (await Database.ValueAsync<int[]>("select array_agg(distinct model_version) from client_success.health_snapshot where day = '2026-06-15'")).Should().Equal(1);
        (await Database.ValueAsync<int[]>("select array_agg(distinct model_version) from client_success.health_snapshot where day = '2026-06-16'")).Should().Equal(draft.Version);
        preview.Should().NotBeEmpty();
        var marked = (await world.Get<ClientHealth>().HistoryAsync(admin, new(preview[0]), new(2026, 3, 1), new(2026, 6, 16), Ct)).Value.ModelMarkers;
        marked.Should().Equal((new DateOnly(2026, 6, 16), draft.Version));
        (await world.Get<ClientPortfolio>().ListAsync(admin, new(), PortfolioSort.Name, null, 50, Ct)).Value.Items.Should().HaveCount(30)
            .And.OnlyContain(r => r.SparkTo == marked[0].Day && r.SparkMarkers.SequenceEqual(marked));
        preview.Should().BeEquivalentTo(await Database.ValueAsync<Guid[]>(
            "select array_agg(n.organization_id order by n.organization_id) from client_success.health_snapshot n join client_success.health_snapshot b on b.organization_id = n.organization_id and b.day = n.day - 1 where n.day = '2026-06-16' and n.band is distinct from b.band"));
        (await Database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'ActivateHealthModel' and actor_kind = 'JOB'")).Should().Be(1);
        var past = () => Database.ExecuteAsync("update client_success.health_model set low_from = 60 where version = 1");
        await past.Should().ThrowAsync<Npgsql.PostgresException>();
    }
}
