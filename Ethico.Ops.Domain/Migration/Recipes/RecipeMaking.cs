using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Makes a recipe of a run's mapping, and the form of it that may travel to other tenants (migration.md 4.3).</summary>
public static class RecipeMaking
{
    /// <param name="headers">Of the file, mapped or not.</param>
    public static RecipeDocument Of(string name, MigrationMapping mapping, IReadOnlyList<string> headers)
    {
        var names = RecipeColumns.Names(headers);
        var byHeader = headers.Select((header, i) => (header, names[i])).DistinctBy(p => p.header, StringComparer.Ordinal)
            .ToDictionary(p => p.header, p => p.Item2, StringComparer.Ordinal);
        return new RecipeDocument
        {
            Name = name.Trim(),
            Columns = names,
            // Leads are people of one tenant, and the queue is one of its rows.
            Mapping = mapping.Renamed(byHeader.GetValueOrDefault) with { FallbackQueue = null, Leads = [] },
            TenantOnly = [.. mapping.ValueMaps.Where(NamesTenantOnly).Select(m => m.Target)],
        };
    }

    /// <summary>Without the value maps that name what only one tenant has.</summary>
    public static RecipeDocument Shared(RecipeDocument recipe) => recipe with
    {
        TenantOnly = [],
        Mapping = recipe.Mapping with
        {
            FallbackQueue = null,
            Leads = [],
            // Asked again and not believed: an uploaded recipe may have lost its marks.
            ValueMaps = [.. recipe.Mapping.ValueMaps.Where(m => !NamesTenantOnly(m) && !recipe.TenantOnly.Contains(m.Target, StringComparer.Ordinal))],
        },
    };

    private static bool NamesTenantOnly(ValueMap map) => TargetFields.Find(map.Target)?.Kind switch
    {
        TargetKind.Category => map.Entries.Any(e => !IsStandard(e.TargetValue) || !IsStandard(e.CreateName) || !IsStandard(e.ParentName)),
        TargetKind.Location => map.Entries.Any(e => !string.IsNullOrEmpty(e.TargetValue) || e.CreateName is not null),
        _ => false,
    };

    private static bool IsStandard(string? name) =>
        string.IsNullOrEmpty(name) || StandardCategory.All.Any(c => string.Equals(c.Code, name, StringComparison.Ordinal) || string.Equals(NameFolding.Fold(c.Name), NameFolding.Fold(name), StringComparison.Ordinal));
}
