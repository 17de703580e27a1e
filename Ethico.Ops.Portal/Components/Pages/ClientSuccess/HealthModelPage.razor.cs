using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Versions of the ruler: what is in force, what was, and a draft that is checked as it is typed.</summary>
public sealed partial class HealthModelPage
{
    private const int MostEffects = 200;
    private IReadOnlyList<ModelVersion>? versions;
    private HealthModel? editing;
    private string note = "";
    private IReadOnlyList<ModelEffect>? effects;
    private DateOnly? from;
    private Refusal? refusal;
    private Refusal? fault;
    private Refusal? scheduleFault;
    private string? said;
    private bool isDirty;
    private bool isBusy;
    private bool isPreviewing;
    private string standing = "";
    // What the model does not hold, for it is no number: nothing is saved past it.
    private string? unread;
    private int restores;
    private ModelVersion? seen;
    private ModelVersion? newer;
    private bool isOvertaken;
    private ElementReference draftTitle;
    private bool isToFocus;

    [Inject]
    public required HealthModelBook Book { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("version", Version, versions is null || Named is not null));

    // The one that is looked at, if it is one: a withdrawn version stands beside a newer draft.
    private ModelVersion? Draft => Named is { State: ModelState.Draft } named ? named : DraftOf(0);

    private ModelVersion? Compared => versions?.FirstOrDefault(v => v.State is ModelState.Active);

    private ModelVersion? Named => versions?.FirstOrDefault(v => string.Equals(v.Model.Version.ToString(CultureInfo.InvariantCulture), Version, StringComparison.Ordinal));

    private ModelVersion? Chosen => Named ?? Compared;

    private Refusal? Check => editing is null ? null : unread is { } name ? ModelWording.NoNumber(name) : HealthModelRules.Check(editing);

    private DateOnly Tomorrow => Calendar.Today(Workspace.Now).AddDays(1);

    private IReadOnlyList<ModelEffect> ShownEffects => [.. effects!.Take(MostEffects)];

    private string EffectTitle
    {
        get
        {
            if (effects!.Count == 0)
                return "No client changes its band.";
            var worse = effects.Count(e => Rank(e.BandThen) > Rank(e.BandNow));
            var list = effects.Count > MostEffects ? $" The first {MostEffects}:" : "";
            return $"{Wording.Count(effects.Count, "client changes", "clients change")} band: {worse} to more risk, {effects.Count - worse} to less.{list}";
        }
    }

    /// <param name="version">0: any.</param>
    private ModelVersion? DraftOf(int version) => versions?.FirstOrDefault(v => v.State is ModelState.Draft && (version == 0 || v.Model.Version == version));

    protected override Task OnInitializedAsync() => LoadAsync();

    // The button that opened the editor is gone, and the cursor would be nowhere.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isToFocus || editing is null)
            return;
        isToFocus = false;
        await draftTitle.FocusAsync();
    }

    private async Task LoadAsync()
    {
        refusal = null;
        var found = await Book.ListAsync(await ActAsync(), LeaveToken);
        (versions, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private void EditNewAsync()
    {
        editing = Draft?.Model ?? Compared!.Model with { Version = 0 };
        note = Draft?.Note ?? "";
        (effects, from, scheduleFault, said, fault) = (null, null, null, null, null);
        isDirty = Draft is null;
        (standing, seen, unread, isOvertaken, isToFocus) = (Typed, Draft, null, false, true);
    }

    // Of the state that was looked at: a text typed over another one says so.
    private string Stamp => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(standing)))[..16];

    // What is typed here is numbers and a note: kept as one text.
    private string Typed => JsonSerializer.Serialize(new TypedModel(editing!, note));

    private void Restore(string text)
    {
        if (editing is null || Read(text) is not { } kept)
            return;
        (editing, note, isDirty, effects, unread) = (kept.Model with { Version = editing.Version }, kept.Note, Draft is null || text != standing, null, null);
        restores++;
    }

    private void CloseEditor() => (editing, effects, isDirty, fault, isOvertaken) = (null, null, false, null, false);

    private void TypedAsync(HealthModel model)
    {
        editing = model;
        // A preview of other numbers is none.
        (effects, isDirty, said) = (null, true, null);
    }

    private void NotedAsync(string text) => (note, isDirty) = (text, true);

    private async Task PreviewAsync()
    {
        isPreviewing = true;
        try
        {
            var found = await Book.PreviewAsync(await ActAsync(), editing!, LeaveToken);
            (effects, fault) = (found.IsAllowed ? found.Value : null, found.Refusal);
        }
        finally
        {
            isPreviewing = false;
        }
    }

    private async Task SaveAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var saved = await Book.SaveDraftAsync(await ActAsync(), editing!, string.IsNullOrWhiteSpace(note) ? null : note, seen, LeaveToken);
            fault = saved.Refusal;
            isOvertaken = fault is { Code: "conflict" };
            if (isOvertaken)
            {
                await LoadAsync();
                newer = DraftOf(editing!.Version);
            }

            if (!saved.IsAllowed)
                return;
            Drafts.Forget(DraftPlaces.HealthModel);
            (editing, isDirty, said) = (saved.Value, false, $"Draft {saved.Value.Version} is kept. It counts nowhere until it is scheduled.");
            standing = Typed;
            await LoadAsync();
            seen = DraftOf(editing.Version);
        }
        finally
        {
            isBusy = false;
        }
    }

    // Over the draft that stands by now; where none does any more, as a new one.
    private Task OverAsync()
    {
        (editing, seen) = (editing! with { Version = newer?.Model.Version ?? 0 }, newer);
        return SaveAsync();
    }

    private IEnumerable<(string Title, string Theirs)> Differing(ModelVersion theirs)
    {
        foreach (var (field, title) in ModelWording.Fields)
        {
            if (ModelWording.Text(theirs.Model, field) is var text && !string.Equals(text, ModelWording.Text(editing!, field), StringComparison.Ordinal))
                yield return (title, text);
        }

        if (!string.Equals(theirs.Note ?? "", note.Trim(), StringComparison.Ordinal))
            yield return ("Note", theirs.Note ?? "none");
    }

    private async Task ScheduleAsync()
    {
        var (version, day) = (editing!.Version, from!.Value);
        scheduleFault = null;
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, $"Schedule model {version}", $"Days from {HealthWording.Day(day)} on are scored by it. Until then it can be withdrawn; a day scored before keeps its score.", "Schedule",
            async _ =>
            {
                var done = await Book.ScheduleAsync(await ActAsync(), version, day, LeaveToken);
                scheduleFault = done.Refusal;
                return done.Refusal;
            });
        if (!isDone)
            return;
        CloseEditor();
        said = $"Model {version} takes effect on {HealthWording.Day(day)}.";
        await LoadAsync();
    }

    private async Task WithdrawAsync(ModelVersion version)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, $"Withdraw model {version.Model.Version}", "It becomes a draft again, and takes no effect.", "Withdraw",
            async _ => (await Book.WithdrawAsync(await ActAsync(), version.Model.Version, LeaveToken)).Refusal);
        if (!isDone)
            return;
        said = $"Model {version.Model.Version} is a draft again.";
        await LoadAsync();
    }

    // No band is more risk than a low one, less than a high one: unknown is not good.
    private static int Rank(Band? band) => band switch { Band.Low => 0, Band.Medium => 1, Band.High => 3, _ => 2 };

    private static string Score(decimal? score) => score is { } value ? HealthWording.Tenth(value) : "no score";

    private static string Weights(HealthModel model) =>
        string.Join(" · ", Enum.GetValues<Component>().Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.ToString().ToLowerInvariant()} {model.Weight(c):0.00}")));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static TagTone Tone(ModelState state) => state switch
    {
        ModelState.Active => TagTone.Good, ModelState.Scheduled => TagTone.Info, ModelState.Draft => TagTone.Caution, _ => TagTone.Unknown,
    };

    // A draft of a version of the portal that wrote it otherwise is none.
    private static TypedModel? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TypedModel>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record TypedModel(HealthModel Model, string Note);

    private string VersionHref(int version) => Navigation.GetUriWithQueryParameter("version", version.ToString(CultureInfo.InvariantCulture));
}
