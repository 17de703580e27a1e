using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a recipe is not saved, read or published. Fixtures are made up, so a difference may be quoted.</summary>
public static class RecipeRefusals
{
    public static Refusal NotFound { get; } = new("recipe-not-found", "There is no such recipe, or no such version of it.");
    public static Refusal NameWrong { get; } = new("recipe-name", $"Give the recipe a name of at most {RecipeDocument.NameMost} characters on one line.", "name");
    public static Refusal SourceUnknown { get; } = new("recipe-source", "Choose one of the listed source systems, and a label for a generic one.", "source");
    public static Refusal ColumnsMissing { get; } = new("recipe-columns", "A recipe names the columns of its file.", "columns");
    public static Refusal ZoneUnknown { get; } = new("recipe-zone", "The recipe's time zone is not known here. Use an IANA name, as America/New_York.", "zone");
    public static Refusal HoldsPeople { get; } = new("recipe-people", "A recipe names no leads and no queue: they belong to one tenant.", "leads");
    public static Refusal HoldsId { get; } = new("recipe-id", "A recipe names categories and locations by code or name. There is an id in this one.");
    public static Refusal NoFixture { get; } = new("recipe-no-fixture", "To be published for all tenants a recipe needs made-up rows and what they become.", "fixtures");
    public static Refusal FixtureNameWrong { get; } = new("fixture-name", "Give each fixture a name of its own, at most 100 characters.", "fixtures");
    public static Refusal FileTooLarge { get; } = new("recipe-too-large", "A recipe file has at most 1 MB. This one is larger, so it is no recipe of this portal.", "file");
    public static Refusal Conflict(string? who, DateTimeOffset? at, int? version) => new("recipe-conflict", string.Create(CultureInfo.InvariantCulture,
        $"{who ?? "Somebody"} saved {(version is { } v ? $"version {v}" : "another version")} of this recipe meanwhile{(at is { } t ? $", on {t.UtcDateTime:d MMM yyyy HH:mm} UTC" : "")}. Open that one, and save yours over it."));

    public static Refusal FileGone { get; } = new("recipe-file", "The file could not be read: it was moved or changed since it was chosen. Choose it again.", "file");

    public static Refusal Unreadable(string path) => new("recipe-unreadable", $"This is not a recipe: see {Fit(path)} in the document.");

    public static Refusal OtherSchema(int version) => new("recipe-schema", string.Create(CultureInfo.InvariantCulture,
        $"This recipe is of schema version {version}; this portal reads version {RecipeDocument.CurrentSchema}."));

    public static Refusal TargetTwice(string target) => new("recipe-target-twice", $"{target} is fed twice. Join the columns in one feed, or drop one.", "feeds");

    public static Refusal TargetsMissing(IEnumerable<TargetField> missing) =>
        new("recipe-targets", $"Nothing feeds {string.Join(", ", missing.Select(m => m.Words))}.", "feeds");

    public static Refusal ColumnUnknown(string column) => new("recipe-column", $"\"{Fit(column)}\" is fed from but is not among the recipe's columns.", "columns");

    public static Refusal ClosedReopened(string value) => new("recipe-closed", $"\"{Fit(value)}\" says closed, so it can be mapped to Closed only.", "valueMaps");

    public static Refusal FixtureSize(string name) => new("fixture-size", string.Create(CultureInfo.InvariantCulture,
        $"{Fit(name)} needs 1 to {RecipeFixture.RowsMost} rows, each with as many cells as there are headers, and what each row becomes."), "fixtures");

    public static Refusal FixtureSensitive(string name, int row) => new("fixture-sensitive", string.Create(CultureInfo.InvariantCulture,
        $"Row {row} of {Fit(name)} holds what looks like a social security or card number or a health term. Make up other rows."), "fixtures");

    public static Refusal FixtureReal(string name, int row) => new("fixture-real", string.Create(CultureInfo.InvariantCulture,
        $"Row {row} of {Fit(name)} holds an e-mail address outside .example. Fixtures are made up."), "fixtures");

    public static Refusal Differs(RecipeDifference first, int count) => new("recipe-differs", string.Create(CultureInfo.InvariantCulture,
        $"{count:N0} {(count == 1 ? "field differs" : "fields differ")} from what the fixtures expect. {Fit(first.Fixture)}, row {first.Row}, {first.Field}: expected {Shown(first.Expected)}, now {Shown(first.Actual)}."), "fixtures");

    private static string Shown(string? value) => value is null ? "nothing" : $"\"{Fit(value)}\"";

    private static string Fit(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
