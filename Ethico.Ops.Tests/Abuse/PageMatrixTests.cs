using System.Reflection;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>
/// ACC-1 through the pages: every route there is, opened by every role by typing its address, over a real circuit. The table says what
/// each page asks for; a page that is not in it fails the first test.
/// </summary>
public sealed class PageMatrixTests(TestPortal portal) : IClassFixture<TestPortal>, IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, Permission?> Pages = new Dictionary<string, Permission?>(StringComparer.Ordinal)
    {
        ["/"] = null,
        ["/not-found"] = null,
        ["/enter"] = Permission.EnterTenant,
        ["/workspace"] = Permission.EnterTenant,
        ["/workspace/users"] = Permission.ViewCaseContent,
        ["/workspace/cases"] = Permission.ViewCaseContent,
        ["/workspace/cases/{Which}"] = Permission.ViewCaseContent,
        ["/workspace/configuration"] = Permission.ViewConfiguration,
        ["/workspace/activity"] = Permission.ViewAudit,
        ["/migrations"] = Permission.RunMigration,
        ["/migrations/{Which}"] = Permission.RunMigration,
        ["/clients"] = Permission.ViewClientHealth,
        ["/clients/{Which}"] = Permission.ViewClientHealth,
        ["/clients/{Which}/usage"] = Permission.ViewClientHealth,
        ["/clients/{Which}/adoption"] = Permission.ViewClientHealth,
        ["/adoption"] = Permission.ViewClientHealth,
        ["/clients/{Which}/timeline"] = Permission.ViewClientHealth,
        ["/clients/{Which}/benchmarks"] = Permission.ViewClientHealth,
        ["/clients/{Which}/qbr"] = Permission.ViewClientHealth,
        ["/clients/{Which}/file"] = Permission.ViewClientHealth,
        ["/alerts"] = Permission.ViewClientHealth,
        ["/renewals"] = Permission.ViewClientHealth,
        ["/admin/sessions"] = Permission.EndAnySession,
        ["/admin/operators"] = Permission.ManageOperators,
        ["/admin/alert-rules"] = Permission.EditHealthModel,
        ["/admin/health-model"] = Permission.EditHealthModel,
        ["/admin/audit"] = Permission.ViewAudit,
        ["/admin/audit/sessions/{Which}"] = Permission.ViewAudit,
        ["/admin/audit/proof"] = Permission.ViewAudit,
    };

    // Pages of which everybody may see their own part only: the whole is for scope All.
    private static readonly HashSet<string> ForAllOnly = ["/admin/audit/proof"];

    private readonly World _world = new(portal.Database);

    public static TheoryData<string, Role> Everybody => new()
    {
        { "tessa", Role.SupportTier1 }, { "ines", Role.SupportTier2 }, { "margaret", Role.SupportAdmin }, { "jun", Role.ImplementationSpecialist },
        { "priya", Role.ImplementationManager }, { "caleb", Role.ClientSuccess }, { "rosa", Role.HotlineOperator }, { "gwen", Role.HotlineSupervisor },
        { "amara", Role.PlatformAdmin },
    };

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void ACC_1_Every_page_there_is_has_its_place_in_the_table()
    {
        var routes = typeof(PortalApp).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();

        routes.Should().NotBeEmpty().And.BeEquivalentTo(Pages.Keys);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task ACC_1_Every_page_answers_a_role_as_the_matrix_does(string subject, Role role)
    {
        using var visitor = await portal.VisitAsync(subject);
        var isInside = AccessMatrix.Answer(role, Permission.EnterTenant).IsGiven;
        var tenant = await _world.TenantAsync($"Tenant of {subject}");
        var run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await portal.Database.ExecuteAsync(
            "insert into migration.runs (id, organization_id, reference, state, created_by, holder_id) values ($1, $2, migration.draw_reference(), 'UPLOADING', $3, $3)",
            run, tenant.Value, Crowd.IdOf("priya"));
        if (isInside)
        {
            var who = new Caller(new(Crowd.IdOf(subject)), role, "127.0.0.1", "test", "0123456789abcdef");
            await _world.AssignAsync(who, tenant);
            await _world.EnterAsync(who, tenant);
        }

        foreach (var (route, needs) in Pages)
        {
            var grant = needs is { } permission ? AccessMatrix.Answer(role, permission) : new Grant(Scope.All);
            var isGiven = (ForAllOnly.Contains(route) ? grant.Scope is Scope.All : grant.IsGiven)
                && (isInside || !route.StartsWith("/workspace", StringComparison.Ordinal));
            await using var circuit = await visitor.OpenAsync(route.Replace("{Which}", run.ToString(), StringComparison.Ordinal));
            await circuit.UntilAsync(() => IsRefused(circuit, route) || (isGiven && IsSettled(circuit, route)), $"{route} to answer {role}");

            IsRefused(circuit, route).Should().Be(!isGiven, "{0} opened {1} and read: {2}", role, route, circuit.Page().Text);
            // A window that only falls silent counts against the twenty for a while.
            await visitor.LeaveAsync(circuit);
        }
    }

    // A case or a session by an id that is none is not there for those who may look, either; a run is, and its page says the same to
    // everybody else: not found, or not yours.
    private static bool IsRefused(Circuit circuit, string route)
    {
        var text = circuit.Page().Text;
        if (route.StartsWith("/migrations", StringComparison.Ordinal) && text.Contains(AccessRefusals.NotFoundOrNotYours.Sentence, StringComparison.Ordinal))
            return true;
        return text.Contains(AccessRefusals.NotAllowed.Sentence, StringComparison.Ordinal) || text.Contains("Enter a tenant first", StringComparison.Ordinal);
    }

    private static bool IsSettled(Circuit circuit, string route)
    {
        var page = circuit.Page();
        return page.Find(route is "/enter" ? ".mud-dialog" : "main :is(h1, h2)") is not null && page.Find("[aria-busy=true]") is null;
    }
}
