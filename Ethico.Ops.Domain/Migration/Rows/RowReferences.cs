using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Which categories and locations the rows use, once each, found in the tenant by code, then by folded name (migration.md 5), or
/// to be created. Grows with the pass; a re-check of one row begins with what the pass left.
/// </summary>
public sealed class RowReferences
{
    private readonly List<StagedReference> items;
    private readonly Dictionary<(string NameKey, Guid? Parent), TenantCategory> categories = [];
    private readonly Dictionary<string, TenantCategory> categoriesByCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TenantCategory?> categoriesByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TenantLocation> locationsByCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TenantLocation> locationsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> existing = [];
    private readonly Dictionary<(string NameKey, int? Parent), int> madeCategories = [];
    private readonly Dictionary<PlaceText, (int Ref, bool IsNew)> places = [];
    private readonly Dictionary<(string? Code, string NameKey), int> madeLocations = [];

    public RowReferences(TenantReferences tenant, IReadOnlyList<StagedReference> before)
    {
        foreach (var category in tenant.Categories)
        {
            categories.TryAdd((category.NameKey, category.ParentId), category);
            if (category.Code is { } code)
                categoriesByCode.TryAdd(code, category);
            // A name that stands in several branches is found only beside its parent.
            if (!categoriesByName.TryAdd(category.NameKey, category))
                categoriesByName[category.NameKey] = tenant.Categories.FirstOrDefault(c => string.Equals(c.NameKey, category.NameKey, StringComparison.Ordinal) && c.ParentId is null);
        }

        foreach (var location in tenant.Locations)
        {
            if (location.Code is { } code)
                locationsByCode.TryAdd(code, location);
            locationsByName.TryAdd(location.NameKey, location);
        }

        items = [.. before];
        foreach (var reference in before)
        {
            if (reference.PlatformId is { } id)
                existing.TryAdd(id, reference.Ref);
            else if (reference.Kind is ReferenceKind.Category)
                madeCategories.TryAdd((reference.NameKey, reference.ParentRef), reference.Ref);
            else
                madeLocations.TryAdd((reference.Code, reference.NameKey), reference.Ref);
        }
    }

    public IReadOnlyList<StagedReference> Items => items;

    /// <summary>The tenant's category of a code or name; null: it has none, or several of that name and none at the top.</summary>
    public int? FindCategory(string codeOrName, string? parentName = null)
    {
        var parent = parentName is null ? null : categoriesByCode.GetValueOrDefault(parentName) ?? categoriesByName.GetValueOrDefault(NameFolding.Fold(parentName));
        var found = parentName is null
            ? categoriesByCode.GetValueOrDefault(codeOrName) ?? categoriesByName.GetValueOrDefault(NameFolding.Fold(codeOrName))
            : parent is null ? null : categories.GetValueOrDefault((NameFolding.Fold(codeOrName), parent.Id));
        return found is null ? null : Known(ReferenceKind.Category, found.Id, found.Name, found.NameKey, found.Code);
    }

    /// <summary>A category the import makes; under a parent the tenant has or the import makes. Null: there is no such parent.</summary>
    public int? MakeCategory(string name, string? parentName, string? code, string? standardCode)
    {
        int? parent = null;
        if (parentName is not null)
        {
            parent = FindCategory(parentName) ?? (madeCategories.TryGetValue((NameFolding.Fold(parentName), null), out var made) ? made : null);
            if (parent is null || string.Equals(NameFolding.Fold(parentName), NameFolding.Fold(name), StringComparison.Ordinal))
                return null;
        }

        var key = NameFolding.Fold(name);
        if (!madeCategories.TryGetValue((key, parent), out var reference))
        {
            reference = items.Count + 1;
            madeCategories.Add((key, parent), reference);
            items.Add(new StagedReference(ReferenceKind.Category, reference, name, key) { ParentRef = parent, Code = code, StandardCode = standardCode });
        }

        return reference;
    }

    public int? FindLocation(string codeOrName)
    {
        var found = locationsByCode.GetValueOrDefault(codeOrName) ?? locationsByName.GetValueOrDefault(NameFolding.Fold(codeOrName));
        return found is null ? null : Known(ReferenceKind.Location, found.Id, found.Name, found.NameKey, found.Code);
    }

    /// <summary>The tenant's location by code, then by name; else one that the import makes.</summary>
    internal int PlaceOf(in PlaceText place, out bool isNew)
    {
        if (!places.TryGetValue(place, out var known))
        {
            var found = (place.Code is null ? null : locationsByCode.GetValueOrDefault(place.Code)) ?? locationsByName.GetValueOrDefault(NameFolding.Fold(place.Called));
            known = found is null
                ? (MakeLocation(place), true)
                : (Known(ReferenceKind.Location, found.Id, found.Name, found.NameKey, found.Code), false);
            // The same place again and again is the rule; a file where each differs must not fill the memory twice over.
            if (places.Count < 50_000)
                places.Add(place, known);
        }

        isNew = known.IsNew;
        return known.Ref;
    }

    internal int MakeLocation(in PlaceText place)
    {
        var key = NameFolding.Fold(place.Called);
        if (!madeLocations.TryGetValue((place.Code, key), out var reference))
        {
            reference = items.Count + 1;
            madeLocations.Add((place.Code, key), reference);
            items.Add(new StagedReference(ReferenceKind.Location, reference, place.Called, key)
            {
                Code = place.Code, City = place.City, State = place.State, PostalCode = place.PostalCode, Country = place.CountryCode,
            });
        }

        return reference;
    }

    private int Known(ReferenceKind kind, Guid id, string name, string key, string? code)
    {
        if (!existing.TryGetValue(id, out var reference))
        {
            reference = items.Count + 1;
            existing.Add(id, reference);
            items.Add(new StagedReference(kind, reference, name, key) { PlatformId = id, Code = code });
        }

        return reference;
    }
}
