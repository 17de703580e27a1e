using System.Globalization;
using System.Text.Json;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Thresholds of alerts, version by version, and their playbooks.</summary>
public sealed partial class AlertRulesPage
{
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private AlertThresholds? thresholds;
    private IReadOnlyList<Playbook>? books;
    private Refusal? refusal;
    private Refusal? fault;
    private string? said;
    private bool isBusy;

    [Inject]
    public required HealthModelBook Models { get; init; }

    [Inject]
    public required Playbooks Books { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    private string Fields => typed.Count == 0 ? "" : JsonSerializer.Serialize(typed);

    private AlertRule? Chosen => PlatformCodes.Find<AlertRule>(Open);

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("open", Open, books is null || Opened is not null));

    private Playbook? Opened => books!.FirstOrDefault(b => b.Rule == Chosen);

    private string? Wrong => AlertThresholdRules.Fields.Where(IsWrong).Select(f => f.Check(Read(f) ?? -1m)?.Sentence).FirstOrDefault();

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (refusal, fault) = (null, null);
        var caller = await ActAsync();
        var found = await Models.ThresholdsAsync(caller, LeaveToken);
        var all = found.IsAllowed ? await Books.ListAsync(caller, LeaveToken) : found.Refusal;
        (thresholds, books, refusal) = (found.IsAllowed ? found.Value : null, all.IsAllowed ? all.Value : null, all.Refusal);
    }

    private async Task SaveLimitsAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var wanted = AlertThresholdRules.Fields.Aggregate(thresholds!, (t, f) => Read(f) is { } value ? f.With(t, value) : t);
            var done = await Models.ChangeThresholdsAsync(await ActAsync(), wanted, LeaveToken);
            fault = done.Refusal;
            if (!done.IsAllowed)
                return;
            typed.Clear();
            Drafts.Forget(DraftPlaces.AlertThresholds);
            await LoadAsync();
            said = $"Version {thresholds?.Version} counts from the next night on.";
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task SavedAsync(AlertRule rule)
    {
        await LoadAsync();
        said = $"The playbook for “{rule.InWords()}” is kept.";
    }

    private void Undo() => typed.Clear();

    private void Restore(string text)
    {
        typed.Clear();
        foreach (var field in AlertThresholdRules.Fields)
        {
            if (TypedFields.Read<Dictionary<string, string>>(text)?.GetValueOrDefault(field.Name) is { } kept)
                typed[field.Name] = kept;
        }
    }

    private void Type(AlertThresholdField field, string? text)
    {
        said = null;
        if (string.Equals(text, Standing(field), StringComparison.Ordinal))
            typed.Remove(field.Name);
        else
            typed[field.Name] = text ?? "";
    }

    private string Standing(AlertThresholdField field) => field.Get(thresholds!).ToString("0.#", CultureInfo.InvariantCulture);

    private string Shown(AlertThresholdField field) => typed.GetValueOrDefault(field.Name) ?? Standing(field);

    private bool IsWrong(AlertThresholdField field) => typed.ContainsKey(field.Name) && (Read(field) is not { } value || field.Check(value) is not null);

    private decimal? Read(AlertThresholdField field) =>
        decimal.TryParse(Shown(field), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string OpenHref(AlertRule rule) => PortalUrls.With(PortalUrls.AlertRules, ("open", rule.Stored()));
}
