using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>
/// S2: somebody without the right opens each page all the same and sets off everything on it, seen or not: every handler the server
/// registered, those that come up meanwhile, and every number around them.
/// </summary>
public sealed class HiddenButtonTests(TestPortal portal) : IClassFixture<TestPortal>, IAsyncDisposable
{
    private const ulong BeyondTheLast = 40;
    private const int Rounds = 3;
    private readonly World _world = new(portal.Database);

    public static TheoryData<string, Role> Unentitled => new()
    {
        { "tessa", Role.SupportTier1 }, { "ines", Role.SupportTier2 }, { "jun", Role.ImplementationSpecialist }, { "priya", Role.ImplementationManager },
        { "caleb", Role.ClientSuccess }, { "rosa", Role.HotlineOperator }, { "gwen", Role.HotlineSupervisor },
    };

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Unentitled))]
    public async Task S2_C1_F3_Everything_on_the_administrators_pages_set_off_by_another_role_changes_nothing_and_is_an_entry(string subject, Role role)
    {
        AccessMatrix.Answer(role, Permission.EndAnySession).IsGiven.Should().BeFalse();
        AccessMatrix.Answer(role, Permission.ManageOperators).IsGiven.Should().BeFalse();
        var victim = await _world.OperatorAsync(Role.SupportTier2, "Somebody Else");
        await _world.EnterAsync(victim, await _world.TenantAsync("Not Theirs"));
        using var visitor = await portal.VisitAsync(subject);

        foreach (var path in (string[])["/admin/sessions", $"/admin/operators?open={victim.Id}"])
        {
            var before = await StateAsync(subject);
            var refused = await RefusedAsync(subject);
            await using var circuit = await visitor.OpenAsync(path);
            await circuit.SeeTextAsync(AccessRefusals.NotAllowed.Sentence);
            circuit.Page().Text.Should().NotContain("Somebody Else").And.NotContain("Not Theirs");

            await SetEverythingOffAsync(circuit);

            (await StateAsync(subject)).Should().Be(before, "{0} set off {1}", role, path);
            (await RefusedAsync(subject)).Should().BeGreaterThan(refused);
        }
    }

    [Theory]
    [InlineData("rosa", Role.HotlineOperator)]
    [InlineData("gwen", Role.HotlineSupervisor)]
    public async Task S2_The_switcher_set_off_by_a_role_that_enters_nothing_opens_nothing(string subject, Role role)
    {
        AccessMatrix.Answer(role, Permission.EnterTenant).IsGiven.Should().BeFalse();
        var tenant = await _world.TenantAsync("Shut To Them");
        using var visitor = await portal.VisitAsync(subject);
        await using var circuit = await visitor.OpenAsync($"/enter?tenant={tenant}");
        await circuit.SeeTextAsync(AccessRefusals.NotAllowed.Sentence);

        await SetEverythingOffAsync(circuit);

        circuit.Page().Text.Should().NotContain("Shut To Them");
        (await portal.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1", Crowd.IdOf(subject))).Should().Be(0);
    }

    private static async Task SetEverythingOffAsync(Circuit circuit)
    {
        HashSet<ulong> tried = [];
        for (var round = 0; round < Rounds && circuit.IsOpen; round++)
        {
            var known = circuit.Handlers;
            foreach (var (id, name) in known.Where(handler => tried.Add(handler.Key)))
                await SetOffAsync(circuit, id, name);
        }

        var last = circuit.Handlers.Keys.Concat(tried).DefaultIfEmpty(1UL).Max();
        for (var id = 1UL; id <= last + BeyondTheLast && circuit.IsOpen; id++)
        {
            if (tried.Add(id))
                await SetOffAsync(circuit, id, "click");
        }
    }

    private static async Task SetOffAsync(Circuit circuit, ulong id, string name)
    {
        try
        {
            await circuit.DispatchAsync(id, name, Hands.Arguments(name), patience: TimeSpan.FromSeconds(3));
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // A dialog that waits for its answer, or a connection the portal has ended.
        }
    }

    /// <summary>Everything these pages can change, of everybody but the one who tries; their own session may come and go.</summary>
    private async Task<string> StateAsync(string subject) => await portal.Database.ValueAsync<string>(
        """
        select md5(concat(
            (select string_agg(concat_ws(',', o.id, o.role, o.deactivated_at), ';' order by o.id) from access.operator o),
            (select string_agg(concat_ws(',', a.id, a.until_at), ';' order by a.id) from access.assignment a),
            (select string_agg(concat_ws(',', s.id, s.mode, s.ended_at, s.expires_at, s.reviewed_by), ';' order by s.id) from access.session s where s.operator_id <> $1)))
        """,
        Crowd.IdOf(subject)) ?? "";

    private Task<long> RefusedAsync(string subject) => portal.Database.ValueAsync<long>(
        "select count(*) from access.audit_entry where outcome = 'REFUSED' and actor_id = $1", Crowd.IdOf(subject).ToString());
}
