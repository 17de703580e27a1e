using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What a recipe must be before it is saved, and what more before all tenants get it (migration.md 4.3).</summary>
public static partial class RecipeRules
{
    /// <summary>Null: it may be saved.</summary>
    public static Refusal? Check(RecipeDocument recipe)
    {
        if (recipe.Name is null || recipe.Name.Trim().Length is 0 || recipe.Name.Length > RecipeDocument.NameMost || recipe.Name.Any(char.IsControl) || NameFolding.Fold(recipe.Name).Length > RecipeDocument.NameKeyMost)
            return RecipeRefusals.NameWrong;
        if (SourceSystems.Find(recipe.Mapping.Source) is not { } source || !SourceSystems.Name(source, recipe.Mapping.SourceLabel).IsAllowed)
            return RecipeRefusals.SourceUnknown;
        if (recipe.Columns.Count is 0 || recipe.Columns.Count > RecipeDocument.ColumnsMost)
            return RecipeRefusals.ColumnsMissing;
        if (recipe.Mapping.FallbackQueue is not null || recipe.Mapping.Leads.Count > 0)
            return RecipeRefusals.HoldsPeople;
        if (Id().IsMatch(RecipeJson.Write(recipe)))
            return RecipeRefusals.HoldsId;
        return CheckFeeds(recipe) ?? CheckClosed(recipe.Mapping);
    }

    /// <summary>Null: the fixture is made up, small enough and whole.</summary>
    public static Refusal? Check(RecipeFixture fixture)
    {
        if (string.IsNullOrWhiteSpace(fixture.Name) || fixture.Name.Length > RecipeDocument.NameMost || fixture.Name.Any(char.IsControl))
            return RecipeRefusals.FixtureNameWrong;
        if (fixture.Rows is null or [] || fixture.Headers is null or [] || fixture.Expected is null || fixture.Rows.Count > RecipeFixture.RowsMost
            || fixture.Expected.Count != fixture.Rows.Count || fixture.Rows.Any(r => r.Count != fixture.Headers.Count))
            return RecipeRefusals.FixtureSize(fixture.Name);
        for (var i = 0; i < fixture.Rows.Count; i++)
        {
            var text = string.Join('\n', fixture.Rows[i]);
            if (SensitiveFinder.Shipped.Find(text, SensitiveKinds.SocialSecurityNumber | SensitiveKinds.CardNumber | SensitiveKinds.HealthTerm) is not SensitiveKinds.None)
                return RecipeRefusals.FixtureSensitive(fixture.Name, i + 1);
            if (Address().Matches(text).Any(a => !a.Value.EndsWith(".example", StringComparison.OrdinalIgnoreCase)))
                return RecipeRefusals.FixtureReal(fixture.Name, i + 1);
        }

        return null;
    }

    private static Refusal? CheckFeeds(RecipeDocument recipe)
    {
        var fed = new HashSet<string>(StringComparer.Ordinal);
        var columns = recipe.Columns.ToHashSet(StringComparer.Ordinal);
        foreach (var feed in recipe.Mapping.Feeds)
        {
            if (TargetFields.Find(feed.Target) is not { } target)
                return MappingRefusals.TargetUnknown(feed.Target);
            if (!fed.Add(target.Key))
                return RecipeRefusals.TargetTwice(target.Words);
            if (feed.SourceColumns.FirstOrDefault(c => !columns.Contains(c)) is { } unknown)
                return RecipeRefusals.ColumnUnknown(unknown);
        }

        if (recipe.Mapping.RowKey is { } key)
        {
            fed.Add(TargetKeys.RowKey);
            if (key.Columns.FirstOrDefault(c => !columns.Contains(c)) is { } unknown)
                return RecipeRefusals.ColumnUnknown(unknown);
        }

        return TargetFields.MissingRequired(fed) is { Count: > 0 } missing ? RecipeRefusals.TargetsMissing(missing) : null;
    }

    private static Refusal? CheckClosed(MigrationMapping mapping) => mapping.ValueMaps
        .Where(m => m.Target is TargetKeys.CaseStatus or TargetKeys.InvestigationStatus)
        .SelectMany(m => m.Entries)
        .FirstOrDefault(e => !string.IsNullOrEmpty(e.TargetValue) && !ClosedRule.MayMap(e.SourceValue, e.TargetValue)) is { } entry
            ? RecipeRefusals.ClosedReopened(entry.SourceValue)
            : null;

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"[^@\s]+@[^@\s,;<>""]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
