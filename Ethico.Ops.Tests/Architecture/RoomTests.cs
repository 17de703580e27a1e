using System.Reflection;
using Ethico.Ops.Domain.Access;
using FluentAssertions;
using NetArchTest.Rules;
using Xunit;

namespace Ethico.Ops.Tests.Architecture;

/// <summary>Which room knows which (DESIGN.md 1). Each rule first proves that it looks at something.</summary>
public sealed class RoomTests
{
    private static readonly Assembly Domain = typeof(AccessMatrix).Assembly;
    private static readonly Assembly Infrastructure = typeof(Ethico.Ops.Infrastructure.OpsInfrastructure).Assembly;

    // Portal's entry type is internal; any of its types will do.
    private static readonly Assembly Portal = Assembly.Load("Ethico.Ops.Portal");

    private static readonly string[] CommonGround = ["Shared", "Access", "Tenants", "Signals"];

    [Fact]
    public void Domain_knows_only_the_base_class_library()
    {
        Domain.GetTypes().Should().HaveCountGreaterThan(30);

        Domain.GetReferencedAssemblies().Select(a => a.Name!)
            .Should().OnlyContain(name => name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard");
    }

    [Fact]
    public void Infrastructure_does_not_know_the_portal_MudBlazor_or_the_request()
    {
        Infrastructure.GetTypes().Should().HaveCountGreaterThan(30);

        var found = Types.InAssembly(Infrastructure).That().HaveDependencyOnAny(
            "Ethico.Ops.Portal", "MudBlazor", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Components").GetTypes();

        found.Select(t => t.FullName).Should().BeEmpty();
    }

    [Fact]
    public void Pages_and_components_know_no_database_and_no_scheduler()
    {
        var pages = Types.InAssembly(Portal).That().ResideInNamespaceStartingWith("Ethico.Ops.Portal.Components");
        pages.GetTypes().Should().HaveCountGreaterThan(10);

        var found = Types.InAssembly(Portal).That().ResideInNamespaceStartingWith("Ethico.Ops.Portal.Components")
            .And().HaveDependencyOnAny("Ethico.Ops.Infrastructure", "Microsoft.EntityFrameworkCore", "Npgsql", "Quartz").GetTypes();

        found.Select(t => t.FullName).Should().BeEmpty();
    }

    [Fact]
    public void Capabilities_use_the_common_ground_and_not_each_other()
    {
        var capabilities = Domain.GetTypes().Select(Capability).OfType<string>().Distinct().ToList();
        capabilities.Should().Contain(["Shared", "Access", "Tenants", "Support"]);

        foreach (var capability in capabilities.Except(CommonGround))
        {
            var others = capabilities.Except(CommonGround).Where(c => c != capability).Select(c => $"Ethico.Ops.Domain.{c}").ToArray();
            if (others.Length == 0)
                continue;
            Types.InAssembly(Domain).That().ResideInNamespaceStartingWith($"Ethico.Ops.Domain.{capability}")
                .And().HaveDependencyOnAny(others).GetTypes().Select(t => t.FullName).Should().BeEmpty();
        }
    }

    [Fact]
    public void Shared_knows_no_capability()
    {
        Types.InAssembly(Domain).That().ResideInNamespace("Ethico.Ops.Domain.Shared").GetTypes().Should().NotBeEmpty();

        Types.InAssembly(Domain).That().ResideInNamespace("Ethico.Ops.Domain.Shared")
            .And().HaveDependencyOnAny("Ethico.Ops.Domain.Access", "Ethico.Ops.Domain.Tenants", "Ethico.Ops.Domain.Support", "Ethico.Ops.Domain.Signals")
            .GetTypes().Select(t => t.FullName).Should().BeEmpty();
    }

    [Fact]
    public void S1_Every_public_method_of_a_use_case_names_its_permission()
    {
        var useCases = Domain.GetTypes().Where(t => t.GetCustomAttribute<UseCaseAttribute>() is not null).ToList();
        useCases.Should().HaveCountGreaterThan(5);

        var without = useCases
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && m.GetCustomAttribute<NeedsAttribute>() is null && m.GetCustomAttribute<OpenToAnyoneAttribute>() is null)
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}");

        without.Should().BeEmpty();
    }

    [Fact]
    public void No_room_is_called_after_nothing()
    {
        string[] banned = ["Services", "Helpers", "Managers", "Common", "Utils"];
        var namespaces = new[] { Domain, Infrastructure, Portal }.SelectMany(a => a.GetTypes()).Select(t => t.Namespace ?? "")
            .Where(n => n.StartsWith("Ethico.Ops", StringComparison.Ordinal)).Distinct().ToList();
        namespaces.Should().HaveCountGreaterThan(5);

        namespaces.Where(n => n.Split('.').Any(banned.Contains)).Should().BeEmpty();
    }

    private static string? Capability(Type type)
    {
        const string root = "Ethico.Ops.Domain.";
        return type.Namespace is { } n && n.StartsWith(root, StringComparison.Ordinal) ? n[root.Length..].Split('.')[0] : null;
    }
}
