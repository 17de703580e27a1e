using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

public sealed class RecipeStoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MIG_30_A_recipe_travels_to_a_second_tenant_without_any_id_of_the_first()
    {
        await using var world = new World(database);
        var first = await RunDesk.OpenAsync(world, Role.ImplementationManager);
        var firstRun = (await first.StartAsync()).Id;
        var recipes = world.Get<MigrationRecipes>();
        var name = Name();

        var own = await recipes.SaveOwnAsync(first.Key, firstRun, name, RowDesk.Mapping, RowDesk.Header, 0, Stop);
        var document = await recipes.OpenOwnAsync(first.Key, firstRun, own.Value.Id, null, Stop);
        var published = await recipes.PublishAsync(first.Key.Caller, RecipeJson.Write(document.Value), [RecipeDesk.Fixture()], Stop);

        published.Value.Should().Match<RecipeView>(r => r.IsForAll && r.Version == 1 && r.Name == name);
        var second = await RunDesk.OpenAsync(world, Role.ImplementationManager);
        var secondRun = (await second.StartAsync()).Id;
        (await recipes.ListOwnAsync(second.Key, secondRun, Stop)).Value.Should().NotContain(r => r.Id == own.Value.Id);
        (await recipes.OpenOwnAsync(second.Key, secondRun, own.Value.Id, null, Stop)).Refusal!.Code.Should().Be("recipe-not-found");
        (await recipes.OpenAsync(second.Key.Caller, own.Value.Id, null, Stop)).Refusal!.Code.Should().Be("recipe-not-found", "a tenant's own is not for all");
        (await recipes.ListAsync(second.Key.Caller, Stop)).Value.Should().ContainSingle(r => r.Id == published.Value.Id);

        var travelled = await recipes.OpenAsync(second.Key.Caller, published.Value.Id, null, Stop);
        var fit = RecipeFit.Of(travelled.Value, RowDesk.Header, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        fit.Missing.Should().BeEmpty();
        fit.Mapping.FallbackQueue.Should().BeNull();
        (await database.ValueAsync<string>("select body::text from migration.recipe_versions where recipe_id = $1", published.Value.Id.Value))
            .Should().NotContain(first.Tenant.ToString()).And.NotContain(RowDesk.Queue.ToString()).And.NotContain("Travel and expense abuse")
            .And.NotMatchRegex("[0-9a-f]{8}-[0-9a-f]{4}-");
        (await world.EntriesAsync("ConfirmMigrationMapping", "ALLOWED", first.Key.Caller)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_30_A_change_that_alters_a_fixtures_expected_rows_cannot_be_published_and_is_shown()
    {
        await using var world = new World(database);
        var approver = await world.OperatorAsync(Role.ImplementationManager);
        var recipes = world.Get<MigrationRecipes>();
        var recipe = RecipeDesk.Recipe with { Name = Name() };
        var first = await recipes.PublishAsync(approver, RecipeJson.Write(recipe), [RecipeDesk.Fixture()], Stop);

        var changed = RecipeJson.Write(recipe.ReadingClosedOtherwise());
        var refused = await recipes.PublishAsync(approver, changed, null, Stop);
        var shown = await recipes.TryAsync(approver, changed, null, Stop);

        refused.Refusal!.Code.Should().Be("recipe-differs");
        refused.Refusal.Sentence.Should().Contain("case.outcome").And.Contain("NOT_RECORDED").And.Contain("DISMISSED");
        shown.Value.Should().Contain(d => d.Field == "case.outcome");
        (await recipes.ListAsync(approver, Stop)).Value.Single(r => r.Id == first.Value.Id).Version.Should().Be(1);
        (await world.EntriesAsync("ConfirmMigrationMapping", "REFUSED", approver)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_30_The_next_version_leaves_the_one_before_as_it_was()
    {
        await using var world = new World(database);
        var approver = await world.OperatorAsync(Role.PlatformAdmin);
        var recipes = world.Get<MigrationRecipes>();
        var recipe = RecipeDesk.Recipe with { Name = Name() };
        var first = (await recipes.PublishAsync(approver, RecipeJson.Write(recipe), [RecipeDesk.Fixture()], Stop)).Value;
        var harmless = recipe.With(m => m with { Existing = ExistingPolicy.Update });

        var second = (await recipes.PublishAsync(approver, RecipeJson.Write(harmless), [RecipeDesk.Fixture(name: "again")], Stop)).Value;

        (second.Id, second.Version).Should().Be((first.Id, 2));
        (await recipes.OpenAsync(approver, first.Id, 1, Stop)).Value.Mapping.Existing.Should().Be(ExistingPolicy.Skip);
        (await recipes.OpenAsync(approver, first.Id, null, Stop)).Value.Mapping.Existing.Should().Be(ExistingPolicy.Update);
        (await recipes.OpenAsync(approver, first.Id, 3, Stop)).Refusal!.Code.Should().Be("recipe-not-found");
        (await recipes.PublishAsync(approver, RecipeJson.Write(harmless), [RecipeDesk.Fixture(name: "again")], Stop)).Refusal!.Code.Should().Be("fixture-name");
    }

    [Theory]
    [InlineData("update migration.recipe_versions set body = '{}'")]
    [InlineData("delete from migration.recipe_versions")]
    [InlineData("update migration.recipe_fixtures set body = '{}'")]
    [InlineData("delete from migration.recipe_fixtures")]
    [InlineData("update migration.recipes set name = 'x'")]
    [InlineData("truncate migration.recipe_versions")]
    public async Task MIG_30_A_saved_version_changes_for_nobody_not_even_the_owner(string statement)
    {
        await using var world = new World(database);
        var approver = await world.OperatorAsync(Role.PlatformAdmin);
        (await world.Get<MigrationRecipes>().PublishAsync(approver, RecipeJson.Write(RecipeDesk.Recipe with { Name = Name() }), [RecipeDesk.Fixture()], Stop))
            .IsAllowed.Should().BeTrue();

        var act = () => database.ExecuteAsync(statement);

        (await act.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("recipe_kept");
    }

    [Fact]
    public async Task A_recipe_is_not_published_without_made_up_rows_nor_by_who_may_not_approve()
    {
        await using var world = new World(database);
        var manager = await world.OperatorAsync(Role.ImplementationManager);
        var specialist = await world.OperatorAsync(Role.ImplementationSpecialist);
        var recipes = world.Get<MigrationRecipes>();
        var json = RecipeJson.Write(RecipeDesk.Recipe with { Name = Name() });

        (await recipes.PublishAsync(manager, json, [], Stop)).Refusal!.Code.Should().Be("recipe-no-fixture");
        (await recipes.PublishAsync(specialist, json, [RecipeDesk.Fixture()], Stop)).Refusal!.Code.Should().Be("not-allowed");
    }

    [Fact]
    public async Task Two_who_save_over_one_version_do_not_overwrite_each_other()
    {
        await using var world = new World(database);
        var desk = await RunDesk.OpenAsync(world, Role.ImplementationManager);
        var deskRun = (await desk.StartAsync()).Id;
        var recipes = world.Get<MigrationRecipes>();
        var name = Name();

        (await recipes.SaveOwnAsync(desk.Key, deskRun, name, RowDesk.Mapping, RowDesk.Header, 0, Stop)).Value.Version.Should().Be(1);
        (await recipes.SaveOwnAsync(desk.Key, deskRun, name, RowDesk.Mapping, RowDesk.Header, 0, Stop)).Refusal!.Sentence.Should().MatchRegex("^.+ saved version 1 of this recipe meanwhile, on .+ UTC. Open that one, and save yours over it.$").And.NotContain("Somebody");
        (await recipes.SaveOwnAsync(desk.Key, deskRun, name.ToUpperInvariant(), RowDesk.Mapping, RowDesk.Header, 1, Stop)).Value.Version.Should().Be(2);
        (await recipes.ListOwnAsync(desk.Key, deskRun, Stop)).Value.Should().ContainSingle().Which.Version.Should().Be(2);
    }

    private static string Name() => $"Recipe {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}"[..20];
}
