using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Recipes: insert only. Which of them a door sees is the policies' to say, so both doors ask in the same words.</summary>
internal sealed class RecipeStore(OpsDatabase database, TimeProvider clock) : IRecipes
{
    public Task<Outcome<IReadOnlyList<RecipeView>>> ListAsync(Caller caller, AuditAct act, CancellationToken ct) =>
        database.PortalAsync(caller, act, ViewsAsync, ct);

    public Task<Outcome<RecipeDocument>> OpenAsync(Caller caller, RecipeId recipe, int? version, AuditAct act, CancellationToken ct) =>
        database.PortalAsync(caller, act, (context, token) => DocumentAsync(context, recipe, version, token), ct);

    public Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsAsync(Caller caller, RecipeId recipe, AuditAct act, CancellationToken ct) =>
        database.PortalAsync(caller, act, (context, token) => VersionsAsync(context, recipe, token), ct);

    public Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsOwnAsync(TenantKey key, RunId run, RecipeId recipe, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, (context, token) => VersionsAsync(context, recipe, token), ct);

    public Task<Outcome<PublishedRecipe?>> FindAsync(string name, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                if (await ViewAsync(context, name, token) is not { } view)
                    return Outcome.Of<PublishedRecipe?>(null);
                var fixtures = await context.Database.SqlQuery<string>(
                    $"select f.body::text as \"Value\" from migration.recipe_fixtures f where f.recipe_id = {view.Id} order by f.added_at, f.name").ToListAsync(token);
                return Outcome.Of<PublishedRecipe?>(new PublishedRecipe(new(view.Id), view.Version, [.. fixtures.Select(RecipeJson.ReadFixture)]));
            },
            ct);

    public Task<Outcome<RecipeView>> PublishAsync(
        Caller caller, RecipeDocument recipe, PublishedRecipe? over, IReadOnlyList<RecipeFixture> added, AuditAct act, CancellationToken ct)
    {
        var id = over?.Id ?? new RecipeId(Guid.CreateVersion7(clock.GetUtcNow()));
        var version = (over?.Version ?? 0) + 1;
        return database.PortalAsync(
            caller,
            act with { EntityId = id.ToString(), Detail = new JsonObject { ["version"] = version, ["fixtures"] = (over?.Fixtures.Count ?? 0) + added.Count } },
            async (context, token) =>
            {
                // Whoever was quicker has the version's number: the fixtures this one was tried on are then no longer all.
                if (!await AddAsync(context, caller, id, null, recipe with { Version = version }, over is null, token))
                    return Conflict(await ViewAsync(context, recipe.Name, token));
                foreach (var fixture in added)
                    await context.Database.ExecuteSqlAsync(
                        $"""
                        insert into migration.recipe_fixtures (recipe_id, name, body, added_by)
                        values ({id.Value}, {fixture.Name}, {RecipeJson.Write(fixture)}::jsonb, {caller.Id.Value})
                        """,
                        token);
                return Outcome.Of((await ViewAsync(context, recipe.Name, token))!.ToView());
            },
            ct);
    }

    public Task<Outcome<IReadOnlyList<RecipeView>>> ListOwnAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, ViewsAsync, ct);

    public Task<Outcome<RecipeDocument>> OpenOwnAsync(TenantKey key, RunId run, RecipeId recipe, int? version, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, (context, token) => DocumentAsync(context, recipe, version, token), ct);

    public Task<Outcome<RecipeView>> SaveOwnAsync(TenantKey key, RunId run, RecipeDocument recipe, int overVersion, AuditAct act, CancellationToken ct) =>
        database.RunAsync<RecipeView>(
            key,
            run,
            act,
            async (context, token) =>
            {
                var standing = await ViewAsync(context, recipe.Name, token);
                if ((standing?.Version ?? 0) != overVersion)
                    return Conflict(standing);
                var id = new RecipeId(standing?.Id ?? Guid.CreateVersion7(clock.GetUtcNow()));
                if (!await AddAsync(context, key.Caller, id, run, recipe with { Version = overVersion + 1 }, standing is null, token))
                    return Conflict(await ViewAsync(context, recipe.Name, token));
                return Outcome.Of(new Change<RecipeView>(
                    (await ViewAsync(context, recipe.Name, token))!.ToView(),
                    standing is null ? null : new JsonObject { ["recipe"] = id.ToString(), ["version"] = overVersion },
                    new JsonObject { ["recipe"] = id.ToString(), ["version"] = overVersion + 1 }));
            },
            ct);

    private static Refusal Conflict(RecipeRow? standing) => RecipeRefusals.Conflict(standing?.SavedBy, standing?.SavedAt, standing?.Version);

    // False: somebody else has the name or the number.
    private static async Task<bool> AddAsync(
        OpsDbContext context, Caller who, RecipeId id, RunId? run, RecipeDocument recipe, bool isNew, CancellationToken ct)
    {
        var source = SourceSystems.Find(recipe.Mapping.Source)!.Value.Stored();
        if (isNew && await context.Database.ExecuteSqlAsync(
            $"""
            insert into migration.recipes (id, organization_id, name, name_key, source, created_by)
            values ({id.Value}, (select r.organization_id from migration.runs r where r.id = {run?.Value}::uuid), {recipe.Name}, {NameFolding.Fold(recipe.Name)},
                {source}, {who.Id.Value})
            on conflict do nothing
            """,
            ct) is 0)
            return false;
        return await context.Database.ExecuteSqlAsync(
            $"""
            insert into migration.recipe_versions (recipe_id, organization_id, version, body, columns, saved_by)
            values ({id.Value}, (select r.organization_id from migration.runs r where r.id = {run?.Value}::uuid), {recipe.Version},
                {RecipeJson.Write(recipe)}::jsonb, {recipe.Columns.ToArray()}, {who.Id.Value})
            on conflict do nothing
            """,
            ct) is 1;
    }

    private static async Task<Outcome<IReadOnlyList<RecipeView>>> ViewsAsync(OpsDbContext context, CancellationToken ct) =>
        Outcome.Of<IReadOnlyList<RecipeView>>([.. (await Views(context, null).ToListAsync(ct)).Select(r => r.ToView())]);

    private static async Task<RecipeRow?> ViewAsync(OpsDbContext context, string name, CancellationToken ct) =>
        (await Views(context, NameFolding.Fold(name)).ToListAsync(ct)).SingleOrDefault();

    // Fixtures are read at the portal's door only; a tenant's own recipe has none.
    private static IQueryable<RecipeRow> Views(OpsDbContext context, string? nameKey) => context.Database.SqlQuery<RecipeRow>(
        $"""
        select r.id, r.name, r.source, r.is_for_all, v.version, v.columns, v.saved_at, n.display_name as saved_by
        from migration.recipes r
        cross join lateral (select v.* from migration.recipe_versions v where v.recipe_id = r.id order by v.version desc limit 1) v
        left join access.operator_name n on n.operator_id = v.saved_by
        where {nameKey}::text is null or r.name_key = {nameKey}::text
        order by r.name_key, r.id
        """);

    private static async Task<Outcome<IReadOnlyList<RecipeVersion>>> VersionsAsync(OpsDbContext context, RecipeId recipe, CancellationToken ct) =>
        Outcome.Of<IReadOnlyList<RecipeVersion>>(await context.Database.SqlQuery<RecipeVersion>(
            $"""
            select v.version, v.saved_at, n.display_name as saved_by
            from migration.recipe_versions v left join access.operator_name n on n.operator_id = v.saved_by
            where v.recipe_id = {recipe.Value} order by v.version desc
            """).ToListAsync(ct));

    private static async Task<Outcome<RecipeDocument>> DocumentAsync(OpsDbContext context, RecipeId recipe, int? version, CancellationToken ct)
    {
        var body = (await context.Database.SqlQuery<string>(
            $"""
            select v.body::text as "Value" from migration.recipe_versions v
            where v.recipe_id = {recipe.Value} and ({version}::int is null or v.version = {version}::int)
            order by v.version desc limit 1
            """).ToListAsync(ct)).SingleOrDefault();
        return body is null ? RecipeRefusals.NotFound : RecipeJson.Read(body);
    }

    private sealed record RecipeRow(
        Guid Id, string Name, string Source, bool IsForAll, int Version, string[] Columns, DateTimeOffset SavedAt, string? SavedBy)
    {
        public RecipeView ToView() => new(new(Id), Name, RunCodes.Read<SourceSystem>(Source), Version, Columns, IsForAll, SavedAt, SavedBy);
    }
}
