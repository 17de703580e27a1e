using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.ClientSuccess;

/// <summary>client-success.md 7, the engagement's line: each limit, the last that is let in and the first that is not.</summary>
public sealed class EngagementLimitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_is_past_a_limit_is_refused_by_its_field_and_what_is_at_it_is_logged()
    {
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = await world.ClientAsync(lead);
        var (now, ct) = (TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        var edit = new EngagementEdit(null, "CALL", "Renewal", null, [], now.AddHours(-1), 30, "NONE", null, false, 0);
        (EngagementEdit In, EngagementEdit Out, string Field)[] limits =
        [
            (edit with { Subject = new string('x', 200) }, edit with { Subject = new string('x', 201) }, "subject"),
            (edit with { Subject = "שלום 👩‍🚀" }, edit with { Subject = " \t " }, "subject"),
            (edit with { Notes = new string('x', 10_000) }, edit with { Notes = new string('x', 10_001) }, "notes"),
            (edit with { HappenedAt = now.AddHours(23) }, edit with { HappenedAt = now.AddHours(25) }, "happenedAt"),
            (edit with { HappenedAt = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) }, edit with { HappenedAt = new(1999, 12, 31, 23, 59, 0, TimeSpan.Zero) }, "happenedAt"),
            (edit with { Minutes = 0 }, edit with { Minutes = -1 }, "minutes"),
            (edit with { Minutes = 1440 }, edit with { Minutes = 1441 }, "minutes"),
            (edit with { Kind = "EXECUTIVE" }, edit with { Kind = "PARTY" }, "kind"),
            (edit with { Outcome = "RISK" }, edit with { Outcome = "GREAT" }, "outcome"),
        ];
        foreach (var (fits, not, field) in limits)
        {
            (await world.Get<Engagements>().LogAsync(lead, tenant, fits, ct)).Refusal.Should().BeNull(field);
            (await world.Get<Engagements>().LogAsync(lead, tenant, not, ct)).Refusal!.Field.Should().Be(field);
        }

        (await database.ValueAsync<long>("select count(*) from client_success.engagement where organization_id = $1", tenant.Value)).Should().Be(limits.Length);
        (await world.EntriesAsync("LogEngagement", "REFUSED", lead)).Should().Be(limits.Length);
    }
}
