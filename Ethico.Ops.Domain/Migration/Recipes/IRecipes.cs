using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Recipes for all tenants at the portal's door, a tenant's own behind the key of one of its runs.</summary>
public interface IRecipes
{
    /// <summary>Those for all tenants, by name.</summary>
    Task<Outcome<IReadOnlyList<RecipeView>>> ListAsync(Caller caller, AuditAct act, CancellationToken ct);

    /// <param name="version">Null: the newest.</param>
    Task<Outcome<RecipeDocument>> OpenAsync(Caller caller, RecipeId recipe, int? version, AuditAct act, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsAsync(Caller caller, RecipeId recipe, AuditAct act, CancellationToken ct);

    Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsOwnAsync(TenantKey key, RunId run, RecipeId recipe, AuditAct act, CancellationToken ct);

    /// <summary>Null where no recipe for all tenants has the name. Without an entry: publishing, which asks, leaves one.</summary>
    Task<Outcome<PublishedRecipe?>> FindAsync(string name, CancellationToken ct);

    /// <param name="over">What was found under the name; refused where that is no longer the newest.</param>
    Task<Outcome<RecipeView>> PublishAsync(
        Caller caller, RecipeDocument recipe, PublishedRecipe? over, IReadOnlyList<RecipeFixture> added, AuditAct act, CancellationToken ct);

    Task<Outcome<IReadOnlyList<RecipeView>>> ListOwnAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct);

    Task<Outcome<RecipeDocument>> OpenOwnAsync(TenantKey key, RunId run, RecipeId recipe, int? version, AuditAct act, CancellationToken ct);

    /// <param name="overVersion">The newest the page knows; 0 for a new name.</param>
    Task<Outcome<RecipeView>> SaveOwnAsync(TenantKey key, RunId run, RecipeDocument recipe, int overVersion, AuditAct act, CancellationToken ct);
}
