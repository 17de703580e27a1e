using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One alert, its steps, and what can be done about it.</summary>
public sealed partial class AlertPanel
{
    private DateOnly? until;

    /// <summary>Null: not there, or not loaded yet.</summary>
    [Parameter, EditorRequired]
    public required AlertRow? Alert { get; set; }

    [Parameter]
    public bool IsLoading { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<SuccessTask> Tasks { get; set; }

    [Parameter]
    public bool MayAct { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>What became of the last act: here, as on a phone the panel covers the page.</summary>
    [Parameter]
    public string? Said { get; set; }

    [Parameter]
    public Refusal? Fault { get; set; }

    [Parameter, EditorRequired]
    public required DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    [Parameter]
    public EventCallback<AlertRow> OnAcknowledge { get; set; }

    [Parameter]
    public EventCallback<(AlertRow Alert, DateOnly Until)> OnSnooze { get; set; }

    [Parameter]
    public EventCallback<AlertRow> OnDismiss { get; set; }

    [Parameter]
    public EventCallback<AlertRow> OnEngage { get; set; }

    [Parameter]
    public EventCallback<SuccessTask> OnDone { get; set; }

    [Parameter]
    public EventCallback<SuccessTask> OnSkip { get; set; }

    private bool IsOpen => Alert?.State is AlertState.New or AlertState.Acknowledged or AlertState.Snoozed;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
