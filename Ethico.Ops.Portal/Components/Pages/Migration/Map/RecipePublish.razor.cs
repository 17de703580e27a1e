using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>A mapping for all tenants (migration.md 4.3): tried on made-up rows, and published only where each becomes what is expected.</summary>
public sealed partial class RecipePublish
{
    private IReadOnlyList<RecipeView> published = [];
    private IReadOnlyList<RecipeDifference> differences = [];
    private RecipeFixture? draft;
    private Refusal? refusal;
    private string name = "";
    private string rows = "";
    private string fixtureName = "";
    private string? said;
    private int tried;
    private bool isRight;
    private bool isBusy;

    [Inject]
    public required MigrationRecipes Recipes { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required MapDesk Desk { get; set; }

    private IReadOnlyList<string> Headers => [.. Desk.View.Columns.Select(c => c.Name)];

    private string Example => string.Join(',', Headers.Take(6)) + (Headers.Count > 6 ? ",…" : "");

    private RecipeView? Standing => published.FirstOrDefault(r => NameFolding.Fold(r.Name) == NameFolding.Fold(name));

    // What rows become was seen under the mapping that stood then.
    protected override void OnParametersSet()
    {
        if (draft is not null && tried != Desk.View.Version)
            (draft, isRight) = (null, false);
    }

    protected override async Task OnInitializedAsync()
    {
        name = Desk.Mapping.SourceSystem;
        await LoadAsync();
    }

    // What was said of another name holds no longer.
    private Task ForgetAsync()
    {
        (differences, refusal, said) = ([], null, null);
        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        var found = await Recipes.ListAsync(await ActAsync(), LeaveToken);
        published = found.IsAllowed ? found.Value : [];
    }

    private string Json() => RecipeJson.Write(RecipeMaking.Of(name, Desk.Mapping, Headers));

    private static string Field(string field) => field switch
    {
        "findings" => "Findings",
        _ => MapWording.Target(field),
    };

    private async Task DraftAsync()
    {
        (isBusy, isRight, said, refusal, tried) = (true, false, null, null, Desk.View.Version);
        var made = await Recipes.DraftFixtureAsync(
            await ActAsync(), Json(), fixtureName.Length == 0 ? $"rows of version {(Standing?.Version ?? 0) + 1}" : fixtureName, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), Headers, rows, LeaveToken);
        (isBusy, draft, refusal) = (false, made.IsAllowed ? made.Value : null, made.Refusal);
    }

    private async Task PublishAsync()
    {
        if (isBusy)
            return;
        (isBusy, said, differences) = (true, null, []);
        var (caller, json) = (await ActAsync(), Json());
        IReadOnlyList<RecipeFixture> added = draft is null ? [] : [draft];
        var done = await Recipes.PublishAsync(caller, json, added, LeaveToken);
        refusal = done.Refusal;
        if (done.IsAllowed)
        {
            (said, draft, rows, fixtureName, isRight) = ($"Published as {done.Value.Name}, version {done.Value.Version}. It is proposed for files with these columns.", null, "", "", false);
            await LoadAsync();
        }
        else if (done.Refusal.Code is "recipe-differs" && await Recipes.TryAsync(caller, json, added, LeaveToken) is { IsAllowed: true } tried)
        {
            differences = tried.Value;
        }

        isBusy = false;
    }
}
