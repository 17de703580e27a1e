using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>Mappings under a name: applied after a look at what they come to, saved for the tenant.</summary>
public sealed partial class RecipeBar
{
    private const int FileMost = 1 << 20;
    private IReadOnlyList<RecipeView>? recipes;
    private RecipeFit? fit;
    private Refusal? refusal;
    private string name = "";
    private string? said;
    private bool isSaving;
    private bool isFile;
    private RecipeView? picked;
    private IReadOnlyList<RecipeVersion> versions = [];
    private int? version;

    [Inject]
    public required MigrationRecipes Recipes { get; init; }

    [Inject]
    public required MigrationMappings Mappings { get; init; }

    [Parameter, EditorRequired]
    public required MapDesk Desk { get; set; }

    private IReadOnlyList<string> Headers => [.. Desk.View.Columns.Select(c => c.Name)];

    private string Share(RecipeView recipe) => string.Create(CultureInfo.InvariantCulture, $"{RecipeColumns.Share(recipe.Columns, Headers) * 100:0} %");

    private string Written => RecipeJson.Write(RecipeMaking.Of(Desk.Mapping.SourceSystem, Desk.Mapping, Headers));

    private void Close() => (recipes, fit, refusal, picked, versions, version, isFile) = (null, null, null, null, [], null, false);

    private async Task<bool> LoadAsync()
    {
        if (await KeyAsync() is not { } key)
            return false;
        var forAll = await Recipes.ListAsync(await ActAsync(), LeaveToken);
        var own = await Recipes.ListOwnAsync(key, Desk.Run, LeaveToken);
        (refusal, said) = (forAll.Refusal ?? own.Refusal, null);
        recipes = refusal is null ? [.. own.Value.Concat(forAll.Value.Where(r => r.IsForAll)).DistinctBy(r => r.Id).OrderByDescending(r => RecipeColumns.Share(r.Columns, Headers)).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase)] : null;
        return recipes is not null;
    }

    private async Task FitAsync(string? chosen)
    {
        (fit, refusal, versions, version) = (null, null, [], null);
        picked = recipes?.FirstOrDefault(r => r.Id.ToString() == chosen);
        if (picked is not { } recipe || await KeyAsync() is not { } key)
            return;
        var found = recipe.IsForAll ? await Recipes.VersionsAsync(await ActAsync(), recipe.Id, LeaveToken) : await Recipes.VersionsOwnAsync(key, Desk.Run, recipe.Id, LeaveToken);
        (versions, version) = (found.IsAllowed ? found.Value : [], recipe.Version);
        await OpenAsync(recipe, version: null);
    }

    private Task VersionAsync(string? chosen)
    {
        if (picked is null || !int.TryParse(chosen, CultureInfo.InvariantCulture, out var number))
            return Task.CompletedTask;
        version = number;
        return OpenAsync(picked, number);
    }

    private async Task OpenAsync(RecipeView recipe, int? version)
    {
        (fit, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var opened = recipe.IsForAll
            ? await Recipes.OpenAsync(await ActAsync(), recipe.Id, version, LeaveToken)
            : await Recipes.OpenOwnAsync(key, Desk.Run, recipe.Id, version, LeaveToken);
        await TakeAsync(opened);
    }

    // A file may come from anywhere: what is wrong with it is named at its place, and the mapping that stands is kept.
    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (fit, refusal) = (null, null);
        if (chosen.File.Size > FileMost)
        {
            refusal = RecipeRefusals.FileTooLarge;
            return;
        }

        string json;
        try
        {
            using var reader = new StreamReader(chosen.File.OpenReadStream(FileMost, LeaveToken));
            json = await reader.ReadToEndAsync(LeaveToken);
        }
        catch (Exception fault) when (fault is IOException or JSException)
        {
            // Moved, changed or locked since it was chosen.
            refusal = RecipeRefusals.FileGone;
            return;
        }

        await TakeAsync(RecipeJson.Read(json));
    }

    private async Task TakeAsync(Outcome<RecipeDocument> opened)
    {
        if (!opened.IsAllowed)
        {
            refusal = opened.Refusal;
            return;
        }

        if (await KeyAsync() is not { } key)
            return;
        var found = await Mappings.FitAsync(key, Desk.Run, opened.Value, LeaveToken);
        (fit, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private async Task ApplyAsync()
    {
        var mapping = fit!.Mapping;
        if (await Desk.EditAsync(_ => mapping))
            Close();
    }

    private async Task SaveAsync()
    {
        if (await KeyAsync() is not { } key || !await LoadAsync())
            return;
        var over = recipes!.FirstOrDefault(r => !r.IsForAll && string.Equals(r.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))?.Version ?? 0;
        var saved = await Recipes.SaveOwnAsync(key, Desk.Run, name.Trim(), Desk.Mapping, Headers, over, LeaveToken);
        (recipes, refusal) = (null, saved.Refusal);
        if (!saved.IsAllowed)
            return;
        (isSaving, name, said) = (false, "", $"Saved as {saved.Value.Name}, version {saved.Value.Version}.");
    }
}
