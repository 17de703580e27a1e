using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>
/// One setting: its layers, its history, and in Write mode its change. What is typed is kept as a draft: it outlives a
/// refusal, a conflict and the session (quality.md C14).
/// </summary>
public sealed partial class SettingPanel
{
    private IReadOnlyList<SettingVersion>? history;
    private IDisposable? following;
    private Refusal? historyRefusal;
    private Refusal? refusal;
    private string typed = "";
    private string? saved;
    private bool isBusy;

    [Inject]
    public required TenantSettings Settings { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Parameter, EditorRequired]
    public required SettingView Setting { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    /// <summary>With the setting as it is after a change, or as somebody else left it.</summary>
    [Parameter]
    public EventCallback<SettingView> OnChanged { get; set; }

    private IEnumerable<(SettingLayer Layer, string? Json, DateTimeOffset? At)> Layers =>
    [
        (SettingLayer.Tenant, Setting.Tenant, Setting.TenantChangedAt), (SettingLayer.Plan, Setting.Plan, Setting.PlanChangedAt), (SettingLayer.Default, Setting.Default, null),
    ];

    private bool IsWriting => Workspace.Session is { Mode: SessionMode.Write };

    private string? WhyNot => Workspace.Me is { } me ? SettingRules.MayChange(Setting, me.Role)?.Sentence : null;

    // The tenant is in the key: a text typed for one client never stands in the form of another.
    private DraftPlace DraftKey => DraftPlaces.Setting(Workspace.Session?.Tenant, Setting.Key);

    private bool HasDraft => Drafts.Find(DraftKey) is not null;

    private string Standing => Setting.Effective is { } json ? SettingText.Show(Setting.Type, json) : "";

    private bool IsChanged => !string.Equals(typed.Trim(), Standing.Trim(), StringComparison.Ordinal) || Setting.Tenant is null;

    protected override Task OnInitializedAsync()
    {
        following = Workspace.Follow(() => InvokeAsync(StateHasChanged));
        typed = Standing;
        return ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            following?.Dispose();
        base.Dispose(disposing);
    }

    private string EntryHref(SessionId session) =>
        PortalUrls.With(PortalUrls.Audit, ("session", session.ToString()), ("action", nameof(AuditAction.ChangeTenantSetting)), ("entity", Setting.Key));

    private void Keep(string text)
    {
        typed = text;
        refusal = null;
        saved = null;
    }

    private async Task ReadAsync()
    {
        var ct = Newest();
        (history, historyRefusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = await Settings.HistoryAsync(key, Setting.Key, ct);
        ct.ThrowIfCancellationRequested();
        if (!found.IsAllowed)
        {
            historyRefusal = found.Refusal;
            await Workspace.CheckAsync(historyRefusal, LeaveToken);
            return;
        }

        history = found.Value.Versions;
        // Newer than the list it was opened from.
        if (found.Value.Setting.TenantVersion != Setting.TenantVersion)
            await OnChanged.InvokeAsync(found.Value.Setting);
    }

    private async Task ChangeAsync()
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = true;
        try
        {
            var before = Setting.Effective;
            var changed = await Settings.ChangeAsync(key, new SettingChange(Setting.Key, typed, Setting.TenantVersion), LeaveToken);
            if (!changed.IsAllowed)
            {
                await RefuseAsync(changed.Refusal);
                return;
            }

            Drafts.Forget(DraftKey);
            saved = before ?? "null";
            refusal = null;
            await OnChanged.InvokeAsync(changed.Value);
            typed = SettingText.Show(changed.Value.Type, changed.Value.Tenant ?? "null");
        }
        finally
        {
            isBusy = false;
        }

        await ReadAsync();
    }

    private async Task RefuseAsync(Refusal why)
    {
        refusal = why;
        // What stands there now is shown beside what was typed.
        if (why.Code is "conflict")
            await ReadAsync();
        await Workspace.CheckAsync(why, LeaveToken);
    }
}
