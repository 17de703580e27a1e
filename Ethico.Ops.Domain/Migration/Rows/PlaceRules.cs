namespace Ethico.Ops.Domain.Migration;

/// <summary>Categories and locations of a row: through their maps, by code, by name (migration.md 4.3, 5).</summary>
internal sealed class PlaceRules(TargetColumns columns, CompiledFeed[] feeds, RowReferences references)
{
    private readonly CompiledFeed? category = feeds.FirstOrDefault(f => f.Target.Key is TargetKeys.CategoryName);
    private readonly CompiledFeed? secondary = feeds.FirstOrDefault(f => f.Target.Key is TargetKeys.SecondaryCategoryName);
    private readonly CompiledFeed? location = feeds.FirstOrDefault(f => f.Target.Key is TargetKeys.LocationName);

    public void Put(RowDraft draft, RowFixes fixes, RowFindings findings)
    {
        var row = draft.Row;
        row.CategoryRef = CategoryOf(category, draft.CategoryName, draft.CategoryCode, draft.CategoryParent, TargetKeys.CategoryName, isRequired: true, draft, fixes, findings);
        row.SecondaryCategoryRef = CategoryOf(
            secondary, draft.SecondaryName, draft.SecondaryCode, draft.SecondaryParent, TargetKeys.SecondaryCategoryName, isRequired: false, draft, fixes, findings);
        if (row.SecondaryCategoryRef == row.CategoryRef)
            row.SecondaryCategoryRef = null;
        PutLocation(draft, fixes, findings);
    }

    private int? CategoryOf(
        CompiledFeed? feed, string? name, string? code, string? parent, string target, bool isRequired, RowDraft draft, RowFixes fixes, RowFindings findings)
    {
        if (draft.Broken.Contains(target))
            return null;
        if (code is not null && references.FindCategory(code) is { } byCode)
            return byCode;
        var word = name?.Trim();
        var column = columns.Of(target);
        var entry = feed?.Entry(word);
        if (entry is null)
        {
            if (word is null)
            {
                if (isRequired)
                    findings.Add(Rules.CategoryEmpty, column, null, "There is no category.", "Choose one");
                return null;
            }

            // A person's fix names one of the tenant's own; a source's word never does by chance.
            if (fixes.Has(column) && references.FindCategory(word, parent) is { } chosen)
                return chosen;
            findings.Add(Rules.NotInMap, column, word, "This category is not mapped.");
            return null;
        }

        var under = entry.ParentName ?? parent;
        var found = entry.CreateName is { } made
            ? references.FindCategory(made, under) ?? references.MakeCategory(made, under, code, entry.StandardCode)
            : entry.TargetValue is { Length: > 0 } existing ? references.FindCategory(existing, entry.ParentName) : null;
        if (found is null && entry.CreateName is not null)
            findings.Add(Rules.ParentMissing, column, word, "The category's parent is neither in the tenant nor created.", "Choose an existing one");
        else if (found is null && entry.TargetValue is { Length: > 0 })
            findings.Add(Rules.NotInMap, column, word, "This category is mapped to one that the tenant does not have.");
        else if (found is null && isRequired)
            findings.Add(Rules.CategoryEmpty, column, null, "There is no category.", "Choose one");
        return found;
    }

    private void PutLocation(RowDraft draft, RowFixes fixes, RowFindings findings)
    {
        var row = draft.Row;
        var place = new PlaceText(Blank(draft.LocationCode), Blank(draft.LocationName), Blank(draft.City), Blank(draft.State), Blank(draft.PostalCode), Blank(draft.Country));
        var entry = location is null ? null : location.Entry(place.Name);
        if (entry is { KeepAsText: true } && place.Name is { } words)
        {
            row.LocationText = words;
            return;
        }

        if (entry?.TargetValue is { Length: > 0 } existing && references.FindLocation(existing) is { } known)
        {
            row.LocationRef = known;
            return;
        }

        if (entry is { TargetValue: "" } || (place.IsEmpty && entry?.CreateName is null))
            return;
        if (entry?.CreateName is { } made)
            place = place with { Name = made };
        row.LocationRef = references.PlaceOf(place, out var isNew);
        var column = columns.Of(place.Name is null && place.Code is not null ? TargetKeys.LocationCode : TargetKeys.LocationName);
        if (isNew && entry?.CreateName is null && !fixes.Has(column))
            findings.Add(Rules.LocationNew, column, place.Called, "The tenant has no such location; it will be created.", "Choose an existing one");
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
