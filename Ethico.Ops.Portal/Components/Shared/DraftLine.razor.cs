using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>
/// Put beside a field: keeps what is typed in it, gives it back on return and says so, and counts it as unsaved work while it is on the
/// screen. A leaf: keeping draws nothing. Its owner says <see cref="Drafts.Forget"/> when the text was saved.
/// </summary>
public sealed partial class DraftLine : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private DraftEditor? editor;
    private DraftPlace? place;
    private string known = "";
    private string? first;
    private DateTimeOffset? restoredAt;
    private DateTimeOffset? elsewhereAt;
    private Refusal? trouble;
    private bool isOlder;

    [Inject]
    public required Drafts Drafts { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>Null: nothing is kept.</summary>
    [Parameter, EditorRequired]
    public required DraftPlace? Place { get; set; }

    /// <summary>What the text is called where it is shown after its session ended; null: it is never shown so.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>What is restored, in the line that says so.</summary>
    [Parameter]
    public string What { get; set; } = "what you typed";

    /// <summary>What stands in the field.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What stands there when nothing was typed; as it was at first, if not given.</summary>
    [Parameter]
    public string? Standing { get; set; }

    /// <summary>The version of the object that is looked at; a draft over an older one says so.</summary>
    [Parameter]
    public string? BasedOn { get; set; }

    /// <summary>The text to put into the field: the draft, or what stands when it is discarded.</summary>
    [Parameter]
    public EventCallback<string> OnRestore { get; set; }

    private string Unchanged => Standing ?? first ?? "";

    public void Dispose()
    {
        editor?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Place is { } wanted && wanted != place)
        {
            await BeginAsync(wanted);
            return;
        }

        if (place is null || string.Equals(Text, known, StringComparison.Ordinal))
            return;
        known = Text;
        if (IsUnchanged(Text))
            Drafts.Forget(place);
        else
            Drafts.Keep(place, Label, Text, BasedOn);
        editor?.Mark(!IsUnchanged(Text));
    }

    private bool IsUnchanged(string text) => string.IsNullOrWhiteSpace(text) || string.Equals(text, Unchanged, StringComparison.Ordinal);

    private async Task BeginAsync(DraftPlace wanted)
    {
        editor?.Dispose();
        (place, known, first, restoredAt, elsewhereAt, trouble) = (wanted, Text, Text, null, null, null);
        editor = Drafts.Edit(wanted, () => InvokeAsync(Heard));
        try
        {
            var found = await Drafts.LoadAsync(wanted, leaving.Token);
            if (place == wanted && found is not null && string.Equals(Text, first, StringComparison.Ordinal))
                await RestoreAsync(found);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Closed before it was read.
        }
        catch (SignedOutException)
        {
            // On the way to the sign-in page.
        }
    }

    private async Task RestoreAsync(Draft found)
    {
        if (string.Equals(found.Text, Unchanged, StringComparison.Ordinal))
            return;
        (restoredAt, known) = (found.SavedAt, found.Text);
        isOlder = BasedOn is not null && found.BasedOn is { } then && !string.Equals(then, BasedOn, StringComparison.Ordinal);
        editor?.Mark(isDirty: true);
        await OnRestore.InvokeAsync(found.Text);
    }

    private async Task DiscardAsync()
    {
        restoredAt = null;
        known = Unchanged;
        Drafts.Forget(place!);
        await OnRestore.InvokeAsync(Unchanged);
    }

    private async Task TakeThatAsync()
    {
        if (await Drafts.TakeElsewhereAsync(place!, leaving.Token) is { } other)
            await RestoreAsync(other);
        elsewhereAt = null;
    }

    private void KeepThisAsync()
    {
        Drafts.KeepHere(place!);
        elsewhereAt = null;
    }

    private void Heard()
    {
        if (leaving.IsCancellationRequested || place is null)
            return;
        (elsewhereAt, trouble) = Drafts.Standing(place);
        if (Drafts.Find(place) is null)
            restoredAt = null;
        StateHasChanged();
    }

    private string When(DateTimeOffset at)
    {
        var (there, now) = (Zone.There(at), Zone.There(Clock.GetUtcNow()));
        return there.Date == now.Date
            ? there.ToString("'at' HH:mm", CultureInfo.InvariantCulture)
            : there.ToString("'on' d MMMM 'at' HH:mm", CultureInfo.InvariantCulture);
    }
}
