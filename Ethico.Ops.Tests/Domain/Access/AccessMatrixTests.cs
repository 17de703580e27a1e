using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Postgres;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Access;

public sealed class AccessMatrixTests
{
    [Fact]
    public void Every_pair_is_answered_and_the_printed_matrix_is_the_one_in_the_docs()
    {
        var printed = AccessMatrix.ToMarkdown();
        var path = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "docs", "access-matrix.md");

        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(printed, "docs/access-matrix.md is printed from AccessMatrix");
    }

    [Fact]
    public void Unknown_roles_and_permissions_are_refused()
    {
        AccessMatrix.Answer((Role)99, Permission.SearchTenants).IsGiven.Should().BeFalse();
        AccessMatrix.Answer(Role.PlatformAdmin, (Permission)999).IsGiven.Should().BeFalse();
        RoleNames.Parse("ADMINISTRATOR").Should().BeNull();
        RoleNames.Parse("support_tier_1").Should().BeNull();
        RoleNames.Parse(null).Should().BeNull();
    }

    [Theory]
    [InlineData(Role.SupportTier1, Permission.WriteInTenant, Scope.None)]
    [InlineData(Role.SupportTier1, Permission.ViewAudit, Scope.Own)]
    [InlineData(Role.SupportTier2, Permission.RevealPersonalData, Scope.All)]
    [InlineData(Role.SupportAdmin, Permission.EndAnySession, Scope.All)]
    [InlineData(Role.SupportAdmin, Permission.ManageOperators, Scope.None)]
    [InlineData(Role.ImplementationSpecialist, Permission.EnterTenant, Scope.Assigned)]
    [InlineData(Role.ClientSuccess, Permission.EnterTenant, Scope.Assigned)]
    [InlineData(Role.ClientSuccess, Permission.ViewCaseContent, Scope.None)]
    [InlineData(Role.HotlineOperator, Permission.SearchTenants, Scope.None)]
    [InlineData(Role.HotlineSupervisor, Permission.EnterTenant, Scope.None)]
    [InlineData(Role.PlatformAdmin, Permission.ManageOperators, Scope.All)]
    public void The_cells_that_decide_this_capability_are_as_specified(Role role, Permission permission, Scope scope) =>
        AccessMatrix.Answer(role, permission).Scope.Should().Be(scope);

    [Fact]
    public void Stored_role_names_read_back()
    {
        foreach (var role in Enum.GetValues<Role>())
            RoleNames.Parse(role.Stored()).Should().Be(role);
    }
}
