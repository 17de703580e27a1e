using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The configuration inspector. All settings come in one read; filtering them reads nothing more.</summary>
public sealed partial class ConfigurationPage
{
    private IReadOnlyList<SettingView>? all;
    private IReadOnlyList<SettingView>? rows;
    private IReadOnlyList<FilterSpec> filters = [];
    private Refusal? refusal;

    [Inject]
    public required TenantSettings Settings { get; init; }

    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    [SupplyParameterFromQuery]
    public string? Layer { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Term { get; set; }

    /// <summary>Key of the setting beside the list.</summary>
    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    private string CloseHref => Navigation.GetUriWithQueryParameter("open", (string?)null);

    protected override Task OnInitializedAsync()
    {
        filters = Filters();
        return LoadAsync();
    }

    protected override void OnParametersSet() => Narrow();

    private static string GroupName(SettingView setting) => setting.Group is { } group ? Wording.Of(group) : "Not defined here";

    private static DateTimeOffset? Changed(SettingView setting) => setting switch
    {
        { IsShown: false } => null,
        { Layer: SettingLayer.Tenant } => setting.TenantChangedAt,
        { Layer: SettingLayer.Plan } => setting.PlanChangedAt,
        _ => null,
    };

    private bool IsAt(SettingView setting) => string.Equals(setting.Key, Open, StringComparison.Ordinal);

    private string OpenHref(string key) => Navigation.GetUriWithQueryParameter("open", key);

    private async Task LoadAsync()
    {
        var ct = Newest();
        (all, rows, refusal) = (null, null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = await Settings.ListAsync(key, ct);
        ct.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            all = found.Value;
            filters = Filters();
            Narrow();
            return;
        }

        refusal = found.Refusal;
        await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private void Narrow() => rows = all?
        .Where(s => Group is null || string.Equals(s.Group ?? "-", Group, StringComparison.Ordinal))
        .Where(s => Layer is null || (s.IsShown && string.Equals(s.Layer.Stored(), Layer, StringComparison.Ordinal)) || (Layer is "SECRET" && s.IsSecret))
        .Where(s => string.IsNullOrWhiteSpace(Term) || Holds(s.Key) || (s.Hint is { } hint && Holds(hint)))
        .ToList();

    private bool Holds(string text) => text.Contains(Term!.Trim(), StringComparison.OrdinalIgnoreCase);

    private Task SeekAsync(string term)
    {
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", term.Length == 0 ? null : term));
        return Task.CompletedTask;
    }

    // The answer to a change is the setting as it now is: one row is drawn anew and nothing is read again.
    private void Replace(SettingView changed)
    {
        all = all?.Select(s => string.Equals(s.Key, changed.Key, StringComparison.Ordinal) ? changed : s).ToList();
        Narrow();
    }

    private IReadOnlyList<FilterSpec> Filters() =>
    [
        new("group", "Group", [.. (all ?? []).GroupBy(s => s.Group ?? "-", StringComparer.Ordinal).Select(g => new FilterOption(g.Key, g.Key is "-" ? "Not defined here" : Wording.Of(g.Key), g.Count()))]),
        new("layer", "From", [new("TENANT", "Tenant"), new("PLAN", "Plan"), new("DEFAULT", "Default"), new("NONE", "Not set"), new("SECRET", "Secrets")]),
    ];
}
