using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Mappings under a name (migration.md 4.3): a tenant's own, and those published for all tenants.</summary>
[UseCase]
public sealed class MigrationRecipes(RunGate gate, IRecipes recipes)
{
    private const string Entity = "MigrationRecipe";

    /// <summary>The recipes for all tenants: what Detect proposes from.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RecipeView>>> ListAsync(Caller caller, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewMigrationRun) { EntityType = Entity };
        if (await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await recipes.ListAsync(caller, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RecipeDocument>> OpenAsync(Caller caller, RecipeId recipe, int? version, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewMigrationRun, recipe, version);
        if (await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var found = await recipes.OpenAsync(caller, recipe, version, act, ct);
        return found.IsAllowed ? found : await gate.RefuseAsync(caller, act, found.Refusal, ct);
    }

    /// <summary>The recipes of the run's tenant.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RecipeView>>> ListOwnAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["recipes"] = true } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await recipes.ListOwnAsync(key, run, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RecipeDocument>> OpenOwnAsync(TenantKey key, RunId run, RecipeId recipe, int? version, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewMigrationRun, recipe, version);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await recipes.OpenOwnAsync(key, run, recipe, version, act, ct);
    }

    /// <summary>Every version of a recipe for all tenants, newest first.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsAsync(Caller caller, RecipeId recipe, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewMigrationRun, recipe, null);
        return await gate.AskAsync(caller, Permission.RunMigration, act, ct) is { } refused ? refused : await recipes.VersionsAsync(caller, recipe, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsOwnAsync(TenantKey key, RunId run, RecipeId recipe, CancellationToken ct)
    {
        var act = Act(AuditAction.ViewMigrationRun, recipe, null);
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await recipes.VersionsOwnAsync(key, run, recipe, act, ct);
    }

    /// <summary>What made-up rows become under a recipe, for a person to say that this is right; refused where they look real.</summary>
    /// <param name="today">The day the rows are judged on from now on.</param>
    /// <param name="rows">As <see cref="FixtureText"/> reads them.</param>
    [Needs(Permission.ApproveMigration, Scope.All)]
    public async Task<Outcome<RecipeFixture>> DraftFixtureAsync(
        Caller caller, string json, string name, DateOnly today, IReadOnlyList<string> headers, string rows, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewMigrationRun) { EntityType = Entity };
        if (await gate.AskAsync(caller, Permission.ApproveMigration, act, ct) is { } refused)
            return refused;
        var drafted = Drafted(json, name, today, headers ?? [], rows ?? "");
        return drafted.IsAllowed ? drafted : await gate.RefuseAsync(caller, act, drafted.Refusal, ct);
    }

    /// <summary>Keeps a run's mapping under a name for its tenant; over an existing one it becomes the next version.</summary>
    /// <param name="headers">Of the run's file.</param>
    /// <param name="overVersion">The newest version the page knows of; 0 for a new name.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RecipeView>> SaveOwnAsync(
        TenantKey key, RunId run, string name, MigrationMapping mapping, IReadOnlyList<string> headers, int overVersion, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.SaveMigrationMapping, run);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var recipe = RecipeMaking.Of(name, mapping, headers ?? []);
        if (RecipeRules.Check(recipe) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await recipes.SaveOwnAsync(key, run, recipe, overVersion, act, ct);
    }

    /// <summary>What keeps a recipe from being published, without publishing it; empty: nothing does.</summary>
    [Needs(Permission.ApproveMigration, Scope.All)]
    public async Task<Outcome<IReadOnlyList<RecipeDifference>>> TryAsync(Caller caller, string json, IReadOnlyList<RecipeFixture>? added, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewMigrationRun) { EntityType = Entity };
        if (await gate.AskAsync(caller, Permission.ApproveMigration, act, ct) is { } refused)
            return refused;
        var tried = await TriedAsync(json, added ?? [], ct);
        return tried.IsAllowed ? Outcome.Of(tried.Value.Differences) : await gate.RefuseAsync(caller, act, tried.Refusal, ct);
    }

    /// <summary>
    /// Publishes the next version for all tenants. Maps that name what only one tenant has are left out; every fixture, those of
    /// earlier versions too, must become what it expects. Versions never change, so runs that used an earlier one do not either.
    /// </summary>
    /// <param name="json">As <see cref="RecipeJson"/> writes it.</param>
    [Needs(Permission.ApproveMigration, Scope.All)]
    public async Task<Outcome<RecipeView>> PublishAsync(Caller caller, string json, IReadOnlyList<RecipeFixture>? added, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ConfirmMigrationMapping) { EntityType = Entity };
        if (await gate.AskAsync(caller, Permission.ApproveMigration, act, ct) is { } refused)
            return refused;
        var tried = await TriedAsync(json, added ?? [], ct);
        if (!tried.IsAllowed)
            return await gate.RefuseAsync(caller, act, tried.Refusal, ct);
        var (recipe, standing, differences) = tried.Value;
        if (differences is [var first, ..])
            return await gate.RefuseAsync(caller, act, RecipeRefusals.Differs(first, differences.Count), ct);
        var published = await recipes.PublishAsync(caller, recipe, standing, added ?? [], act, ct);
        return published.IsAllowed ? published : await gate.RefuseAsync(caller, act, published.Refusal, ct);
    }

    private static Outcome<RecipeFixture> Drafted(string json, string name, DateOnly today, IReadOnlyList<string> headers, string text)
    {
        var read = RecipeJson.Read(json);
        if (!read.IsAllowed)
            return read.Refusal;
        if (text.Length > FixtureText.Most)
            return RecipeRefusals.FixtureSize(name);
        var rows = FixtureText.Read(text, headers);
        var nothing = new Dictionary<string, string>(StringComparer.Ordinal);
        var fixture = new RecipeFixture((name ?? "").Trim(), today, headers, rows, [.. rows.Select(_ => nothing)]);
        if (RecipeRules.Check(fixture) is { } wrong)
            return wrong;
        return RecipeTrial.Stage(RecipeMaking.Shared(read.Value), fixture).Map(staged => fixture with { Expected = staged });
    }

    private async Task<Outcome<(RecipeDocument Recipe, PublishedRecipe? Standing, IReadOnlyList<RecipeDifference> Differences)>> TriedAsync(
        string json, IReadOnlyList<RecipeFixture> added, CancellationToken ct)
    {
        var read = RecipeJson.Read(json);
        if (!read.IsAllowed)
            return read.Refusal;
        var recipe = RecipeMaking.Shared(read.Value);
        if (RecipeRules.Check(recipe) is { } fault)
            return fault;
        var standing = await recipes.FindAsync(recipe.Name, ct);
        if (!standing.IsAllowed)
            return standing.Refusal;
        List<RecipeFixture> all = [.. standing.Value?.Fixtures ?? [], .. added];
        if (all.Count is 0)
            return RecipeRefusals.NoFixture;
        if (all.DistinctBy(f => f.Name, StringComparer.Ordinal).Count() != all.Count)
            return RecipeRefusals.FixtureNameWrong;
        var differences = new List<RecipeDifference>();
        foreach (var fixture in all)
        {
            if (RecipeRules.Check(fixture) is { } wrong)
                return wrong;
            var found = RecipeTrial.Differences(recipe, fixture);
            if (!found.IsAllowed)
                return found.Refusal;
            differences.AddRange(found.Value);
        }

        return Outcome.Of<(RecipeDocument, PublishedRecipe?, IReadOnlyList<RecipeDifference>)>((recipe, standing.Value, differences));
    }

    private static AuditAct Act(AuditAction action, RecipeId recipe, int? version) =>
        new(action) { EntityType = Entity, EntityId = recipe.ToString(), Detail = new JsonObject { ["version"] = version } };
}
