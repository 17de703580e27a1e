using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// Own words, with a counter and the rule in words; what is too long is said and stays, to be shortened by who wrote it. A leaf, so that typing redraws nothing else; with <see cref="DraftKey"/> the text
/// is kept as a draft and survives the page, the session, the circuit and a restart of the portal.
/// </summary>
public sealed partial class ReasonBox
{
    private readonly string id = "reason-" + Guid.CreateVersion7().ToString("N");

    // Inside a dialog the owner's answer comes a render later than the key. What is shown is the box's own; of the owner's values only
    // one that did not come from here is taken over, or fast typing would lose letters.
    private readonly Queue<string> told = new();
    private string text = "";
    private string? given;

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string Label { get; set; } = "In your own words";

    /// <summary>In a form of the browser's own; null: it is not sent with one.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public int Lines { get; set; } = 2;

    [Parameter]
    public int Least { get; set; } = SessionRules.ReasonLeast;

    [Parameter]
    public int Most { get; set; } = SessionRules.ReasonMost;

    /// <summary>The refusal that belongs to this text; null while there is none.</summary>
    [Parameter]
    public Refusal? Fault { get; set; }

    /// <summary>Where the text is kept until it is saved; null: nowhere.</summary>
    [Parameter]
    public DraftPlace? DraftKey { get; set; }

    private bool IsOver => text.Trim().Length > Most || FieldText.IsFull(text);

    private string Counted => text.Trim().Length switch
    {
        _ when FieldText.IsFull(text) => string.Create(CultureInfo.InvariantCulture, $"At most {Most:N0} characters. {FieldText.FullWords}"),
        var length when length < Least => string.Create(CultureInfo.InvariantCulture, $"At least {Least} characters; {length} so far."),
        var length when length > Most => string.Create(CultureInfo.InvariantCulture, $"At most {Most:N0} characters; {Wording.Count(length - Most, "character", "characters")} too many."),
        var length => string.Create(CultureInfo.InvariantCulture, $"{length:N0} of {Most:N0}"),
    };

    protected override void OnParametersSet()
    {
        if (string.Equals(given, Value, StringComparison.Ordinal))
            return;
        given = Value;
        if (!told.Contains(Value, StringComparer.Ordinal))
        {
            told.Clear();
            text = Value;
            return;
        }

        while (!string.Equals(told.Dequeue(), Value, StringComparison.Ordinal))
        {
            // Values the owner skipped.
        }
    }

    private Task RestoreAsync(string draft) => TypedAsync(draft);

    private Task TypedAsync(string? typed)
    {
        text = typed ?? "";
        told.Enqueue(text);
        return ValueChanged.InvokeAsync(text);
    }
}
