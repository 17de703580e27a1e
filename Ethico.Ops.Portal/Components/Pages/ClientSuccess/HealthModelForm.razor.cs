using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The settings of a draft as fields. What is no number stays as it was typed, is marked, and the model keeps its last number.</summary>
public sealed partial class HealthModelForm
{
    /// <summary>Of the sentence that says what is wrong, for the fields it is about.</summary>
    public const string FaultId = "model-fault";

    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly HashSet<string> unread = new(StringComparer.Ordinal);

    [Parameter, EditorRequired]
    public required HealthModel Model { get; set; }

    [Parameter]
    public EventCallback<HealthModel> ModelChanged { get; set; }

    /// <summary>Raised with the first field whose text is no number, and with null once each is one.</summary>
    [Parameter]
    public EventCallback<string?> UnreadChanged { get; set; }

    [Parameter, EditorRequired]
    public required Refusal? Fault { get; set; }

    [Parameter, EditorRequired]
    public required string Note { get; set; }

    [Parameter]
    public EventCallback<string> NoteChanged { get; set; }

    private IEnumerable<(string Title, string Hint, IReadOnlyList<(string Field, string Title)> Fields)> Groups =>
    [
        ("Weights", string.Create(CultureInfo.InvariantCulture, $"Steps of 0.01; sum {Enum.GetValues<Component>().Sum(Model.Weight):0.00} of 1.00."), ModelWording.Weights),
        ("Targets", "The share that earns all points; 0.01 to 1.00.", ModelWording.Targets),
        ("Tickets", "Points lost per weighted ticket and 100 accounts, and how much each severity weighs.", ModelWording.Tickets),
        ("Bands and trend", "0 < high below ≤ high if declining ≤ low from ≤ 100.", ModelWording.Thresholds),
    ];

    private string Shown(string field) => typed.GetValueOrDefault(field) ?? ModelWording.Text(Model, field);

    private bool IsWrong(string field) =>
        unread.Contains(field) || string.Equals(Fault?.Field, field, StringComparison.Ordinal)
        || (Fault?.Field is "Weights" && ModelWording.Weights.Any(w => string.Equals(w.Field, field, StringComparison.Ordinal)));

    private async Task TypeAsync(string field, string? text)
    {
        typed[field] = text ?? "";
        if (ModelWording.With(Model, field, text?.Trim()) is { } model)
        {
            unread.Remove(field);
            await ModelChanged.InvokeAsync(model);
        }
        else
        {
            unread.Add(field);
        }

        await UnreadChanged.InvokeAsync(ModelWording.Fields.Select(f => f.Field).FirstOrDefault(unread.Contains));
    }
}
